import { prepare, readScenario } from '@opendome/model'
import { parseUtc } from '@opendome/model/earth'
import { limbConeAngle } from '@opendome/model/orbit'
import {
  SensorNetwork,
  coverage,
  farthestSight,
  fieldOfRegard,
  newMeasurements,
  sightAxes,
  signatureOf,
  type CoverageOptions,
  type Infrared,
  type SensorPlan,
} from '@opendome/model/sense'
import {
  DEGREE,
  KM,
  absolute,
  between,
  exact,
  relative,
  reported,
  within,
  type Case,
  type Row,
} from './case.ts'
import { source } from './sources.ts'

const EPOCH = parseUtc('2030-01-01T00:00:00Z')

/** CSIS's grid: 6°, at 20 km, over one day; here every ten minutes. */
const GRID = { altitude: 20 * KM, spacing: 6 * DEGREE, to: 86_400, timeStep: 600 }

/** An infrared sensor of which only the geometry counts. Angles in deg. */
function sensor(field: number, solarExclusion = 0): Infrared {
  return {
    type: 'infrared',
    fieldOfRegard: field * DEGREE,
    pixelAngle: 450e-6,
    pointing: 0,
    staggered: false,
    thresholdSnr: 6,
    channels: [{ band: 'mid', noiseAbove: 1e-18, noiseBelow: 1e-18 }],
    solarExclusion: solarExclusion * DEGREE,
    grazingAltitude: 0,
    limbAltitude: 60 * KM,
    revisit: 1,
    latency: 0,
    linkLoss: 0,
  }
}

interface Design {
  readonly planes: number
  readonly perPlane: number
  readonly inclination: number
  readonly phasing: number
  readonly altitude?: number
}

function network(of: Design, infrared: Infrared, cloudTop = 7 * KM): SensorNetwork {
  const { planes, perPlane, inclination, phasing, altitude = 1000 * KM } = of
  const shell = {
    altitude,
    inclination: inclination * DEGREE,
    planes,
    perPlane,
    phasing,
    pattern: 'delta' as const,
    raan: 0,
    anomaly: 0,
  }
  const plan: SensorPlan = { id: 'shell', sensor: infrared, stand: { shell }, availability: 1 }
  return new SensorNetwork({ sensors: [plan], epoch: EPOCH, seed: 1, cloudTop })
}

/** Fewest satellites that see any point of the grid at any moment. */
function fewest(of: Design, infrared: Infrared, options: CoverageOptions = GRID): number {
  return coverage(network(of, infrared), options).least
}

const TWO_FOLD = 'A design of this size exists: the source gives only numbers of satellites, not planes.'

function twoFold(name: string, of: Design, infrared: Infrared, timeStep = GRID.timeStep): Row {
  const least = fewest(of, infrared, { ...GRID, timeStep })
  return between(name, 'satellites', '2 or more', least, [1.5, Infinity], TWO_FOLD)
}

/** Designs of a family that leave no point of the grid unseen, over one revolution. */
function holding(families: readonly (readonly [number, number])[], infrared: Infrared): number {
  let found = 0
  for (const [planes, perPlane] of families)
    for (let inclination = 42; inclination <= 90; inclination += 4)
      for (let phasing = 0; phasing < planes; phasing++) {
        const design = { planes, perPlane, inclination, phasing }
        let gap = false
        for (let t = 0; t < 6600 && !gap; t += 330)
          gap = fewest(design, infrared, { ...GRID, from: t, to: t }) === 0
        if (!gap) found++
      }
  return found
}

/** Part of the sphere that one satellite sees, counted point by point. */
function seenPart(altitude: number): number {
  const one = { planes: 1, perPlane: 1, inclination: 40, phasing: 0, altitude }
  return coverage(network(one, sensor(180), 0), { altitude: 0, spacing: 1.5 * DEGREE, to: 0 }).mean
}

/** Rank of what `heads` satellites that see one object say of its position: Σ (e1 e1ᵀ/σ² + e2 e2ᵀ/σ²) over their rows. */
function rankOfSights(heads: number): number {
  const net = network({ planes: 7, perPlane: 13, inclination: 66, phasing: 0 }, sensor(120))
  const r = Float64Array.of(6_478_137, 0, 0)
  const still = {
    times: Float64Array.of(0, 100),
    r_ecef: Float64Array.of(...r, ...r),
    v_ecef: new Float64Array(6),
    burnout: 100,
    nominalBurnTime: 100,
    stageEnds: [100],
    apogee: { t: 0, altitude: 100 * KM },
    impact: { t: 100, lat: 0, lon: 0 },
    ballisticCoefficient: 1e4,
  }
  const signature = {
    plumes: Float64Array.of(1e9),
    curveAltitudes: Float64Array.of(0, 1e6),
    curveLogs: new Float64Array(2),
    bandFactors: Float64Array.of(1, 1, 1),
    stagingTime: 0,
    stagingFactor: 1,
    body: new Float64Array(3),
    boosterCrossSection: 1,
    bodyCrossSection: 1,
  }
  const out = newMeasurements(100)
  net.scan(0, 1, [{ trajectory: still, liftoff: 0, signature, end: 100 }], out, new Int32Array(100))
  const information = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  const axes = [new Float64Array(3), new Float64Array(3)] as const
  for (let row = 0; row < heads; row++) {
    sightAxes(out.rSensor_eci.subarray(3 * row), out.u_eci.subarray(3 * row), ...axes)
    for (const axis of axes)
      for (let i = 0; i < 3; i++) for (let k = 0; k < 3; k++) information[i]![k]! += axis[i]! * axis[k]!
  }
  return rank(information)
}

/** Rank of a symmetric matrix with eigenvalues of order 1, by elimination with full pivoting. */
function rank(matrix: readonly Float64Array[]): number {
  const rows = matrix.map((row) => Float64Array.from(row))
  for (let step = 0; step < 3; step++) {
    let best = step
    for (let k = step; k < 3; k++) if (rows[k]![k]! > rows[best]![best]!) best = k
    if (rows[best]![best]! < 1e-6) return step
    const pivot = Float64Array.from(rows[best]!)
    const diagonal = pivot[best]!
    for (const row of rows) {
      const factor = row[best]! / diagonal
      for (let k = 0; k < 3; k++) row[k]! -= factor * pivot[k]!
    }
    // The eliminated variable goes to the front, as an emptied row and column.
    ;[rows[step], rows[best]] = [rows[best]!, rows[step]!]
    for (const row of rows) [row[step], row[best]] = [row[best]!, row[step]!]
  }
  return 3
}

/** When two satellites of the catalog's tracking layer first see a solid ICBM, s after liftoff; mean over a day. */
function firstStereo(): number {
  const scenario = readScenario(
    'opendome: 1\nfrom: cbo-2026\nsensors: [{ id: low, sensor: cbo-2026-tracking-leo }, { id: high, sensor: cbo-2026-tracking-meo }]',
  )
  const { trajectory } = prepare(scenario).flights[0]!
  const { sensors, epoch, command } = scenario
  const net = new SensorNetwork({ sensors, epoch, seed: 1, cloudTop: command.cloudTop })
  const seen = new Int32Array(net.heads)
  const signature = signatureOf(scenario.threats[0]!.vehicle)
  let sum = 0
  for (let k = 0; k < 8; k++) {
    const liftoff = k * 10_800
    const target = { trajectory, liftoff, signature, end: Infinity }
    let t = 0
    while (t < trajectory.burnout && net.visible(liftoff + t, target, seen) < 2) t += 0.5
    sum += t
  }
  return sum / 8
}

export const SENSE_CASES: readonly Case[] = [
  {
    id: 'sense/limb',
    class: 'published',
    source: source('csis', 'a field of view beyond 120° gains nothing at 1,000 km'),
    rows: () => {
      const field = fieldOfRegard(1000 * KM, 120 * DEGREE)
      const limb = limbConeAngle(1000 * KM)
      return [
        within(
          'part of the horizon seen with 120°',
          'of cap',
          1,
          field.horizonShare,
          exact('The limb cone is 119.64°: the field holds all of the ground in sight.'),
        ),
        within(
          'ground seen farther with 130° than at the limb',
          'km',
          0,
          6378.137 * (farthestSight(1000 * KM, 130 * DEGREE, 0) - farthestSight(1000 * KM, limb, 0)),
          absolute(0.001, 'km', 'Nothing of the ground lies past the limb.'),
        ),
      ]
    },
  },
  {
    id: 'sense/footprint',
    class: 'published',
    source: source('csis', 'from 1,000 to 10,000 km the footprint about quadruples; caps by geometry'),
    note: 'Counted point by point through the sensors’ own test of visibility, on the ellipsoid.',
    rows: () => {
      const low = seenPart(1000 * KM)
      const high = seenPart(10_000 * KM)
      const grid = relative(0.01, 'Points 1.5° apart, and an Earth that is flat by 0.3 %.')
      return [
        within('part of the Earth seen from 1000 km', 'of sphere', 0.0678, low, grid),
        within('part of the Earth seen from 10000 km', 'of sphere', 0.3053, high, grid),
        within('footprint 10000 km over 1000 km', '', 4.5, high / low, grid),
      ]
    },
  },
  {
    id: 'sense/stereo',
    class: 'published',
    source: source('csis', 'two infrared sensors at once are the minimum for a 3-D track'),
    note: 'Rank of the information that the rows of one look hold on a position.',
    rows: () => [
      within(
        'dimensions known from one sight',
        '',
        2,
        rankOfSights(1),
        exact('A direction leaves the range open.'),
      ),
      within(
        'dimensions known from two sights',
        '',
        3,
        rankOfSights(2),
        exact('Two directions cross in a point.'),
      ),
    ],
  },
  {
    id: 'sense/csis-91',
    class: 'published',
    source: source('csis', '91 satellites at 1,000 km suffice with 120°, not with 110°'),
    note: '7 planes of 13 at 66°, F 0, found by search; of 110° all of 7 × 13 and 13 × 7 are tried, 42° to 90° by 4°, every F.',
    rows: () => [
      twoFold(
        'fewest at once, 91 satellites, 120°',
        { planes: 7, perPlane: 13, inclination: 66, phasing: 0 },
        sensor(120),
      ),
      within(
        'of 260 designs of 91 satellites with 110°, those without a gap',
        'designs',
        0,
        holding(
          [
            [7, 13],
            [13, 7],
          ],
          sensor(110),
        ),
        exact('Not even single coverage holds.'),
      ),
    ],
  },
  {
    id: 'sense/csis-135',
    class: 'published',
    source: source('csis', '135 satellites at 1,000 km, sized for 120° with 30° of solar exclusion'),
    note: '9 planes of 15 at 80°, F 1; the Sun of January 2030.',
    rows: () => [
      twoFold(
        'fewest at once, 135 satellites, 120°, 30° from the Sun',
        { planes: 9, perPlane: 15, inclination: 80, phasing: 1 },
        sensor(120, 30),
      ),
    ],
  },
  {
    id: 'sense/csis-15',
    class: 'published',
    source: source('csis', '15 satellites at 10,000 km, 16° of solar exclusion'),
    note: '5 planes of 3 at 62°, F 1, a field of regard of 65°.',
    rows: () => [
      twoFold(
        'fewest at once, 15 satellites at 10,000 km',
        { planes: 5, perPlane: 3, inclination: 62, phasing: 1, altitude: 10_000 * KM },
        sensor(65, 16),
      ),
    ],
  },
  {
    id: 'sense/csis-312',
    class: 'published',
    source: source('csis', '312 satellites at 1,000 km for 110°'),
    note: '12 planes of 26 at 76°, F 1; every half hour.',
    rows: () => [
      twoFold(
        'fewest at once, 312 satellites, 110°',
        { planes: 12, perPlane: 26, inclination: 76, phasing: 1 },
        sensor(110),
        1800,
      ),
    ],
  },
  {
    id: 'sense/first-sight',
    class: 'bracket',
    source: source('jfac', 'delay of launch detection quoted for Golden Dome'),
    note: 'The catalog’s tracking layer of CBO 2026 and the generic solid ICBM from North Korea to Chicago, cloud tops at 7 km; mean of eight liftoffs over a day.',
    rows: () => [
      reported('two satellites of the layer see it, after liftoff', 's', '45 to 60', firstStereo()),
    ],
  },
]

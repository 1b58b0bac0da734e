import {
  GospaSequence,
  clearMot,
  gospa,
  ospa,
  siap,
  type Identified,
  type PathAssociation,
  type SampledPath,
} from '@opendome/model/track'
import { absolute, exact, within, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

const ROUNDING = absolute(1e-12, '', 'The expected values are exact; a few sums and roots round.')
const SIX_DIGITS = absolute(5e-6, '', 'Half of the last printed digit.')
const WHOLE = exact('Counts times whole costs.')

/** n points on a line, one apart, the first at `offset`. */
const line = (n: number, offset: number): number[][] => Array.from({ length: n }, (_, i) => [i + offset])

const CUT = 10

function missingTrack(): Row[] {
  const values = [
    [1, 2.4, 2.16],
    [2, 4.49444, 4.47571],
    [Infinity, 10, 10],
  ] as const
  return values.flatMap(([order, half, fifth]) => [
    within(
      `distance, tracks off by 0.5, p = ${order}`,
      '',
      half,
      ospa(line(4, 0.5), line(5, 0), { cutoff: CUT, order }).distance,
      SIX_DIGITS,
    ),
    within(
      `distance, tracks off by 0.2, p = ${order}`,
      '',
      fifth,
      ospa(line(4, 1.2), line(5, 1), { cutoff: CUT, order }).distance,
      SIX_DIGITS,
    ),
  ])
}

function switching(): Row[] {
  const sequence = new GospaSequence({ cutoff: 2, order: 2, switchingPenalty: 3 })
  const at = (...places: number[]): Identified[] => places.map((x, id) => ({ id, position: [x] }))
  const truths = at(1, 2, 3)
  const steps = [at(1, 2, 3), at(2, 1, 100), at(2, 1, 3)].map((tracks) => sequence.step(tracks, truths))
  const expected = [
    [0, 0, 0, 0],
    [2, 2, 2.5, Math.sqrt(4 + 2.5 * 9)],
    [0, 0, 0.5, Math.sqrt(0.5) * 3],
  ] as const
  return steps.flatMap((step, k) => [
    within(`missed, moment ${k + 1}`, '', expected[k]![0], step.missed, WHOLE),
    within(`false, moment ${k + 1}`, '', expected[k]![1], step.false, WHOLE),
    within(`switches, moment ${k + 1}`, '', expected[k]![2], step.switches, WHOLE),
    within(`distance, moment ${k + 1}`, '', expected[k]![3], step.distance, ROUNDING),
  ])
}

type State = readonly [x: number, vx: number, y: number, vy: number]

function path(t: readonly number[], states: readonly State[]): SampledPath {
  return {
    t,
    position: states.map(([x, , y]) => [x, y]),
    velocity: states.map(([, vx, , vy]) => [vx, vy]),
  }
}

const SECONDS = [0, 1, 2, 3]
const TRUTHS = [
  path(
    SECONDS,
    [0, 1, 2, 3].map((x) => [x, 1, x, 1]),
  ),
  path(
    SECONDS,
    [-2, -1, 0, 2].map((x) => [x, 1, x, 1]),
  ),
  path(SECONDS, [
    [-1, 1, 1, 0],
    [0, 1, 1, 0],
    [1, 1, 2, 0],
    [3, 1, 3, 0],
  ]),
]
const TRACKS = [
  path(
    SECONDS,
    [0.1, 1.1, 2.1, 3.1].map((x) => [x, 1.2, x, 1.2]),
  ),
  path(
    SECONDS,
    [-2.5, -1.5, 0.5, 1.5].map((x) => [x, 1.6, x, 1.6]),
  ),
  path(
    [0, 1, 1, 2, 3],
    [
      [-1.99, 1.99, 1.99, 1.99],
      [0.99, 1.99, 1.99, 1.99],
      [0.999, 1.99, 1.999, 1.99],
      [1.99, 1.99, 1.99, 1.99],
      [2.99, 1.99, 1.99, 1.99],
    ],
  ),
]

function on(truth: number, track: number, from: number, to: number): PathAssociation {
  return { truth, track, from, to }
}

function siapRows(): Row[] {
  const all = siap(TRUTHS, TRACKS, [
    on(0, 0, 0, 2),
    on(1, 1, 0, 1),
    on(1, 1, 2, 3),
    on(2, 2, 1, 2),
    on(0, 2, 1, 3),
  ])
  const first = all.atTimes[0]!
  const position = (Math.sqrt(0.02) + Math.sqrt(0.5)) / 2
  const velocity = (Math.sqrt(0.08) + Math.sqrt(0.72)) / 2
  return [
    within('completeness', '', 10 / 12, all.completeness, ROUNDING),
    within('ambiguity', '', 1, all.ambiguity, ROUNDING),
    within('spuriousness', '', 2 / 12, all.spuriousness, ROUNDING),
    within('position accuracy at the first time', '', position, first.positionAccuracy, ROUNDING),
    within('velocity accuracy at the first time', '', velocity, first.velocityAccuracy, ROUNDING),
    within('rate of track number change', '1/s', 2 / 6, all.rateOfTrackNumberChange, ROUNDING),
    within('longest track segment', '', 5 / 9, all.longestTrackSegment, ROUNDING),
  ]
}

function clearMotRows(): Row[] {
  const single = clearMot(TRUTHS.slice(0, 1), TRACKS.slice(0, 1), [on(0, 0, 0, 3)])
  const spurious = clearMot(TRUTHS.slice(0, 1), TRACKS.slice(0, 2), [on(0, 0, 0, 3)])
  return [
    within('MOTP, one track on its object', '', Math.sqrt(0.02), single.motp, ROUNDING),
    within('MOTA, one track on its object', '', 1, single.mota, ROUNDING),
    within('MOTA, with a false track of four samples', '', 0, spurious.mota, ROUNDING),
  ]
}

export const METRIC_CASES: readonly Case[] = [
  {
    id: 'track/ospa',
    class: 'published',
    source: source('stoneSoup', 'test_ospametric.py'),
    rows: () => [
      within(
        'distance',
        '',
        0.5,
        ospa(line(5, 0.5), line(5, 0), { cutoff: CUT, order: 1 }).distance,
        ROUNDING,
      ),
    ],
  },
  {
    id: 'track/ospa-missing-track',
    class: 'published',
    source: source('stoneSoup', 'test_ospametric.py'),
    rows: missingTrack,
  },
  {
    id: 'track/gospa',
    class: 'published',
    source: source('stoneSoup', 'test_ospametric.py'),
    rows: () => {
      const { missed, false: spurious } = gospa([], line(10, 0), { cutoff: CUT, order: 1 })
      return [within('missed', '', 50, missed, WHOLE), within('false', '', 0, spurious, WHOLE)]
    },
  },
  {
    id: 'track/gospa-switching',
    class: 'published',
    source: source('stoneSoup', 'test_ospametric.py'),
    note: 'Two tracks change places and the third is lost, then it is found again; a half-switch counts 0.5.',
    rows: switching,
  },
  {
    id: 'track/siap',
    class: 'published',
    source: source('stoneSoup', 'test_tracktotruthmetrics.py with the samples of conftest.py'),
    note: 'The parts of each are asserted there, and the ratios follow from its formulas.',
    rows: siapRows,
  },
  {
    id: 'track/clear-mot',
    class: 'published',
    source: source('stoneSoup', 'test_clearmotmetrics.py with the samples of conftest.py'),
    rows: clearMotRows,
  },
]

import { describe, expect, it } from 'vitest'
import { Shell } from '../orbit/index.ts'
import { availability } from './availability.ts'
import { boostWindow, DEG, FLY_OUT, WINDOW } from './fixture.ts'
import { ReachMap } from './reach-map.ts'
import { designText, sizeFleet } from './size.ts'
import type { Design, SizeOptions, SizeProgress } from './size-types.ts'
import { TwoPhaseCount } from './two-phase.ts'

const ONE = [{ id: 'site', window: WINDOW }]
const SMALL: SizeOptions = {
  launches: ONE,
  flyOut: FLY_OUT,
  salvo: 1,
  shots: 1,
  guarantee: 'always',
  bounds: {
    altitude: [300e3, 400e3],
    inclination: [44 * DEG, 50 * DEG],
    planes: [4, 16],
    perPlane: [8, 30],
    altitudeStep: 50e3,
    inclinationStep: 2 * DEG,
  },
}

const YEAR = 365.25 * 86_400
const LIFE = {
  duration: 5 * YEAR,
  areaToMass: 0.01,
  dragCoefficient: 2.2,
  f107: 140,
  ap: 15,
  propulsion: true,
  specificImpulse: 220,
  largestShare: 0.9,
}

/** Every design of the bounds in order of count: the first that keeps the count at all launch points. */
function exhaustive(options: SizeOptions): number {
  const { bounds, launches, flyOut } = options
  const need = options.salvo * options.shots
  const orbits: { altitude: number; inclination: number; maps: ReachMap[] }[] = []
  for (let h = bounds.altitude[0]; h <= bounds.altitude[1] + 1; h += bounds.altitudeStep!)
    for (let i = bounds.inclination[0]; i <= bounds.inclination[1] + 1e-9; i += bounds.inclinationStep!) {
      const motion = new Shell({ altitude: h, inclination: i, planes: 1, perPlane: 1, phasing: 0 })
      orbits.push({
        altitude: h,
        inclination: i,
        maps: launches.map((l) => new ReachMap(motion, l.window, flyOut)),
      })
    }
  const sizes: [number, number, number][] = []
  for (let p = bounds.planes[0]; p <= bounds.planes[1]; p++)
    for (let s = bounds.perPlane[0]; s <= bounds.perPlane[1]; s++) sizes.push([p * s, p, s])
  sizes.sort((a, b) => a[0] - b[0])
  for (const [count, planes, perPlane] of sizes)
    for (const { altitude, inclination, maps } of orbits)
      for (let phasing = 0; phasing < planes; phasing++) {
        const shell = new Shell({ altitude, inclination, planes, perPlane, phasing })
        // Any phase at which the count falls short settles it; few designs come to the full search.
        if (maps.every((map) => new TwoPhaseCount(shell, map).minimum(need).min >= need)) return count
      }
  return Infinity
}

describe('sizing a fleet', () => {
  it('finds the optimum of an exhaustive search', () => {
    const found = sizeFleet(SMALL)
    expect(found.complete).toBe(true)
    expect(found.count).toBe(exhaustive(SMALL))
    expect(found.guaranteed).toBeGreaterThanOrEqual(1)
    expect(found.count).toBeGreaterThanOrEqual(found.lowerBound)
    expect(found.gap).toBeCloseTo((found.count - found.lowerBound) / found.lowerBound, 12)
  })

  it('finds the optimum for two launch points and two shots, and with bounds on phasing', () => {
    const options: SizeOptions = {
      ...SMALL,
      launches: [...ONE, { id: 'south', window: boostWindow(38 * DEG, 1, 0.2) }],
      shots: 2,
      bounds: { ...SMALL.bounds, planes: [10, 20], perPlane: [20, 40], inclination: [42 * DEG, 46 * DEG] },
    }
    const found = sizeFleet(options)
    expect(found.complete).toBe(true)
    expect(found.count).toBe(exhaustive(options))
    for (const launch of found.launches) expect(launch.min).toBeGreaterThanOrEqual(2)
    const bounded = sizeFleet({ ...SMALL, bounds: { ...SMALL.bounds, phasing: [0, 1] } })
    expect(bounded.shells[0]!.phasing).toBeLessThanOrEqual(1)
    expect(bounded.count).toBeGreaterThanOrEqual(sizeFleet(SMALL).count)
  })

  it.each([
    [5, 9, 20, 60],
    [9, 14, 12, 40],
    [20, 26, 6, 20],
  ])('finds the optimum among %i to %i planes of %i to %i', (p0, p1, s0, s1) => {
    const bounds = {
      ...SMALL.bounds,
      altitude: [350e3, 350e3],
      planes: [p0, p1],
      perPlane: [s0, s1],
    } as const
    const options: SizeOptions = { ...SMALL, bounds: { ...bounds, inclination: [46 * DEG, 52 * DEG] } }
    const found = sizeFleet(options)
    expect(found.complete).toBe(true)
    expect(found.count).toBe(exhaustive(options))
  })

  it('goes on from the quick search to the optimum among 40 to 90 planes', () => {
    const orbit = { altitude: [350e3, 350e3], inclination: [46 * DEG, 46 * DEG] } as const
    const options: SizeOptions = {
      ...SMALL,
      bounds: { ...SMALL.bounds, ...orbit, planes: [40, 90], perPlane: [2, 60] },
    }
    const found = sizeFleet(options)
    expect(found.complete).toBe(true)
    expect(found.count).toBe(exhaustive(options))
    expect(found.count).toBeLessThan(sizeFleet({ ...options, effort: 0 }).count)
  })

  it('says how far it may be when it may not look everywhere', () => {
    const found = sizeFleet({ ...SMALL, effort: 0 })
    expect(found.complete).toBe(false)
    expect(found.count).toBeLessThanOrEqual(1.25 * sizeFleet(SMALL).count)
    expect(found.count).toBeLessThanOrEqual((1 + found.gap) * found.lowerBound + 1e-9)
  })

  it('reports what availability finds for the same shell', () => {
    const found = sizeFleet({ ...SMALL, salvo: 2, interceptorsPerSatellite: 2 })
    const shell = new Shell(found.shells[0]!)
    const again = availability({
      layers: [{ shell, window: WINDOW, flyOut: FLY_OUT, interceptorsPerSatellite: 2 }],
    })
    expect(found.launches[0]).toMatchObject({ min: again.min, p05: again.p05, reach: again.reach })
    expect(found.launches[0]!.mean).toBeCloseTo(again.mean, 2)
    expect(found.guaranteed).toBe(again.min)
    expect(found.interceptors).toBe(2 * found.count)
    expect(found.guaranteeRatio).toBe(found.interceptors / again.min)
    expect(found.absenteeRatio).toBeCloseTo(found.interceptors / again.mean, 1)
    expect(found.efficiency).toBe(found.evenSpacingReference! / found.interceptors)
    expect(designText(found.shells[0]!)).toMatch(/^\d+ planes of \d+, \d+ km, \d+\.\d deg, phasing \d+$/)
  })

  it('needs least for a mean, more for a probability, most for always', () => {
    const mean = sizeFleet({ ...SMALL, guarantee: 'mean' })
    const often = sizeFleet({ ...SMALL, guarantee: { probability: 0.95 } })
    const always = sizeFleet(SMALL)
    expect(mean.count).toBeLessThanOrEqual(mean.lowerBound + 4)
    expect(mean.count).toBeLessThan(always.count)
    expect(often.count).toBeLessThanOrEqual(always.count)
    expect(mean.launches[0]!.mean).toBeGreaterThanOrEqual(1)
    const kept = often.launches[0]!.distribution.slice(1).reduce((sum, x) => sum + x, 0)
    expect(kept).toBeGreaterThanOrEqual(0.95)
    const flawed = sizeFleet({ ...SMALL, guarantee: { probability: 0.8 }, availability: 0.9 })
    const sound = sizeFleet({ ...SMALL, guarantee: { probability: 0.8 } })
    expect(flawed.count).toBeGreaterThan(sound.count)
  })

  it('gives a front on which no fleet has as much for less, and which smaller and larger needs confirm', () => {
    const options: SizeOptions = { ...SMALL, salvo: 3, bounds: { ...SMALL.bounds, perPlane: [8, 80] } }
    const { front, count, guaranteed } = sizeFleet(options)
    expect(front.length).toBeGreaterThan(3)
    front.forEach((fleet, k) => {
      if (k === 0) return
      expect(fleet.count).toBeGreaterThan(front[k - 1]!.count)
      expect(fleet.guaranteed).toBeGreaterThan(front[k - 1]!.guaranteed)
    })
    expect(front.some((fleet) => fleet.count <= count && fleet.guaranteed >= guaranteed)).toBe(true)
    for (const fleet of front) {
      const least = sizeFleet({ ...options, salvo: fleet.guaranteed })
      // Searches of the front may spend less effort than one of their own.
      expect(fleet.count).toBeGreaterThanOrEqual(least.count)
      expect(fleet.count).toBeLessThanOrEqual(1.1 * least.count)
    }
  })

  it('stops when told to and still gives the best so far', () => {
    let best: Design | undefined
    const stages: SizeProgress['stage'][] = []
    const found = sizeFleet({
      ...SMALL,
      onProgress: (progress) => {
        stages.push(progress.stage)
        best = progress.best
        return progress.best === undefined
      },
    })
    expect(found.stopped).toBe(true)
    expect(found.complete).toBe(false)
    expect(found.shells[0]).toEqual(best)
    expect(stages[0]).toBe('orbits')
    expect(stages).toContain('coarse')
    expect(() => sizeFleet({ ...SMALL, onProgress: () => false })).toThrow(
      'infeasible stopped before any fleet was found',
    )
  })

  it('takes two shells where launch points lie far apart and one shell cannot serve both well', () => {
    const options: SizeOptions = {
      ...SMALL,
      launches: [
        { id: 'low', window: boostWindow(5 * DEG, 1, 0.2) },
        { id: 'high', window: boostWindow(60 * DEG, 1, 0.2) },
      ],
      guarantee: 'mean',
      bounds: {
        ...SMALL.bounds,
        altitude: [300e3, 300e3],
        inclination: [4 * DEG, 80 * DEG],
        planes: [1, 60],
        perPlane: [1, 60],
      },
      shells: 2,
    }
    const two = sizeFleet(options)
    const one = sizeFleet({ ...options, shells: 1 })
    expect(two.shells).toHaveLength(2)
    expect(two.count).toBeLessThan(one.count)
    for (const launch of two.launches) expect(launch.mean).toBeGreaterThanOrEqual(1)
  })

  it('leaves out altitudes at which satellites cannot live as long as asked for, and says why', () => {
    // 0.01 m²/kg falls from 300 km within weeks, from 400 km within months (orbit/life).
    const life = { ...LIFE, propulsion: false, duration: 0.3 * YEAR }
    const found = sizeFleet({ ...SMALL, life })
    expect(found.refused.map(({ altitude }) => altitude)).toEqual([300e3, 350e3])
    expect(found.refused[0]!.reason).toMatch(
      /^a satellite falls within \d\d days, sooner than 110 days, and has no propulsion$/,
    )
    expect(found.shells[0]!.altitude).toBe(400e3)
    expect(found.life![0]!.natural).toBeGreaterThan(life.duration)
    const dear = sizeFleet({ ...SMALL, life: { ...LIFE, largestShare: 0.4 } })
    expect(dear.refused.map(({ altitude }) => altitude)).toEqual([300e3])
    expect(dear.refused[0]!.reason).toMatch(
      /to hold it takes 2\d\d\d m\/s, 6\d % of its mass as propellant, above 40 %$/,
    )
    expect(() => sizeFleet({ ...SMALL, life: { ...LIFE, propulsion: false } })).toThrow(
      /^infeasible altitude 300 to 400 km: at 400 km a satellite falls within \d+ days, sooner than 5 years, and has no propulsion/,
    )
    // With propulsion enough nothing is left out: life is told, not asked.
    expect(sizeFleet({ ...SMALL, life: LIFE })).toMatchObject({ refused: [], count: sizeFleet(SMALL).count })
  })

  it('weighs satellites with their make-up propellant where least mass is asked for', () => {
    const bounds = { ...SMALL.bounds, altitude: [300e3, 500e3] as const, perPlane: [8, 40] as const }
    const few = sizeFleet({ ...SMALL, bounds, life: LIFE })
    const light = sizeFleet({ ...SMALL, bounds, life: LIFE, minimise: 'mass' })
    const mass = ({ count, life }: typeof few): number => count / (1 - life![0]!.propellantShare)
    expect(light.complete).toBe(true)
    expect(light.count).toBeGreaterThanOrEqual(few.count)
    expect(light.shells[0]!.altitude).toBeGreaterThan(few.shells[0]!.altitude)
    // The weights of the search are those of its middle inclination: within a few per cent.
    expect(mass(light)).toBeLessThan(1.02 * mass(few))
    expect(() => sizeFleet({ ...SMALL, minimise: 'mass' })).toThrow(/missing life/)
  })

  it('trades altitude against fleet: at each altitude what a search of it alone finds', () => {
    const { trade, count, shells } = sizeFleet({ ...SMALL, life: LIFE, trade: true })
    expect(trade!.map(({ altitude }) => altitude)).toEqual([300e3, 350e3, 400e3])
    for (const { altitude, fleet, complete, lowerBound, life } of trade!) {
      const alone = sizeFleet({ ...SMALL, bounds: { ...SMALL.bounds, altitude: [altitude, altitude] } })
      expect([complete, fleet!.count]).toEqual([true, alone.count])
      expect(fleet!.guaranteed).toBeGreaterThanOrEqual(1)
      expect(lowerBound).toBe(alone.lowerBound)
      expect(life!.total).toBeGreaterThan(0)
    }
    expect(Math.min(...trade!.map(({ fleet }) => fleet!.count))).toBe(count)
    expect(trade!.find(({ altitude }) => altitude === shells[0]!.altitude)!.fleet!.count).toBe(count)
    const makeUp = trade!.map(({ life }) => life!.total)
    expect(makeUp).toEqual([...makeUp].sort((a, b) => b - a))
    expect(sizeFleet(SMALL)).toMatchObject({ trade: undefined, life: undefined })
  })

  it('keeps refused altitudes in the trade, with the reason', () => {
    const life = { ...LIFE, propulsion: false, duration: 0.3 * YEAR }
    const { trade } = sizeFleet({ ...SMALL, life, trade: true })
    expect(trade!.map(({ fleet }) => fleet?.shells[0]!.altitude)).toEqual([undefined, undefined, 400e3])
    expect(trade![0]!.refused).toMatch(/no propulsion/)
  })

  it('refuses what cannot be, with the number', () => {
    const bounds = SMALL.bounds
    const bad: [Partial<SizeOptions>, RegExp][] = [
      [{ launches: [] }, /missing no launch point/],
      [{ bounds: { ...bounds, altitude: [400e3, 300e3] } }, /bounds of altitude 400000 to 300000/],
      [{ bounds: { ...bounds, planes: [1.5, 4] } }, /bound of planes 1.5: expected a whole number/],
      [
        { bounds: { ...bounds, inclination: [0, 30 * DEG] } },
        /inclination 30.00 deg: .* takes 3\d\.\d\d to 14\d\.\d\d deg/,
      ],
      [{ bounds: { ...bounds, altitude: [2000e3, 2100e3] } }, /reach 478 km .* less than the 1\d\d\d km/],
      [
        { bounds: { ...bounds, planes: [1, 2], perPlane: [1, 9] } },
        /at most 18 satellites: the guarantee takes at least \d{3}/,
      ],
      [{ salvo: 0 }, /salvo 0/],
      [{ guarantee: { probability: 1.2 } }, /probability 1.2/],
      [{ availability: 0.9 }, /availability 0.9 with the guarantee always/],
      [{ guarantee: { probability: 0.9 }, shells: 2 }, /a probability with two shells/],
    ]
    for (const [change, message] of bad) expect(() => sizeFleet({ ...SMALL, ...change })).toThrow(message)
    // Enough on average for the bound, yet no design of the bounds keeps it.
    const tight = sizeFleet(SMALL).lowerBound
    const planes = Math.ceil(tight / 15)
    expect(() =>
      sizeFleet({ ...SMALL, bounds: { ...bounds, planes: [1, planes], perPlane: [1, 15] } }),
    ).toThrow(/no fleet of at most \d+ planes of 15 was found/)
  })
})

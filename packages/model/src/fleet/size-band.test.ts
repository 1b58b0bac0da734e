import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { Shell } from '../orbit/index.ts'
import { boostWindow, DEG, FLY_OUT, WINDOW } from './fixture.ts'
import { boostAzimuth, carryProfile } from './profile.ts'
import { ReachMap } from './reach-map.ts'
import { sizeFleet } from './size.ts'
import { phaseShare } from './size-band.ts'
import type { Design, SizeOptions } from './size-types.ts'
import { TwoPhaseCount } from './two-phase.ts'

const BAND: [number, number] = [40.5 * DEG, 41.5 * DEG]
const OPTIONS: SizeOptions = {
  launches: [{ id: 'site', window: WINDOW, latitudes: [BAND] }],
  flyOut: FLY_OUT,
  salvo: 2,
  shots: 1,
  guarantee: 'always',
  bounds: {
    altitude: [350e3, 350e3],
    inclination: [46 * DEG, 50 * DEG],
    planes: [12, 18],
    perPlane: [10, 60],
    inclinationStep: 2 * DEG,
  },
}

const mapAt = (design: Design, lat: number, window = WINDOW): ReachMap =>
  new ReachMap(
    new Shell(design),
    carryProfile(window, { lat, lon: 2, azimuth: boostAzimuth(window.trajectory) }),
    FLY_OUT,
  )
const least = (design: Design, lat: number): number =>
  new TwoPhaseCount(new Shell(design), mapAt(design, lat)).minimum().min
/** Latitudes nobody tuned for: even and random ones. */
const stream = new Stream(7, 0, 'test/band', 0)
const latitudes = [
  ...Array.from({ length: 201 }, (_, k) => BAND[0] + ((BAND[1] - BAND[0]) * k) / 200),
  ...Array.from({ length: 100 }, () => BAND[0] + (BAND[1] - BAND[0]) * stream.uniform()),
]

describe('sizing over a band of latitudes', () => {
  const found = sizeFleet(OPTIONS)
  const [design] = found.shells as [Design]

  it('keeps the guarantee at every latitude of the band, and names where it is least', () => {
    for (const lat of latitudes) expect(least(design, lat)).toBeGreaterThanOrEqual(2)
    const [launch] = found.launches
    expect(launch!.guaranteed).toBeGreaterThanOrEqual(2)
    expect(least(design, launch!.worstLatitude)).toBe(launch!.guaranteed)
    expect(found.guaranteed).toBe(launch!.guaranteed)
  })

  it('needs more than the launch point alone, whose fleet falls short within the band', () => {
    const alone = sizeFleet({ ...OPTIONS, launches: [{ id: 'site', window: WINDOW }] })
    expect(alone.count).toBeLessThan(found.count)
    expect(Math.min(...latitudes.map((lat) => least(alone.shells[0]!, lat)))).toBeLessThan(2)
    expect(alone.launches[0]).toMatchObject({ latitudes: [], guaranteed: alone.launches[0]!.min })
  })

  it('finds the optimum of an exhaustive search with many latitudes', () => {
    expect(found.complete).toBe(true)
    // Every smaller design falls short at one of 21 latitudes; few designs need more than the first.
    const some = latitudes.slice(0, 201).filter((_, k) => k % 10 === 0)
    const orbits = [46, 48, 50].map((i) => {
      const inclination = i * DEG
      const one = { altitude: 350e3, inclination, planes: 1, perPlane: 1, phasing: 0 }
      return { inclination, maps: some.map((lat) => mapAt(one, lat)) }
    })
    let smaller = 0
    for (const { inclination, maps } of orbits)
      for (let planes = 12; planes <= 18; planes++)
        for (let perPlane = 10; perPlane <= 60 && planes * perPlane < found.count; perPlane++)
          for (let phasing = 0; phasing < planes; phasing++) {
            const shell = new Shell({ altitude: 350e3, inclination, planes, perPlane, phasing })
            if (maps.every((map) => new TwoPhaseCount(shell, map).always(2))) smaller++
          }
    expect(smaller).toBe(0)
  })

  it('holds for a probability and a mean as well', () => {
    const often = sizeFleet({ ...OPTIONS, guarantee: { probability: 0.9 } })
    const mean = sizeFleet({ ...OPTIONS, guarantee: 'mean' })
    for (const lat of latitudes.filter((_, k) => k % 20 === 0)) {
      const of = (d: Design): TwoPhaseCount => new TwoPhaseCount(new Shell(d), mapAt(d, lat))
      const kept = of(often.shells[0]!)
        .shares()
        .reduce((sum, x, k) => (k >= 2 ? sum + x : sum), 0)
      expect(kept).toBeGreaterThanOrEqual(0.9 - 1e-9)
      expect(mean.count * mapAt(mean.shells[0]!, lat).meanShare()).toBeGreaterThanOrEqual(2)
    }
    expect(often.count).toBeLessThanOrEqual(found.count)
    // Within a thousandth of the least mean.
    const least = Math.min(...latitudes.map((lat) => mapAt(mean.shells[0]!, lat).meanShare()))
    expect(mean.launches[0]!.guaranteed).toBeLessThanOrEqual(mean.count * least)
    expect(mean.launches[0]!.guaranteed).toBeGreaterThan(0.998 * mean.count * least)
  })

  it('keeps launch points outside their latitudes, and several bands at once', () => {
    const south = boostWindow(33 * DEG, 1, 0.2)
    const options: SizeOptions = {
      ...OPTIONS,
      launches: [
        { id: 'a', window: WINDOW, latitudes: [[36 * DEG, 36.5 * DEG]] },
        { id: 'b', window: south, latitudes: [[32.8 * DEG, 33.2 * DEG]] },
      ],
      salvo: 1,
      bounds: { ...OPTIONS.bounds, inclination: [38 * DEG, 46 * DEG], planes: [10, 20] },
    }
    const { shells, launches } = sizeFleet(options)
    const [design] = shells as [Design]
    for (const [window, lats] of [
      [WINDOW, [41, 36, 36.2, 36.5]],
      [south, [32.8, 33, 33.2]],
    ] as const)
      for (const lat of lats) {
        const map = mapAt(design, lat * DEG, window)
        expect(new TwoPhaseCount(new Shell(design), map).minimum().min).toBeGreaterThanOrEqual(1)
      }
    expect(launches.map(({ guaranteed }) => guaranteed >= 1)).toEqual([true, true])
  })

  it('adds two shells over a band from the least of each', () => {
    const two = sizeFleet({
      ...OPTIONS,
      shells: 2,
      salvo: 4,
      launches: [
        { id: 'low', window: boostWindow(5 * DEG, 1, 0.2), latitudes: [[4 * DEG, 6 * DEG]] },
        { id: 'high', window: boostWindow(60 * DEG, 1, 0.2), latitudes: [[59 * DEG, 61 * DEG]] },
      ],
      bounds: {
        ...OPTIONS.bounds,
        inclination: [10 * DEG, 70 * DEG],
        inclinationStep: 10 * DEG,
        planes: [1, 60],
      },
      guarantee: 'mean',
    })
    expect(two.shells).toHaveLength(2)
    for (const { guaranteed } of two.launches) expect(guaranteed).toBeGreaterThanOrEqual(4)
  })

  it('says which latitude no orbit has in reach, with the inclination it takes', () => {
    const far: SizeOptions = {
      ...OPTIONS,
      launches: [{ id: 'site', window: WINDOW, latitudes: [[40 * DEG, 70 * DEG]] }],
    }
    expect(() => sizeFleet(far)).toThrow(
      /^infeasible launch site at latitude 70\.00 deg: inclination 50\.00 deg: .*which takes 6\d\.\d\d to/,
    )
    const wrong = { ...OPTIONS, launches: [{ id: 'site', window: WINDOW, latitudes: [[0.8, 0.7] as const] }] }
    expect(() => sizeFleet(wrong)).toThrow(/^invalid bounds of latitude of launch site 0.8 to 0.7/)
  })
})

describe('the share of time over the latitudes asked for', () => {
  it('is that of random phases that some node has in reach, and grows with the band', () => {
    const design = { altitude: 350e3, inclination: 60 * DEG, planes: 1, perPlane: 1, phasing: 0 }
    const map = mapAt(design, 41 * DEG)
    const arcs = new Float64Array(64)
    let within = 0
    const draws = 400
    const random = new Stream(1, 0, 'test/phase', 0)
    for (let k = 0; k < draws; k++) {
      const u = 2 * Math.PI * random.uniform()
      let any = false
      for (let n = 0; n < 2000 && !any; n++) {
        const pairs = map.arcs((2 * Math.PI * n) / 2000, arcs)
        for (let i = 0; i < pairs; i++) {
          const above = u - arcs[2 * i]! - 2 * Math.PI * Math.floor((u - arcs[2 * i]!) / (2 * Math.PI))
          if (above <= arcs[2 * i + 1]! - arcs[2 * i]!) any = true
        }
      }
      if (any) within++
    }
    const share = phaseShare([map])
    // Four standard errors.
    expect(Math.abs(within / draws - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / draws))
    expect(phaseShare([map, mapAt(design, 45 * DEG)])).toBeGreaterThan(share)
    expect(phaseShare([])).toBe(0)
    // Over an equatorial launch point an equatorial satellite always is.
    const flat = { ...design, inclination: 0 }
    expect(phaseShare([mapAt(flat, 0)])).toBeCloseTo(1, 12)
  })
})

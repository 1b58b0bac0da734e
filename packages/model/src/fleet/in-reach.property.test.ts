import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReachFinder, type Window } from '../engage/index.ts'
import { Shell } from '../orbit/index.ts'
import { mapLayer } from './availability.ts'
import { ANY_CASE, boostWindow, DEG, every, FLY_OUT, gaps, WINDOW } from './fixture.ts'
import { inReachAt, inReachAtTimes, inReachSeries } from './in-reach.ts'
import type { ReachMap } from './reach-map.ts'
import type { ReachAt } from './reach-path.ts'

/** Satellites this near the surface of the ball are exempt at equal times, m: rounding. */
const ROUNDING = 1e-3
/** The union between path times 1 s apart is this good, m: relative acceleration of up to 200 m/s² · (1 s)²/8. */
const UNION = 26

type Case = typeof ANY_CASE extends fc.Arbitrary<infer T> ? T : never

/** Holds the count of each shell between the satellites surely and possibly in reach; returns the sum of the counts. */
function compare(
  c: Case,
  at: ReachAt,
  slack: number,
  times: (window: Window) => Iterable<number>,
  count: typeof inReachAt,
): number {
  const window = boostWindow(c.latitude * DEG, c.longitude * DEG, c.azimuth * DEG, c.release)
  const flyOut = { deltaV: c.deltaV, acceleration: c.acceleration }
  let map: ReachMap | undefined
  let sum = 0
  for (const p of c.patterns) {
    const shell = new Shell({ ...c, ...p })
    const dead = [...new Set((p.gone ?? []).map((n) => n % shell.count))]
    const mapped = mapLayer({ shell, window, flyOut, dead }, at, map)
    map = mapped.map
    let sure = 0
    let possible = 0
    gaps(shell, window, flyOut, p.liftoff, c.angle, times(window)).forEach((gap, k) => {
      if (dead.includes(k)) return
      if (gap < -slack) sure++
      if (gap < slack) possible++
    })
    const n = count(mapped, p.liftoff, c.angle)
    expect(n).toBeGreaterThanOrEqual(sure)
    expect(n).toBeLessThanOrEqual(possible)
    sum += n
  }
  return sum
}

/** Compares at the same path times in so many cases of five shells; returns how many satellites were in reach. */
export function compareAtTimes(cases: number): number {
  let seen = 0
  const times = (w: Window): number[] => every(w.open, w.deadline, 1)
  fc.assert(
    fc.property(ANY_CASE, (c) => {
      seen += compare(c, 'path', ROUNDING, times, inReachAtTimes)
    }),
    { numRuns: cases, seed: 1, endOnFailure: true },
  )
  return seen
}

/** Compares with a fine search in so many cases of five shells; returns how many satellites were in reach. */
export function compareFinely(cases: number): number {
  let seen = 0
  const times = (w: Window): number[] => every(w.open, w.deadline, 0.5)
  fc.assert(
    fc.property(ANY_CASE, (c) => {
      seen += compare(c, 'path', UNION, times, inReachAt)
    }),
    { numRuns: cases, seed: 2, endOnFailure: true },
  )
  return seen
}

describe('in reach', () => {
  it('equals a search over all satellites at the same path times, in 1,000 random shells', () => {
    expect(compareAtTimes(200)).toBeGreaterThan(350)
  })

  it('equals a fine search over path and satellites to the stated error of the union, in 400 random shells', () => {
    expect(compareFinely(80)).toBeGreaterThan(130)
  })

  it('tells apart satellites nanoradians on either side of an end of an arc', () => {
    const shell = { altitude: 400e3, inclination: 60 * DEG, planes: 1, perPlane: 1, phasing: 0, j2: false }
    const { map } = mapLayer({ shell: new Shell(shell), window: WINDOW, flyOut: FLY_OUT })
    const arcs = new Float64Array(64)
    for (const range of map.ranges)
      for (let k = 1; k < 500; k++) {
        const lambda = range.from + ((range.to - range.from) * k) / 500
        expect(map.path.union(lambda, arcs)).toBe(1)
        const [low, high] = [arcs[0]!, arcs[1]!]
        for (const [phase, count] of [
          [low - 3e-9, 0],
          [low + 3e-9, 1],
          [high - 3e-9, 1],
          [high + 3e-9, 0],
        ] as const) {
          const raan0 = lambda - 2 * Math.PI * Math.floor(lambda / (2 * Math.PI))
          const anomaly0 = phase - 2 * Math.PI * Math.floor(phase / (2 * Math.PI))
          const one = new Shell({ ...shell, raan0, anomaly0 })
          expect(inReachAt({ shell: one, map, weight: 1 }, 0, 0)).toBe(count)
        }
      }
  })

  it('finds as many as the search that the battle uses, at 500 moments of a large shell', () => {
    const shell = new Shell({ altitude: 400e3, inclination: 86 * DEG, planes: 100, perPlane: 78, phasing: 1 })
    const mapped = mapLayer({ shell, window: WINDOW, flyOut: FLY_OUT })
    const finder = new ReachFinder(shell)
    let differing = 0
    for (let k = 0; k < 500; k++) {
      const t = k * 173.3
      const found = finder.find(WINDOW, FLY_OUT, t, 1).length
      if (found !== inReachAt(mapped, t, 1)) differing++
    }
    // A satellite in some 8 is within the union's error of the surface about once in 3,000 moments.
    expect(differing).toBeLessThanOrEqual(1)
  })

  it('counts over a series of times, plane by plane, as at each of them, in 500 random shells', () => {
    fc.assert(
      fc.property(
        ANY_CASE,
        fc.double({ min: 0.1, max: 3000, noNaN: true }),
        fc.boolean(),
        (c, step, late) => {
          const window = boostWindow(c.latitude * DEG, c.longitude * DEG, c.azimuth * DEG, c.release)
          let map: ReachMap | undefined
          for (const p of c.patterns) {
            const mapped = mapLayer(
              { shell: new Shell({ ...c, ...p }), window, flyOut: c },
              late ? 'deadline' : 'path',
              map,
            )
            map = mapped.map
            const counts = new Float64Array(40)
            inReachSeries(mapped, p.liftoff, step, c.angle, counts)
            // Times differ by rounding; a satellite within nanometres of the surface has not been seen.
            counts.forEach((n, k) => expect(n).toBe(inReachAt(mapped, p.liftoff + k * step, c.angle)))
          }
        },
      ),
      { numRuns: 100, seed: 4, endOnFailure: true },
    )
  })

  it('equals a search at the deadline point alone, in 1,500 random shells', () => {
    fc.assert(
      fc.property(ANY_CASE, (c) => {
        compare(c, 'deadline', ROUNDING, (w) => [w.deadline], inReachAt)
      }),
      { numRuns: 300, seed: 3, endOnFailure: true },
    )
  })
})

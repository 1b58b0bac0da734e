import { describe, expect, it } from 'vitest'
import { CATALOG } from '../generated/index.ts'
import { Stream } from '../math/index.ts'
import { newMeasurements } from '../sense/index.ts'
import { observe, watchers, type Truth, type Watcher } from './fixture.ts'
import { flyFreely } from './fly-on.ts'
import { heightOf } from './free-flight-model.ts'
import { consistencyBounds, nees } from './metrics-errors.ts'
import { Tracker, newPath, trackingOptions } from './index.ts'

// Bodies that come down, their ballistic coefficients drawn from what the tracker believes of them. Seen down to 100 km and then no more: the errors that come from the coefficient grow by kilometres, and have to be claimed with
// their correlation. Seen all the way: the coefficient is told from the braking.

const OPTIONS = trackingOptions()
const SATELLITES = watchers({ planes: 9, perPlane: 12, altitude: 1_000_000 }, 1e-4)
/** The same with range. */
const RANGING: readonly Watcher[] = SATELLITES.map((w) => ({ ...w, rangeSigma: 50 }))
/** Where a track begins: 1,000 km up, falling at 6 km/s at 25° to 35° below the horizon. */
const ABOVE = 1_000_000
const HEIGHTS = [80, 60, 40, 30, 20, 10, 5]

/** What is claimed of the bodies at a height. */
interface Fallen {
  /** Mean NEES of position and velocity, and the share of the bodies beyond the bound that 95 % keep to. */
  nees: number
  beyond: number
  /** Root mean square errors, and what is claimed, m. */
  error: number
  claimed: number
}

/** Lets `runs` bodies fall that are seen by `sensors` down to `lowest` m; what their tracks claim at each of the heights (km). */
function reentries(sensors: readonly Watcher[], lowest: number, runs: number): Map<number, Fallen> {
  const tracker = new Tracker(OPTIONS)
  const list = newMeasurements(2000)
  const sums = new Map(HEIGHTS.map((h) => [h, { nees: 0, beyond: 0, error: 0, claimed: 0, count: 0 }]))
  const path = newPath(1)
  const x = new Float64Array(6)
  const bound = consistencyBounds(6, 1, 0.9).high
  for (let run = 0; run < runs; run++) {
    tracker.reset(run)
    const stream = new Stream(31, run, 'test/reentry', 0)
    const coefficient =
      OPTIONS.ballisticCoefficient * (1 + OPTIONS.ballisticCoefficientSigma * stream.normal())
    const start = 5000 * run
    const steep = (25 + 10 * stream.uniform()) * (Math.PI / 180)
    const turn = 2 * Math.PI * stream.uniform()
    const first = Float64Array.of(
      (6_378_137 + ABOVE) * Math.cos(0.7) * Math.cos(turn),
      (6_378_137 + ABOVE) * Math.cos(0.7) * Math.sin(turn),
      (6_378_137 + ABOVE) * Math.sin(0.7),
      0,
      0,
      0,
    )
    const up = [0, 1, 2].map((c) => first[c]! / (6_378_137 + ABOVE))
    const east = [-Math.sin(turn), Math.cos(turn), 0]
    for (let c = 0; c < 3; c++) first[3 + c] = 6000 * (Math.cos(steep) * east[c]! - Math.sin(steep) * up[c]!)
    const states = [first]
    while (heightOf(states.at(-1)!) > 0) {
      const next = states.at(-1)!.slice()
      flyFreely(next, 0, 1, coefficient)
      states.push(next)
    }
    const truth: Truth = (t, out) => {
      const state = states[Math.round(t - start)]
      if (state === undefined || heightOf(state) < lowest) return false
      out.set(state)
      return true
    }
    let next = 0
    for (let k = 0; k < states.length && next < HEIGHTS.length; k++) {
      list.count = 0
      observe(sensors, [truth], start + k, stream, list)
      tracker.step(start + k, list)
      // The first whole second at or below the height.
      if (heightOf(states[k]!) > 1000 * HEIGHTS[next]!) continue
      const sum = sums.get(HEIGHTS[next]!)!
      next++
      const track = tracker.tracks.find((one) => one.status === 'confirmed')
      if (track === undefined || !tracker.path(track.id, [start + k], path)) continue
      for (let c = 0; c < 3; c++) {
        x[c] = path.r_eci[c]! - states[k]![c]!
        x[c + 3] = path.v_eci[c]! - states[k]![c + 3]!
      }
      const square = nees(x, path.covariance.subarray(0, 36))
      const P = path.covariance
      sum.nees += square / runs
      sum.beyond += square > bound ? 1 / runs : 0
      sum.error += (x[0]! ** 2 + x[1]! ** 2 + x[2]! ** 2) / runs
      sum.claimed += (P[0]! + P[7]! + P[14]!) / runs
      sum.count += 1 / runs
    }
  }
  return new Map(
    [...sums].map(([h, { nees: mean, beyond, error, claimed, count }]) => {
      expect(count, `tracks at ${h} km`).toBeCloseTo(1, 9)
      return [h, { nees: mean, beyond, error: Math.sqrt(error), claimed: Math.sqrt(claimed) }]
    }),
  )
}

const RUNS = 300
/** Further down than this (km) the drag bends so much over its spread that a mean and a covariance say less: bounds are half as wide again. */
const BENT = 15

describe('bodies whose ballistic coefficient is not known', () => {
  it('are believed to be as the catalog has them, its range taken for the middle four fifths', () => {
    const entries = CATALOG.filter((e) => /^icbm-.*-generic$/.test(e.id))
    expect(entries.length).toBe(2)
    for (const { value } of entries)
      expect(value).toMatchObject({ reentry: { ballistic_coefficient_kg_m2: OPTIONS.ballisticCoefficient } })
    // docs/track.md: low 7,000, high 12,200.
    const sigma = (12_200 - 7000) / 2 / 1.2816 / OPTIONS.ballisticCoefficient
    expect(OPTIONS.ballisticCoefficientSigma).toBeCloseTo(sigma, 2)
  })

  it.each([
    ['not seen below 100 km', SATELLITES, 100_000],
    ['not seen below 40 km', SATELLITES, 40_000],
    ['seen to 10 km', SATELLITES, 10_000],
    ['seen to 10 km with range', RANGING, 10_000],
  ] as const)('claim their errors: %s', (_name, sensors, lowest) => {
    const got = reentries(sensors, lowest, RUNS)
    if (process.env['PRINT'] !== undefined) console.table(Object.fromEntries([...got]))
    const { high } = consistencyBounds(6, RUNS, 0.999)
    for (const [height, { nees: mean, beyond }] of got) {
      expect(mean, `${height} km`).toBeLessThan(height > BENT ? high : 1.5 * high)
      expect(beyond, `${height} km`).toBeLessThan(0.1)
      // Nor do they claim much more than they are off.
      expect(mean, `${height} km`).toBeGreaterThan(2)
    }
    if (lowest > 20_000) return
    // What was seen of the braking tells the coefficient: from 10 km on no worse than a third of what is not known otherwise.
    expect(got.get(5)!.error).toBeLessThan(400)
  })
})

import { describe, expect, it } from 'vitest'
import { NATIONS } from '../generated/nations.ts'
import { PRESETS } from '../generated/presets.ts'
import { fallFrom } from '../threat/index.ts'
import { readScenario, withOverrides } from '../scenario/index.ts'
import { fallOn } from './fall-zone.ts'
import { monteCarlo } from './monte-carlo.ts'
import { Nations } from './nations.ts'
import { prepare, type Prepared } from './prepare.ts'
import { shareOf } from './run-share.ts'
import { shortfallSteps, type Shortfall } from './shortfall.ts'
import { shortfallReport } from './shortfall-report.ts'

const nations = new Nations(NATIONS)
const RUNS = 30
const scenario = readScenario(PRESETS['cbo-2026-with-canada']!)
const prepared = prepare(scenario)

function found(runs: number, of: Prepared = prepared): Shortfall {
  const steps = shortfallSteps(of, { runs, nations })
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
  }
}
const shortfall = found(RUNS)

describe('where remains come down', () => {
  it('places every intercept of the same runs once', () => {
    const [raid] = shortfall.threats
    const { killed } = monteCarlo(prepared, { runs: RUNS })
    expect(raid!.intercepts).toBeCloseTo(killed, 12)
    const sum = (shares: readonly { intercepts: number }[]): number =>
      shares.reduce((s, p) => s + p.intercepts, 0)
    expect(sum(raid!.places)).toBeCloseTo(raid!.intercepts, 9)
    expect(sum(raid!.byTime)).toBeCloseTo(raid!.intercepts, 9)
    expect(raid!.places.reduce((s, p) => s + p.share.estimate, 0)).toBeCloseTo(1, 12)
    for (const { share } of raid!.places) {
      expect(share.ci95[0]).toBeLessThanOrEqual(share.estimate)
      expect(share.ci95[1]).toBeGreaterThanOrEqual(share.estimate)
    }
  })

  it('has both ends of payload_survives_hit from the same runs, as runs of their own have them', () => {
    for (const [end, p] of [
      ['low', 0],
      ['high', 1],
    ] as const) {
      const own = withOverrides(scenario, { 'interceptors.sbi.payload_survives_hit': p })
      const { leaked } = monteCarlo(prepare(own), { runs: RUNS })
      expect(shortfall.leaked![end]).toEqual(leaked)
    }
    // Canada is defended and lies under the track: some payloads that survive come down there.
    expect(shortfall.leaked!.high.mean).toBeGreaterThan(shortfall.leaked!.low.mean)
  })

  it('follows the impact point without gaps to the aim', () => {
    const { track, burnout } = shortfall.threats[0]!
    expect(track.stretches[0]!.from).toBe(5)
    expect(track.stretches.at(-1)!.to).toBe(burnout)
    track.stretches.slice(1).forEach((s, i) => {
      expect(s.from).toBe(track.stretches[i]!.to)
    })
    expect(track.points.at(-1)!.nation).toBe('united-states')
    expect(track.stretches.map((s) => s.nation)).toContain('canada')
    // The closed form leaves out J2 and the air: 28 km early, 14 at the end.
    for (const p of track.points) expect(p.vacuumApart ?? 0).toBeLessThan(40_000)
  })

  it('ends stretches where flights that are integrated there change sides, to 10 µs', () => {
    const { trajectory } = prepared.flights[0]!
    const { stretches } = shortfall.threats[0]!.track
    const sideAt = (t: number) => {
      const { nation, zone } = fallOn(fallFrom(trajectory, t), nations)
      return [nation, zone]
    }
    expect(stretches.length).toBeGreaterThan(10)
    for (const { to, nation, zone } of stretches.slice(0, -1)) {
      expect(sideAt(to - 1e-5)).toEqual([nation, zone])
      expect(sideAt(to)).not.toEqual([nation, zone])
    }
  })

  it('needs no run for the track, and then has no shares', () => {
    const { runs, threats, leaked } = shortfallReport(prepared, found(0))
    expect([runs, leaked]).toEqual([0, null])
    expect(threats[0]).toMatchObject({ intercepts: 0, places: [], by_time: [], first_release_s: null })
    expect(threats[0]!.track.length).toBeGreaterThan(100)
  })
})

describe('a missile on its way into an orbit', () => {
  // Fire is free so late that the only intercept comes in the last fifth of a second, when what is left has the speed of an orbit.
  const orbital = prepare(
    readScenario(`opendome: 1
from: orbital
interceptors: [{ id: sbi, vehicle: { from: sbi-notional, sspk: 1, p_common: 1, burnout_margin_s: 0 } }]
command: { decision_time_s: 120.34 }
run: { window_s: 0 }
`),
  )
  const late = found(1, orbital)
  const [threat] = late.threats

  it('has an impact point until it stays up, and a stretch without one behind', () => {
    const { points, stretches } = threat!.track
    const [before, orbit] = stretches.slice(-2)
    expect(orbit).toEqual({ nation: undefined, zone: 'in-orbit', from: before!.to, to: threat!.burnout })
    expect(before!.zone).not.toBe('in-orbit')
    expect(points.at(-1)!.t).toBeLessThanOrEqual(orbit!.from)
    expect(fallFrom(orbital.flights[0]!.trajectory, orbit!.from)).toBe(undefined)
    expect(fallFrom(orbital.flights[0]!.trajectory, orbit!.from - 1e-7)).not.toBe(undefined)
    expect(stretches.filter((s) => s.zone === 'in-orbit').length).toBe(1)
  })

  it('leaves remains that stay up, and are not those that come down far from any coast', () => {
    expect(late.remains.map((r) => [r.zone, r.nation, r.landing])).toEqual([
      ['in-orbit', undefined, undefined],
    ])
    expect(late.remains[0]!.intercept).toBeGreaterThan(threat!.track.stretches.at(-1)!.from)
    const [entry] = shortfallReport(orbital, late).threats
    expect(entry!.places).toMatchObject([{ nation: null, zone: 'in-orbit', intercepts: 1 }])
  })
})

describe('a share over runs', () => {
  it('is that of a binomial where each run has one thing', () => {
    const n = 400
    const counts = Float64Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 1 : 0))
    const { estimate, ci95 } = shareOf(counts, new Float64Array(n).fill(1))
    expect(estimate).toBe(0.25)
    // 1.966 = t(0.975, 399)
    const half = 1.966 * Math.sqrt((0.25 * 0.75) / (n - 1))
    expect(ci95[0]).toBeCloseTo(0.25 - half, 4)
    expect(ci95[1]).toBeCloseTo(0.25 + half, 4)
  })

  it('is wider where things of a run go together, and never of width zero', () => {
    const together = shareOf(Float64Array.of(4, 0, 4, 0), Float64Array.of(4, 4, 4, 4))
    const apart = shareOf(Float64Array.of(2, 2, 1, 3), Float64Array.of(4, 4, 4, 4))
    expect(together.estimate).toBe(apart.estimate)
    expect(together.ci95[1] - together.ci95[0]).toBeGreaterThan(apart.ci95[1] - apart.ci95[0])
    const all = shareOf(Float64Array.of(2, 3), Float64Array.of(2, 3))
    expect(all.estimate).toBe(1)
    expect(all.ci95[0]).toBeLessThan(0.5)
    expect(shareOf(Float64Array.of(0), Float64Array.of(0)).ci95).toEqual([0, 1])
  })
})

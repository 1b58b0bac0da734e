import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { newMeasurements } from '../sense/index.ts'
import { observe, watchers, type Truth } from './fixture.test.ts'
import { flyFreely } from './fly-on.ts'
import { consistencyBounds, nees } from './metrics-errors.ts'
import { Tracker, trackingOptions } from './index.ts'

// A body in free flight that is pushed, as by a small engine: no model of the filter does that, and of a small push no single innovation tells. It has to be found out, and until then and after the track has to say how little it knows.

const SATELLITES = watchers({ planes: 9, perPlane: 12, altitude: 1_000_000 }, 1e-4)
/** The push begins and ends, s after the track has begun. */
const BEGINS = 120
const LASTS = 60
const ENDS = 300

/** What tracks claim at one second after the beginning of the push. */
interface Pushed {
  /** Mean NEES of position and velocity of the tracks; share beyond the bound that 95 % keep to. */
  nees: number
  beyond: number
  /** Root mean square velocity error and claim, m/s. */
  error: number
  claimed: number
  /** Share of the bodies that a confirmed track stands for. */
  held: number
}

/** Follows `runs` bodies pushed by `push` m/s² in any direction. */
function pushes(push: number, runs: number): Pushed[] {
  const tracker = new Tracker(trackingOptions())
  const list = newMeasurements(2000)
  const bound = consistencyBounds(6, 1, 0.9).high
  const sums = Array.from({ length: ENDS + 1 }, () => ({ nees: 0, beyond: 0, error: 0, claimed: 0, held: 0 }))
  const e = new Float64Array(6)
  for (let run = 0; run < runs; run++) {
    tracker.reset(run)
    const stream = new Stream(41, run, 'test/push', 0)
    const start = 5000 * run
    const turn = 2 * Math.PI * stream.uniform()
    const [c, s] = [Math.cos(turn), Math.sin(turn)]
    const size = 7_100_000
    const first = Float64Array.of(
      0.766 * size * c,
      0.766 * size * s,
      0.643 * size,
      -6000 * s + 1500 * c,
      6000 * c + 1500 * s,
      1000,
    )
    const way = [stream.normal(), stream.normal(), stream.normal()]
    const length = Math.hypot(...way)
    const states = [first]
    for (let k = 0; k < ENDS; k++) {
      const next = states[k]!.slice()
      const on = k >= BEGINS && k < BEGINS + LASTS ? push / length : 0
      // Half before and half after: the push is a kick each half second.
      for (let half = 0; half < 2; half++) {
        for (let a = 0; a < 3; a++) next[3 + a]! += 0.25 * on * way[a]!
        flyFreely(next, 0, 0.5, 1e9)
        for (let a = 0; a < 3; a++) next[3 + a]! += 0.25 * on * way[a]!
      }
      states.push(next)
    }
    const truth: Truth = (t, out) => {
      const state = states[Math.round(t - start)]
      if (state !== undefined) out.set(state)
      return state !== undefined
    }
    for (let k = 0; k <= ENDS; k++) {
      list.count = 0
      observe(SATELLITES, [truth], start + k, stream, list)
      tracker.step(start + k, list)
      const sum = sums[k]!
      // The newest that stands for it.
      const track = [...tracker.tracks].reverse().find((one) => one.status === 'confirmed')
      if (track === undefined) continue
      const at = states[Math.round(track.t - start)]!
      for (let a = 0; a < 6; a++) e[a] = track.state[a]! - at[a]!
      const square = nees(e, track.covariance)
      const P = track.covariance
      sum.held += 1
      sum.nees += square
      sum.beyond += square > bound ? 1 : 0
      sum.error += e[3]! ** 2 + e[4]! ** 2 + e[5]! ** 2
      sum.claimed += P[21]! + P[28]! + P[35]!
    }
  }
  return sums.map(({ nees: total, beyond, error, claimed, held }) => ({
    nees: total / held,
    beyond: beyond / held,
    error: Math.sqrt(error / held),
    claimed: Math.sqrt(claimed / held),
    held: held / runs,
  }))
}

/** Seconds after the beginning of the push that are looked at. */
const MOMENTS = [-20, 5, 15, 25, 30, 35, 40, 45, 50, 55, 60, 70, 80, 100, 140, 180]

describe('bodies pushed in free flight for a minute', () => {
  const follow = (push: number, runs: number): ((t: number) => Pushed) => {
    const got = pushes(push, runs)
    const at = (t: number): Pushed => got[BEGINS + t]!
    if (process.env['PRINT'] !== undefined)
      console.table(Object.fromEntries(MOMENTS.map((t) => [`${push} m/s², ${t} s`, at(t)])))
    return at
  }
  const HIGH = (runs: number): number => consistencyBounds(6, runs, 0.999).high

  it('are not taken to be pushed where nothing pushes', () => {
    const at = follow(0, 150)
    for (const t of MOMENTS) {
      expect(at(t).nees, `${t} s`).toBeLessThan(HIGH(150))
      expect(at(t).beyond, `${t} s`).toBeLessThan(0.1)
    }
    // A false alarm widens a claim for a minute; few do.
    expect(at(100).claimed).toBeLessThan(3 * at(100).error)
  })

  it('by 0.2 m/s²: told within 45 s by most, and from 60 s on claims are honest, push or no push', () => {
    const at = follow(0.2, 200)
    expect(at(45).beyond).toBeLessThan(0.4)
    // What was told in between has widened the claims, by an order of magnitude and more.
    expect(at(40).claimed).toBeGreaterThan(10 * at(5).claimed)
    for (const t of MOMENTS.filter((k) => k >= 60)) {
      expect(at(t).nees, `${t} s`).toBeLessThan(HIGH(200))
      expect(at(t).beyond, `${t} s`).toBeLessThan(0.1)
    }
  })

  it('by 1 m/s²: told within 25 s by most, within a factor of two in NEES from 35 s on, and honest after it', () => {
    const at = follow(1, 60)
    expect(at(25).beyond).toBeLessThan(0.3)
    for (const t of MOMENTS.filter((k) => k >= 35)) expect(at(t).nees, `${t} s`).toBeLessThan(12)
    for (const t of MOMENTS.filter((k) => k >= 100)) expect(at(t).nees, `${t} s`).toBeLessThan(HIGH(60))
  })

  it('all stay with a confirmed track, the one or its successor', () => {
    const at = follow(5, 60)
    for (const t of MOMENTS) expect(at(t).held, `${t} s`).toBe(1)
    for (const t of MOMENTS.filter((k) => k >= 100)) expect(at(t).nees, `${t} s`).toBeLessThan(HIGH(60))
  })
})

import { describe, expect, it } from 'vitest'
import { cholesky, choleskyDistance, normalQuantile, Stream } from '../math/index.ts'
import { newMeasurements, type Measurements } from '../sense/index.ts'
import { observe, watchers, type Truth } from './fixture.ts'
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

/** Chance a second of a false alarm that is granted to the best detector: that of `unrest.ts`, 1e-5 in some ten seconds. */
const FALSE_ALARM = 1e-6
/** A push is told where the claimed variance of velocity grows so many times from one second to the next, and stays so for some seconds: that thrust has been given some weight for a moment is no such thing. */
const JUMP = 25
const STAYS = 4

/**
 * The energy of a push of 1 m/s² in a known direction, begun at t = 0, in all that is seen of a body: sᵀ R⁻¹ s of what it shifts, s = û t²/2, less what another state (6, known from these reports alone) would shift alike. Straight lines:
 * gravity's gradient changes the shift of 50 s by a part in a thousand. No detector tells it with a chance above Φ(√E − z(1 − α)), α its own chance of a false alarm by then (Neyman and Pearson).
 */
class Energy {
  readonly #J = new Float64Array(36)
  readonly #c = new Float64Array(6)
  readonly #L = new Float64Array(36)
  #sum = 0
  /** What the last second says of the position along the push, 1/m². */
  along = 0

  readonly way: readonly number[]

  constructor(way: readonly number[]) {
    this.way = way
  }

  /** Takes the rows of second t, with the body at `at`; gives the energy so far, a number per (m/s²)². */
  take(list: Measurements, at: Float64Array, t: number): number {
    const { way } = this
    const s = t > 0 ? (t * t) / 2 : 0
    this.along = 0
    for (let row = 0; row < list.count; row++) {
      const d = [0, 1, 2].map((i) => at[i]! - list.rSensor_eci[3 * row + i]!)
      const square = d.reduce((sum, v) => sum + v * v, 0)
      const weight = 1 / (square * list.sigma[3 * row]! ** 2)
      const depth = way.reduce((sum, v, i) => sum + v * d[i]!, 0) / square
      for (let i = 0; i < 3; i++) {
        const g = weight * (way[i]! - depth * d[i]!)
        this.along += g * way[i]!
        this.#sum += g * way[i]! * s * s
        this.#c[i]! += g * s
        this.#c[3 + i]! += (g * s * t) / BEGINS
        for (let j = 0; j < 3; j++) {
          const G = weight * ((i === j ? 1 : 0) - (d[i]! * d[j]!) / square)
          this.#J[6 * i + j]! += G
          for (const k of [6 * (i + 3) + j, 6 * i + j + 3]) this.#J[k]! += (G * t) / BEGINS
          this.#J[6 * (i + 3) + j + 3]! += G * (t / BEGINS) ** 2
        }
      }
    }
    if (t <= 0) return 0
    this.#L.set(this.#J)
    cholesky(6, this.#L)
    return this.#sum - choleskyDistance(6, this.#L, this.#c.slice())
  }
}

/** The share of T⁵/20 (energy of t²/2 over T) that is left where T follows L seconds of the same reports: what a line through all of them leaves. */
function left(L: number, T: number): number {
  const x = T / (L + T)
  return 1 - (5 / 9) * x - (5 / 12) * x * (2 - x) ** 2
}

/** Seconds until the energy of a push suffices to be told with a chance of one half, for `energyAt` by seconds. */
function enough(energyAt: (T: number) => number): number {
  for (let T = 1; T <= ENDS - BEGINS; T++)
    if (energyAt(T) >= normalQuantile(1 - FALSE_ALARM * T) ** 2) return T
  return Infinity
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}

/** When pushes are told (s after they begin), when the best detector would tell them (with a chance of one half), and that in closed form. */
interface Told {
  told: number[]
  best: number[]
  form: number[]
  /** One sigma (m) of what a second says of the position along the push. */
  sigma: number[]
  /** Tracks whose claims jump before the push begins. */
  early: number
}

/** Follows `runs` bodies pushed by `push` m/s² in any direction. */
function pushes(push: number, runs: number): { moments: Pushed[]; times: Told } {
  const times: Told = { told: [], best: [], form: [], sigma: [], early: 0 }
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
    const energy = new Energy(way.map((v) => v / length))
    const energies = [0]
    let along = 0
    const claims = new Float64Array(ENDS + 1)
    for (let k = 0; k <= ENDS; k++) {
      list.count = 0
      observe(SATELLITES, [truth], start + k, stream, list)
      const so = energy.take(list, states[k]!, k - BEGINS)
      if (k > BEGINS) energies.push(so * push * push)
      along += k < BEGINS + LASTS ? energy.along / (BEGINS + LASTS) : 0
      tracker.step(start + k, list)
      const sum = sums[k]!
      // The newest that stands for it.
      const track = [...tracker.tracks].reverse().find((one) => one.status === 'confirmed')
      if (track === undefined) continue
      const at = states[Math.round(track.t - start)]!
      for (let a = 0; a < 6; a++) e[a] = track.state[a]! - at[a]!
      const square = nees(e, track.covariance)
      const P = track.covariance
      const variance = P[21]! + P[28]! + P[35]!
      claims[k] = variance
      sum.held += 1
      sum.nees += square
      sum.beyond += square > bound ? 1 : 0
      sum.error += e[3]! ** 2 + e[4]! ** 2 + e[5]! ** 2
      sum.claimed += variance
    }
    const jumps = (k: number): boolean =>
      claims[k - 1]! > 0 && claims.subarray(k, k + STAYS).every((claim) => claim > JUMP * claims[k - 1]!)
    const jump = [...claims.keys()].filter((k) => k >= BEGINS / 2 && k <= ENDS - STAYS && jumps(k))
    if (jump.some((k) => k <= BEGINS)) times.early += 1
    // What is worked in is a second old.
    times.told.push((jump.find((k) => k > BEGINS) ?? Infinity) - BEGINS - 1)
    times.best.push(enough((T) => energies[T]!))
    times.form.push(enough((T) => (push * push * T ** 5 * left(BEGINS, T) * along) / 20))
    times.sigma.push(1 / Math.sqrt(along))
  }
  const moments = sums.map(({ nees: total, beyond, error, claimed, held }) => ({
    nees: total / held,
    beyond: beyond / held,
    error: Math.sqrt(error / held),
    claimed: Math.sqrt(claimed / held),
    held: held / runs,
  }))
  return { moments, times }
}

/** Seconds after the beginning of the push that are looked at. */
const MOMENTS = [-20, 5, 15, 25, 30, 35, 40, 45, 50, 55, 60, 70, 80, 100, 140, 180]

describe('bodies pushed in free flight for a minute', () => {
  const follow = (push: number, runs: number): ((t: number) => Pushed) & { times: Told } => {
    const { moments, times } = pushes(push, runs)
    const at = (t: number): Pushed => moments[BEGINS + t]!
    if (process.env['PRINT'] !== undefined) {
      console.table(Object.fromEntries(MOMENTS.map((t) => [`${push} m/s², ${t} s`, at(t)])))
      const part = (q: number): number => [...times.told].sort((a, b) => a - b)[Math.floor(q * runs)]!
      const { told, best, form, sigma, early } = times
      console.log(
        `${push} m/s²: told ${median(told)} (${part(0.1)} to ${part(0.9)}; not at all ${told.filter((t) => !(t < Infinity)).length / runs}), best ${median(best)}, closed form ${median(form)}, sigma ${median(sigma)}, early ${early}`,
      )
    }
    return Object.assign(at, { times })
  }

  /** No detector does so in less time, one that knew beforehand when, whither and how strongly included; ours knows nothing of these. */
  const nearTheBest = ({ told, best, form }: Told): void => {
    expect(median(told)).toBeLessThan(1.2 * median(best))
    expect(median(told)).toBeGreaterThan(0.9 * median(best))
    // A constant scatter of satellites: the closed form of the manual.
    expect(Math.abs(median(form) / median(best) - 1)).toBeLessThan(0.1)
  }
  const HIGH = (runs: number): number => consistencyBounds(6, runs, 0.999).high

  it('are not taken to be pushed where nothing pushes', () => {
    const at = follow(0, 150)
    expect(at.times.early + at.times.told.filter((t) => t < Infinity).length).toBeLessThan(4)
    for (const t of MOMENTS) {
      expect(at(t).nees, `${t} s`).toBeLessThan(HIGH(150))
      expect(at(t).beyond, `${t} s`).toBeLessThan(0.1)
    }
    // A false alarm widens a claim for a minute; few do.
    expect(at(100).claimed).toBeLessThan(3 * at(100).error)
  })

  it('by 0.2 m/s²: told within 45 s by most, and from 60 s on claims are honest, push or no push', () => {
    const at = follow(0.2, 200)
    nearTheBest(at.times)
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
    nearTheBest(at.times)
    expect(at(25).beyond).toBeLessThan(0.3)
    for (const t of MOMENTS.filter((k) => k >= 35)) expect(at(t).nees, `${t} s`).toBeLessThan(12)
    for (const t of MOMENTS.filter((k) => k >= 100)) expect(at(t).nees, `${t} s`).toBeLessThan(HIGH(60))
  })

  it.each([0.05, 0.5, 2])('by %d m/s²: told about when the best detector would', (push) => {
    nearTheBest(follow(push, 40).times)
  })

  it('all stay with a confirmed track, the one or its successor', () => {
    const at = follow(5, 60)
    for (const t of MOMENTS) expect(at(t).held, `${t} s`).toBe(1)
    for (const t of MOMENTS.filter((k) => k >= 100)) expect(at(t).nees, `${t} s`).toBeLessThan(HIGH(60))
  })
})

import { describe, expect, it } from 'vitest'
import { WGS84_A, WGS84_GM, gravity } from '../earth/index.ts'
import { Stream, integrate } from '../math/index.ts'
import { flyOutReach } from './index.ts'

/**
 * The free-fall shortcut against integration: an interceptor leaves a satellite on a circular orbit and thrusts with constant
 * direction and acceleration until its Δv is spent; both fall under point mass + J2. The error is the distance between
 * where it is and where the shortcut puts it (the falling satellite + reach × direction), in % of reach.
 */
const TIMES = [60, 120, 170, 200, 250]
const G0 = 9.80665
const OPTIONS = {
  relative: 1e-10,
  absolute: Float64Array.of(0.01, 0.01, 0.01, 1e-5, 1e-5, 1e-5),
  dense: true,
}

interface Case {
  readonly altitude: number
  readonly inclination: number
  readonly u: number
  readonly deltaV: number
  readonly acceleration: number
  readonly direction: readonly [number, number, number]
}

/** Position of a body that starts at `y0` and thrusts until `burn`, at ascending times, with its altitude. */
function fly(
  y0: Float64Array,
  thrust: readonly number[],
  burn: number,
  times: readonly number[],
): Float64Array[] {
  const acceleration = new Float64Array(3)
  const under = (share: number) => (_t: number, y: Float64Array, out: Float64Array) => {
    gravity(y, acceleration)
    for (let k = 0; k < 3; k++) {
      out[k] = y[3 + k]!
      out[3 + k] = acceleration[k]! + share * thrust[k]!
    }
  }
  const last = times[times.length - 1]!
  const end = Math.min(burn, last)
  const powered = integrate(under(1), 0, y0, end, OPTIONS)
  const coast = end < last ? integrate(under(0), end, powered.y, last, OPTIONS) : undefined
  return times.map((t) => {
    const y = new Float64Array(6)
    ;(t <= end || coast === undefined ? powered : coast).dense!.at(t, y)
    return y
  })
}

/** Error of the shortcut in % of reach at each time; undefined where the interceptor would be under the ground. */
function errors(c: Case, times: readonly number[]): (number | undefined)[] {
  const radius = WGS84_A + c.altitude
  const speed = Math.sqrt(WGS84_GM / radius)
  const [cu, su, ci, si] = [Math.cos(c.u), Math.sin(c.u), Math.cos(c.inclination), Math.sin(c.inclination)]
  const start = Float64Array.of(
    radius * cu,
    radius * su * ci,
    radius * su * si,
    -speed * su,
    speed * cu * ci,
    speed * cu * si,
  )
  const thrust = c.direction.map((d) => d * c.acceleration)
  const satellite = fly(start, [0, 0, 0], 0.001, times)
  const interceptor = fly(start, thrust, c.deltaV / c.acceleration, times)
  return times.map((t, i) => {
    const [r, s] = [interceptor[i]!, satellite[i]!]
    if (Math.hypot(r[0]!, r[1]!, r[2]!) < WGS84_A) return undefined
    const reach = flyOutReach(c.deltaV, c.acceleration, t)
    const miss = [0, 1, 2].map((k) => r[k]! - s[k]! - reach * c.direction[k]!)
    return (100 * Math.hypot(...miss)) / reach
  })
}

function random(run: number, purpose: string, fixed: Partial<Case> = {}): Case & { readonly time: number } {
  const stream = new Stream(7, run, purpose, 0)
  const within = (low: number, high: number): number => low + (high - low) * stream.uniform()
  const z = within(-1, 1)
  const turn = within(0, 2 * Math.PI)
  const flat = Math.sqrt(1 - z * z)
  return {
    altitude: within(300e3, 1000e3),
    inclination: within(0, Math.PI),
    u: within(0, 2 * Math.PI),
    deltaV: within(3000, 10_000),
    acceleration: within(5, 20) * G0,
    direction: [flat * Math.cos(turn), flat * Math.sin(turn), z],
    time: within(30, 250),
    ...fixed,
  }
}

const rounded = (values: readonly number[]): number[] => values.map((v) => +v.toFixed(2))
const mean = (list: readonly number[]): number => list.reduce((sum, e) => sum + e, 0) / list.length
const p95 = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(0.95 * list.length)]!
const worst = (list: readonly number[]): number => Math.max(...list)

describe('the free-fall shortcut', () => {
  it('errs by less than n²t²/3 of reach in 1,000 random cases of 30 to 250 s', () => {
    let flown = 0
    let closest = 0
    for (let run = 0; flown < 1000; run++) {
      const c = random(run, 'free-fall')
      const [error] = errors(c, [c.time])
      if (error === undefined) continue
      flown++
      // Gravity differs over a distance d by at most 2n²d to first order; d grows as t, so the miss grows as 2n²d·t²/6.
      const n2 = WGS84_GM / (WGS84_A + c.altitude) ** 3
      const bound = (100 * n2 * c.time * c.time) / 3
      closest = Math.max(closest, error / bound)
    }
    // The bound takes all of the way as coasted; a burn brings the way later, and the effect of gravity with it.
    expect(closest).toBeLessThan(1)
    expect(closest).toBeGreaterThan(0.5)
  })

  it('errs over fly-out time as docs/engage.md prints: Δv 3–10 km/s, 5–20 g, 300–1,000 km, any direction', () => {
    const all: number[][] = TIMES.map(() => [])
    for (let run = 0; run < 1000; run++)
      errors(random(run, 'table'), TIMES).forEach((e, i) => e !== undefined && all[i]!.push(e))
    expect(rounded(all.map(mean))).toEqual([0.05, 0.24, 0.52, 0.74, 1.19])
    expect(rounded(all.map(p95))).toEqual([0.08, 0.38, 0.78, 1.1, 1.72])
    expect(rounded(all.map(worst))).toEqual([0.1, 0.47, 1.01, 1.38, 2.17])
    expect(all.map((list) => list.length)).toEqual([1000, 946, 868, 828, 781])
  })

  it('errs at 6 km/s and 15 g from 400 km as docs/engage.md prints', () => {
    const all: number[][] = TIMES.map(() => [])
    for (let run = 0; run < 500; run++) {
      const c = random(run, 'table', { deltaV: 6000, acceleration: 15 * G0, altitude: 400e3 })
      errors(c, TIMES).forEach((e, i) => e !== undefined && all[i]!.push(e))
    }
    expect(rounded(all.map(mean))).toEqual([0.06, 0.29, 0.62, 0.88, 1.41])
    expect(rounded(all.map(worst))).toEqual([0.09, 0.42, 0.89, 1.25, 1.97])
  })
})

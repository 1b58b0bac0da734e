import { toInternal } from '../core/index.ts'
import { EARTH_RATE, WGS84_A, ecefFromEci, geodeticFromEcef } from '../earth/index.ts'
import { CATALOG } from '../generated/index.ts'
import { cos, sin, type Stream } from '../math/index.ts'
import { Shell } from '../orbit/index.ts'
import { sightAxes, type Measurements } from '../sense/index.ts'
import { solveFlight, stateAt, type FlyOptions, type Trajectory } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { fallToGround, flyFreely, flyTemplate } from './fly-on.ts'
import { templateForce, type BoosterTemplate } from './template.ts'

/** Sensors and truth for the tests of this room: sights with known errors, of anything that has a position at a time. */

export const RAD = Math.PI / 180

/** A flight of a vehicle of the catalog. */
export function flyThreat(options: Omit<FlyOptions, 'vehicle'> & { vehicle: string }): {
  trajectory: Trajectory
} {
  const entry = CATALOG.find((e) => e.id === options.vehicle)
  return solveFlight({ ...options, vehicle: toInternal(vehicleSchema.parse(entry?.value)) })
}

/** Position and velocity (ECI, 6) of something at t s since the epoch; undefined where there is nothing to see. */
export type Truth = (t: number, out: Float64Array) => boolean

/** A solved flight that lifts off at `liftoff`, at a place where the sidereal angle at the epoch is `angle`. */
export function flightTruth(trajectory: Trajectory, liftoff: number, angle: number, cloudTop = 7000): Truth {
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  return (t, out) => {
    const since = t - liftoff
    if (since < 0 || since > trajectory.impact.t) return false
    stateAt(trajectory, since, r, v)
    inertial(angle + EARTH_RATE * t, r, v, out)
    return Math.sqrt(r[0]! * r[0]! + r[1]! * r[1]! + r[2]! * r[2]!) > 6.36e6 + cloudTop
  }
}

function inertial(angle: number, r: Float64Array, v: Float64Array, out: Float64Array): void {
  const c = cos(angle)
  const s = sin(angle)
  const vx = v[0]! - EARTH_RATE * r[1]!
  const vy = v[1]! + EARTH_RATE * r[0]!
  out[0] = c * r[0]! - s * r[1]!
  out[1] = s * r[0]! + c * r[1]!
  out[2] = r[2]!
  out[3] = c * vx - s * vy
  out[4] = s * vx + c * vy
  out[5] = v[2]!
}

/** A missile that flies a template in its own way, from where the reference flight of the template lifts off. */
export interface Drawn {
  readonly truth: Truth
  readonly stretch: number
  readonly strength: number
  /** s since the epoch. */
  readonly burnout: number
  readonly impact: { readonly t: number; readonly lat: number; readonly lon: number }
  /** Geodetic launch place, rad. */
  readonly launch: { readonly lat: number; readonly lon: number }
}

/** Time (s) up to which the vertical rise and pitch-over are the reference's, scaled. */
const RISE = 12

/**
 * Draws stretch, strength and ballistic coefficient of a missile of a template and flies it: the rise is the reference flight's, scaled by the net acceleration; the rest is the template's equations of motion.
 */
export function drawFlight(
  template: BoosterTemplate,
  reference: Trajectory,
  ballisticSigma: number,
  liftoff: number,
  angle: number,
  stream: Stream,
): Drawn {
  const stretch = 1 + template.burnTimeSigma * stream.normal()
  const strength = 1 + template.accelerationSigma * stream.normal()
  const ballistic = template.ballisticCoefficient * (1 + ballisticSigma * stream.normal())
  const pad = new Float64Array(3)
  const still = new Float64Array(3)
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  stateAt(reference, 0, pad, still)
  stateAt(reference, RISE, r, v)
  const force = new Float64Array(2)
  templateForce(template, RISE / 2, force)
  const net = (strength * force[0]! - 9.8) / (force[0]! - 9.8)
  for (let i = 0; i < 3; i++) {
    r[i] = pad[i]! + stretch * stretch * net * (r[i]! - pad[i]!)
    v[i] = stretch * net * v[i]!
  }
  const t0 = liftoff + RISE * stretch
  const x = new Float64Array(6)
  inertial(angle + EARTH_RATE * t0, r, v, x)
  const burnout = liftoff + stretch * template.burnTime
  const flying = { liftoff, stretch, strength }
  const table = [x.slice()]
  let lowest = Infinity
  for (let t = t0; t < burnout; t++) {
    flyTemplate(x, t, Math.min(t + 1, burnout), template, flying)
    table.push(x.slice())
    lowest = Math.min(lowest, x[0]! * x[3]! + x[1]! * x[4]! + x[2]! * x[5]!)
  }
  // A booster as weak as this falls over: no missile is built so, and another is drawn.
  if (lowest < 0) return drawFlight(template, reference, ballisticSigma, liftoff, angle, stream)
  const atBurnout = x.slice()
  const t = fallToGround(x, burnout, ballistic)
  ecefFromEci(angle + EARTH_RATE * t, x.subarray(0, 3), r)
  const place = new Float64Array(3)
  geodeticFromEcef(r, place)
  const home = new Float64Array(3)
  geodeticFromEcef(pad, home)
  const truth: Truth = (at, out) => {
    if (at < t0 || at > t) return false
    if (at >= burnout) {
      out.set(atBurnout)
      flyFreely(out, burnout, at, ballistic)
      return true
    }
    const k = Math.floor(at - t0)
    out.set(table[k]!)
    flyTemplate(out, t0 + k, at, template, flying)
    return Math.sqrt(out[0]! ** 2 + out[1]! ** 2 + out[2]! ** 2) > 6.375e6
  }
  return {
    truth,
    stretch,
    strength,
    burnout,
    impact: { t, lat: place[0]!, lon: place[1]! },
    launch: { lat: home[0]!, lon: home[1]! },
  }
}

export interface Watcher {
  readonly shell: Shell
  readonly index: number
  readonly sigma: number
  readonly latency: number
  /** Looks at t = phase + k. */
  readonly phase: number
  /** Range error (m) where it measures range. */
  readonly rangeSigma?: number
}

/** The satellites of a shell as watchers with angle errors `sigma` (rad). */
export function watchers(
  count: { planes: number; perPlane: number; altitude: number },
  sigma: number,
  latency = 1,
  stagger = 0,
): Watcher[] {
  const shell = new Shell({
    altitude: count.altitude,
    inclination: 65 * RAD,
    planes: count.planes,
    perPlane: count.perPlane,
    phasing: 1,
  })
  return Array.from({ length: shell.count }, (_, index) => ({
    shell,
    index,
    sigma,
    latency,
    phase: stagger * ((index * 7) % 10) * 0.1,
  }))
}

const at = new Float64Array(6)
const sensor = new Float64Array(3)
const u = new Float64Array(3)
const e1 = new Float64Array(3)
const e2 = new Float64Array(3)

/** Does the straight line from a to b pass the Earth's sphere? */
function clear(a: Float64Array, b: Float64Array): boolean {
  let dd = 0
  let ad = 0
  for (let i = 0; i < 3; i++) {
    const d = b[i]! - a[i]!
    dd += d * d
    ad += a[i]! * d
  }
  const part = Math.min(1, Math.max(0, -ad / dd))
  if (part >= 1) return true
  let square = 0
  for (let i = 0; i < 3; i++) {
    const c = a[i]! + part * (b[i]! - a[i]!)
    square += c * c
  }
  return square > (WGS84_A + 10_000) ** 2
}

/** Appends what the watchers see of the truths in (t − 1, t]; `origin` gets the truth's index. */
export function observe(
  sensors: readonly Watcher[],
  truths: readonly Truth[],
  t: number,
  stream: Stream,
  out: Measurements,
  origin?: number[],
): void {
  sensors.forEach((w, s) => {
    const look = Math.floor(t - w.phase) + w.phase
    w.shell.position(look, w.index, sensor)
    truths.forEach((truth, k) => {
      if (!truth(look, at) || !clear(sensor, at)) return
      const d = Float64Array.of(at[0]! - sensor[0]!, at[1]! - sensor[1]!, at[2]! - sensor[2]!)
      const distance = Math.sqrt(d[0]! * d[0]! + d[1]! * d[1]! + d[2]! * d[2]!)
      for (let i = 0; i < 3; i++) u[i] = d[i]! / distance
      sightAxes(sensor, u, e1, e2)
      const a = w.sigma * stream.normal()
      const b = w.sigma * stream.normal()
      const row = out.count++
      let length = 0
      for (let i = 0; i < 3; i++) {
        u[i] = u[i]! + a * e1[i]! + b * e2[i]!
        length += u[i]! * u[i]!
      }
      for (let i = 0; i < 3; i++) {
        out.u_eci[3 * row + i] = u[i]! / Math.sqrt(length)
        out.rSensor_eci[3 * row + i] = sensor[i]!
        out.sigma[3 * row + i] = i < 2 ? w.sigma : (w.rangeSigma ?? Infinity)
      }
      out.range[row] = w.rangeSigma === undefined ? Number.NaN : distance + w.rangeSigma * stream.normal()
      out.sensor[row] = s
      out.t[row] = look
      out.available[row] = look + w.latency
      origin?.push(k)
    })
  })
}

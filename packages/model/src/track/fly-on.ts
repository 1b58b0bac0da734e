import { EARTH_RATE, gravity } from '../earth/index.ts'
import { freeFlightStep, heightOf } from './free-flight-model.ts'
import { UPRIGHT_SPEED, templateForce, type BoosterTemplate } from './template.ts'

/** Longest steps (s): under thrust, close to the launch pad, in free flight above the air, in thin air, and where reentry brakes. */
const THRUST_STEP = 4
const RISE_STEP = 1
const VACUUM_STEP = 60
const THIN_AIR_STEP = 8
const AIR_STEP = 1
const THIN_AIR = 200_000
const AIR = 60_000
/** Longest free flight that is followed to the ground, s. */
const LONGEST_FLIGHT = 6 * 3600

const point = new Float64Array(3)
const pull = new Float64Array(3)
const force = new Float64Array(2)
const slope = new Float64Array(6)
const trial = new Float64Array(6)
const total = new Float64Array(6)

/** How one missile flies a template: liftoff (s since the epoch), stretch of time, stretch of force. */
export interface Flying {
  liftoff: number
  stretch: number
  strength: number
}

/**
 * Moves the state x (r_eci, v_eci) from t0 to t1 (s since the epoch; forward or backward) on a template flown as `flying` says: gravity of point mass + J2, the template's force along the relative velocity and across it in
 * the vertical plane, and after burnout free flight with drag. Classical Runge–Kutta of order 4 in steps that end at stage ends.
 */
export function flyTemplate(
  x: Float64Array,
  t0: number,
  t1: number,
  template: BoosterTemplate,
  flying: Flying,
): void {
  const { liftoff, stretch } = flying
  const burnout = liftoff + stretch * template.burnTime
  let t = t0
  const forward = t1 >= t0
  if (!forward && t0 > burnout) {
    const to = Math.max(t1, burnout)
    flyFreely(x, t, to, template.ballisticCoefficient)
    t = to
  }
  // One leg a stage, so that no step has a jump inside.
  while (forward ? t < Math.min(t1, burnout) : t > t1) {
    const tau = (t - liftoff) / stretch
    let to = forward ? Math.min(t1, burnout) : t1
    for (let k = 0; k < template.stages.length; k += 1) {
      const stage = template.stages[k]!
      const edge = liftoff + stretch * (forward ? stage.end : stage.start)
      if (forward ? tau < stage.end - 1e-9 : tau > stage.start + 1e-9) {
        if (forward) {
          to = Math.min(to, edge)
          break
        }
        to = Math.max(t1, edge)
      }
    }
    const longest = tau < 20 ? RISE_STEP : THRUST_STEP
    const steps = Math.max(1, Math.ceil(Math.abs(to - t) / longest - 1e-9))
    const dt = (to - t) / steps
    // Reference times just inside the stage, so that its ends are read as its own.
    const inside = forward ? 1e-9 : -1e-9
    for (let s = 0; s < steps; s += 1) {
      const from = (t + s * dt - liftoff) / stretch
      const until = (t + (s + 1) * dt - liftoff) / stretch
      thrustStep(x, dt, template, flying.strength, from + inside, until - inside)
    }
    t = to
    if (!forward && t <= liftoff + 1e-9 * stretch) break
  }
  if (forward && t1 > t) flyFreely(x, t, t1, template.ballisticCoefficient)
}

/** Free flight of x from t0 to t1, with steps as the air needs them. */
export function flyFreely(x: Float64Array, t0: number, t1: number, ballisticCoefficient: number): void {
  let rest = t1 - t0
  const sign = rest < 0 ? -1 : 1
  while (rest !== 0) {
    const step = sign * Math.min(Math.abs(rest), freeStep(x))
    freeFlightStep(x, step, ballisticCoefficient)
    rest = Math.abs(rest - step) < 1e-9 ? 0 : rest - step
  }
}

/**
 * Follows x from t in free flight to the ellipsoid; returns the time of impact with x there, or NaN where it does not come down within six hours. The last step is halved by the secant of height, to a
 * metre.
 */
export function fallToGround(x: Float64Array, t: number, ballisticCoefficient: number): number {
  let now = t
  let height = heightOf(x)
  while (height > 0) {
    const step = freeStep(x)
    freeFlightStep(x, step, ballisticCoefficient)
    now += step
    const next = heightOf(x)
    if (next <= 0) return now + toGround(x, ballisticCoefficient, next, (height - next) / step)
    if (now - t > LONGEST_FLIGHT) return Number.NaN
    height = next
  }
  return now
}

/** From just below ground, back or forth by Newton's steps of the sinking speed (m/s); returns the time taken, negative. */
function toGround(x: Float64Array, ballisticCoefficient: number, depth: number, sinking: number): number {
  let time = 0
  let height = depth
  for (let i = 0; i < 4 && Math.abs(height) > 1; i += 1) {
    const step = height / sinking
    freeFlightStep(x, step, ballisticCoefficient)
    time += step
    height = heightOf(x)
  }
  return time
}

function freeStep(x: Float64Array): number {
  const r2 = x[0]! * x[0]! + x[1]! * x[1]! + x[2]! * x[2]!
  if (r2 > HIGH2) return VACUUM_STEP
  const height = heightOf(x)
  if (height > 2 * THIN_AIR) return VACUUM_STEP
  return height > 1.5 * AIR ? THIN_AIR_STEP : AIR_STEP
}

const HIGH2 = (6_378_137 + 2 * THIN_AIR) * (6_378_137 + 2 * THIN_AIR)

/** One step under thrust, from reference time `tau0` to `tau1`. */
function thrustStep(
  x: Float64Array,
  dt: number,
  template: BoosterTemplate,
  strength: number,
  tau0: number,
  tau1: number,
): void {
  for (let i = 0; i < 6; i += 1) {
    total[i] = 0
    trial[i] = x[i]!
  }
  for (let stage = 0; stage < 4; stage += 1) {
    if (stage !== 2) {
      const tau = stage === 0 ? tau0 : stage === 3 ? tau1 : 0.5 * (tau0 + tau1)
      templateForce(template, tau, force)
    }
    push(trial, strength * force[0]!, strength * force[1]!)
    const weight = stage === 0 || stage === 3 ? dt / 6 : dt / 3
    const ahead = stage === 2 ? dt : 0.5 * dt
    for (let i = 0; i < 6; i += 1) {
      total[i]! += weight * slope[i]!
      trial[i] = x[i]! + ahead * slope[i]!
    }
  }
  for (let i = 0; i < 6; i += 1) x[i]! += total[i]!
}

/** Time derivative of (r, v) under a specific force along the relative velocity (upward where it hardly moves) and across it. */
function push(x: Float64Array, axial: number, normal: number): void {
  point[0] = x[0]!
  point[1] = x[1]!
  point[2] = x[2]!
  gravity(point, pull)
  let wx = x[3]! + EARTH_RATE * x[1]!
  let wy = x[4]! - EARTH_RATE * x[0]!
  let wz = x[5]!
  let speed = Math.sqrt(wx * wx + wy * wy + wz * wz)
  const r2 = point[0] * point[0] + point[1] * point[1] + point[2] * point[2]
  if (speed < UPRIGHT_SPEED) {
    const lift = (UPRIGHT_SPEED - speed) / Math.sqrt(r2)
    wx += lift * point[0]
    wy += lift * point[1]
    wz += lift * point[2]
    speed = Math.sqrt(wx * wx + wy * wy + wz * wz)
  }
  const along = axial / speed
  out6(x, along * wx + pull[0]!, along * wy + pull[1]!, along * wz + pull[2]!)
  if (normal === 0) return
  const rise = (wx * point[0] + wy * point[1] + wz * point[2]) / (speed * speed)
  const ux = point[0] - rise * wx
  const uy = point[1] - rise * wy
  const uz = point[2] - rise * wz
  const width2 = ux * ux + uy * uy + uz * uz
  if (!(width2 > 1e-6 * r2)) return
  const across = normal / Math.sqrt(width2)
  slope[3]! += across * ux
  slope[4]! += across * uy
  slope[5]! += across * uz
}

function out6(x: Float64Array, ax: number, ay: number, az: number): void {
  slope[0] = x[3]!
  slope[1] = x[4]!
  slope[2] = x[5]!
  slope[3] = ax
  slope[4] = ay
  slope[5] = az
}

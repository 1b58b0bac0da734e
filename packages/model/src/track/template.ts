import type { z } from 'zod'
import { OpendomeError, requireWithin, type Internal } from '../core/index.ts'
import { EARTH_RATE, geodeticHeight, gravity } from '../earth/index.ts'
import { cos, norm3, sin } from '../math/index.ts'
import type { Trajectory } from '../threat/index.ts'
import type { templateSchema } from './schema.ts'

/** Relative sigmas of a template. */
export type TemplateSigmas = Internal<z.output<typeof templateSchema>>

/** Spacing (s) at which a template's profile is kept. */
const STEP = 1
/** Below this speed (m/s) relative to the air a rising booster is taken to thrust upward. */
export const UPRIGHT_SPEED = 60

/** One stage of a template: specific force along the relative velocity and, in the vertical plane, across it (positive is up), at even times from start to end. */
interface StageProfile {
  readonly start: number
  readonly end: number
  readonly step: number
  readonly axial: Float64Array
  readonly normal: Float64Array
  /** ∫ axial dt from liftoff to each of the times, m/s. */
  readonly gain: Float64Array
}

/**
 * What is known of a kind of booster beforehand: how its specific force runs against the time since liftoff, thrust less drag over mass, and how sure that is. A missile of this kind flies it
 * with its time stretched by a factor of mean 1 and sigma `burnTimeSigma`, its force by one of sigma `accelerationSigma`. Nothing of where it is fired to is in it.
 */
export interface BoosterTemplate {
  readonly id: string
  /** End of thrust of the reference flight, s since liftoff. */
  readonly burnTime: number
  readonly burnTimeSigma: number
  readonly accelerationSigma: number
  /** kg/m², of what flies on. */
  readonly ballisticCoefficient: number
  readonly stages: readonly StageProfile[]
  /** Height above the ellipsoid (m) of the reference flight at whole steps from liftoff: where to look for the launch first. */
  readonly height: Float64Array
}

/**
 * A template from a reference flight: its velocities in the inertial frame are differenced between samples, gravity is taken off, and what is left is split along and across the relative velocity. Steps are those of the
 * table (1 s under thrust), so the profile is its mean over each second; corners within a stage are rounded by that.
 *
 * Errors: `invalid` for a table without thrust or sigmas outside 0 to 0.5.
 */
export function boosterTemplate(id: string, reference: Trajectory, sigmas: TemplateSigmas): BoosterTemplate {
  requireWithin('burn time sigma', sigmas.burnTimeSigma, 0, 0.5)
  requireWithin('acceleration sigma', sigmas.accelerationSigma, 0, 0.5)
  const { times, burnout } = reference
  if (!(burnout > 2 * STEP) || times.length < 4)
    throw new OpendomeError(
      'invalid',
      `reference flight that burns ${burnout} s: expected above ${2 * STEP} s`,
    )
  const stages: StageProfile[] = []
  let start = 0
  const ends = reference.stageEnds.filter((t) => t < burnout - 1e-6)
  for (const end of [...ends, burnout]) {
    stages.push(stageProfile(reference, start, end, stages.at(-1)?.gain.at(-1) ?? 0))
    start = end
  }
  const height = new Float64Array(Math.floor(burnout / STEP) + 1)
  let i = 0
  const r = new Float64Array(3)
  for (let k = 0; k < height.length; k += 1) {
    while (times[i + 1]! < k * STEP) i += 1
    const share = (k * STEP - times[i]!) / (times[i + 1]! - times[i]!)
    for (let c = 0; c < 3; c += 1) {
      const from = reference.r_ecef[3 * i + c]!
      r[c] = from + share * (reference.r_ecef[3 * i + 3 + c]! - from)
    }
    height[k] = geodeticHeight(r)
  }
  return {
    id,
    burnTime: burnout,
    burnTimeSigma: sigmas.burnTimeSigma,
    accelerationSigma: sigmas.accelerationSigma,
    ballisticCoefficient: reference.ballisticCoefficient,
    stages,
    height,
  }
}

/** Mean specific force between samples from start to end, put on an even grid. */
function stageProfile(reference: Trajectory, start: number, end: number, before: number): StageProfile {
  const { times } = reference
  const at: number[] = []
  const axial: number[] = []
  const normal: number[] = []
  const a = new Float64Array(6)
  const b = new Float64Array(6)
  const middle = new Float64Array(3)
  const pull = new Float64Array(3)
  const w = new Float64Array(3)
  for (let i = 0; i + 1 < times.length; i += 1) {
    const t0 = times[i]!
    const t1 = times[i + 1]!
    if (t0 < start - 1e-9 || t1 > end + 1e-9 || t1 - t0 < 0.05) continue
    inertialSample(reference, i, a)
    inertialSample(reference, i + 1, b)
    for (let k = 0; k < 3; k += 1) middle[k] = 0.5 * (a[k]! + b[k]!)
    gravity(middle, pull)
    const force = [0, 1, 2].map((k) => (b[k + 3]! - a[k + 3]!) / (t1 - t0) - pull[k]!)
    for (let k = 0; k < 3; k += 1) w[k] = 0.5 * (a[k + 3]! + b[k + 3]!)
    w[0]! += EARTH_RATE * middle[1]!
    w[1]! -= EARTH_RATE * middle[0]!
    // Upward where it hardly moves yet.
    const size = norm3(middle[0]!, middle[1]!, middle[2]!)
    const lift = Math.max(0, UPRIGHT_SPEED - norm3(w[0]!, w[1]!, w[2]!)) / size
    for (let k = 0; k < 3; k += 1) w[k]! += lift * middle[k]!
    const speed = norm3(w[0]!, w[1]!, w[2]!)
    const rise = (w[0]! * middle[0]! + w[1]! * middle[1]! + w[2]! * middle[2]!) / (speed * speed)
    const up = [0, 1, 2].map((k) => middle[k]! - rise * w[k]!)
    const width = norm3(up[0]!, up[1]!, up[2]!)
    at.push(0.5 * (t0 + t1))
    axial.push([0, 1, 2].reduce((sum, k) => sum + (force[k]! * w[k]!) / speed, 0))
    // Straight up there is no plane to speak of.
    normal.push(width < 1e-3 * size ? 0 : [0, 1, 2].reduce((sum, k) => sum + (force[k]! * up[k]!) / width, 0))
  }
  if (at.length < 2)
    throw new OpendomeError(
      'invalid',
      `reference flight: fewer than two samples of thrust from ${start} to ${end} s`,
    )
  const count = Math.max(2, Math.ceil((end - start) / STEP) + 1)
  const step = (end - start) / (count - 1)
  const along = Float64Array.from({ length: count }, (_, k) => between(at, axial, start + k * step))
  const gain = new Float64Array(count)
  gain[0] = before
  for (let k = 1; k < count; k += 1) gain[k] = gain[k - 1]! + 0.5 * step * (along[k - 1]! + along[k]!)
  return {
    start,
    end,
    step,
    axial: along,
    gain,
    normal: Float64Array.from({ length: count }, (_, k) => between(at, normal, start + k * step)),
  }
}

/** Position and velocity of sample i in the frame that is inertial and was Earth-fixed at liftoff. */
function inertialSample({ times, r_ecef, v_ecef }: Trajectory, i: number, out: Float64Array): void {
  const c = cos(EARTH_RATE * times[i]!)
  const s = sin(EARTH_RATE * times[i]!)
  const x = r_ecef[3 * i]!
  const y = r_ecef[3 * i + 1]!
  const vx = v_ecef[3 * i]! - EARTH_RATE * y
  const vy = v_ecef[3 * i + 1]! + EARTH_RATE * x
  out[0] = c * x - s * y
  out[1] = s * x + c * y
  out[2] = r_ecef[3 * i + 2]!
  out[3] = c * vx - s * vy
  out[4] = s * vx + c * vy
  out[5] = v_ecef[3 * i + 2]!
}

/** Linear between points, and beyond them along the last two. */
function between(x: readonly number[], y: readonly number[], at: number): number {
  let i = 0
  while (i + 2 < x.length && x[i + 1]! < at) i += 1
  return y[i]! + ((at - x[i]!) * (y[i + 1]! - y[i]!)) / (x[i + 1]! - x[i]!)
}

/** Specific force along (0) and across (1) the path at reference time `tau` (s since liftoff) into `out`; none before liftoff and after burnout. */
export function templateForce(template: BoosterTemplate, tau: number, out: Float64Array): void {
  out[0] = 0
  out[1] = 0
  if (tau < 0 || tau >= template.burnTime) return
  const { stages } = template
  let s = 0
  while (s + 1 < stages.length && tau >= stages[s]!.end) s += 1
  const { start, step, axial, normal } = stages[s]!
  const place = (tau - start) / step
  const i = Math.min(axial.length - 2, Math.floor(place))
  const part = place - i
  out[0] = axial[i]! + part * (axial[i + 1]! - axial[i]!)
  out[1] = normal[i]! + part * (normal[i + 1]! - normal[i]!)
}

/** Speed gained by specific force along the path from liftoff to reference time `tau`, m/s: what the rocket equation gives, less drag. */
export function templateGain(template: BoosterTemplate, tau: number): number {
  const { stages } = template
  if (tau <= 0) return 0
  const last = stages[stages.length - 1]!
  if (tau >= template.burnTime) return last.gain[last.gain.length - 1]!
  let s = 0
  while (s + 1 < stages.length && tau >= stages[s]!.end) s += 1
  const { start, step, axial, gain } = stages[s]!
  const place = (tau - start) / step
  const i = Math.min(axial.length - 2, Math.floor(place))
  const part = place - i
  return gain[i]! + step * part * (axial[i]! + 0.5 * part * (axial[i + 1]! - axial[i]!))
}

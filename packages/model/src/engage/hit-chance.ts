import { OpendomeError } from '../core/index.ts'
import { cos, cross3, exp, sin, unit3 } from '../math/index.ts'

/** The last leg of a shot, from the handover to the interceptor's own seeker on. SI units. */
export interface LastLeg {
  /** Standard deviations of the aim error at handover along two axes across the closing velocity, m (`sigmaAcross`). */
  readonly sigma: readonly [number, number]
  /** Closing speed, m/s. */
  readonly closingSpeed: number
  /** Range at which the seeker takes over, m. */
  readonly seekerRange: number
  /** Time from release to intercept, s: the leg is no longer. Not limited where left out. */
  readonly flown?: number
  /** Divert Δv that is left, m/s; its largest acceleration, m/s²; its first-order time constant, s. */
  readonly divert: number
  readonly divertAcceleration: number
  readonly guidanceLag: number
  /** Largest miss that is a hit, m. */
  readonly hitRadius: number
}

/** Nodes over a quarter turn of the sum in `chanceWithin`. */
const NODES = 128

/**
 * Chance that a shot hits: that the aim error across the closing velocity at handover lies within what divert takes out by
 * intercept, plus the hit radius. The error is normal about zero; the part along the closing velocity moves only the time.
 * Lethality and the common-mode factor come on top. The kill vehicle thrusts against the zero-effort miss at once and knows its lag
 * (P. Zarchan, Tactical and Strategic Missile Guidance, 6th ed., chapters 2 and 22); noise of the seeker and the target's
 * own acceleration are left out. Throws `invalid` for a closing speed or deviation that is no number of 0 or more.
 */
export function hitChance(leg: LastLeg): number {
  const { sigma, closingSpeed, seekerRange, flown = Infinity, hitRadius } = leg
  if (!(closingSpeed > 0 && sigma[0] >= 0 && sigma[1] >= 0) || !Number.isFinite(closingSpeed))
    throw new OpendomeError(
      'invalid',
      `last leg (closing speed ${closingSpeed} m/s, deviations ${sigma[0]} and ${sigma[1]} m): expected a speed above 0 and deviations of 0 or more`,
    )
  const timeToGo = Math.min(seekerRange / closingSpeed, flown)
  const reach = divertReach(leg.divert, leg.divertAcceleration, leg.guidanceLag, timeToGo)
  return chanceWithin(reach + hitRadius, sigma[0], sigma[1])
}

/**
 * Largest miss (m) that a divert of Δv (m/s) at an acceleration of at most A (m/s²) takes out within `timeToGo` (s). Thrust is
 * commanded at A from the start for Δv/A and follows with a first-order lag T, so it displaces by A [g(τ) − g(τ − Δv/A)] with
 * g(x) = x²/2 − Tx + T²(1 − e^(−x/T)). Without lag and with thrust to spare that is Δv·τ.
 */
export function divertReach(divert: number, acceleration: number, lag: number, timeToGo: number): number {
  if (!(timeToGo > 0)) return 0
  const off = timeToGo - divert / acceleration
  return acceleration * (displaced(timeToGo, lag) - displaced(off, lag))
}

/** Displacement (m) per acceleration (m/s²) after a time x (s) of commanded thrust that follows with a lag (s). */
function displaced(x: number, lag: number): number {
  if (x <= 0) return 0
  if (lag === 0) return (x * x) / 2
  return (x * x) / 2 - lag * x + lag * lag * (1 - exp(-x / lag))
}

/**
 * Chance that a normal point of the plane with standard deviations σ₁, σ₂ (0 or more) lies within a radius of its mean:
 * (1/2π)∮[1 − exp(−R²/(2(σ₁²cos²φ + σ₂²sin²φ)))]dφ (R. S. Hoyt, Bell System Technical Journal 26, 1947); Rayleigh's 1 − exp(−R²/2σ²) where both are equal.
 */
export function chanceWithin(radius: number, sigma1: number, sigma2: number): number {
  if (radius < 0) return 0
  const half = (radius * radius) / 2
  // The integrand is even about every quarter turn: the trapezoid rule converges faster than any power.
  let sum = 0
  for (let i = 0; i <= NODES; i++) {
    const angle = (Math.PI / 2) * (i / NODES)
    const c = sigma1 * cos(angle)
    const s = sigma2 * sin(angle)
    const variance = c * c + s * s
    const inside = variance > 0 ? 1 - exp(-half / variance) : 1
    sum += i === 0 || i === NODES ? inside / 2 : inside
  }
  return sum / NODES
}

const first = new Float64Array(3)
const second = new Float64Array(3)

/**
 * Standard deviations of a position error along the two principal axes across a direction: `covariance` (m²) is symmetric, its first three rows and
 * columns the position, `stride` numbers a row; `along` a unit vector in the same frame. The larger one first.
 */
export function sigmaAcross(
  covariance: Float64Array,
  stride: number,
  along: Float64Array,
): readonly [number, number] {
  // Any axis that is not along the direction gives the first of two across it.
  const least = [0, 1, 2].reduce((a, b) => (Math.abs(along[b]!) < Math.abs(along[a]!) ? b : a))
  second.fill(0)
  second[least] = 1
  cross3(along, second, first)
  unit3(first, first)
  cross3(along, first, second)
  const part = (a: Float64Array, b: Float64Array): number => {
    let sum = 0
    for (let i = 0; i < 3; i++) for (let k = 0; k < 3; k++) sum += a[i]! * covariance[stride * i + k]! * b[k]!
    return sum
  }
  const xx = part(first, first)
  const yy = part(second, second)
  const xy = part(first, second)
  const mean = (xx + yy) / 2
  const spread = Math.sqrt(((xx - yy) / 2) * ((xx - yy) / 2) + xy * xy)
  return [Math.sqrt(Math.max(0, mean + spread)), Math.sqrt(Math.max(0, mean - spread))]
}

import { OpendomeError, requireWithin } from '../core/index.ts'
import { flyOutReach } from '../engage/index.ts'
import { exp, ln, sin } from '../math/index.ts'

/**
 * AEI's calculator for evenly spread space-based interceptors (Harrison, AEI Working Paper 2025-20, App. B,
 * formulas as in the public SBI calculator crediting it). SI units, rad. Not a bound: shells inclined near the launch latitude need about half.
 */
export interface EvenSpacing {
  /** Fly-out Δv, m/s, and mean acceleration, m/s². */
  readonly deltaV: number
  readonly acceleration: number
  /** Fly-out time, s. */
  readonly time: number
  /** Altitude of the shell and of the intercept, m. */
  readonly altitude: number
  readonly interceptAltitude: number
  /** Coverage to ± this latitude; default π/2. */
  readonly maxLatitude?: number
  /** m; default 6378.1 km as in the calculator. */
  readonly earthRadius?: number
}

const CALCULATOR_RADIUS = 6_378_100

/**
 * Absentee ratio A = 4 (R + h_int)² sin(lat_max) / r², with r² = reach² − (h − h_int)².
 * Throws `invalid` for a value out of range, `infeasible` where reach falls short of the height between.
 */
export function evenSpacingRatio(options: EvenSpacing): number {
  const { maxLatitude = Math.PI / 2 } = options
  requireWithin('latitude', maxLatitude, 1e-6, Math.PI / 2, 'rad')
  const { radius, ground2 } = disc(options)
  return (4 * radius * radius * sin(maxLatitude)) / ground2
}

/** Half-angle (rad) of the cap that the calculator's disc of reach makes on the sphere of the intercept: r/(R + h_int). Throws as evenSpacingRatio. */
export function evenSpacingCap(options: EvenSpacing): number {
  const { radius, ground2 } = disc(options)
  return Math.sqrt(ground2) / radius
}

/** Radius of the sphere of the intercept, m, and the square of the disc of reach on it, m². */
function disc(options: EvenSpacing): { radius: number; ground2: number } {
  const { earthRadius = CALCULATOR_RADIUS } = options
  requireWithin('Δv', options.deltaV, 1, 1e5, 'm/s')
  requireWithin('acceleration', options.acceleration, 0.1, 1e5, 'm/s²')
  requireWithin('fly-out time', options.time, 0, 86_400, 's')
  requireWithin('altitude', options.altitude, 0, 1e9, 'm')
  requireWithin('intercept altitude', options.interceptAltitude, 0, 1e9, 'm')
  requireWithin('earth radius', earthRadius, 1, 1e9, 'm')
  const reach = flyOutReach(options.deltaV, options.acceleration, options.time)
  const height = options.altitude - options.interceptAltitude
  const ground2 = reach * reach - height * height
  if (!(ground2 > 0))
    throw new OpendomeError(
      'infeasible',
      `reach ${reach / 1000} km: less than the ${Math.abs(height) / 1000} km between the shell and the intercept`,
    )
  return { radius: earthRadius + options.interceptAltitude, ground2 }
}

/** Slack that keeps ceil(ln(1−P)/ln(1−p)) from rounding an exact whole number up. */
const ROUNDING = 1e-9

/** Shots for a wanted kill probability: ⌈ln(1 − wanted)/ln(1 − sspk)⌉, at least 1. Throws `invalid` out of 0 < sspk ≤ 1, 0 ≤ wanted < 1. */
export function shotsFor(sspk: number, wanted: number): number {
  if (!(sspk > 0 && sspk <= 1 && wanted >= 0 && wanted < 1))
    throw new OpendomeError(
      'invalid',
      `sspk ${sspk}, wanted ${wanted}: expected 0 < sspk ≤ 1 and 0 ≤ wanted < 1`,
    )
  if (sspk === 1) return 1
  return Math.max(1, Math.ceil(ln(1 - wanted) / ln(1 - sspk) - ROUNDING))
}

/**
 * Fleet for a salvo: ⌈A · salvo · shots⌉ as the calculator has it, or with `wholeRatio` ⌈A⌉ · salvo · shots as AEI prints its tiers
 * (499 · 10 = 4,990). Throws as evenSpacingRatio.
 */
export function evenSpacingFleet(
  options: EvenSpacing,
  salvo: number,
  shots: number,
  wholeRatio = false,
): number {
  requireWithin('salvo', salvo, 0, 1e9)
  requireWithin('shots', shots, 0, 1e9)
  const ratio = evenSpacingRatio(options)
  return Math.ceil((wholeRatio ? Math.ceil(ratio - ROUNDING) : ratio) * salvo * shots - ROUNDING)
}

/** Masses of the calculator, kg, and exhaust: specific impulse in s. */
export interface MassOptions {
  readonly specificImpulse: number
  readonly deltaV: number
  readonly divert: number
  readonly killVehicle: number
  readonly body: number
  readonly support: number
  /** m/s²; the calculator takes 9.81. */
  readonly gravity?: number
}

/** Mass of one space-based interceptor, kg: rocket equation for divert, then for the fly-out, plus support. Throws `invalid` out of range. */
export function interceptorMass(options: MassOptions): number {
  const { gravity = 9.81 } = options
  requireWithin('specific impulse', options.specificImpulse, 1, 1e5, 's')
  requireWithin('gravity', gravity, 0.1, 1e3, 'm/s²')
  requireWithin('Δv', options.deltaV, 0, 1e5, 'm/s')
  requireWithin('divert', options.divert, 0, 1e5, 'm/s')
  requireWithin('kill vehicle', options.killVehicle, 0, 1e6, 'kg')
  requireWithin('body', options.body, 0, 1e6, 'kg')
  requireWithin('support', options.support, 0, 1e6, 'kg')
  const exhaust = gravity * options.specificImpulse
  const divertPropellant = options.killVehicle * (exp(options.divert / exhaust) - 1)
  const carried = options.killVehicle + divertPropellant + options.body
  return carried * exp(options.deltaV / exhaust) + options.support
}

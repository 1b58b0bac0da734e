import { OpendomeError, requireWithin } from '../core/index.ts'
import { WGS84_A, WGS84_GM, density } from '../earth/index.ts'

/** Length of a Simpson panel, m: a small part of the scale height (6 km at 100 km, 30 km and more above 180 km). */
const PANEL = 500

/** Top of the US Standard Atmosphere 1976, m. */
const TOP = 1_000_000

/** Altitude at which an orbit counts as ended, m. */
const END = 180_000

export interface LifeOptions {
  /** Drag coefficient; default 2.2 (free molecular flow; King-Hele 1987). */
  readonly dragCoefficient?: number | undefined
  /** Altitude at which the orbit counts as ended, m; default 180 km, where hours remain. */
  readonly endAltitude?: number | undefined
  /**
   * Mass density (kg/m³) over altitude (m): `orbitDensity` for NRLMSISE-00 at a stated activity of the Sun, or any other; default US
   * Standard Atmosphere 1976, which stands for a mean Sun.
   */
  readonly density?: ((altitude: number) => number) | undefined
}

/**
 * Time (s) in which drag brings a circular orbit from `altitude` (m) down to `endAltitude`, for `areaToMass` in m²/kg, without
 * propulsion:
 *
 *   da/dt = −√(μ a) ρ C_D A/m,  life = ∫ da / (√(μ a) ρ C_D A/m) from the end altitude up
 *
 * King-Hele, Satellite Orbits in an Atmosphere (1987), chapter 4. The default atmosphere neither turns with Earth nor bulges by
 * day, and the Sun stays at its mean; `orbitDensity` averages over both, for a Sun that stays as it is. Over a solar cycle true
 * lives differ by a factor of 2 to 10 above 400 km.
 *
 * Errors: `invalid` out of range; `unsupported` above 1,000 km with the default density; `infeasible` where the density is zero.
 */
export function orbitalLife(altitude: number, areaToMass: number, options: LifeOptions = {}): number {
  const { dragCoefficient = 2.2, endAltitude = END } = options
  const air = airOf(altitude, areaToMass, options)

  // Simpson's rule over even panels.
  const panels = Math.max(1, Math.ceil((altitude - endAltitude) / PANEL))
  const width = (altitude - endAltitude) / panels
  const slowness = (h: number): number => {
    const rho = air(h)
    if (!(rho > 0)) throw new OpendomeError('infeasible', `density ${rho} kg/m³ at ${h} m: expected above 0`)
    return 1 / (Math.sqrt(WGS84_GM * (WGS84_A + h)) * rho * dragCoefficient * areaToMass)
  }
  let sum = 0
  let atLow = slowness(endAltitude)
  for (let k = 0; k < panels; k++) {
    const low = endAltitude + k * width
    const atHigh = slowness(low + width)
    sum += atLow + 4 * slowness(low + 0.5 * width) + atHigh
    atLow = atHigh
  }
  return (sum * width) / 6
}

/** The density to use, after a check of what `orbitalLife` and `dragMakeUp` are given. */
export function airOf(
  altitude: number,
  areaToMass: number,
  options: LifeOptions,
): (altitude: number) => number {
  const { dragCoefficient = 2.2, endAltitude = END } = options
  requireWithin('area-to-mass ratio', areaToMass, 1e-6, 1e3, 'm²/kg')
  requireWithin('drag coefficient', dragCoefficient, 0.1, 10)
  requireWithin('end altitude', endAltitude, 0, TOP, 'm')
  requireWithin('altitude', altitude, endAltitude, 1e9, 'm')
  if (altitude > TOP && options.density === undefined) {
    throw new OpendomeError(
      'unsupported',
      `altitude ${altitude} m: expected at most ${TOP} m, the top of the atmosphere`,
    )
  }
  return options.density ?? density
}

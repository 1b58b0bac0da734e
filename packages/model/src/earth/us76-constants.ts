/** Constants of the U.S. Standard Atmosphere 1976, NOAA-S/T 76-1562, table 2, and its closed-form temperatures. */
import { exp } from '../math/index.ts'

/** Gas constant, J/(kmol K), as the standard has it (not today's value). */
export const US76_R = 8314.32

/** Mean molecular weight of the mixed air below 80 km, kg/kmol. */
export const US76_WEIGHT = 28.9644

/** Effective Earth radius of the geopotential, m. */
export const US76_RADIUS = 6356766

/** Ratio of specific heats. */
export const US76_GAMMA = 1.4

/**
 * Kinetic temperature (K) and its gradient (K/km) at `z` km, 86 to 1,000: isothermal to 91 km, an ellipse to
 * 110 km, linear to 120 km, then towards 1,000 K exponentially. Eqs. 25, 27, 29, 31.
 */
export function upperTemperature(z: number): readonly [temperature: number, gradient: number] {
  if (z <= 91) return [186.8673, 0]
  if (z <= 110) {
    const x = (z - 91) / -19.9429
    const root = Math.sqrt(1 - x * x)
    return [263.1905 - 76.3232 * root, (76.3232 / -19.9429) * (x / root)]
  }
  if (z <= 120) return [240 + 12 * (z - 110), 12]
  const radius = US76_RADIUS / 1000
  const ratio = (radius + 120) / (radius + z)
  const short = (1000 - 360) * exp((-12 / (1000 - 360)) * (z - 120) * ratio)
  return [1000 - short, (12 / (1000 - 360)) * ratio * ratio * short]
}

import { describe, expect, it } from 'vitest'
import { atmosphere, density, densityAndSound, soundSpeed } from './atmosphere.ts'
import { US76_UPPER } from './us76-upper.ts'
import { upperProfile } from './us76-species.ts'

// U.S. Standard Atmosphere 1976, NOAA-S/T 76-1562, tables I and III.
// Geometric altitude km, kinetic temperature K, pressure Pa, density kg/m³, speed of sound m/s.
const LOWER: readonly (readonly [number, number, number, number, number | undefined])[] = [
  [-5, 320.676, 1.7776e5, 1.9311, 358.99],
  [0, 288.15, 101325, 1.225, 340.29],
  [0.5, 284.9, 95461, 1.1673, 338.37],
  [1, 281.651, 89876, 1.1117, 336.43],
  [5, 255.676, 54048, 0.73643, 320.55],
  [10, 223.252, 26499, 0.41351, 299.53],
  [15, 216.65, 12111, 0.19476, 295.07],
  [25, 221.552, 2549.2, 4.0084e-2, 298.39],
  [40, 250.35, 287.14, 3.9957e-3, 317.19],
  [50, 270.65, 79.779, 1.0269e-3, 329.8],
  [60, 247.021, 21.958, 3.0968e-4, 315.07],
  [75, 208.399, 2.3881, 3.9921e-5, 289.4],
  [77, 204.493, 1.7286, 2.9448e-5, undefined],
]
// Geometric altitude km, temperature K, pressure Pa, density kg/m³.
const UPPER: readonly (readonly [number, number, number, number])[] = [
  [86, 186.87, 0.37338, 6.958e-6],
  [86.5, 186.87, 0.34163, 6.366e-6],
  [90, 186.87, 0.18359, 3.416e-6],
  [91, 186.87, 0.15381, 2.86e-6],
  [92, 186.96, 0.12887, 2.393e-6],
  [95, 188.42, 7.5966e-2, 1.393e-6],
  [100, 195.08, 3.2011e-2, 5.604e-7],
  [110, 240, 7.1042e-3, 9.708e-8],
  [115, 300, 4.0096e-3, 4.289e-8],
  [120, 360, 2.5382e-3, 2.222e-8],
  [130, 469.27, 1.2505e-3, 8.152e-9],
  [140, 559.63, 7.2028e-4, 3.831e-9],
  [150, 634.39, 4.5422e-4, 2.076e-9],
  [160, 696.29, 3.0395e-4, 1.233e-9],
  [180, 790.07, 1.5271e-4, 5.194e-10],
  [200, 854.56, 8.4736e-5, 2.541e-10],
  [230, 915.78, 3.9276e-5, 1.029e-10],
  [300, 976.01, 8.7704e-6, 1.916e-11],
  [400, 995.83, 1.4518e-6, 2.803e-12],
  [500, 999.24, 3.0236e-7, 5.215e-13],
  [600, 999.85, 8.213e-8, 1.137e-13],
  [700, 999.97, 3.1908e-8, 3.07e-14],
  [750, 999.99, 2.2599e-8, 1.788e-14],
  [800, 999.99, 1.7036e-8, 1.136e-14],
  [900, 1000, 1.0873e-8, 5.759e-15],
  [985, 1000, 7.9185e-9, 3.797e-15],
  [1000, 1000, 7.5138e-9, 3.561e-15],
]
// Between them, where the gases part: altitude km, pressure Pa, density kg/m³ of table I.
const TURBOPAUSE: readonly (readonly [number, number, number])[] = [
  [87, 0.31259, 5.824e-6],
  [88, 0.26173, 4.875e-6],
  [89, 0.21919, 4.081e-6],
  [90.5, 0.16804, 3.126e-6],
  [91.5, 0.14078, 2.616e-6],
  [93, 0.10801, 2e-6],
  [94, 9.056e-2, 1.67e-6],
  [96, 6.3765e-2, 1.162e-6],
  [97, 5.3571e-2, 9.685e-7],
  [98, 4.5057e-2, 8.071e-7],
  [99, 3.7948e-2, 6.725e-7],
  [99.5, 3.4846e-2, 6.139e-7],
  [101, 2.7192e-2, 4.695e-7],
  [103, 1.9742e-2, 3.3e-7],
  [105, 1.4477e-2, 2.325e-7],
  [107, 1.0751e-2, 1.643e-7],
  [109, 8.1142e-3, 1.161e-7],
  [111, 6.2614e-3, 8.111e-8],
  [113, 4.957e-3, 5.811e-8],
  [117, 3.3022e-3, 3.246e-8],
  [119, 2.7615e-3, 2.509e-8],
  [121, 2.3401e-3, 1.977e-8],
  [123, 2.0055e-3, 1.585e-8],
  [125, 1.7354e-3, 1.291e-8],
  [127, 1.5141e-3, 1.065e-8],
  [133, 1.0468e-3, 6.374e-9],
  [139, 7.5751e-4, 4.101e-9],
  [145, 5.6691e-4, 2.781e-9],
  [149, 4.7421e-4, 2.196e-9],
]

/** The standard prints five digits below 86 km, and its pressure at 15 km is one unit of the last one off. */
const FORMULA_TOLERANCE = 7e-5
/** Rounded corners at layer bases, on top of the printed digits. */
const KERNEL_TOLERANCE = 3e-4
/** Four printed digits of density; at 99.5 km, half a row beside the standard's corner at 100 km, also of pressure. */
const TABLE_TOLERANCE = 3.5e-4
/** Pressure is summed from gases that agree to four digits each, and the standard integrates more coarsely. */
const PRESSURE_TOLERANCE = 1e-4
const SOUND_TOLERANCE = 0.006
const TEMPERATURE_TOLERANCE = 0.0051

const relative = (got: number, published: number): number => Math.abs(got / published - 1)

describe('U.S. Standard Atmosphere 1976', () => {
  const out = new Float64Array(3)

  it.each(LOWER)('has its published values at %f km', (km, temperature, pressure, rho, sound) => {
    atmosphere(km * 1000, out)
    expect(relative(out[0]!, rho)).toBeLessThan(FORMULA_TOLERANCE)
    expect(relative(out[1]!, pressure)).toBeLessThan(FORMULA_TOLERANCE)
    expect(Math.abs(out[2]! - temperature)).toBeLessThan(0.00051)
    expect(relative(density(km * 1000), rho)).toBeLessThan(KERNEL_TOLERANCE)
    if (sound !== undefined) expect(Math.abs(soundSpeed(km * 1000) - sound)).toBeLessThan(SOUND_TOLERANCE)
  })

  it.each(UPPER)('has its published values at %f km', (km, temperature, pressure, rho) => {
    atmosphere(km * 1000, out)
    expect(relative(out[0]!, rho)).toBeLessThan(TABLE_TOLERANCE)
    expect(relative(out[1]!, pressure)).toBeLessThan(PRESSURE_TOLERANCE)
    expect(Math.abs(out[2]! - temperature)).toBeLessThan(TEMPERATURE_TOLERANCE)
    expect(relative(density(km * 1000), rho)).toBeLessThan(TABLE_TOLERANCE)
  })

  it.each(TURBOPAUSE)('has its published pressure and density at %f km', (km, pressure, rho) => {
    atmosphere(km * 1000, out)
    expect(relative(out[0]!, rho)).toBeLessThan(TABLE_TOLERANCE)
    expect(relative(out[1]!, pressure)).toBeLessThan(km === 99.5 ? TABLE_TOLERANCE : PRESSURE_TOLERANCE)
  })

  it('has the published speed of sound of 275.52 m/s at 85 km', () => {
    const pair = new Float64Array(2)
    densityAndSound(85000, pair)
    expect(Math.abs(pair[1]! - 275.52)).toBeLessThan(SOUND_TOLERANCE)
  })
})

describe('table above 86 km', () => {
  const profile = upperProfile()
  const at = (km: number): number => Math.round((km - 86) / 0.05)

  it('is what the diffusion equations of the standard give', () => {
    const sixDigits = 1e-5
    for (const [km, rho, scale, pressure, pressureScale] of US76_UPPER) {
      expect(relative(rho, profile.density[at(km)]!)).toBeLessThan(sixDigits)
      expect(relative(pressure, profile.pressure[at(km)]!)).toBeLessThan(sixDigits)
      if (km === 86 || km === 1000) continue
      const slope = (values: Float64Array): number =>
        Math.log(values[at(km) + 1]! / values[at(km) - 1]!) / -0.1
      expect(relative(scale, 1 / slope(profile.density))).toBeLessThan(sixDigits)
      expect(relative(pressureScale, 1 / slope(profile.pressure))).toBeLessThan(sixDigits)
    }
  })

  it('keeps within 0.05 % of those equations between its rows, and so does the fast density', () => {
    const out = new Float64Array(3)
    const worst = { table: 0, pressure: 0, kernel: 0 }
    profile.altitude.forEach((km, i) => {
      atmosphere(Math.min(1e6, km * 1000), out)
      worst.table = Math.max(worst.table, relative(out[0]!, profile.density[i]!))
      worst.pressure = Math.max(worst.pressure, relative(out[1]!, profile.pressure[i]!))
      worst.kernel = Math.max(worst.kernel, relative(density(Math.min(1e6, km * 1000)), profile.density[i]!))
    })
    expect(worst.table).toBeLessThan(5e-4)
    expect(worst.pressure).toBeLessThan(5e-4)
    expect(worst.kernel).toBeLessThan(5e-4)
  })
})

import { requireWithin } from '../core/index.ts'
import { exp } from '../math/index.ts'
import { type BANDS } from './schema.ts'

/** Second radiation constant hc/k, m K. CODATA 2018, exact by the SI of 2019: 1.438776877e-2. */
const C2 = 1.438776877e-2
/** Stefan–Boltzmann constant, W m⁻² K⁻⁴. CODATA 2018: 5.670374419e-8. */
const STEFAN_BOLTZMANN = 5.670374419e-8

/** Edges of the bands short, mid and long, m. */
const BAND_EDGES = [
  [2.6e-6, 2.9e-6],
  [3.5e-6, 5e-6],
  [8e-6, 12e-6],
] as const satisfies readonly (readonly [number, number])[] & { readonly length: (typeof BANDS)['length'] }

/**
 * Part of a blackbody's radiance at wavelengths below `wavelength` (m), at `temperature` (K):
 *
 *   F = (15/π⁴) Σ e^(−nx) (x³/n + 3x²/n² + 6x/n³ + 6/n⁴),  x = c₂/(λT)
 *
 * Chang and Rhee, International Communications in Heat and Mass Transfer 11 (1984) 451. Right to 1e-12 for x above 0.1.
 */
function partBelow(wavelength: number, temperature: number): number {
  const x = C2 / (wavelength * temperature)
  let sum = 0
  for (let n = 1; n <= 300; n++) {
    const term = exp(-n * x) * (x * x * x + (3 * x * x + (6 * x + 6 / n) / n) / n) * (1 / n)
    sum += term
    if (term < 1e-17 * sum) break
  }
  return (15 / (Math.PI * Math.PI * Math.PI * Math.PI)) * sum
}

/**
 * Radiance of a blackbody in a band (index into BANDS), W m⁻² sr⁻¹, at `temperature` (K, 50 to 5000):
 * σT⁴/π times the part between the band's edges. Errors: `invalid` out of range.
 */
export function bandRadiance(band: number, temperature: number): number {
  requireWithin('temperature', temperature, 50, 5000, 'K')
  const [low, high] = BAND_EDGES[band]!
  const square = temperature * temperature
  const total = (STEFAN_BOLTZMANN * square * square) / Math.PI
  return total * (partBelow(high, temperature) - partBelow(low, temperature))
}

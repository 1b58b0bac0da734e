/** U.S. Standard Atmosphere 1976 from −5 to 86 km: seven layers, linear in geopotential altitude. Table 4. */
import { exp, pow } from '../math/index.ts'
import { G0 } from './constants.ts'
import { US76_GAMMA, US76_R, US76_RADIUS, US76_WEIGHT } from './us76-constants.ts'

/** Base of each layer: geopotential altitude (m), molecular-scale temperature (K); and its gradient (K/m). */
const BASE = Float64Array.of(0, 11000, 20000, 32000, 47000, 51000, 71000)
const TEMPERATURE = Float64Array.of(288.15, 216.65, 216.65, 228.65, 270.65, 270.65, 214.65)
const GRADIENT = Float64Array.of(-0.0065, 0, 0.001, 0.0028, 0, -0.0028, -0.002)

/** g₀ M₀ / R*, K/m. */
const HYDROSTATIC = (G0 * US76_WEIGHT) / US76_R
const SOUND = (US76_GAMMA * US76_R) / US76_WEIGHT

/** Pressure at the base of each layer, Pa, upward from 101,325 Pa. */
const PRESSURE = new Float64Array(BASE.length)
PRESSURE[0] = 101325
for (let b = 1; b < BASE.length; b++) PRESSURE[b] = pressureInLayer(b - 1, BASE[b]!)

/** Ratio of the mean molecular weight to that of mixed air from 80 to 86 km every 0.5 km. Table 8. */
const WEIGHT_RATIO = Float64Array.of(
  ...[1, 0.999996, 0.999989, 0.999971, 0.999941, 0.999909, 0.99987, 0.999829, 0.999786, 0.999741],
  ...[0.999694, 0.999641, 0.999579],
)

/** Geopotential altitude (m′) of the geometric altitude `z` (m). Eq. 18. */
function geopotential(z: number): number {
  return (US76_RADIUS * z) / (US76_RADIUS + z)
}

function layerOf(h: number): number {
  if (h < 32000) return h < 11000 ? 0 : h < 20000 ? 1 : 2
  return h < 47000 ? 3 : h < 51000 ? 4 : h < 71000 ? 5 : 6
}

/** Eqs. 33a and 33b. */
function pressureInLayer(b: number, h: number): number {
  const rise = h - BASE[b]!
  const base = TEMPERATURE[b]!
  const gradient = GRADIENT[b]!
  if (gradient === 0) return PRESSURE[b]! * exp((-HYDROSTATIC * rise) / base)
  return PRESSURE[b]! * pow(base / (base + gradient * rise), HYDROSTATIC / gradient)
}

/** Molecular-scale temperature (K) at the geometric altitude `z` (m). Eq. 23. */
function lowerMolecularTemperature(z: number): number {
  const h = geopotential(z)
  const b = layerOf(h)
  return TEMPERATURE[b]! + GRADIENT[b]! * (h - BASE[b]!)
}

/** Kinetic temperature (K): molecular-scale temperature times M/M₀, which differs from 1 above 80 km. Eq. 22. */
export function lowerTemperature(z: number): number {
  const place = Math.max(0, z - 80000) / 500
  const i = Math.min(Math.floor(place), WEIGHT_RATIO.length - 2)
  const ratio = WEIGHT_RATIO[i]! + (place - i) * (WEIGHT_RATIO[i + 1]! - WEIGHT_RATIO[i]!)
  return lowerMolecularTemperature(z) * ratio
}

/** Pressure (Pa) at the geometric altitude `z` (m). */
export function lowerPressure(z: number): number {
  const h = geopotential(z)
  return pressureInLayer(layerOf(h), h)
}

/** Density (kg/m³) at the geometric altitude `z` (m). Eq. 42. */
export function lowerDensity(z: number): number {
  return (lowerPressure(z) * US76_WEIGHT) / (US76_R * lowerMolecularTemperature(z))
}

/** d ln ρ / dz (1/m) at the geometric altitude `z` (m); at a layer's base, of the layer above. */
export function lowerDensitySlope(z: number): number {
  const h = geopotential(z)
  const stretch = US76_RADIUS / (US76_RADIUS + z)
  return (-(HYDROSTATIC + GRADIENT[layerOf(h)]!) / lowerMolecularTemperature(z)) * stretch * stretch
}

/** Speed of sound (m/s) at the geometric altitude `z` (m). Eq. 50. */
export function lowerSoundSpeed(z: number): number {
  return Math.sqrt(SOUND * lowerMolecularTemperature(z))
}

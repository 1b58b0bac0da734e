import { requireWithin } from '../core/index.ts'
import { exp, ln } from '../math/index.ts'
import { upperTemperature } from './us76-constants.ts'
import {
  lowerDensity,
  lowerDensitySlope,
  lowerPressure,
  lowerSoundSpeed,
  lowerTemperature,
} from './us76-lower.ts'
import { US76_UPPER } from './us76-upper.ts'

const FLOOR = -5000
const JOIN = 86000
const MIDDLE = 150000
const TOP = 1000000

const SOUND_AT_FLOOR = lowerSoundSpeed(FLOOR)
const SOUND_AT_JOIN = lowerSoundSpeed(JOIN)

/** Columns of `US76_UPPER` that hold a quantity; its scale height stands in the next one. */
const DENSITY = 1
const PRESSURE = 3

// Density for the inner loops: cubics in density itself on three even grids, coefficients of rising powers,
// joined with equal value and slope. The standard's corners at layer bases are rounded within one cell.
const LOW_STEP = 125
const MIDDLE_STEP = 250
const HIGH_STEP = 5000
const MIDDLE_START = (JOIN - FLOOR) / LOW_STEP
const HIGH_START = MIDDLE_START + (MIDDLE - JOIN) / MIDDLE_STEP
const CUBICS = densityCubics()
const DENSITY_AT_TOP = exp(upper(DENSITY, TOP / 1000)[0])

/**
 * U.S. Standard Atmosphere 1976 (NOAA-S/T 76-1562) at the geometric `altitude` (m, −5,000 to 1,000,000) into
 * `out` (3): density kg/m³, pressure Pa, kinetic temperature K. Below 86 km the standard's formulas; above, its
 * temperature formulas and a table solved from its diffusion equations, within 0.04 % of the published one. The
 * speed of sound ends at 86 km and is `soundSpeed`'s. `invalid` outside the range.
 */
export function atmosphere(altitude: number, out: Float64Array): void {
  requireWithin('altitude', altitude, FLOOR, TOP, 'm')
  if (altitude <= JOIN) {
    out[0] = lowerDensity(altitude)
    out[1] = lowerPressure(altitude)
    out[2] = lowerTemperature(altitude)
    return
  }
  const km = altitude / 1000
  out[0] = exp(upper(DENSITY, km)[0])
  out[1] = exp(upper(PRESSURE, km)[0])
  out[2] = upperTemperature(km)[0]
}

/**
 * Density (kg/m³) of the U.S. Standard Atmosphere 1976 at the geometric `altitude` (m). Hot kernel: no check,
 * no exponential, continuous with its first derivative from −5 km to 1,000 km, and within 0.025 % of
 * `atmosphere` (largest at the layer bases, whose corners it rounds). Above 1,000 km it is 0. Below −5 km, where
 * only a trial step of an integrator gets, it stays at the value of −5 km.
 */
export function density(altitude: number): number {
  let place: number
  let start: number
  if (altitude < JOIN) {
    if (altitude < FLOOR) return CUBICS[0]!
    place = (altitude - FLOOR) / LOW_STEP
    start = 0
  } else if (altitude < MIDDLE) {
    place = (altitude - JOIN) / MIDDLE_STEP
    start = MIDDLE_START
  } else {
    if (altitude >= TOP) return altitude === TOP ? DENSITY_AT_TOP : 0
    place = (altitude - MIDDLE) / HIGH_STEP
    start = HIGH_START
  }
  const cell = Math.floor(place)
  const x = place - cell
  const i = 4 * (start + cell)
  return CUBICS[i]! + x * (CUBICS[i + 1]! + x * (CUBICS[i + 2]! + x * CUBICS[i + 3]!))
}

/**
 * Speed of sound (m/s) at the geometric `altitude` (m, −5,000 to 86,000); `invalid` elsewhere: the standard
 * defines none above 86 km.
 */
export function soundSpeed(altitude: number): number {
  requireWithin('altitude', altitude, FLOOR, JOIN, 'm')
  return lowerSoundSpeed(altitude)
}

/**
 * `density` and a speed of sound (m/s) at the geometric `altitude` (m) into `out` (2), for drag in inner loops.
 * Outside −5 to 86 km the speed is held at the nearest end: it serves only the Mach number that a drag
 * coefficient is read at, where there is next to no drag.
 */
export function densityAndSound(altitude: number, out: Float64Array): void {
  out[0] = density(altitude)
  out[1] = altitude >= JOIN ? SOUND_AT_JOIN : altitude < FLOOR ? SOUND_AT_FLOOR : lowerSoundSpeed(altitude)
}

/** ln of a quantity of `US76_UPPER` and its slope (1/km) at `km`: cubic Hermite between the rows. */
function upper(column: typeof DENSITY | typeof PRESSURE, km: number): [value: number, slope: number] {
  let low = 0
  let high = US76_UPPER.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (US76_UPPER[middle]![0] <= km) low = middle
    else high = middle
  }
  const a = US76_UPPER[low]!
  const b = US76_UPPER[high]!
  const step = b[0] - a[0]
  const x = (km - a[0]) / step
  const [c0, c1, c2, c3] = hermite(
    ln(a[column]),
    -step / a[column + 1]!,
    ln(b[column]),
    -step / b[column + 1]!,
  )
  return [c0 + x * (c1 + x * (c2 + x * c3)), (c1 + x * (2 * c2 + x * 3 * c3)) / step]
}

/** Rising-power coefficients on [0, 1] of the cubic with values `f0`, `f1` and slopes `d0`, `d1`. */
function hermite(f0: number, d0: number, f1: number, d1: number): [number, number, number, number] {
  const rise = f1 - f0
  return [f0, d0, 3 * rise - 2 * d0 - d1, d0 + d1 - 2 * rise]
}

function densityCubics(): Float64Array {
  const altitudes: number[] = []
  for (let z = FLOOR; z < JOIN; z += LOW_STEP) altitudes.push(z)
  for (let z = JOIN; z < MIDDLE; z += MIDDLE_STEP) altitudes.push(z)
  for (let z = MIDDLE; z <= TOP; z += HIGH_STEP) altitudes.push(z)
  const nodes = altitudes.map((z): [value: number, slope: number] => {
    if (z < JOIN) return [lowerDensity(z), lowerDensity(z) * lowerDensitySlope(z)]
    const [log, slope] = upper(DENSITY, z / 1000)
    // At 86 km the two halves of the standard meet with slopes that differ a little: their mean.
    const mean = z === JOIN ? (slope / 1000 + lowerDensitySlope(z)) / 2 : slope / 1000
    return [exp(log), exp(log) * mean]
  })
  const cubics = new Float64Array(4 * (nodes.length - 1))
  for (let i = 0; i + 1 < nodes.length; i++) {
    const step = altitudes[i + 1]! - altitudes[i]!
    const [f0, d0] = nodes[i]!
    const [f1, d1] = nodes[i + 1]!
    cubics.set(hermite(f0, d0 * step, f1, d1 * step), 4 * i)
  }
  return cubics
}

/**
 * U.S. Standard Atmosphere 1976 (NOAA-S/T 76-1562) from 86 to 1,000 km: the number densities of N₂, O, O₂,
 * Ar, He and H from the standard's diffusion equations. `us76-upper.ts` holds the result; a test
 * holds the two together, and nothing else calls this file. Altitudes here are km, as in the standard.
 */
import { exp, ln, pow } from '../math/index.ts'
import { US76_R, US76_RADIUS, upperTemperature } from './us76-constants.ts'

/** Boltzmann's constant and Avogadro's (per kmol) as the standard has them, table 2. */
const BOLTZMANN = 1.380622e-23
const AVOGADRO = 6.022169e26

const STEP = 0.05
const STEPS = (1000 - 86) / STEP
const STEP_500 = (500 - 86) / STEP
const STEP_150 = (150 - 86) / STEP

interface Species {
  /** Molecular weight, kg/kmol (table 3; H is half of H₂), and number density at 86 km, m⁻³ (table 9). */
  readonly weight: number
  readonly atBase: number
  /** Thermal diffusion coefficient, and molecular diffusion a (m⁻¹ s⁻¹) and b (table 6). */
  readonly alpha: number
  readonly a: number
  readonly b: number
  /** Flux terms Q (km⁻³), U (km), W (km⁻³), table 7. */
  readonly Q: number
  readonly U: number
  readonly W: number
}

const N2 = 28.0134
const M0 = 28.9644
const N2_AT_BASE = 1.129794e20

const OXYGEN: readonly Species[] = [
  {
    weight: 15.9994,
    atBase: 8.6e16,
    alpha: 0,
    a: 6.986e20,
    b: 0.75,
    Q: -5.809644e-4,
    U: 56.90311,
    W: 2.70624e-5,
  },
  {
    weight: 31.9988,
    atBase: 3.030898e19,
    alpha: 0,
    a: 4.863e20,
    b: 0.75,
    Q: 1.366212e-4,
    U: 86,
    W: 8.333333e-5,
  },
]
const INERT: readonly Species[] = [
  {
    weight: 39.948,
    atBase: 1.3514e18,
    alpha: 0,
    a: 4.487e20,
    b: 0.87,
    Q: 9.434079e-5,
    U: 86,
    W: 8.333333e-5,
  },
  {
    weight: 4.0026,
    atBase: 7.5817e14,
    alpha: -0.4,
    a: 1.7e21,
    b: 0.691,
    Q: -2.457369e-4,
    U: 86,
    W: 6.666667e-4,
  },
]
const HYDROGEN = { weight: 1.00797, at500: 8e10, flux: 7.2e11, alpha: -0.25, a: 3.305e21, b: 0.5 }

/** Altitude (km), density (kg/m³) and pressure (Pa) every 0.05 km from 86 to 1,000 km. */
export interface UpperProfile {
  readonly altitude: Float64Array
  readonly density: Float64Array
  readonly pressure: Float64Array
}

/** Gravity at `z` km, m/s² (eq. 17). */
function gravityAt(z: number): number {
  const ratio = US76_RADIUS / 1000 / (US76_RADIUS / 1000 + z)
  return 9.80665 * ratio * ratio
}

/** Eddy diffusion coefficient, m²/s: constant, falling, none. */
function eddy(z: number): number {
  if (z <= 95) return 120
  if (z >= 115) return 0
  return 120 * exp(1 - 400 / (400 - (z - 95) * (z - 95)))
}

/** The standard's fit of the vertical-transport term, km⁻¹; atomic oxygen has a second part below 97 km. */
function transport(s: Species, z: number): number {
  const up = z - s.U
  let sum = s.Q * up * up * exp(-s.W * up * up * up)
  if (s.weight === 15.9994 && z < 97) {
    const down = 97 - z
    sum += -3.416248e-3 * down * down * exp(-5.008765e-4 * down * down * down)
  }
  return sum
}

/** d ln n / dz (km⁻¹) of N₂, O, O₂, Ar, He at `z` km from their ln n. */
function slopes(z: number, logs: Float64Array, out: Float64Array): void {
  const [temperature, gradient] = upperTemperature(z)
  const perWeight = (1000 * gravityAt(z)) / (US76_R * temperature)
  const thermal = gradient / temperature
  const mixed = z <= 100 ? M0 : N2
  const K = eddy(z)
  out[0] = -thermal - perWeight * mixed

  const nitrogen = exp(logs[0]!)
  const o = exp(logs[1]!)
  const o2 = exp(logs[2]!)
  const heavy = nitrogen + o + o2
  const heavyWeight = (nitrogen * N2 + o * 15.9994 + o2 * 31.9988) / heavy
  const each = (s: Species, background: number, weight: number): number => {
    const D = (s.a / background) * pow(temperature / 273.15, s.b)
    const share = D / (D + K)
    const settle = share * (perWeight * (s.weight + (weight * K) / D) + s.alpha * thermal)
    return -thermal - settle - transport(s, z)
  }
  OXYGEN.forEach((s, i) => (out[1 + i] = each(s, nitrogen, mixed)))
  INERT.forEach((s, i) => (out[3 + i] = each(s, heavy, z <= 100 ? M0 : heavyWeight)))
}

/** Solves the standard's equations by fourth-order Runge–Kutta, the heavy species upward, then H from 500 km. */
export function upperProfile(): UpperProfile {
  const altitude = Float64Array.from({ length: STEPS + 1 }, (_, i) => 86 + (i * (1000 - 86)) / STEPS)
  const total = new Float64Array(STEPS + 1)
  const mass = new Float64Array(STEPS + 1)
  const weights = [N2, ...OXYGEN.map((s) => s.weight), ...INERT.map((s) => s.weight)]
  const start = [N2_AT_BASE, ...OXYGEN.map((s) => s.atBase), ...INERT.map((s) => s.atBase)]
  let logs: Float64Array = Float64Array.from(start, ln)
  const k = [0, 1, 2, 3].map(() => new Float64Array(5))
  const moved = (slope: Float64Array, step: number): Float64Array => logs.map((v, j) => v + step * slope[j]!)
  for (let i = 0; i <= STEPS; i++) {
    for (let j = 0; j < 5; j++) {
      const n = exp(logs[j]!)
      total[i]! += n
      mass[i]! += (n * weights[j]!) / AVOGADRO
    }
    const z = altitude[i]!
    slopes(z, logs, k[0]!)
    slopes(z + STEP / 2, moved(k[0]!, STEP / 2), k[1]!)
    slopes(z + STEP / 2, moved(k[1]!, STEP / 2), k[2]!)
    slopes(z + STEP, moved(k[2]!, STEP), k[3]!)
    logs = logs.map((v, j) => v + (STEP / 6) * (k[0]![j]! + 2 * k[1]![j]! + 2 * k[2]![j]! + k[3]![j]!))
  }

  // Atomic hydrogen, 150 km and up, in steps of two nodes: with its flux below 500 km, in diffusive equilibrium
  // above, where the standard neglects the flux (page 14).
  const hydrogen = new Float64Array(STEPS + 1)
  const rate = (i: number, n: number, flux: number): number => {
    const [temperature, gradient] = upperTemperature(altitude[i]!)
    const D = (HYDROGEN.a / total[i]!) * pow(temperature / 273.15, HYDROGEN.b)
    const settle = (1000 * gravityAt(altitude[i]!) * HYDROGEN.weight) / (US76_R * temperature)
    return -(1000 * flux) / D - n * (((1 + HYDROGEN.alpha) * gradient) / temperature + settle)
  }
  hydrogen[STEP_500] = HYDROGEN.at500
  for (const direction of [-1, 1]) {
    const h = 2 * STEP * direction
    const [last, flux] = direction < 0 ? [STEP_150, HYDROGEN.flux] : [STEPS, 0]
    for (let i = STEP_500; i !== last; i += 2 * direction) {
      const n = hydrogen[i]!
      const middle = i + direction
      const k1 = rate(i, n, flux)
      const k2 = rate(middle, n + (h / 2) * k1, flux)
      const k3 = rate(middle, n + (h / 2) * k2, flux)
      const k4 = rate(i + 2 * direction, n + h * k3, flux)
      hydrogen[i + 2 * direction] = n + (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4)
      hydrogen[middle] = (n + hydrogen[i + 2 * direction]!) / 2
    }
  }
  const density = mass.map((m, i) => m + (hydrogen[i]! * HYDROGEN.weight) / AVOGADRO)
  const pressure = total.map((n, i) => (n + hydrogen[i]!) * BOLTZMANN * upperTemperature(altitude[i]!)[0])
  return { altitude, density, pressure }
}

import { requireWithin } from '../core/index.ts'
import type { NrlmsiseInput } from './nrlmsise-basis.ts'
import { NrlmsiseColumn } from './nrlmsise-column.ts'

/** Top of the range for which the model's check values are published, m. */
const TOP = 1_000_000

/** Air at one point. */
export interface NrlmsiseState {
  /** Total mass density, kg/m³, without anomalous oxygen (GTD7 of the distribution). */
  readonly density: number
  /** Effective mass density for drag, kg/m³, with anomalous oxygen (GTD7D): the one for satellites, above 500 km most of all. */
  readonly dragDensity: number
  /** K. */
  readonly temperature: number
  /** K; below 123.4 km the model gives its mean over the globe. */
  readonly exosphericTemperature: number
  /** Number densities, m⁻³. */
  readonly numberDensity: {
    readonly helium: number
    readonly oxygen: number
    readonly nitrogen2: number
    readonly oxygen2: number
    readonly argon: number
    readonly hydrogen: number
    readonly nitrogen: number
    readonly anomalousOxygen: number
  }
}

const shared = new NrlmsiseColumn()
const out = new Float64Array(12)

/**
 * The atmosphere NRLMSISE-00 at the geodetic `altitude` (m, 0 to 1,000,000): Picone, Hedin, Drob, Aikin, J. Geophys. Res. 107(A12),
 * 1468 (2002). Mean error of its densities some 15 % in quiet times, more in storms. Below 80 km solar and magnetic activity
 * hardly matter; the authors advise 150, 150 and 4 there.
 *
 * `invalid` out of range. For many altitudes over one place and time `NrlmsiseColumn` is faster.
 */
export function nrlmsise(altitude: number, input: NrlmsiseInput): NrlmsiseState {
  requireWithin('altitude', altitude, 0, TOP, 'm')
  shared.set(input)
  shared.at(altitude, out)
  return {
    density: out[0]!,
    dragDensity: out[1]!,
    temperature: out[2]!,
    exosphericTemperature: out[3]!,
    numberDensity: {
      helium: out[4]!,
      oxygen: out[5]!,
      nitrogen2: out[6]!,
      oxygen2: out[7]!,
      argon: out[8]!,
      hydrogen: out[9]!,
      nitrogen: out[10]!,
      anomalousOxygen: out[11]!,
    },
  }
}

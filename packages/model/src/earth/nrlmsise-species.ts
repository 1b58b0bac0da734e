import { exp, ln, log1p } from '../math/index.ts'
import { CORRECTION_FACTORS, LOWER_BOUNDARY, SPECIES_MEANS } from './nrlmsise-coefficients.ts'
import type { Basis } from './nrlmsise-basis.ts'
import { UpperExpansion } from './nrlmsise-expansion.ts'
import type { ThermosphereTemperature } from './nrlmsise-temperature.ts'

/** Mean molecular mass of fully mixed air, g/mol. */
export const MIXED_MASS = SPECIES_MEANS[2]![4]!

/** Sharpness of the step from mixed to diffusive density at the turbopause. */
const TRANSITION = SPECIES_MEANS[2]![3]! * CORRECTION_FACTORS[1]![5]!

/** Beyond this exponent the model takes the larger of the two densities alone. */
const TRANSITION_LIMIT = 10

/** A factor on a density that goes from exp(ratio) far below `height` (km) to 1 far above. */
interface Correction {
  readonly height: number
  /** Lengths (km) of the two exponentials whose mean makes the step. */
  readonly length: number
  readonly length2: number
}

/** Logarithm of the factor at the altitude `z`, km. */
function correction(c: Correction, ratio: number, z: number): number {
  const e = exp((z - c.height) / c.length)
  const e2 = c.length2 === c.length ? e : exp((z - c.height) / c.length2)
  return ratio / (1 + 0.5 * (e + e2))
}

interface GasDefinition {
  /** Molecular mass, g/mol, and thermal diffusion factor. */
  readonly mass: number
  readonly diffusion: number
  /** Above this altitude (km) mixing has no part. */
  readonly top: number
  /** Density (cm⁻³) and its expansion at 120 km. */
  readonly density: number
  readonly boundary: readonly number[]
  /** Height of the turbopause, km. */
  readonly turbopause: number
  /** Mixing ratio to molecular nitrogen at the ground, and the step by which the mixed density takes it up. */
  readonly mixing?: number
  readonly ground?: Correction
  /** Ratio of that step where none follows from `mixing`. */
  readonly groundRatio?: (fluxMean: number) => number
  /** Departure by chemistry and flow; `everywhere` also above `top`. */
  readonly chemistry?: Correction
  readonly chemistryRatio?: (fluxMean: number) => number
  readonly everywhere?: boolean
}

/** One gas of the thermosphere (Hedin, J. Geophys. Res. 92, 4649, 1987, appendix). Densities are logarithms of cm⁻³. */
export class Species {
  readonly mass: number
  readonly turbopause: number
  /** Density at 120 km if the air were mixed from the turbopause up. */
  mixed = 0
  private base = 0
  private groundRatio = 0
  private chemistryRatio = 0
  private readonly definition: GasDefinition
  private readonly reference: number
  private readonly lnMixing: number
  private readonly expansion: UpperExpansion

  constructor(definition: GasDefinition) {
    this.definition = definition
    this.mass = definition.mass
    this.turbopause = definition.turbopause
    this.reference = ln(definition.density * definition.boundary[0]!)
    this.lnMixing = definition.mixing === undefined ? 0 : ln(definition.mixing)
    this.expansion = new UpperExpansion(definition.boundary)
  }

  /** Takes the density at 120 km; returns the response to magnetic activity. */
  setBase(b: Basis): number {
    const { groundRatio, chemistryRatio } = this.definition
    this.base = this.reference + this.expansion.evaluate(b, 0)
    if (groundRatio !== undefined) this.groundRatio = groundRatio(b.fluxMean)
    if (chemistryRatio !== undefined) this.chemistryRatio = chemistryRatio(b.fluxMean)
    return this.expansion.magnetic
  }

  /** With `t` at the turbopause: the mixed density that equals the diffusive one there. */
  setMixed(t: ThermosphereTemperature): void {
    this.mixed =
      this.base + this.definition.diffusion * t.logTemperature - (this.mass - MIXED_MASS) * t.column
  }

  /** After `setMixed` of this gas and of molecular nitrogen, whose `mixed` is given. */
  setGround(mixedNitrogen: number): void {
    if (this.definition.mixing !== undefined) this.groundRatio = this.lnMixing + mixedNitrogen - this.mixed
  }

  /** Fully mixed density where `t` stands. */
  mixedAt(t: ThermosphereTemperature): number {
    return this.mixed + t.logTemperature - MIXED_MASS * t.column
  }

  /** Density at the altitude `z` (km), where `t` stands. */
  at(z: number, t: ThermosphereTemperature): number {
    const { diffusion, top, ground, chemistry, everywhere } = this.definition
    let density = this.base + (1 + diffusion) * t.logTemperature - this.mass * t.column
    if (z <= top) {
      // The mixed density below the turbopause goes over into the diffusive one above.
      const sharpness = TRANSITION / (MIXED_MASS - this.mass)
      const mixed = this.mixedAt(t)
      const excess = sharpness * (mixed - density)
      if (excess > TRANSITION_LIMIT) density = mixed
      else if (excess >= -TRANSITION_LIMIT) density += log1p(exp(excess)) / sharpness
      if (ground !== undefined) density += correction(ground, this.groundRatio, z)
    }
    if (chemistry !== undefined && (z <= top || everywhere === true)) {
      density += correction(chemistry, this.chemistryRatio, z)
    }
    return density
  }
}

const [F0, F1] = CORRECTION_FACTORS as readonly [readonly number[], readonly number[]]

/** What the mean F10.7 over 150 does to the corrections of oxygen. */
const fluxFactor = (fluxMean: number): number => 1 + F0[23]! * fluxMean

/** The fields that the row `row` of the means and the expansion `boundary` hold. */
function fromTables(
  row: number,
  boundary: number,
): { density: number; boundary: readonly number[]; turbopause: number } {
  return {
    density: SPECIES_MEANS[row]![0]!,
    boundary: LOWER_BOUNDARY[boundary]!,
    turbopause: SPECIES_MEANS[row]![2]!,
  }
}

/** The step of a correction whose height and length stand in the row `row` of the means from `column` on, times the factors. */
function step(row: number, column: number, height: number, length: number, length2 = length): Correction {
  const m = SPECIES_MEANS[row]!
  return { height: m[column]! * height, length: m[column + 1]! * length, length2: m[column + 1]! * length2 }
}

/** Order of the gases in `gases` and in the output: He, O, N₂, O₂, Ar, H, N. */
export const HELIUM = 0
export const NITROGEN2 = 2
export const OXYGEN2 = 3
export const ARGON = 4

/** Mixing ratios to molecular nitrogen at the ground. */
export const MIXING_RATIO: readonly number[] = [
  SPECIES_MEANS[0]![1]!,
  0,
  1,
  SPECIES_MEANS[3]![1]!,
  SPECIES_MEANS[4]![1]!,
]

const DEFINITIONS: readonly GasDefinition[] = [
  {
    mass: 4,
    diffusion: -0.38,
    top: 200,
    ...fromTables(0, 0),
    mixing: MIXING_RATIO[HELIUM]!,
    ground: step(0, 4, F1[0]!, F1[1]!),
  },
  {
    mass: 16,
    diffusion: 0,
    top: 300,
    ...fromTables(1, 1),
    ground: step(1, 4, F1[2]!, F1[3]!, F1[4]),
    groundRatio: (fluxMean) => SPECIES_MEANS[1]![1]! * F1[16]! * fluxFactor(fluxMean),
    chemistry: step(1, 6, F1[12]!, F1[13]!),
    chemistryRatio: () => SPECIES_MEANS[1]![3]! * F1[14]!,
  },
  { mass: 28, diffusion: 0, top: 160, ...fromTables(2, 2) },
  {
    mass: 32,
    diffusion: 0,
    top: 250,
    ...fromTables(3, 4),
    mixing: MIXING_RATIO[OXYGEN2]!,
    ground: step(3, 4, F1[6]!, F1[7]!),
    chemistry: step(3, 6, F1[21]!, F1[22]!, F0[22]),
    chemistryRatio: (fluxMean) => SPECIES_MEANS[3]![3]! * F1[23]! * fluxFactor(fluxMean),
    everywhere: true,
  },
  {
    mass: 40,
    diffusion: 0.17,
    top: 240,
    ...fromTables(4, 5),
    mixing: MIXING_RATIO[ARGON]!,
    ground: step(4, 4, F1[8]!, F1[9]!),
  },
  {
    mass: 1,
    diffusion: -0.38,
    top: 320,
    ...fromTables(5, 6),
    mixing: SPECIES_MEANS[5]![1]! * Math.abs(F1[17]!),
    ground: step(5, 4, F1[10]!, F1[11]!),
    chemistry: step(5, 6, F1[18]!, F1[19]!),
    chemistryRatio: () => SPECIES_MEANS[5]![3]! * F1[20]!,
  },
  {
    mass: 14,
    diffusion: 0,
    top: 450,
    ...fromTables(6, 7),
    mixing: SPECIES_MEANS[6]![1]! * Math.abs(F0[2]!),
    ground: step(6, 4, F0[0]!, F0[1]!),
    chemistry: step(6, 6, F0[3]!, F0[4]!),
    chemistryRatio: () => SPECIES_MEANS[6]![3]! * F0[5]!,
  },
]

/** The seven gases, for one column of air at a time. */
export const gases = (): readonly Species[] => DEFINITIONS.map((definition) => new Species(definition))

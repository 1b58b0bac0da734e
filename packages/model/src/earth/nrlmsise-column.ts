import { OpendomeError } from '../core/index.ts'
import { exp, ln } from '../math/index.ts'
import { Basis, PER_DAY, Phase, type NrlmsiseInput } from './nrlmsise-basis.ts'
import {
  CORRECTION_FACTORS,
  EXOSPHERIC_TEMPERATURE,
  LOWER_BOUNDARY,
  LOWER_MEANS,
  LOWER_NODES,
  SPECIES_MEANS,
  TEMPERATURE_GRADIENT,
  TEMPERATURE_MEANS,
  UPPER_NODES,
} from './nrlmsise-coefficients.ts'
import { LowerExpansion, UpperExpansion } from './nrlmsise-expansion.ts'
import { ARGON, HELIUM, MIXED_MASS, MIXING_RATIO, NITROGEN2, OXYGEN2, gases } from './nrlmsise-species.ts'
import { BASE, Gravity, TemperatureSpline, ThermosphereTemperature } from './nrlmsise-temperature.ts'

/** Height (km) where Bates's profile and the spline below it join. */
const JOIN = CORRECTION_FACTORS[1]![15]!

/** Above this altitude (km) the nodes below the joining height keep their global means. */
const MEAN_NODES = 300

/** Heights (km) of the middle and lower temperature splines, from the top down. */
const MIDDLE_HEIGHTS = [72.5, 55, 45, 32.5]
const LOWER_HEIGHTS = [32.5, 20, 15, 10, 0]
const MIDDLE_TOP = MIDDLE_HEIGHTS[0]!
const LOWER_TOP = LOWER_HEIGHTS[0]!

/** Below this altitude (km) all gases keep their mixing ratio of the ground. */
const MIXED_TOP = 62.5

/** Atomic mass unit of the model, kg, times the number of cm³ in a m³. */
const MASS_UNIT = 1.66e-27 * 1e6

/** Anomalous oxygen: its temperature (K), and height and length (km) of its decrease downwards. */
const HOT_TEMPERATURE = SPECIES_MEANS[7]![9]! * CORRECTION_FACTORS[0]![6]!
const HOT_HEIGHT = SPECIES_MEANS[7]![4]!
const HOT_LENGTH = SPECIES_MEANS[7]![5]!
const HOT_MASS = 16

/** Mean temperatures (K) and gradient (K/km) of the nodes below 120 km, by the rows of `UPPER_NODES`. */
const UPPER_NODE_MEANS = Float64Array.from(
  [6, 2, 7, 4].map((k, row) => TEMPERATURE_MEANS[k]! * UPPER_NODES[row]![0]!),
)
const LOWER_NODE_MEANS = [0, 1, 2, 3, 4, 5, 6].map((k) => LOWER_MEANS[k]! * LOWER_NODES[k]![0]!)
const GROUND_GRADIENT = LOWER_MEANS[7]! * LOWER_NODES[7]![0]!
const MIDDLE_TOP_GRADIENT = TEMPERATURE_MEANS[8]! * LOWER_NODES[8]![0]!
const LOWER_TOP_GRADIENT = LOWER_MEANS[8]! * LOWER_NODES[9]![0]!

/** Range of the temperatures at 72.5 to 110 km for which the splines between them make sense, K. */
const NODE_LOW = 50
const NODE_HIGH = 900

/** Parts of the height range in which the model leaves different variations out. */
type Regime = 'mesosphere' | 'below join' | 'thermosphere' | 'mean nodes'

/**
 * NRLMSISE-00 over one place, time and activity: `set` does the work that does not depend on altitude, `at` the rest. Heights inside
 * are km, densities logarithms of cm⁻³, as in the model's coefficients.
 */
export class NrlmsiseColumn {
  private readonly basis = new Basis()
  private readonly gravity = new Gravity()
  private readonly thermosphere = new ThermosphereTemperature(this.gravity, JOIN)
  private readonly middle = new TemperatureSpline(this.gravity, MIDDLE_HEIGHTS)
  private readonly lower = new TemperatureSpline(this.gravity, LOWER_HEIGHTS)
  private readonly gases = gases()

  private readonly exosphericExpansion = new UpperExpansion(EXOSPHERIC_TEMPERATURE)
  private readonly gradientExpansion = new UpperExpansion(TEMPERATURE_GRADIENT)
  private readonly baseExpansion = new UpperExpansion(LOWER_BOUNDARY[3]!)
  private readonly hotExpansion = new UpperExpansion(LOWER_BOUNDARY[8]!)
  private readonly upperNodeExpansions = UPPER_NODES.map((set) => new LowerExpansion(set))
  private readonly lowerNodeExpansions = LOWER_NODES.map((set) => new LowerExpansion(set))
  private readonly turbopausePhase = new Phase(EXOSPHERIC_TEMPERATURE[13]! * PER_DAY)

  // Of the column.
  private exospheric = 0
  private gradient = 0
  private base = 0
  private hot = 0
  private turbopause = 1
  private magneticLower = 0
  private readonly nodes = new Float64Array(4)
  private nodeGradient = 0

  // Of the regime and, below 72.5 km, of the splines there.
  private regime: Regime | undefined = undefined
  private lowerReady = false
  private exosphericHere = 0
  private readonly densities = new Float64Array(7)
  private mixedNitrogen = 0
  private readonly edge = new Float64Array(7)

  /** `invalid` out of range; `unsupported` where the model's own temperatures leave what air can have. */
  set(input: NrlmsiseInput): void {
    const b = this.basis
    b.set(input)
    this.gravity.set(1 - 2 * b.sinLatitude * b.sinLatitude)
    this.regime = undefined
    this.lowerReady = false

    this.exospheric = 1 + this.exosphericExpansion.evaluate(b, 0)
    this.gradient = 1 + this.gradientExpansion.evaluate(b, 0)
    this.base = TEMPERATURE_MEANS[1]! * LOWER_BOUNDARY[3]![0]! * (1 + this.baseExpansion.evaluate(b, 0))

    // The nodes take the magnetic response that belongs to the temperature at 120 km.
    const magnetic = this.baseExpansion.magnetic
    for (let k = 0; k < 4; k++) {
      this.nodes[k] = UPPER_NODE_MEANS[k]! / (1 - this.upperNodeExpansions[k]!.evaluate(b, magnetic))
    }
    const q = this.nodes[3]! / UPPER_NODE_MEANS[3]!
    this.nodeGradient = MIDDLE_TOP_GRADIENT * (1 + this.lowerNodeExpansions[8]!.evaluate(b, magnetic)) * q * q

    this.requireTemperatures()

    let last = 0
    for (const gas of this.gases) last = gas.setBase(b)
    this.hot = ln(SPECIES_MEANS[7]![0]! * LOWER_BOUNDARY[8]![0]!) + this.hotExpansion.evaluate(b, last)
    this.magneticLower = this.hotExpansion.magnetic

    // Height of the turbopause over its mean.
    const annual = this.turbopausePhase.cos(b.cosDay, b.sinDay)
    this.turbopause = CORRECTION_FACTORS[1]![24]! * (1 + CORRECTION_FACTORS[0]![24]! * b.sinLatitude * annual)
  }

  /** In great storms near the poles the expansions run out of their fit, and inverse temperatures past zero. */
  private requireTemperatures(): void {
    const exospheric = TEMPERATURE_MEANS[0]! * EXOSPHERIC_TEMPERATURE[0]! * this.exospheric
    const sound = this.base > NODE_LOW && this.gradient > 0 && exospheric > this.base
    if (sound && this.nodes.every((t) => t > NODE_LOW && t < NODE_HIGH)) return
    throw new OpendomeError(
      'unsupported',
      `solar and magnetic activity: NRLMSISE-00 gives ${this.nodes[0]!.toFixed(0)} K at 110 km and ${exospheric.toFixed(0)} K at the top`,
      { hint: 'the model is fitted to Ap up to about 100 and daily F10.7 near its mean' },
    )
  }

  /**
   * At the geodetic `altitude` (m, 0 or more; not checked) into `out` (12): mass density and effective density for drag (kg/m³),
   * temperature and exospheric temperature (K), number densities (m⁻³) of He, O, N₂, O₂, Ar, H, N and anomalous oxygen.
   */
  at(altitude: number, out: Float64Array): void {
    const z = altitude / 1000
    const n = this.densities
    if (z >= MIDDLE_TOP) {
      this.enter(z)
      out[2] = this.thermosphere.temperature
      for (let k = 0; k < 7; k++) n[k] = exp(n[k]!)
      out[11] = z > JOIN ? exp(this.anomalous(z)) * 1e6 : 0
    } else {
      out[2] = this.below(z)
      out[11] = 0
    }
    out[3] = this.exosphericHere
    let mass = 0
    for (let k = 0; k < 7; k++) {
      mass += this.gases[k]!.mass * n[k]!
      out[4 + k] = n[k]! * 1e6
    }
    out[0] = mass * MASS_UNIT
    out[1] = out[0] + HOT_MASS * out[11] * 1e-6 * MASS_UNIT
  }

  /** Densities of the gases at `z` from 72.5 km up, as logarithms. */
  private enter(z: number): void {
    this.prepare(
      z > JOIN
        ? z < MEAN_NODES
          ? 'thermosphere'
          : 'mean nodes'
        : z > MIDDLE_TOP
          ? 'below join'
          : 'mesosphere',
    )
    this.thermosphere.at(z)
    for (let k = 0; k < 7; k++) this.densities[k] = this.gases[k]!.at(z, this.thermosphere)
  }

  /** Temperature profile and mixed densities of a regime. */
  private prepare(regime: Regime): void {
    if (regime === this.regime) return
    this.regime = regime
    const t = this.thermosphere
    const exosphericMean = TEMPERATURE_MEANS[0]! * EXOSPHERIC_TEMPERATURE[0]!
    const gradientMean = TEMPERATURE_MEANS[3]! * TEMPERATURE_GRADIENT[0]!
    const warm = regime === 'thermosphere' || regime === 'mean nodes'
    this.exosphericHere = warm ? exosphericMean * this.exospheric : exosphericMean
    const gradient = regime === 'mesosphere' ? gradientMean : gradientMean * this.gradient
    if (regime === 'mean nodes') {
      t.set(this.exosphericHere, this.base, gradient, UPPER_NODE_MEANS, MIDDLE_TOP_GRADIENT)
    } else {
      t.set(this.exosphericHere, this.base, gradient, this.nodes, this.nodeGradient)
    }

    // Only the turbopause of molecular nitrogen moves with latitude and season.
    const nitrogen = this.gases[NITROGEN2]!
    t.at(nitrogen.turbopause * this.turbopause)
    nitrogen.setMixed(t)
    let height = NaN
    for (let k = 0; k < 7; k++) {
      const gas = this.gases[k]!
      if (k === NITROGEN2) continue
      if (gas.turbopause !== height) {
        height = gas.turbopause
        t.at(height)
      }
      gas.setMixed(t)
      gas.setGround(nitrogen.mixed)
    }
  }

  /** Logarithm of the density of hot and other non-thermal oxygen in the exosphere, cm⁻³. */
  private anomalous(z: number): number {
    const g = this.gravity
    const scaleHeight = HOT_TEMPERATURE / (HOT_MASS * g.reduced(HOT_HEIGHT))
    return (
      this.hot -
      (HOT_MASS * g.reduced(BASE) * g.geopotential(z, BASE)) / HOT_TEMPERATURE -
      (HOT_LENGTH / scaleHeight) * (exp((HOT_HEIGHT - z) / HOT_LENGTH) - 1)
    )
  }

  /** Temperature at `z` below 72.5 km; leaves the densities, cm⁻³. */
  private below(z: number): number {
    if (!this.lowerReady) this.prepareLower()
    const n = this.densities

    // Hydrostatic air of one mass from 72.5 km down.
    this.middle.at(Math.max(z, LOWER_TOP))
    let temperature = this.middle.temperature
    let column = this.middle.column
    if (z <= LOWER_TOP) {
      this.lower.at(z)
      temperature = this.lower.temperature
      column += this.lower.column
    }
    const air = exp(this.mixedNitrogen + ln(this.nodes[3]! / temperature) + MIXED_MASS * column)

    // Departures from full mixing at 72.5 km go linearly to nothing.
    const part = z > MIXED_TOP ? 1 - (MIDDLE_TOP - z) / (MIDDLE_TOP - MIXED_TOP) : 0
    const nitrogenEdge = this.edge[NITROGEN2]!
    n.fill(0)
    n[NITROGEN2] = air * (1 + part * (nitrogenEdge / exp(this.mixedNitrogen) - 1))
    for (const k of [HELIUM, OXYGEN2, ARGON]) {
      const ratio = MIXING_RATIO[k]!
      n[k] = n[NITROGEN2] * ratio * (1 + part * (this.edge[k]! / (nitrogenEdge * ratio) - 1))
    }
    return temperature
  }

  /** The splines below 72.5 km and the densities at their top. */
  private prepareLower(): void {
    const b = this.basis
    this.enter(MIDDLE_TOP)
    this.mixedNitrogen = this.gases[NITROGEN2]!.mixedAt(this.thermosphere)
    for (let k = 0; k < 7; k++) this.edge[k] = exp(this.densities[k]!)

    const node = (k: number): number =>
      LOWER_NODE_MEANS[k]! / (1 - this.lowerNodeExpansions[k]!.evaluate(b, this.magneticLower))
    const gradient = (mean: number, k: number, nodeAt: number, temperature: number): number => {
      const q = temperature / LOWER_NODE_MEANS[nodeAt]!
      return mean * (1 + this.lowerNodeExpansions[k]!.evaluate(b, this.magneticLower)) * q * q
    }
    const middle = Float64Array.of(this.nodes[3]!, node(0), node(1), node(2))
    const join = gradient(LOWER_TOP_GRADIENT, 9, 2, middle[3]!)
    this.middle.set(middle, this.nodeGradient, join)
    const lower = Float64Array.of(middle[3]!, node(3), node(4), node(5), node(6))
    this.lower.set(lower, join, gradient(GROUND_GRADIENT, 7, 6, lower[4]!))
    this.lowerReady = true
  }
}

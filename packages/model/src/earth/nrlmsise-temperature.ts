import { exp, ln } from '../math/index.ts'

/** Gas constant in the model's units: cm/s², km, g/mol and K. */
const GAS = 831.4

/** Base of the thermosphere's profile, km. */
export const BASE = 120

/** Gravity (cm/s²) at sea level and Earth's radius (km) that give the model its gravity at one latitude. */
export class Gravity {
  surface = 0
  radius = 0

  /** By the cosine of twice the latitude. */
  set(cos2: number): void {
    this.surface = 980.616 * (1 - 0.0026373 * cos2)
    this.radius = ((2 * this.surface) / (3.085462e-6 + 2.27e-9 * cos2)) * 1e-5
  }

  /** Gravity at `height` km over the gas constant: what a mass (g/mol) and a geopotential height (km) over a temperature make a pure number. */
  reduced(height: number): number {
    const q = this.radius / (this.radius + height)
    return (this.surface * q * q) / GAS
  }

  /** Geopotential height of `height` over `base`, km. */
  geopotential(height: number, base: number): number {
    return ((height - base) * (this.radius + base)) / (this.radius + height)
  }
}

/**
 * Inverse temperature as a cubic spline over geopotential height through nodes from the top down, with given gradients at
 * both ends (Hedin, J. Geophys. Res. 96, 1159, 1991). `at` leaves the temperature and the integral of its inverse from the
 * top, whose product with mass and gravity is the logarithm of the pressure's rise.
 */
export class TemperatureSpline {
  private readonly x: Float64Array
  private readonly y: Float64Array
  private readonly second: Float64Array
  private readonly work: Float64Array
  private span = 0
  private readonly gravity: Gravity
  private readonly heights: Float64Array

  temperature = 0
  /** Reduced gravity × ∫ dζ/T from the top down to the point, mol/g; zero or positive. */
  column = 0

  constructor(gravity: Gravity, heights: readonly number[]) {
    this.gravity = gravity
    this.heights = Float64Array.from(heights)
    this.x = new Float64Array(heights.length)
    this.y = new Float64Array(heights.length)
    this.second = new Float64Array(heights.length)
    this.work = new Float64Array(heights.length)
  }

  /** Temperatures (K) of the nodes from the top down; `topGradient` and `bottomGradient` in K/km. */
  set(temperatures: Float64Array, topGradient: number, bottomGradient: number): void {
    const { x, y, second, work, heights, gravity } = this
    const last = x.length - 1
    const top = heights[0]!
    const bottom = heights[last]!
    this.span = gravity.geopotential(bottom, top)
    for (let k = 0; k <= last; k++) {
      x[k] = gravity.geopotential(heights[k]!, top) / this.span
      y[k] = 1 / temperatures[k]!
    }
    const stretch = (gravity.radius + bottom) / (gravity.radius + top)
    const slopeTop = -topGradient * y[0]! * y[0]! * this.span
    const slopeBottom = -bottomGradient * y[last]! * y[last]! * this.span * stretch * stretch

    // Second derivatives: the tridiagonal system of a clamped cubic spline.
    let step = x[1]! - x[0]!
    let slope = (y[1]! - y[0]!) / step
    second[0] = -0.5
    work[0] = (3 / step) * (slope - slopeTop)
    for (let k = 1; k < last; k++) {
      const next = x[k + 1]! - x[k]!
      const nextSlope = (y[k + 1]! - y[k]!) / next
      const part = step / (step + next)
      const pivot = part * second[k - 1]! + 2
      second[k] = (part - 1) / pivot
      work[k] = ((6 * (nextSlope - slope)) / (step + next) - part * work[k - 1]!) / pivot
      step = next
      slope = nextSlope
    }
    const end = (3 / step) * (slopeBottom - slope)
    second[last] = (end - 0.5 * work[last - 1]!) / (0.5 * second[last - 1]! + 1)
    for (let k = last - 1; k >= 0; k--) second[k] = second[k]! * second[k + 1]! + work[k]!
  }

  at(height: number): void {
    const { x, y, second, gravity } = this
    const top = this.heights[0]!
    const place = gravity.geopotential(height, top) / this.span
    let integral = 0
    let cell = 0
    const last = x.length - 2
    // Whole cells above the point.
    while (cell < last && place > x[cell + 1]!) {
      const step = x[cell + 1]! - x[cell]!
      integral +=
        step * (0.5 * (y[cell]! + y[cell + 1]!) - ((second[cell]! + second[cell + 1]!) * step * step) / 24)
      cell++
    }
    // The cell that holds it.
    const step = x[cell + 1]! - x[cell]!
    const a = (x[cell + 1]! - place) / step
    const b = 1 - a
    const curve = (step * step) / 6
    this.temperature =
      1 /
      (a * y[cell]! +
        b * y[cell + 1]! +
        (a * (a * a - 1) * second[cell]! + b * (b * b - 1) * second[cell + 1]!) * curve)
    const a2 = a * a
    const b2 = b * b
    integral +=
      step *
      (0.5 * ((1 - a2) * y[cell]! + b2 * y[cell + 1]!) +
        ((0.5 * a2 - 0.25 * (1 + a2 * a2)) * second[cell]! +
          (0.25 * b2 * b2 - 0.5 * b2) * second[cell + 1]!) *
          curve)
    this.column = -gravity.reduced(top) * this.span * integral
  }
}

/**
 * Temperature above 72.5 km: Bates's exponential above the joining height, the spline below it. `at` leaves what the density of a
 * gas in diffusive equilibrium needs: n(z)/n(120 km) = exp((1 + α) logTemperature − mass · column) for its thermal diffusion
 * factor α.
 */
export class ThermosphereTemperature {
  /** Heights of the nodes below the joining height, km. */
  static readonly NODES: readonly number[] = [110, 100, 90, 72.5]
  private readonly gravity: Gravity
  private readonly join: number
  private readonly spline: TemperatureSpline
  private readonly nodes = new Float64Array(5)
  private exospheric = 0
  private base = 0
  private shape = 0
  private joinLog = 0
  private joinColumn = 0

  temperature = 0
  /** ln(T(120 km)/T). */
  logTemperature = 0
  /** Reduced gravity × ∫ dζ/T from 120 km up, mol/g. */
  column = 0

  constructor(gravity: Gravity, join: number) {
    this.gravity = gravity
    this.join = join
    this.spline = new TemperatureSpline(gravity, [join, ...ThermosphereTemperature.NODES])
  }

  /**
   * Exospheric temperature, temperature (K) and gradient (K/km) at 120 km, temperatures at `NODES`, and the gradient at
   * the lowest.
   */
  set(
    exospheric: number,
    base: number,
    gradient: number,
    temperatures: Float64Array,
    bottomGradient: number,
  ): void {
    this.exospheric = exospheric
    this.base = base
    this.shape = gradient / (exospheric - base)
    this.bates(this.join)
    this.joinLog = this.logTemperature
    this.joinColumn = this.column
    this.nodes[0] = this.temperature
    for (let k = 0; k < 4; k++) this.nodes[k + 1] = temperatures[k]!
    const q = (this.gravity.radius + BASE) / (this.gravity.radius + this.join)
    this.spline.set(this.nodes, (exospheric - this.temperature) * this.shape * q * q, bottomGradient)
  }

  at(height: number): void {
    if (height >= this.join) {
      this.bates(height)
      return
    }
    this.spline.at(height)
    this.temperature = this.spline.temperature
    this.logTemperature = this.joinLog + ln(this.nodes[0]! / this.temperature)
    this.column = this.joinColumn - this.spline.column
  }

  /** Bates, Proc. R. Soc. A 253, 451 (1959): T = T∞ − (T∞ − T120) exp(−s ζ), whose inverse integrates in closed form. */
  private bates(height: number): void {
    const zeta = this.gravity.geopotential(height, BASE)
    this.temperature = this.exospheric - (this.exospheric - this.base) * exp(-this.shape * zeta)
    this.logTemperature = ln(this.base / this.temperature)
    this.column =
      (this.gravity.reduced(BASE) * (this.shape * zeta - this.logTemperature)) /
      (this.shape * this.exospheric)
  }
}

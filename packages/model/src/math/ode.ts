import { OpendomeError } from '../core/index.ts'
import { DenseRecorder, type DenseOutput } from './dense.ts'
import { EventWatch, type OdeEvent, type OdeHit } from './events.ts'
import { exp, ln, pow } from './functions.ts'

export { DenseOutput } from './dense.ts'
export type { OdeEvent, OdeHit } from './events.ts'

/** Writes dy/dt at (t, y) into `out`; must not keep or change `y`. */
export type Derivative = (t: number, y: Float64Array, out: Float64Array) => void

export interface OdeOptions {
  /** Relative tolerance of one step, 0 to 0.1. */
  readonly relative: number
  /** Absolute tolerance of one step for each component, in its unit, above 0. */
  readonly absolute: Float64Array
  /** Length of the first step, s; estimated when left out. */
  readonly firstStep?: number
  /** Longest step, s; no limit when left out. */
  readonly maxStep?: number
  /** Most steps tried, rejected ones included (100,000 when left out). */
  readonly maxSteps?: number
  readonly events?: readonly OdeEvent[]
  /** Keep the steps, so that the state can be had at any time. */
  readonly dense?: boolean
}

export interface OdeResult {
  /** End of the integration: t1, or the time of the terminal event. */
  readonly t: number
  readonly y: Float64Array
  /** Events in the order in which they happened, the terminal one last. */
  readonly hits: readonly OdeHit[]
  readonly stopped: OdeHit | undefined
  /** Accepted steps. */
  readonly steps: number
  /** Calls of the derivative. */
  readonly evaluations: number
  readonly dense: DenseOutput | undefined
}

// Coefficients: J. R. Dormand, P. J. Prince, J. Comput. Appl. Math. 6 (1980) 19–26, table 2.
const C2 = 1 / 5
const C3 = 3 / 10
const C4 = 4 / 5
const C5 = 8 / 9
const A21 = 1 / 5
const A31 = 3 / 40
const A32 = 9 / 40
const A41 = 44 / 45
const A42 = -56 / 15
const A43 = 32 / 9
const A51 = 19372 / 6561
const A52 = -25360 / 2187
const A53 = 64448 / 6561
const A54 = -212 / 729
const A61 = 9017 / 3168
const A62 = -355 / 33
const A63 = 46732 / 5247
const A64 = 49 / 176
const A65 = -5103 / 18656
const A71 = 35 / 384
const A73 = 500 / 1113
const A74 = 125 / 192
const A75 = -2187 / 6784
const A76 = 11 / 84
// Difference of the 5th and the 4th order weights.
const E1 = 71 / 57600
const E3 = -71 / 16695
const E4 = 71 / 1920
const E5 = -17253 / 339200
const E6 = 22 / 525
const E7 = -1 / 40
// Continuous extension: Hairer, Nørsett, Wanner, Solving ODEs I, 2nd ed. (1993), routine CDOPRI of DOPRI5.
const D1 = -12715105075 / 11282082432
const D3 = 87487479700 / 32700410799
const D4 = -10690763975 / 1880347072
const D5 = 701980252875 / 199316789632
const D6 = -1453857185 / 822651844
const D7 = 69997945 / 29380423

// PI step control (ibid., IV.2): safety, exponents, and the limits of change from step to step.
const SAFETY = 0.9
const BETA = 0.04
const EXPONENT = 0.2 - 0.75 * BETA
const SHRINK_MOST = 5
const GROW_MOST = 10
const LN_LEAST_OLD_ERROR = ln(1e-4)

const DEFAULT_MAX_STEPS = 100_000
const SPACING = 2.220446049250313e-16

/**
 * Integrates dy/dt = f(t, y) from (t0, y0) to t1, forward or backward, by the Dormand–Prince 5(4) pair with
 * local extrapolation, PI step control on the root mean square of error over `absolute + relative·|y|`, and
 * events located on the 4th-order continuous extension.
 *
 * f is called only between t0 and t1. A trial step on which f is not finite is tried again shorter. Split the
 * integration where f jumps. `y0` is not changed.
 *
 * Throws `invalid` for bad options, a state, derivative or event value that is not a number, and `infeasible`
 * when `maxSteps` is used up or the step falls below the spacing of numbers at t.
 */
export function integrate(
  f: Derivative,
  t0: number,
  y0: Float64Array,
  t1: number,
  options: OdeOptions,
): OdeResult {
  requireOptions(t0, y0, t1, options)
  const n = y0.length
  const { relative, absolute } = options
  const maxSteps = options.maxSteps ?? DEFAULT_MAX_STEPS
  const maxStep = Math.min(options.maxStep ?? Infinity, Math.abs(t1 - t0))
  const sign = t1 >= t0 ? 1 : -1
  const events = options.events ?? []

  let y = Float64Array.from(y0)
  let yNew = new Float64Array(n)
  let k1 = new Float64Array(n)
  const k2 = new Float64Array(n)
  const k3 = new Float64Array(n)
  const k4 = new Float64Array(n)
  const k5 = new Float64Array(n)
  const k6 = new Float64Array(n)
  let k7 = new Float64Array(n)
  const coefficients = new Float64Array(5 * n)
  const recorder = options.dense === true ? new DenseRecorder(n) : undefined
  const watch = events.length > 0 ? new EventWatch(events, t0, y) : undefined
  const hits: OdeHit[] = []
  let stopped: OdeHit | undefined

  let t = t0
  let steps = 0
  let tries = 0
  let evaluations = 1
  f(t, y, k1)
  requireFinite('derivative', k1, t)
  let h = options.firstStep === undefined ? 0 : Math.min(options.firstStep, maxStep)
  if (h === 0 && t1 !== t0) {
    h = firstStep(f, t, y, k1, sign, maxStep, options, k2, k3)
    evaluations += 1
  }
  h *= sign
  let lnOldError = LN_LEAST_OLD_ERROR
  let rejected = false
  let finite = true

  while (t !== t1 && stopped === undefined) {
    if (tries >= maxSteps) {
      throw new OpendomeError(
        'infeasible',
        `integration to ${t1} s: ${maxSteps} steps used up at t = ${t} s`,
        {
          hint: 'loosen the tolerances, raise maxSteps, or look for a jump in the derivative',
        },
      )
    }
    tries += 1
    const last = (t + 1.01 * h - t1) * sign >= 0
    if (!last && Math.abs(h) <= 4 * SPACING * Math.abs(t)) throw tooShort(t, h, finite)
    if (last) h = t1 - t
    const tNew = last ? t1 : t + h

    // Six stages; the seventh is the first of the next step.
    for (let i = 0; i < n; i += 1) yNew[i] = y[i]! + h * A21 * k1[i]!
    f(t + C2 * h, yNew, k2)
    for (let i = 0; i < n; i += 1) yNew[i] = y[i]! + h * (A31 * k1[i]! + A32 * k2[i]!)
    f(t + C3 * h, yNew, k3)
    for (let i = 0; i < n; i += 1) yNew[i] = y[i]! + h * (A41 * k1[i]! + A42 * k2[i]! + A43 * k3[i]!)
    f(t + C4 * h, yNew, k4)
    for (let i = 0; i < n; i += 1) {
      yNew[i] = y[i]! + h * (A51 * k1[i]! + A52 * k2[i]! + A53 * k3[i]! + A54 * k4[i]!)
    }
    f(t + C5 * h, yNew, k5)
    for (let i = 0; i < n; i += 1) {
      yNew[i] = y[i]! + h * (A61 * k1[i]! + A62 * k2[i]! + A63 * k3[i]! + A64 * k4[i]! + A65 * k5[i]!)
    }
    f(tNew, yNew, k6)
    for (let i = 0; i < n; i += 1) {
      yNew[i] = y[i]! + h * (A71 * k1[i]! + A73 * k3[i]! + A74 * k4[i]! + A75 * k5[i]! + A76 * k6[i]!)
    }
    f(tNew, yNew, k7)
    evaluations += 6

    // Root mean square over the components of the estimated error in units of the tolerance.
    let sum = 0
    for (let i = 0; i < n; i += 1) {
      const error = h * (E1 * k1[i]! + E3 * k3[i]! + E4 * k4[i]! + E5 * k5[i]! + E6 * k6[i]! + E7 * k7[i]!)
      const ratio = error / (absolute[i]! + relative * Math.max(Math.abs(y[i]!), Math.abs(yNew[i]!)))
      sum += ratio * ratio
    }
    const error = Math.sqrt(sum / n)
    finite = error < Infinity
    if (!finite) {
      h *= 1 / GROW_MOST
      rejected = true
      continue
    }

    // The factor by which the step is divided: err^α / errOld^β within limits (PI controller).
    const lnError = ln(Math.max(error, 1e-30))
    if (error > 1) {
      h /= Math.min(SHRINK_MOST, exp(EXPONENT * lnError) / SAFETY)
      rejected = true
      continue
    }
    const factor = exp(EXPONENT * lnError - BETA * lnOldError) / SAFETY
    let hNext = h / Math.max(1 / GROW_MOST, Math.min(SHRINK_MOST, factor))
    lnOldError = Math.max(lnError, LN_LEAST_OLD_ERROR)
    if (rejected && Math.abs(hNext) > Math.abs(h)) hNext = h
    if (Math.abs(hNext) > maxStep) hNext = sign * maxStep
    rejected = false

    // The step is accepted: its continuous extension, the events in it, the record.
    if (watch !== undefined || recorder !== undefined) {
      for (let i = 0; i < n; i += 1) {
        const change = yNew[i]! - y[i]!
        const bend = h * k1[i]! - change
        coefficients[i] = y[i]!
        coefficients[i + n] = change
        coefficients[i + 2 * n] = bend
        coefficients[i + 3 * n] = change - h * k7[i]! - bend
        coefficients[i + 4 * n] =
          h * (D1 * k1[i]! + D3 * k3[i]! + D4 * k4[i]! + D5 * k5[i]! + D6 * k6[i]! + D7 * k7[i]!)
      }
      recorder?.add(t, h, coefficients)
      stopped = watch?.step(t, h, coefficients, yNew, hits)
    }
    const yOld = y
    y = yNew
    yNew = yOld
    const kOld = k1
    k1 = k7
    k7 = kOld
    t = tNew
    h = hNext
    steps += 1
  }

  if (stopped !== undefined) {
    t = stopped.t
    y.set(stopped.y)
  }
  return { t, y, hits, stopped, steps, evaluations, dense: recorder?.finish(t0, t, y) }
}

/** Length of a first step from the size of y, y′ and y″ (Hairer, Nørsett, Wanner I, II.4, "starting step size"). */
function firstStep(
  f: Derivative,
  t: number,
  y: Float64Array,
  k1: Float64Array,
  sign: number,
  maxStep: number,
  options: OdeOptions,
  yTrial: Float64Array,
  kTrial: Float64Array,
): number {
  const n = y.length
  let sumY = 0
  let sumK = 0
  for (let i = 0; i < n; i += 1) {
    const scale = options.absolute[i]! + options.relative * Math.abs(y[i]!)
    sumY += (y[i]! / scale) * (y[i]! / scale)
    sumK += (k1[i]! / scale) * (k1[i]! / scale)
  }
  const small = sumK <= 1e-10 || sumY <= 1e-10
  const h0 = Math.min(small ? 1e-6 : 0.01 * Math.sqrt(sumY / sumK), maxStep)
  for (let i = 0; i < n; i += 1) yTrial[i] = y[i]! + sign * h0 * k1[i]!
  f(t + sign * h0, yTrial, kTrial)
  let sumBend = 0
  for (let i = 0; i < n; i += 1) {
    const scale = options.absolute[i]! + options.relative * Math.abs(y[i]!)
    const bend = (kTrial[i]! - k1[i]!) / scale
    sumBend += bend * bend
  }
  // A derivative that is not finite here is met again, and answered for, in the steps.
  if (!(sumBend < Infinity)) return 1e-3 * h0
  const largest = Math.max(Math.sqrt(sumBend / n) / h0, Math.sqrt(sumK / n))
  const h1 = largest <= 1e-15 ? Math.max(1e-6, 1e-3 * h0) : pow(0.01 / largest, 0.2)
  return Math.min(100 * h0, h1, maxStep)
}

function tooShort(t: number, h: number, finite: boolean): OpendomeError {
  if (!finite) return new OpendomeError('invalid', `derivative near t = ${t} s: expected finite numbers`)
  return new OpendomeError('infeasible', `step ${h} s at t = ${t} s: below the spacing of numbers`, {
    hint: 'the solution has a singularity there, or the tolerances are too tight',
  })
}

function requireOptions(t0: number, y0: Float64Array, t1: number, options: OdeOptions): void {
  if (!Number.isFinite(t0) || !Number.isFinite(t1)) {
    throw new OpendomeError('invalid', `integration from ${t0} to ${t1} s: expected finite times`)
  }
  requireFinite('state', y0, t0)
  const { relative, absolute, firstStep, maxStep, maxSteps } = options
  if (!(relative >= 0 && relative <= 0.1)) {
    throw new OpendomeError('invalid', `relative tolerance ${relative}: expected 0 to 0.1`)
  }
  if (absolute.length !== y0.length) {
    throw new OpendomeError('invalid', `${absolute.length} absolute tolerances: expected ${y0.length}`)
  }
  for (const value of absolute) {
    if (!(value > 0)) throw new OpendomeError('invalid', `absolute tolerance ${value}: expected above 0`)
  }
  for (const [name, value] of Object.entries({ firstStep, maxStep, maxSteps })) {
    if (value !== undefined && !(value > 0)) {
      throw new OpendomeError('invalid', `${name} ${value}: expected above 0`)
    }
  }
}

function requireFinite(name: string, values: Float64Array, t: number): void {
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isFinite(values[i]!)) {
      throw new OpendomeError(
        'invalid',
        `${name}[${i}] = ${values[i]} at t = ${t} s: expected a finite number`,
      )
    }
  }
}

import { exp, ln } from '../math/index.ts'
import type { History } from './history.ts'
import { anchorOf, leadBack, type LaunchEstimate } from './launch.ts'
import { templateForce, type BoosterTemplate } from './template.ts'

/** What a template leaves open of the force at one moment, relative, and how late (s, 1 sigma) the filter follows a jump. */
const FORCE_SIGMA = 0.02
const LAG_SIGMA = 1.5
/** Samples in free flight that are still held against the templates. */
const AFTER_BURNOUT = 2
/** Density of a track's force under a template that does not lead back to any launch: as good as excluded. */
const IMPOSSIBLE = -50
const LN_TWO_PI = 1.8378770664093453

// Gauss–Hermite nodes of order 5 for a standard normal (M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, table 25.10, scaled by √2), and their weights.
const NODES = [-2.8569700138728, -1.3556261799743, 0, 1.3556261799743, 2.8569700138728] as const
const WEIGHTS = [
  0.011257411327721, 0.22207592200561, 0.53333333333333, 0.22207592200561, 0.011257411327721,
] as const

/** How a track flies one template, and how likely its history is if it does. */
export interface TemplateFit {
  /** Liftoff (s since the epoch), stretch of time, stretch of force. */
  readonly flying: Float64Array
  /** Their covariance, 3 × 3 by rows. */
  readonly covariance: Float64Array
  readonly launch: LaunchEstimate | undefined
  logLikelihood: number
}

/**
 * Which kind of booster a track is. Each template is led back to a launch, which gives a prior of liftoff and of how the missile flies it; then the measured specific force of each later sample, some seconds
 * apart, corrects that (a filter of three numbers, with the force's slope in time averaged over how uncertain the time is, so that stagings can be crossed) and weighs the template by its likelihood. The force is measured by a
 * filter that knows no template; nothing else enters. Samples count as independent: the filter's memory of the force is a few seconds.
 */
export class Typing {
  /** By template; undefined where the track does not fly it. */
  readonly fits: (TemplateFit | undefined)[] = []
  readonly probabilities: Float64Array
  /** Most probable template; −1 without history under thrust. */
  best = -1
  readonly #templates: readonly BoosterTemplate[]
  #anchor = -1
  #next = 0
  #after = 0

  constructor(templates: readonly BoosterTemplate[]) {
    this.#templates = templates
    this.probabilities = new Float64Array(templates.length)
  }

  /** Takes in what has been added to the history. */
  update(history: History, epochAngle: number): void {
    const anchor = anchorOf(history)
    if (anchor < 0 || this.#templates.length === 0) return
    if (anchor !== this.#anchor) {
      this.#anchor = anchor
      this.#next = anchor
      this.#after = 0
      this.#templates.forEach((template, k) => {
        const start = leadBack(history, anchor, template, epochAngle)
        this.fits[k] = start && { ...start, logLikelihood: 0 }
      })
    }
    for (; this.#next < history.count; this.#next += 1) {
      if (history.thrusting(this.#next) < 0.5) {
        this.#after += 1
        if (this.#after > AFTER_BURNOUT) continue
      }
      this.fits.forEach((fit, k) => {
        if (fit !== undefined) correct(fit, this.#templates[k]!, history, this.#next)
      })
    }
    let most = -Infinity
    this.best = -1
    this.fits.forEach((fit, k) => {
      if (fit === undefined || fit.logLikelihood <= most) return
      most = fit.logLikelihood
      this.best = k
    })
    let sum = 0
    this.fits.forEach((fit, k) => {
      const weight = fit === undefined ? 0 : exp(Math.max(IMPOSSIBLE, fit.logLikelihood - most))
      this.probabilities[k] = weight
      sum += weight
    })
    if (sum > 0) for (let k = 0; k < this.probabilities.length; k += 1) this.probabilities[k]! /= sum
  }
}

const force = new Float64Array(2)

/** One sample of specific force against a template. */
function correct(fit: TemplateFit, template: BoosterTemplate, history: History, sample: number): void {
  const p = fit.flying
  const P = fit.covariance
  const t = history.time(sample)
  const tau = (t - p[0]!) / p[1]!
  // ∂τ/∂(liftoff, stretch).
  const d0 = -1 / p[1]!
  const d1 = -tau / p[1]!
  const spread2 = d0 * d0 * P[0]! + 2 * d0 * d1 * P[1]! + d1 * d1 * P[4]!
  const spread = Math.sqrt(spread2 + LAG_SIGMA * LAG_SIGMA)
  let mean = 0
  let square = 0
  let slope = 0
  for (let k = 0; k < NODES.length; k += 1) {
    templateForce(template, tau + spread * NODES[k]!, force)
    const f = force[0]!
    mean += WEIGHTS[k]! * f
    square += WEIGHTS[k]! * f * f
    slope += (WEIGHTS[k]! * f * NODES[k]!) / spread
  }
  const rest = Math.max(0, square - mean * mean - slope * slope * spread * spread)
  const strength = p[2]!
  const h0 = strength * slope * d0
  const h1 = strength * slope * d1
  const h2 = mean
  const model = FORCE_SIGMA * strength * mean
  const lag = strength * slope * LAG_SIGMA
  const R = history.forceVariance(sample) + strength * strength * rest + model * model + lag * lag
  const g0 = P[0]! * h0 + P[1]! * h1 + P[2]! * h2
  const g1 = P[3]! * h0 + P[4]! * h1 + P[5]! * h2
  const g2 = P[6]! * h0 + P[7]! * h1 + P[8]! * h2
  const S = h0 * g0 + h1 * g1 + h2 * g2 + R
  const nu = history.force(sample) - strength * mean
  fit.logLikelihood -= 0.5 * ((nu * nu) / S + ln(S) + LN_TWO_PI)
  const gain = [g0, g1, g2]
  for (let i = 0; i < 3; i += 1) p[i]! += (gain[i]! * nu) / S
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) P[3 * i + j]! -= (gain[i]! * gain[j]!) / S
  }
}

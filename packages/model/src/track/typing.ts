import { exp, ln } from '../math/index.ts'
import type { History } from './history.ts'
import { anchorOf, leadBack, type LaunchEstimate, type TemplateStart } from './launch.ts'
import { templateForce, templateGain, type BoosterTemplate } from './template.ts'

/** What the split into path and gravity leaves over of a gain of speed, relative. */
const GAIN_SIGMA = 0.005
/** Velocity errors 5 s apart are still correlated by about 0.3: n of them tell as much as n (1 − 0.3)/(1 + 0.3) independent ones. */
const CORRELATION = 1.9
/** Samples in free flight that are still held against the templates. */
const AFTER_BURNOUT = 3
/** Logarithm of the least probability of a template beside the best. */
const LEAST = -50
const LN_TWO_PI = 1.8378770664093453

/** How a track flies one template, and how likely its history is if it does. */
export interface TemplateFit {
  /** Liftoff (s since the epoch), stretch of time, stretch of force; and the error of the anchor's speed (m/s). */
  readonly flying: Float64Array
  /** Their covariance, 4 × 4 by rows. */
  readonly covariance: Float64Array
  /** Undefined where it cannot be told honestly. */
  readonly launch: LaunchEstimate | undefined
  logLikelihood: number
}

/**
 * Which kind of booster a track is. Each template is led back to a launch, which gives a prior of liftoff and of how the missile flies it; then the speed gained since that sample, measured some seconds apart,
 * corrects that and weighs the template by its likelihood: with S(τ) the template's gain since liftoff,
 *
 *   gain = strength · stretch · (S(τ) − S(τ₀)) + error at the anchor + error now,   τ = (t − liftoff)/stretch
 *
 * an extended filter of four numbers. The gain is measured by a filter that knows no template; nothing else enters.
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
      this.#next = anchor + 1
      this.#after = 0
      this.#templates.forEach((template, k) => {
        const start = leadBack(history, anchor, template, epochAngle)
        this.fits[k] = start && begin(start, history.speedVariance(anchor))
      })
    } else if (this.#next === history.count) return
    for (; this.#next < history.count; this.#next += 1) {
      if (history.thrusting(this.#next) < 0.5) {
        this.#after += 1
        if (this.#after > AFTER_BURNOUT) continue
      }
      this.fits.forEach((fit, k) => {
        if (fit !== undefined) correct(fit, this.#templates[k]!, history, anchor, this.#next)
      })
    }
    this.#weigh()
  }

  #weigh(): void {
    let most = -Infinity
    this.best = -1
    this.fits.forEach((fit, k) => {
      if (fit === undefined || fit.logLikelihood <= most) return
      most = fit.logLikelihood
      this.best = k
    })
    let sum = 0
    this.fits.forEach((fit, k) => {
      const weight = fit === undefined ? 0 : exp(Math.max(LEAST, fit.logLikelihood - most))
      this.probabilities[k] = weight
      sum += weight
    })
    if (sum > 0) for (let k = 0; k < this.probabilities.length; k += 1) this.probabilities[k]! /= sum
  }
}

/** The prior that a launch gives, with the anchor's own speed error as a fourth number. */
function begin(start: TemplateStart, speedVariance: number): TemplateFit {
  const flying = new Float64Array(4)
  const covariance = new Float64Array(16)
  for (let i = 0; i < 3; i += 1) {
    flying[i] = start.flying[i]!
    for (let j = 0; j < 3; j += 1) covariance[4 * i + j] = start.covariance[3 * i + j]!
  }
  covariance[15] = speedVariance
  return { flying, covariance, launch: start.launch, logLikelihood: start.logLikelihood }
}

const force = new Float64Array(2)
const slopes = new Float64Array(4)
const gain = new Float64Array(4)

/** One sample of gained speed against a template. */
function correct(
  fit: TemplateFit,
  template: BoosterTemplate,
  history: History,
  anchor: number,
  sample: number,
): void {
  const p = fit.flying
  const P = fit.covariance
  const stretch = p[1]!
  const strength = p[2]!
  const tau = (history.time(sample) - p[0]!) / stretch
  const tau0 = (history.time(anchor) - p[0]!) / stretch
  const gained = templateGain(template, tau) - templateGain(template, tau0)
  templateForce(template, tau, force)
  const now = force[0]!
  templateForce(template, tau0, force)
  const then = force[0]!
  slopes[0] = -strength * (now - then)
  slopes[1] = strength * (gained - tau * now + tau0 * then)
  slopes[2] = stretch * gained
  slopes[3] = 1
  const expected = strength * stretch * gained + p[3]!
  const nu = history.gain(sample) - history.gain(anchor) - expected
  const model = GAIN_SIGMA * expected
  let S = CORRELATION * history.speedVariance(sample) + model * model
  for (let i = 0; i < 4; i += 1) {
    gain[i] = 0
    for (let j = 0; j < 4; j += 1) gain[i]! += P[4 * i + j]! * slopes[j]!
  }
  for (let i = 0; i < 4; i += 1) S += slopes[i]! * gain[i]!
  fit.logLikelihood -= 0.5 * ((nu * nu) / S + ln(S) + LN_TWO_PI)
  for (let i = 0; i < 4; i += 1) p[i]! += (gain[i]! * nu) / S
  for (let i = 0; i < 4; i += 1) {
    for (let j = 0; j < 4; j += 1) P[4 * i + j]! -= (gain[i]! * gain[j]!) / S
  }
}

import { OpendomeError } from '../core/index.ts'
import type { Interval } from './intervals.ts'
import { shuffledIndices } from './latin-hypercube.ts'
import { Stream } from './random.ts'
import { quantile, sampleVariance } from './statistics.ts'

export interface MorrisDesign {
  readonly inputs: number
  /** Row-major, trajectories · (inputs + 1) × inputs, in [0, 1]. */
  readonly points: Float64Array
  /** Of each step (trajectories × inputs): the input that moves, and by how much. */
  readonly moved: Uint32Array
  readonly step: Float64Array
}

/**
 * Trajectories of M. D. Morris, Technometrics 33 (1991) 161–174: from a point of chance on a grid of `levels` in each input, one input after the other moves by
 * Δ = levels/(2(levels − 1)), up or down, in an order of chance. Throws `invalid` unless `levels` is even.
 */
export function morrisDesign(
  trajectories: number,
  inputs: number,
  levels: number,
  seed: number,
): MorrisDesign {
  if (!Number.isInteger(levels / 2) || levels < 2)
    throw new OpendomeError('invalid', `levels ${levels}: expected an even number`)
  const half = levels / 2
  const points = new Float64Array(trajectories * (inputs + 1) * inputs)
  const moved = new Uint32Array(trajectories * inputs)
  const step = new Float64Array(trajectories * inputs)
  for (let t = 0; t < trajectories; t++) {
    const stream = new Stream(seed, t, 'math/morris', 0)
    // In levels: what moves up starts in the lower half.
    const up = Array.from({ length: inputs }, () => stream.uniform() < 0.5)
    const at = up.map((rises) => Math.floor(stream.uniform() * half) + (rises ? 0 : half))
    const write = (k: number): void =>
      points.set(
        at.map((l) => l / (levels - 1)),
        (t * (inputs + 1) + k) * inputs,
      )
    write(0)
    shuffledIndices(inputs, stream).forEach((input, k) => {
      at[input]! += up[input]! ? half : -half
      moved[t * inputs + k] = input
      step[t * inputs + k] = (up[input]! ? half : -half) / (levels - 1)
      write(k + 1)
    })
  }
  return { inputs, points, moved, step }
}

/** Elementary effects of one input, in units of the output over the whole range of the input. */
export interface MorrisEffect {
  /** Mean effect. */
  readonly mu: number
  /** Mean of the absolute effects, with its 95 % interval. */
  readonly muStar: number
  readonly muStarInterval: Interval
  /** Standard deviation of the effects: large where the input acts together with others, or not in a line. */
  readonly sigma: number
  /** Effects that count. */
  readonly effects: number
}

/**
 * Mean, mean absolute value (F. Campolongo, J. Cariboni, A. Saltelli, Environmental Modelling & Software 22 (2007) 1509–1518) and standard deviation of the elementary effects, from the values of a function at
 * the points of a design; by input, undefined with fewer than two effects. The interval is of percentiles over `resamples` draws of effects. A step with a NaN is left out.
 */
export function morrisEffects(
  { inputs, moved, step }: MorrisDesign,
  values: Float64Array,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): readonly (MorrisEffect | undefined)[] {
  const effects: number[][] = Array.from({ length: inputs }, () => [])
  moved.forEach((input, k) => {
    const at = Math.floor(k / inputs) * (inputs + 1) + (k % inputs)
    const effect = (values[at + 1]! - values[at]!) / step[k]!
    if (Number.isFinite(effect)) effects[input]!.push(effect)
  })
  const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length
  return effects.map((own, input) => {
    if (own.length < 2) return undefined
    const sizes = own.map(Math.abs)
    const stream = new Stream(seed, 0, 'math/morris-effects', 0)
    const drawn = Float64Array.from({ length: resamples }, (_, k) => {
      stream.reset(input, k)
      return mean(sizes.map(() => sizes[Math.floor(stream.uniform() * sizes.length)]!))
    }).sort()
    return {
      mu: mean(own),
      muStar: mean(sizes),
      muStarInterval: { low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) },
      sigma: Math.sqrt(sampleVariance(own)),
      effects: own.length,
    }
  })
}

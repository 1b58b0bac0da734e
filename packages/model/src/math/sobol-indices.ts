import { OpendomeError } from '../core/index.ts'
import type { Interval } from './intervals.ts'
import { Stream } from './random.ts'
import { SobolSequence } from './sobol.ts'
import { quantile } from './statistics.ts'

/**
 * The points at which a function of d inputs on (0, 1)ᵈ is wanted for its Sobol indices, row-major, (d + 2) · samples × d: the rows of A, those of B, then of each
 * A with column i from B. A and B are the two halves of scrambled Sobol points of 2d dimensions (A. Saltelli et al., Computer Physics Communications 181 (2010)
 * 259–270, section 4). Throws `invalid` unless `samples` is a power of two and 1 ≤ d ≤ 80.
 */
export function sobolDesign(samples: number, inputs: number, seed: number): Float64Array {
  if (!Number.isInteger(samples) || samples < 2 || (samples & (samples - 1)) !== 0)
    throw new OpendomeError('invalid', `samples ${samples}: expected a power of two`)
  const sequence = new SobolSequence(2 * inputs, seed)
  const out = new Float64Array((inputs + 2) * samples * inputs)
  const row = new Float64Array(2 * inputs)
  const write = (block: number, sample: number, k: number, value: number): void => {
    out[(block * samples + sample) * inputs + k] = value
  }
  for (let j = 0; j < samples; j++) {
    sequence.point(j, row)
    for (let k = 0; k < inputs; k++) {
      write(0, j, k, row[k]!)
      write(1, j, k, row[inputs + k]!)
      for (let i = 0; i < inputs; i++) write(2 + i, j, k, i === k ? row[inputs + k]! : row[k]!)
    }
  }
  return out
}

/** Sobol indices of one input. */
export interface SobolIndex {
  readonly first: number
  readonly firstInterval: Interval
  readonly total: number
  readonly totalInterval: Interval
}

export interface SobolIndices {
  readonly mean: number
  readonly variance: number
  /** Samples that count: those of which every value is a number. */
  readonly samples: number
  /** By input; undefined where the function does not vary. */
  readonly indices: readonly SobolIndex[] | undefined
}

/**
 * First-order and total indices from the values of a function at the points of `sobolDesign`: V_i by Saltelli's estimator (ibid., table 2 b), the total by Jansen's
 * (table 2 f; M. J. W. Jansen, Computer Physics Communications 117 (1999) 35–43), over the variance of A and B together; values are taken from their mean first. The 95 % intervals are percentiles over
 * `resamples` draws of whole samples. A sample with a NaN is left out.
 */
export function sobolIndices(
  values: Float64Array,
  inputs: number,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): SobolIndices {
  const samples = values.length / (inputs + 2)
  if (!Number.isInteger(samples))
    throw new OpendomeError('invalid', `${values.length} values: expected a multiple of ${inputs + 2}`)
  const whole = Array.from({ length: samples }, (_, j) => j).filter((j) =>
    Array.from({ length: inputs + 2 }, (_, b) => values[b * samples + j]!).every(Number.isFinite),
  )
  if (whole.length < 2)
    throw new OpendomeError(
      'infeasible',
      `indices: ${whole.length} of ${samples} samples have all their values`,
    )
  let sum = 0
  for (const j of whole) sum += values[j]! + values[samples + j]!
  const mean = sum / (2 * whole.length)
  const centred = values.map((v) => v - mean)
  const estimate = (
    rows: ArrayLike<number>,
  ): { variance: number; first: Float64Array; total: Float64Array } => {
    const n = rows.length
    const [first, total] = [new Float64Array(inputs), new Float64Array(inputs)]
    let [own, squares] = [0, 0]
    for (let r = 0; r < n; r++) {
      const j = rows[r]!
      const [a, b] = [centred[j]!, centred[samples + j]!]
      own += a + b
      squares += a * a + b * b
      for (let i = 0; i < inputs; i++) {
        const ab = centred[(2 + i) * samples + j]!
        first[i]! += b * (ab - a)
        total[i]! += 0.5 * (a - ab) * (a - ab)
      }
    }
    const variance = squares / (2 * n) - (own / (2 * n)) * (own / (2 * n))
    for (let i = 0; i < inputs; i++) {
      first[i] = first[i]! / n / variance
      total[i] = total[i]! / n / variance
    }
    return { variance, first, total }
  }
  const { variance, first, total } = estimate(whole)
  const head = { mean, variance, samples: whole.length }
  if (!(variance > 1e-20 * Math.max(1, mean * mean))) return { ...head, indices: undefined }
  const stream = new Stream(seed, 0, 'math/sobol-indices', 0)
  const drawn = Array.from({ length: resamples }, (_, k) => {
    stream.reset(0, k)
    return estimate(Uint32Array.from(whole, () => whole[Math.floor(stream.uniform() * whole.length)]!))
  })
  const interval = (of: (d: (typeof drawn)[number]) => number): Interval => {
    // A resample that happens not to vary says nothing.
    const sorted = Float64Array.from(drawn, of).filter(Number.isFinite).sort()
    return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) }
  }
  return {
    ...head,
    indices: Array.from(first, (_, i) => ({
      first: first[i]!,
      firstInterval: interval((d) => d.first[i]!),
      total: total[i]!,
      totalInterval: interval((d) => d.total[i]!),
    })),
  }
}

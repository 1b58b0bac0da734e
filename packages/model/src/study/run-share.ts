import { clopperPearson, studentQuantile } from '../math/index.ts'

/** A share of things that runs have several of, with its 95 % interval. */
export interface Share {
  readonly estimate: number
  readonly ci95: readonly [number, number]
}

/**
 * The share Σx/Σn of things of one sort among all things, over runs that have x of n each. The run is the unit: things of one run share geometry. The interval
 * is Student's of the ratio estimator, from the residuals x − Rn (Cochran, Sampling Techniques, 3rd ed. 1977, eq. 6.13); where all residuals are 0, that of an
 * outcome not yet seen in n runs, as for counts (docs/study.md). All n zero gives 0 with the interval [0, 1].
 */
export function shareOf(counts: Float64Array, all: Float64Array): Share {
  const { estimate, half } = ratioOf(counts, all)
  if (!Number.isFinite(estimate)) return { estimate: 0, ci95: [0, 1] }
  if (half === 0) {
    const some = all.reduce((sum, v) => sum + (v > 0 ? 1 : 0), 0)
    return { estimate, ci95: unseenAround(estimate, Math.max(1, some), [0, 1]) }
  }
  return { estimate, ci95: [Math.max(0, estimate - half), Math.min(1, estimate + half)] }
}

/** The 95 % interval of an estimate that all n runs agree on: an outcome not yet seen has at most the chance u = 1 − 0.025^(1/n) and lies anywhere within the bounds. */
export function unseenAround(
  estimate: number,
  n: number,
  [least, most]: readonly [number, number],
): readonly [number, number] {
  const unseen = clopperPearson(0, n, 0.95).high
  return [estimate - unseen * (estimate - least), estimate + unseen * (most - estimate)]
}

/** The same ratio of sums and half the width of its interval, 0 where no residual differs from 0; NaN where the sum below is 0. Values may be negative. */
export function ratioOf(
  above: Float64Array,
  below: Float64Array,
): { readonly estimate: number; readonly half: number } {
  const runs = above.length
  let [x, n] = [0, 0]
  for (let i = 0; i < runs; i++) {
    x += above[i]!
    n += below[i]!
  }
  if (n === 0) return { estimate: NaN, half: NaN }
  const estimate = x / n
  let squares = 0
  for (let i = 0; i < runs; i++) {
    const residual = above[i]! - estimate * below[i]!
    squares += residual * residual
  }
  // Residuals of rounding error are none.
  if (squares < 1e-12 * Math.abs(n) || runs < 2) return { estimate, half: 0 }
  const spread = Math.sqrt(squares / (runs - 1) / runs)
  return { estimate, half: (studentQuantile(0.975, runs - 1) * spread) / (Math.abs(n) / runs) }
}

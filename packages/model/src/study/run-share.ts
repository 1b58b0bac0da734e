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
  const runs = counts.length
  let [x, n] = [0, 0]
  for (let i = 0; i < runs; i++) {
    x += counts[i]!
    n += all[i]!
  }
  if (n === 0) return { estimate: 0, ci95: [0, 1] }
  const estimate = x / n
  let squares = 0
  for (let i = 0; i < runs; i++) {
    const residual = counts[i]! - estimate * all[i]!
    squares += residual * residual
  }
  // A share of rounding error is none.
  if (squares < 1e-12 * n || runs < 2) {
    const some = all.reduce((sum, v) => sum + (v > 0 ? 1 : 0), 0)
    const unseen = clopperPearson(0, Math.max(1, some), 0.95).high
    return { estimate, ci95: [estimate * (1 - unseen), estimate + unseen * (1 - estimate)] }
  }
  const half = (studentQuantile(0.975, runs - 1) * Math.sqrt(squares / (runs - 1) / runs)) / (n / runs)
  return { estimate, ci95: [Math.max(0, estimate - half), Math.min(1, estimate + half)] }
}

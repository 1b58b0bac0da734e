import { OpendomeError } from '../core/index.ts'
import type { Stream } from './random.ts'

/** Most players of a game that is given by all its values. */
const MOST_EXACT = 20

/**
 * Shapley's value (L. S. Shapley, A value for n-person games, 1953) of a game given by all its 2ⁿ values: `value[S]` of the coalition whose players are the bits of
 * S. Player i gets its marginal value averaged over all orders in which the players can come,
 *
 *     φᵢ = Σ over S without i of |S|! (n − |S| − 1)!/n! · (v(S ∪ i) − v(S)),
 *
 * so that the values add up to v(N) − v(∅). Throws `invalid` unless n is 0 to 20 and there are 2ⁿ values.
 */
export function shapley(n: number, value: ArrayLike<number>): Float64Array {
  if (!Number.isInteger(n) || n < 0 || n > MOST_EXACT)
    throw new OpendomeError('invalid', `players ${n}: expected a whole number 0 to ${MOST_EXACT}`)
  const all = 1 << n
  if (value.length !== all)
    throw new OpendomeError('invalid', `values ${value.length}: expected ${all} for ${n} players`)
  // |S|! (n − |S| − 1)!/n! by size of S.
  const weight = new Float64Array(Math.max(1, n)).fill(1 / Math.max(1, n))
  for (let size = 1; size < n; size++) weight[size] = (weight[size - 1]! * size) / (n - size)
  const size = new Uint8Array(all)
  for (let set = 1; set < all; set++) size[set] = size[set >> 1]! + (set & 1)
  const out = new Float64Array(n)
  for (let set = 0; set < all; set++)
    for (let i = 0; i < n; i++)
      if ((set & (1 << i)) === 0) out[i]! += weight[size[set]!]! * (value[set | (1 << i)]! - value[set]!)
  return out
}

/** `pairs` orders of n players, each followed by its reverse, drawn evenly from the stream (Fisher and Yates): the mean marginal value over them estimates Shapley's without bias. */
export function drawnOrders(n: number, pairs: number, stream: Stream): number[][] {
  return Array.from({ length: pairs }, () => {
    const order = Array.from({ length: n }, (_, i) => i)
    for (let i = n - 1; i > 0; i--) {
      const k = Math.floor((i + 1) * stream.uniform())
      ;[order[i], order[k]] = [order[k]!, order[i]!]
    }
    return [order, [...order].reverse()]
  }).flat()
}

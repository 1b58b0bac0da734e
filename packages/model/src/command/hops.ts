import { requireWithin } from '../core/index.ts'

/** m/s, exact by the definition of the metre. */
const SPEED_OF_LIGHT = 299_792_458

/** A way over satellites: their indices, source and sink included, and how long it takes, s. */
export interface Hops {
  readonly way: readonly number[]
  readonly delay: number
}

/**
 * The fastest way of a message over relays at one moment. `positions`: x, y, z in m of any nodes (satellites, and ground stations in the same frame); two are linked
 * where no farther apart than `range` (m) and the line between them clears the sphere of radius `clear` (m) about the origin. A hop takes its length at the speed of light and
 * `perHop` s. `down`: nodes that are cut. Undefined where no way leads there. O(n²) by Dijkstra's method.
 */
export function fastestHops(
  positions: Float64Array,
  from: number,
  to: number,
  range: number,
  clear: number,
  perHop: number,
  down: ReadonlySet<number> = new Set(),
): Hops | undefined {
  const count = positions.length / 3
  requireWithin('nodes', count, 1, 1e5)
  requireWithin('source', from, 0, count - 1)
  requireWithin('sink', to, 0, count - 1)
  requireWithin('range', range, 0, 1e12, 'm')
  requireWithin('clear radius', clear, 0, 1e9, 'm')
  requireWithin('time per hop', perHop, 0, 1e6, 's')
  if (down.has(from) || down.has(to)) return undefined
  const delay = new Float64Array(count).fill(Infinity)
  const before = new Int32Array(count).fill(-1)
  const done = new Uint8Array(count)
  delay[from] = 0
  for (;;) {
    let here = -1
    for (let k = 0; k < count; k += 1)
      if (done[k] === 0 && delay[k]! < Infinity && (here < 0 || delay[k]! < delay[here]!)) here = k
    if (here < 0) return undefined
    if (here === to) break
    done[here] = 1
    for (let k = 0; k < count; k += 1) {
      if (done[k] === 1 || down.has(k)) continue
      const length = linkLength(positions, here, k, range, clear)
      if (length === undefined) continue
      const there = delay[here]! + length / SPEED_OF_LIGHT + perHop
      if (there < delay[k]!) {
        delay[k] = there
        before[k] = here
      }
    }
  }
  const way = [to]
  for (let k = to; k !== from; k = way[0]!) way.unshift(before[k]!)
  return { way, delay: delay[to]! }
}

/** Distance of two nodes, m; undefined where too far apart or hidden by the sphere. */
function linkLength(p: Float64Array, a: number, b: number, range: number, clear: number): number | undefined {
  let [dd, ad, aa] = [0, 0, 0]
  for (let k = 0; k < 3; k += 1) {
    const d = p[3 * b + k]! - p[3 * a + k]!
    dd += d * d
    ad += p[3 * a + k]! * d
    aa += p[3 * a + k]! * p[3 * a + k]!
  }
  if (dd > range * range) return undefined
  // The point of the line nearest to the origin, if it lies between the two.
  const share = dd === 0 ? 0 : -ad / dd
  if (share > 0 && share < 1 && aa - share * share * dd < clear * clear) return undefined
  return Math.sqrt(dd)
}

import { requireWithin } from '../core/index.ts'
import { norm3 } from '../math/index.ts'

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
 * `perHop` s. `down`: nodes that are cut; `sees`: what else keeps two apart. Undefined where no way leads there. By Dijkstra's
 * method, which looks first where the straight line to the sink is short (P. Hart, N. Nilsson, B. Raphael, 1968): no hop is faster than light along it, nor longer than the range. O(n) a node
 * that it comes to.
 */
export function fastestHops(
  positions: Float64Array,
  from: number,
  to: number,
  range: number,
  clear: number,
  perHop: number,
  down: ReadonlySet<number> = new Set(),
  sees: (a: number, b: number) => boolean = () => true,
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
  // Delay so far and the least that is left, of the nodes come to.
  const least = new Float64Array(count).fill(Infinity)
  delay[from] = 0
  least[from] = 0
  for (;;) {
    let here = -1
    for (let k = 0; k < count; k += 1)
      if (done[k] === 0 && least[k]! < Infinity && (here < 0 || least[k]! < least[here]!)) here = k
    if (here < 0) return undefined
    if (here === to) break
    done[here] = 1
    for (let k = 0; k < count; k += 1) {
      if (done[k] === 1 || down.has(k)) continue
      const length = linkLength(positions, here, k, range, clear)
      if (length === undefined || !sees(here, k)) continue
      const there = delay[here]! + length / SPEED_OF_LIGHT + perHop
      if (there < delay[k]!) {
        delay[k] = there
        least[k] = there + leastLeft(distance(positions, k, to), range, perHop)
        before[k] = here
      }
    }
  }
  const way = [to]
  for (let k = to; k !== from; k = way[0]!) way.unshift(before[k]!)
  return { way, delay: delay[to]! }
}

/** The least that a way of a length can take, in as few hops as the range allows, s. */
function leastLeft(length: number, range: number, perHop: number): number {
  return length / SPEED_OF_LIGHT + (length === 0 ? 0 : perHop * Math.ceil(length / range - 1e-9))
}

function distance(p: Float64Array, a: number, b: number): number {
  return norm3(p[3 * a]! - p[3 * b]!, p[3 * a + 1]! - p[3 * b + 1]!, p[3 * a + 2]! - p[3 * b + 2]!)
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

import type { Shell } from '../orbit/index.ts'
import { eachNearPlane } from './in-reach.ts'
import type { ReachMap } from './reach-map.ts'
import { statisticsOf, type InReachStatistics } from './statistics.ts'

const TURN = 2 * Math.PI
/** Node phases nearer than this are not told apart in the search for the minimum, rad: 6 m on the ground, 14 ms of time. */
const NODE_RESOLUTION = 1e-6
/** Node phases over which shares are averaged. */
const AVERAGED = 256
/** Slack for shares that add up to a probability by rounding only. */
const ROUNDING = 1e-9
/** First cells of the search: about as fine as arcs pass each other. */
const FIRST_CELLS = 16

/** What of a shell its pattern is made of. */
export type Spacing = Pick<Shell, 'planes' | 'perPlane' | 'count' | 'planeSpacing' | 'phaseOffset'>

/** Statistics of a full shell over its two phases. Counts in satellites. */
export interface TwoPhase extends InReachStatistics {
  /** Phases at the minimum, rad: longitude of a node, and argument of latitude in its plane, at liftoff. */
  readonly worstNode: number
  readonly worstInPlane: number
}

/**
 * Statistics of a full, evenly spaced shell over where it may stand at liftoff: node phase (longitude of the node of plane 0) uniform in [0, 2π/planes) for a
 * complete delta shell, else in [0, 2π), and in-plane phase uniform in [0, 2π/perPlane). No epoch, no window: what any long time average
 * tends to unless the ground track repeats.
 *
 * For one node phase the count as function of the in-plane phase f = φ·perPlane/2π is known exactly: each near plane with arc
 * [a, b] (in slots) adds ⌊b⌋ − ⌊a⌋, one more from frac(a) on, one less past frac(b). For the minimum over node phases cells
 * are halved: planes' arcs shrunk to what both ends and the middle of a cell share bound the count from below, and only cells that could hold a
 * lower count are looked into, down to `NODE_RESOLUTION`.
 */
export class TwoPhaseCount {
  readonly #shell: Spacing
  readonly #map: ReachMap
  readonly #domain: number
  readonly #unions: boolean
  // Breakpoints of one node phase: where counts rise, where they fall, sorted.
  #ups: Float64Array = new Float64Array(64)
  #downs: Float64Array = new Float64Array(64)
  #n = 0
  #base = 0

  /**
   * `unions: false` counts by the map's tables alone: a few times faster, at most some 1e-5 rad off at kinks, and with the first arc only where the union has
   * several, so rather too few. For a search whose result is then counted with them.
   */
  constructor(shell: Spacing, map: ReachMap, { unions = true }: { readonly unions?: boolean } = {}) {
    this.#shell = shell
    this.#map = map
    this.#unions = unions
    const symmetric = Math.abs(Math.abs(shell.planeSpacing) * shell.planes - TURN) < 1e-9
    // With a phasing that is not whole the pattern does not repeat from plane to plane.
    const whole = Number.isInteger(Math.round(((shell.phaseOffset * shell.count) / TURN) * 1e6) / 1e6)
    this.#domain = symmetric && whole ? TURN / shell.planes : TURN
  }

  statistics(): TwoPhase {
    const worst = this.minimum()
    return {
      ...statisticsOf(this.shares(), worst.min),
      worstNode: worst.node,
      worstInPlane: (worst.inPlane * TURN) / this.#shell.perPlane,
    }
  }

  /** Is the count at least `need` at all phases? Stops at the first phase where it is not. */
  always(need: number): boolean {
    return need <= 0 || this.minimum(need).min >= need
  }

  /** Shares of each count over both phases, averaged over `points` node phases. */
  shares(points = AVERAGED): number[] {
    const shares: number[] = []
    for (let k = 0; k < points; k++) {
      this.#gather((this.#domain * (k + 0.5)) / points)
      this.#walk((from, to, count) => {
        while (shares.length <= count) shares.push(0)
        shares[count]! += (to - from) / points
      })
    }
    return shares
  }

  /**
   * Is a count of `need` or more kept over a share `probability` of both phases? `chance(n)` = chance that n in reach are enough; default 1 from
   * `need` on. Over the node phases of `shares`, those far from each other first, until enough of them speak for or against it.
   */
  keeps(need: number, probability: number, chance?: (n: number) => number): boolean {
    let kept = 0
    let lost = 0
    const most = AVERAGED * (1 - probability) + ROUNDING
    const enough = AVERAGED * probability - ROUNDING
    for (let k = 0; k < AVERAGED; k++) {
      this.#gather((this.#domain * (reversed(k) + 0.5)) / AVERAGED)
      this.#walk((from, to, count) => {
        const share = chance === undefined ? (count >= need ? 1 : 0) : chance(count)
        kept += share * (to - from)
        lost += (1 - share) * (to - from)
      })
      if (lost > most) return false
      if (kept >= enough) return true
    }
    return kept >= enough
  }

  /** Least count over all phases, or, with `stopBelow`, the first count found below it. */
  minimum(stopBelow = -Infinity): { min: number; node: number; inPlane: number } {
    const best = { min: Infinity, node: 0, inPlane: 0 }
    const look = (node: number): void => {
      this.#gather(node)
      this.#walk((from, to, count) => {
        if (count < best.min && to - from > 1e-12)
          Object.assign(best, { min: count, node, inPlane: (from + to) / 2 })
      })
    }
    const step = this.#domain / FIRST_CELLS
    for (let k = 0; k < FIRST_CELLS; k++) {
      look(k * step)
      if (best.min < stopBelow) return best
    }
    const cells: [number, number][] = []
    for (let k = FIRST_CELLS - 1; k >= 0; k--) cells.push([k * step, (k + 1) * step])
    while (cells.length > 0 && best.min > 0) {
      const [from, to] = cells.pop()!
      const middle = (from + to) / 2
      look(middle)
      if (best.min < stopBelow) return best
      if (to - from < NODE_RESOLUTION) continue
      // With `stopBelow` a cell that cannot fall below it is done.
      const target = stopBelow === -Infinity ? best.min : Math.min(best.min, stopBelow)
      if (this.#leastWithin(from, to) >= target) continue
      cells.push([from, middle], [middle, to])
    }
    return best.min === Infinity ? { ...best, min: 0 } : best
  }

  /** Breakpoints at one node phase. */
  #gather(node: number): void {
    const { perPlane, phaseOffset } = this.#shell
    this.#n = 0
    this.#base = 0
    for (const range of this.#map.ranges)
      eachNearPlane(this.#shell, node, range.from, range.to, (plane, lambda) => {
        const place = range.place(lambda)
        let pairs = 1
        if (
          this.#unions &&
          range.anyIrregular &&
          range.irregular[Math.min(range.cells - 1, Math.floor(place))] === 1
        )
          pairs = this.#map.path.union(lambda, ARCS)
        else range.arc(place, ARCS)
        const lead = plane * phaseOffset
        for (let i = 0; i < pairs; i++)
          this.#add(((ARCS[2 * i]! - lead) * perPlane) / TURN, ((ARCS[2 * i + 1]! - lead) * perPlane) / TURN)
      })
    this.#sort()
  }

  #add(a: number, b: number): void {
    if (this.#n === this.#ups.length) {
      this.#ups = longer(this.#ups)
      this.#downs = longer(this.#downs)
    }
    const low = Math.floor(a)
    const high = Math.floor(b)
    this.#base += high - low
    this.#ups[this.#n] = a - low
    this.#downs[this.#n] = b - high
    this.#n++
  }

  #sort(): void {
    insertionSort(this.#ups, this.#n)
    insertionSort(this.#downs, this.#n)
  }

  /** Calls `visit` with each stretch of the in-plane phase (in slots, [0, 1]) and its count. */
  #walk(visit: (from: number, to: number, count: number) => void): void {
    let count = this.#base
    let since = 0
    let up = 0
    let down = 0
    for (;;) {
      const nextUp = up < this.#n ? this.#ups[up]! : Infinity
      const nextDown = down < this.#n ? this.#downs[down]! : Infinity
      const next = Math.min(nextUp, nextDown, 1)
      if (next > since) visit(since, next, count)
      since = next
      if (nextUp === Infinity && nextDown === Infinity) {
        if (since < 1) visit(since, 1, count)
        return
      }
      // Arcs are closed: where one opens as another closes, both hold.
      if (nextUp <= nextDown) {
        count++
        up++
      } else {
        count--
        down++
      }
    }
  }

  /** A lower bound of the count over a cell of node phases and all in-plane phases. */
  #leastWithin(from: number, to: number): number {
    const { perPlane, phaseOffset } = this.#shell
    const half = (to - from) / 2
    this.#n = 0
    this.#base = 0
    for (const range of this.#map.ranges)
      eachNearPlane(this.#shell, (from + to) / 2, range.from + half, range.to - half, (plane, lambda) => {
        const first = range.place(lambda - half)
        const last = range.place(lambda + half)
        if (this.#unions && range.anyIrregular && doubtful(range.irregular, first, last)) return
        const middle = range.place(lambda)
        range.arc(first, ARCS)
        const [lowA, highA] = [ARCS[0]!, ARCS[1]!]
        range.arc(last, ARCS)
        const [lowB, highB] = [ARCS[0]!, ARCS[1]!]
        range.arc(middle, ARCS)
        const [lowM, highM] = [ARCS[0]!, ARCS[1]!]
        // A parabola through the three may stand above its ends by as much as the middle does over their mean.
        const low = Math.max(lowA, lowB, lowM) + Math.max(0, lowM - (lowA + lowB) / 2)
        const high = Math.min(highA, highB, highM) - Math.max(0, (highA + highB) / 2 - highM)
        if (high < low) return
        const lead = plane * phaseOffset
        this.#add(((low - lead) * perPlane) / TURN, ((high - lead) * perPlane) / TURN)
      })
    this.#sort()
    let least = Infinity
    this.#walk((_from, _to, count) => {
      if (count < least) least = count
    })
    return least
  }
}

const ARCS = new Float64Array(64)

/** The eight bits of k in reverse: an order of 0 to 255 that is spread out from the start. */
function reversed(k: number): number {
  let out = 0
  for (let bit = 1, left = k; bit < AVERAGED; bit *= 2, left = left >> 1) out = 2 * out + (left & 1)
  return out
}

function doubtful(irregular: Uint8Array, first: number, last: number): boolean {
  const end = Math.min(irregular.length - 1, Math.floor(last))
  for (let j = Math.min(end, Math.floor(first)); j <= end; j++) if (irregular[j] === 1) return true
  return false
}

function longer(list: Float64Array): Float64Array {
  const out = new Float64Array(2 * list.length)
  out.set(list)
  return out
}

/** Sorts the first n in place. */
function insertionSort(list: Float64Array, n: number): void {
  if (n > 48) {
    list.subarray(0, n).sort()
    return
  }
  for (let i = 1; i < n; i++) {
    const x = list[i]!
    let j = i - 1
    while (j >= 0 && list[j]! > x) {
      list[j + 1] = list[j]!
      j--
    }
    list[j + 1] = x
  }
}

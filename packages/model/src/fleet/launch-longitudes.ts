import type { ReachMap, ReachRange } from './reach-map.ts'

const TURN = 2 * Math.PI
/** Cells of the phase. */
const CELLS = 4096
/** Intervals of λ kept for one phase. */
const MOST = 4
/** Longitudes tested beyond the intervals of neighbouring phases, rad. */
const WIDER = TURN / 512
/** Ends are trusted to this, rad, plus a quarter of their change over a cell. */
const SLACK = 2e-6

/**
 * The map of one launch latitude turned round: for a satellite at phase u in its plane, the longitudes of launch points (at that
 * latitude) that it reaches, as intervals of λ, the node's longitude less the launch point's. A satellite then costs two additions,
 * whatever the number of longitudes.
 *
 * Ends are interpolated between even phases; a launch point near an end is tested by the map itself, so the result is that of the map.
 */
export class LaunchLongitudes {
  readonly #map: ReachMap
  /** Up to four intervals a phase: from, to; and how many. */
  readonly #ends = new Float64Array(2 * MOST * (CELLS + 1))
  readonly #count = new Uint8Array(CELLS + 1)
  /** Phases that an irregular cell of the map touches: tested by the map. */
  readonly #doubt = new Uint8Array(CELLS)
  /** Ranges of phases (rad, within [0, 2π]) with any interval: from, to, …. */
  readonly phases: readonly number[]
  readonly #arcs = new Float64Array(64)

  constructor(map: ReachMap) {
    this.#map = map
    const crossings: number[][] = Array.from({ length: CELLS }, () => [])
    const inside = new Uint8Array(CELLS)
    for (const range of map.ranges) this.#addRange(range, crossings, inside)
    this.#count[CELLS] = this.#count[0]!
    this.#ends.copyWithin(2 * MOST * CELLS, 0, 2 * MOST)
    const phases: number[] = []
    for (let g = 0; g < CELLS; g++) {
      const any = this.#count[g]! > 0 || this.#count[g + 1]! > 0
      if (!any) continue
      const from = (g * TURN) / CELLS
      const to = ((g + 1) * TURN) / CELLS
      if (phases.length > 0 && phases[phases.length - 1] === from) phases[phases.length - 1] = to
      else phases.push(from, to)
    }
    this.phases = phases
  }

  /**
   * Adds `weight` to the differences of counts along longitudes 0 … columns − 1, spaced `step`, for a satellite at phase u (rad) whose
   * node stands at `lambda` from column 0. The sum up to a column is the count there.
   */
  add(
    u: number,
    lambda: number,
    step: number,
    columns: number,
    weight: number,
    differences: Float64Array,
  ): void {
    const place = (u / TURN - Math.floor(u / TURN)) * CELLS
    const g = Math.min(CELLS - 1, Math.floor(place))
    const x = place - g
    const n = this.#count[g]!
    const here = 2 * MOST * g
    const there = here + 2 * MOST
    const e = this.#ends
    if (n !== this.#count[g + 1]! || this.#doubt[g] === 1) {
      this.#test(u, g, lambda, step, columns, weight, differences)
      return
    }
    for (let i = 0; i < 2 * n; i += 2) {
      const changeFrom = e[there + i]! - e[here + i]!
      const changeTo = e[there + i + 1]! - e[here + i + 1]!
      const from = e[here + i]! + x * changeFrom
      const to = e[here + i + 1]! + x * changeTo
      const slackFrom = SLACK + Math.abs(changeFrom) / 4
      const slackTo = SLACK + Math.abs(changeTo) / 4
      const gap =
        i + 2 < 2 * n ? e[here + i + 2]! + x * (e[there + i + 2]! - e[here + i + 2]!) - to : Infinity
      // Intervals that all but close, or all but meet: by the map, for the whole phase and once.
      if (to - from > slackFrom + slackTo && gap > 4 * (slackFrom + slackTo)) continue
      this.#test(u, g, lambda, step, columns, weight, differences)
      return
    }
    for (let i = 0; i < 2 * n; i += 2) {
      const changeFrom = e[there + i]! - e[here + i]!
      const changeTo = e[there + i + 1]! - e[here + i + 1]!
      const from = e[here + i]! + x * changeFrom
      const to = e[here + i + 1]! + x * changeTo
      const slackFrom = SLACK + Math.abs(changeFrom) / 4
      const slackTo = SLACK + Math.abs(changeTo) / 4
      // Columns with λ − c · step in [from, to] on any turn: surely between, and by the map near the ends.
      for (
        let m = Math.ceil((lambda - to - slackTo - (columns - 1) * step) / TURN);
        m <= (lambda - from + slackFrom) / TURN;
        m++
      ) {
        const l = lambda - m * TURN
        const least = Math.max(0, Math.ceil((l - to - slackTo) / step))
        const first = Math.max(0, Math.ceil((l - to + slackTo) / step))
        const last = Math.min(columns - 1, Math.floor((l - from - slackFrom) / step))
        const most = Math.min(columns - 1, Math.floor((l - from + slackFrom) / step))
        if (last >= first) {
          differences[first]! += weight
          differences[last + 1]! -= weight
        }
        this.#some(u, l, least, Math.min(first - 1, most), step, weight, differences)
        this.#some(u, l, Math.max(last + 1, first), most, step, weight, differences)
      }
    }
  }

  /** Columns first to last, each by the map. */
  #some(
    u: number,
    lambda: number,
    first: number,
    last: number,
    step: number,
    weight: number,
    differences: Float64Array,
  ): void {
    for (let c = first; c <= last; c++) {
      if (!this.#holds(u, lambda - c * step)) continue
      differences[c]! += weight
      differences[c + 1]! -= weight
    }
  }

  /** Is a satellite at phase u in reach of a launch point λ from its node? */
  #holds(u: number, lambda: number): boolean {
    const pairs = this.#map.arcs(lambda, this.#arcs)
    for (let i = 0; i < pairs; i++) {
      const low = this.#arcs[2 * i]!
      const above = u - low - TURN * Math.floor((u - low) / TURN)
      if (above <= this.#arcs[2 * i + 1]! - low) return true
    }
    return false
  }

  /** The same for phases where intervals come, go or are hard to tell: every column that may be in one. */
  #test(
    u: number,
    g: number,
    lambda: number,
    step: number,
    columns: number,
    weight: number,
    differences: Float64Array,
  ): void {
    const e = this.#ends
    let from = Infinity
    let to = -Infinity
    // Intervals of the cells around hold those between; widened by as much as they change.
    for (const cell of [g - 1, g, g + 1, g + 2]) {
      const k = ((cell + CELLS) % CELLS) * 2 * MOST
      for (let i = 0; i < this.#count[k / (2 * MOST)]!; i++) {
        from = Math.min(from, e[k + 2 * i]!)
        to = Math.max(to, e[k + 2 * i + 1]!)
      }
    }
    if (to < from) return
    from -= WIDER
    to = Math.min(to + WIDER, from + TURN)
    for (let m = Math.ceil((lambda - to - (columns - 1) * step) / TURN); m <= (lambda - from) / TURN; m++) {
      const l = lambda - m * TURN
      const last = Math.min(columns - 1, Math.floor((l - from) / step))
      this.#some(u, l, Math.max(0, Math.ceil((l - to) / step)), last, step, weight, differences)
    }
  }

  /** Finds where both ends of the arc pass each even phase, and from these the intervals between. */
  #addRange(range: ReachRange, crossings: number[][], inside: Uint8Array): void {
    for (const list of crossings) list.length = 0
    for (let j = 0; j < range.cells; j++) {
      if (range.irregular[j] !== 1) continue
      const from = Math.min(range.low[j]!, range.low[j + 1]!)
      const to = Math.max(range.high[j]!, range.high[j + 1]!)
      for (let k = Math.floor((from * CELLS) / TURN) - 1; k <= (to * CELLS) / TURN; k++)
        this.#doubt[k - CELLS * Math.floor(k / CELLS)] = 1
    }
    for (const ends of [range.low, range.high])
      for (let j = 0; j < range.cells; j++) {
        const a = (ends[j]! * CELLS) / TURN
        const b = (ends[j + 1]! * CELLS) / TURN
        for (let k = Math.ceil(Math.min(a, b)); k < Math.max(a, b); k++) {
          const g = k - CELLS * Math.floor(k / CELLS)
          crossings[g]!.push(
            range.lambda[j]! + ((k - a) / (b - a)) * (range.lambda[j + 1]! - range.lambda[j]!),
          )
        }
      }
    const start = (range.low[0]! * CELLS) / TURN
    const wide = ((range.high[0]! - range.low[0]!) * CELLS) / TURN
    for (let g = 0; g < CELLS; g++) {
      const list = crossings[g]!
      list.sort((x, y) => x - y)
      inside[g] = wide > 0 && g - start - CELLS * Math.floor((g - start) / CELLS) <= wide ? 1 : 0
      const marks = inside[g] === 1 ? [range.from, ...list] : list
      if (marks.length % 2 === 1) marks.push(range.to)
      for (let i = 0; i + 1 < marks.length; i += 2) {
        const n = this.#count[g]!
        if (n === MOST) break
        this.#ends[2 * MOST * g + 2 * n] = marks[i]!
        this.#ends[2 * MOST * g + 2 * n + 1] = marks[i + 1]!
        this.#count[g] = n + 1
      }
    }
  }
}

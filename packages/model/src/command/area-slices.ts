import { normalCdf } from '../math/index.ts'

/**
 * Rings in a plane about an impact point, cut by lines x = constant: the lengths of y that belong to the area, its margin included, weighed
 * with a normal distribution. Coordinates in m.
 */
export class AreaSlices {
  readonly #margin: number
  /** Ends of the edges, x, y, x, y; only those that a line of interest can meet. */
  readonly #edges: Float64Array
  /** Those that lines in focus can meet. */
  readonly #focus: Float64Array
  #focused = 0
  /** Where rings begin and end along x, margin included: between them the slices change without jumps. */
  readonly breaks: readonly number[]
  readonly #crossings: number[] = []

  /** `rings`: x, y, x, y, … each, not closed. Slices will be asked for within ±`within` of x = 0. */
  constructor(rings: readonly Float64Array[], margin: number, within: number) {
    this.#margin = margin
    const edges: number[] = []
    const breaks = new Set<number>()
    for (const ring of rings) {
      let [west, east] = [Infinity, -Infinity]
      let ax = ring[ring.length - 2]!
      let ay = ring[ring.length - 1]!
      for (let k = 0; k < ring.length; k += 2) {
        const [bx, by] = [ring[k]!, ring[k + 1]!]
        west = Math.min(west, bx)
        east = Math.max(east, bx)
        if (Math.max(ax, bx) >= -within - margin && Math.min(ax, bx) <= within + margin)
          edges.push(ax, ay, bx, by)
        ax = bx
        ay = by
      }
      for (const x of [west - margin, east + margin]) if (Math.abs(x) < within) breaks.add(x)
    }
    this.#edges = Float64Array.from(edges)
    this.#focus = new Float64Array(edges.length)
    this.breaks = [...breaks].sort((a, b) => a - b)
  }

  get empty(): boolean {
    return this.#edges.length === 0
  }

  /** Cuts will be asked for between x = `from` and `to`, until the next call. */
  focus(from: number, to: number): void {
    const edges = this.#edges
    const margin = this.#margin
    this.#focused = 0
    for (let k = 0; k < edges.length; k += 4) {
      const [ax, bx] = [edges[k]!, edges[k + 2]!]
      if (Math.max(ax, bx) < from - margin || Math.min(ax, bx) > to + margin) continue
      for (let i = 0; i < 4; i += 1) this.#focus[this.#focused++] = edges[k + i]!
    }
  }

  /** Adds the intervals of y at x, which is in focus. */
  cut(x: number, into: Intervals): void {
    const edges = this.#focus
    const margin = this.#margin
    const crossings = this.#crossings
    crossings.length = 0
    for (let k = 0; k < this.#focused; k += 4) {
      const ax = edges[k]!
      const ay = edges[k + 1]!
      const bx = edges[k + 2]!
      const by = edges[k + 3]!
      if (ax > x !== bx > x) crossings.push(ay + ((x - ax) / (bx - ax)) * (by - ay))
      if (margin > 0 && Math.max(ax, bx) >= x - margin && Math.min(ax, bx) <= x + margin)
        around(x, ax, ay, bx, by, margin, into)
    }
    // Even-odd: inside between the first and the second crossing, the third and the fourth …
    crossings.sort((a, b) => a - b)
    for (let k = 0; k + 1 < crossings.length; k += 2) into.add(crossings[k]!, crossings[k + 1]!)
  }
}

/** Adds the part of the line at x that lies within `margin` of the segment from a to b: a disc at each end and the rectangle between. */
function around(
  x: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  margin: number,
  into: Intervals,
): void {
  let low = Infinity
  let high = -Infinity
  const da = x - ax
  const db = x - bx
  if (Math.abs(da) <= margin) {
    const half = Math.sqrt(margin * margin - da * da)
    low = ay - half
    high = ay + half
  }
  if (Math.abs(db) <= margin) {
    const half = Math.sqrt(margin * margin - db * db)
    low = Math.min(low, by - half)
    high = Math.max(high, by + half)
  }
  const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay))
  if (length > 0) {
    // y − ay between the long sides, |−da u_y + (y − ay) u_x| ≤ margin, and between the ends, 0 ≤ da u_x + (y − ay) u_y ≤ length.
    const ux = (bx - ax) / length
    const uy = (by - ay) / length
    let from = -Infinity
    let to = Infinity
    if (ux !== 0) {
      const middle = (da * uy) / ux
      const half = margin / Math.abs(ux)
      from = middle - half
      to = middle + half
    } else if (Math.abs(da) > margin) to = -Infinity
    if (uy !== 0) {
      const start = (-da * ux) / uy
      const end = (length - da * ux) / uy
      from = Math.max(from, Math.min(start, end))
      to = Math.min(to, Math.max(start, end))
    } else if (da * ux < 0 || da * ux > length) to = -Infinity
    if (from <= to) {
      low = Math.min(low, ay + from)
      high = Math.max(high, ay + to)
    }
  }
  if (low <= high) into.add(low, high)
}

/** A set of intervals on a line, and how much of a normal distribution about 0 lies in their union. */
export class Intervals {
  #count = 0
  #last = 0
  #low: Float64Array<ArrayBuffer> = new Float64Array(64)
  #high: Float64Array<ArrayBuffer> = new Float64Array(64)

  clear(): void {
    this.#count = 0
  }

  add(low: number, high: number): void {
    if (this.#count === this.#low.length) {
      for (const side of ['low', 'high'] as const) {
        const longer = new Float64Array(2 * this.#count)
        longer.set(side === 'low' ? this.#low : this.#high)
        if (side === 'low') this.#low = longer
        else this.#high = longer
      }
    }
    // Kept in order of their lower ends. Edges follow each other along an outline: most grow the one just added.
    let k = this.#count
    const last = this.#last
    if (k > 0 && low <= this.#high[last]! && high >= this.#low[last]!) {
      high = Math.max(high, this.#high[last]!)
      low = Math.min(low, this.#low[last]!)
      k = last
    } else this.#count += 1
    for (; k > 0 && this.#low[k - 1]! > low; k -= 1) {
      this.#low[k] = this.#low[k - 1]!
      this.#high[k] = this.#high[k - 1]!
    }
    this.#low[k] = low
    this.#high[k] = high
    this.#last = k
  }

  /** Chance that a normal number of mean 0 and the given sigma lies in one of them; of sigma 0: whether 0 does. */
  chance(sigma: number): number {
    let sum = 0
    let [low, high] = [NaN, -Infinity]
    for (let k = 0; k < this.#count; k += 1) {
      if (this.#low[k]! > high) {
        sum += part(low, high, sigma)
        low = this.#low[k]!
        high = this.#high[k]!
      } else high = Math.max(high, this.#high[k]!)
    }
    return Math.min(1, sum + part(low, high, sigma))
  }
}

function part(low: number, high: number, sigma: number): number {
  if (Number.isNaN(low)) return 0
  if (sigma === 0) return low <= 0 && high >= 0 ? 1 : 0
  // From the tail in which both ends lie, so that a small difference keeps its digits.
  return low > 0
    ? normalCdf(-low / sigma) - normalCdf(-high / sigma)
    : normalCdf(high / sigma) - normalCdf(low / sigma)
}

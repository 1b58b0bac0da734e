import { acos, norm3 } from '../math/index.ts'

/** Unit vectors closer than this are one satellite. */
const SAME_PLACE = 1e-9

/** Corners of the eight octants, from which every cell is cut. */
const OCTANTS = [1, -1].flatMap((x) =>
  [1, -1].flatMap((y) => [1, -1].map((z) => [x, 0, 0, 0, y, 0, 0, 0, z])),
)

/**
 * Cuts one satellite's spherical Voronoi cell, octant by octant, out of the sphere. Within an octant the cell is a convex
 * spherical polygon; the half-space nearer to the satellite than to each other one is applied in turn.
 */
export class SphericalCell {
  #corners: Float64Array
  #other: Float64Array
  #size = 0
  readonly #near: Int32Array

  /** `count`: most satellites there will be; each can add one corner. */
  constructor(count: number) {
    this.#corners = new Float64Array(3 * (count + 4))
    this.#other = new Float64Array(3 * (count + 4))
    this.#near = new Int32Array(count)
  }

  /**
   * Largest angle (rad) from satellite `index` to a point of its cell: `unit` holds the satellites' unit vectors, three numbers
   * each. A satellite that shares its place with an earlier one has no cell of its own: 0.
   */
  radius(unit: Float64Array, index: number): number {
    const count = unit.length / 3
    const sx = unit[3 * index]!
    const sy = unit[3 * index + 1]!
    const sz = unit[3 * index + 2]!
    // Those within a few mean spacings, 20 or so, leave a small cell; only who can still reach that need be asked too.
    const near = 1 - 40 / count
    let neighbours = 0
    for (let j = 0; j < count; j++) {
      const cosine = unit[3 * j]! * sx + unit[3 * j + 1]! * sy + unit[3 * j + 2]! * sz
      if (cosine < near || j === index) continue
      const gap = norm3(sx - unit[3 * j]!, sy - unit[3 * j + 1]!, sz - unit[3 * j + 2]!)
      if (gap > SAME_PLACE) this.#near[neighbours++] = j
      else if (j < index) return 0
    }

    let lowest = 1
    for (const octant of OCTANTS) {
      this.#corners.set(octant)
      this.#size = 3
      for (let k = 0; k < neighbours && this.#size > 0; k++) this.#cutAgainst(unit, index, this.#near[k]!)
      if (this.#size === 0) continue
      // A satellite further than twice the cell's radius R cannot cut it: cos 2R = 2cos²R − 1.
      const reach = this.#lowestCosine(sx, sy, sz)
      const limit = reach > 0 ? 2 * reach * reach - 1 - 1e-12 : -2
      if (limit < near) {
        for (let j = 0; j < count && this.#size > 0; j++) {
          const cosine = unit[3 * j]! * sx + unit[3 * j + 1]! * sy + unit[3 * j + 2]! * sz
          if (cosine < near && cosine >= limit) this.#cutAgainst(unit, index, j)
        }
      }
      if (this.#size > 0) lowest = Math.min(lowest, this.#lowestCosine(sx, sy, sz))
    }
    return acos(Math.max(-1, lowest))
  }

  /** Keeps what is nearer to satellite `index` than to satellite `j`. */
  #cutAgainst(unit: Float64Array, index: number, j: number): void {
    const nx = unit[3 * index]! - unit[3 * j]!
    const ny = unit[3 * index + 1]! - unit[3 * j + 1]!
    const nz = unit[3 * index + 2]! - unit[3 * j + 2]!
    const gap = norm3(nx, ny, nz)
    this.#cut(nx / gap, ny / gap, nz / gap)
  }

  /** Keeps the part of the polygon where n·x ≥ 0 (Sutherland–Hodgman on the sphere). */
  #cut(nx: number, ny: number, nz: number): void {
    const from = this.#corners
    const to = this.#other
    const size = this.#size
    let kept = 0
    let ax = from[3 * size - 3]!
    let ay = from[3 * size - 2]!
    let az = from[3 * size - 1]!
    let a = side(nx * ax + ny * ay + nz * az)
    for (let k = 0; k < size; k++) {
      const bx = from[3 * k]!
      const by = from[3 * k + 1]!
      const bz = from[3 * k + 2]!
      const b = side(nx * bx + ny * by + nz * bz)
      if (a > 0 !== b > 0) {
        // Where the side crosses the great circle.
        const x = a * bx - b * ax
        const y = a * by - b * ay
        const z = a * bz - b * az
        const scale = (a > b ? 1 : -1) / Math.sqrt(x * x + y * y + z * z)
        to[3 * kept] = x * scale
        to[3 * kept + 1] = y * scale
        to[3 * kept + 2] = z * scale
        kept++
      }
      if (b > 0) {
        to[3 * kept] = bx
        to[3 * kept + 1] = by
        to[3 * kept + 2] = bz
        kept++
      }
      ax = bx
      ay = by
      az = bz
      a = b
    }
    this.#corners = to
    this.#other = from
    this.#size = kept
  }

  /** Cosine of the largest angle from s to the polygon. Up to 90° that angle is at a corner. */
  #lowestCosine(sx: number, sy: number, sz: number): number {
    const corners = this.#corners
    let lowest = 1
    for (let k = 0; k < this.#size; k++) {
      lowest = Math.min(lowest, corners[3 * k]! * sx + corners[3 * k + 1]! * sy + corners[3 * k + 2]! * sz)
    }
    return lowest < 0 ? Math.min(lowest, this.#lowestBeyond(sx, sy, sz)) : lowest
  }

  /** Beyond 90° the farthest point may lie within a side, or be the point opposite s. */
  #lowestBeyond(sx: number, sy: number, sz: number): number {
    const corners = this.#corners
    const size = this.#size
    let lowest = 0
    let opposite = true
    let cx = 0
    let cy = 0
    let cz = 0
    for (let k = 0; k < size; k++) {
      cx += corners[3 * k]!
      cy += corners[3 * k + 1]!
      cz += corners[3 * k + 2]!
    }
    for (let k = 0; k < size; k++) {
      const i = 3 * k
      const j = 3 * ((k + 1) % size)
      const ax = corners[i]!
      const ay = corners[i + 1]!
      const az = corners[i + 2]!
      const bx = corners[j]!
      const by = corners[j + 1]!
      const bz = corners[j + 2]!
      const nx = ay * bz - az * by
      const ny = az * bx - ax * bz
      const nz = ax * by - ay * bx
      const square = nx * nx + ny * ny + nz * nz
      if (square < 1e-24) continue
      const height = (nx * sx + ny * sy + nz * sz) / square
      if (!(height * (nx * cx + ny * cy + nz * cz) < 0)) opposite = false

      // Foot of −s on the plane of the side, and whether it lies between its ends.
      const fx = height * nx - sx
      const fy = height * ny - sy
      const fz = height * nz - sz
      const afterA = fx * (ny * az - nz * ay) + fy * (nz * ax - nx * az) + fz * (nx * ay - ny * ax)
      const beforeB = fx * (by * nz - bz * ny) + fy * (bz * nx - bx * nz) + fz * (bx * ny - by * nx)
      if (afterA > 0 && beforeB > 0) lowest = Math.min(lowest, -Math.sqrt(fx * fx + fy * fy + fz * fz))
    }
    // −s is within the polygon when it lies inside every side.
    return opposite ? -1 : lowest
  }
}

/** Distance from a plane, with what is rounding put onto it. */
function side(distance: number): number {
  return Math.abs(distance) < 1e-15 ? 0 : distance
}

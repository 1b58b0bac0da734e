/** A point this close to an edge (cosine) is on it, not inside. */
const EDGE = 1e-12

/**
 * Equal caps around points of the unit sphere, and how many of them lie over a point of a band of latitude at least. Where two edges cross
 * there is a face outside both, as deep as the number of other caps over the crossing; the least of these, of what lies over one point
 * of every edge (an edge that nothing crosses), and the same along the parallels that bound the band, is the least of all.
 */
export class CapArrangement {
  readonly #south: number
  readonly #north: number
  readonly #near: Int32Array
  #unit: Float64Array = new Float64Array(0)
  #cosine = 1
  #neighbours = 0
  #least = 0

  /** Sines of the latitudes that bound the band; −1 and 1 for the whole sphere. */
  constructor(count: number, south: number, north: number) {
    this.#near = new Int32Array(count)
    this.#south = south
    this.#north = north
  }

  /** Least depth for the caps' centres `unit`, three numbers each, and the cosine of their half-angle, 0 or more. */
  leastDepth(unit: Float64Array, cosine: number): number {
    const count = unit.length / 3
    this.#unit = unit
    this.#cosine = cosine
    this.#least = count
    // Two caps meet where their centres are within twice the angle: cos 2θ = 2 cos²θ − 1.
    const meets = 2 * cosine * cosine - 1
    for (let i = 0; i < count; i++) {
      const [x, y, z] = [unit[3 * i]!, unit[3 * i + 1]!, unit[3 * i + 2]!]
      this.#neighbours = 0
      for (let j = 0; j < count; j++)
        if (j !== i && unit[3 * j]! * x + unit[3 * j + 1]! * y + unit[3 * j + 2]! * z > meets)
          this.#near[this.#neighbours++] = j
      for (let k = 0; k < this.#neighbours; k++) {
        const j = this.#near[k]!
        if (j > i) this.#crossings(x, y, z, unit[3 * j]!, unit[3 * j + 1]!, unit[3 * j + 2]!, cosine, i, j)
      }
      // The northernmost point of the edge, or any where the centre is a pole.
      const flat = Math.sqrt(x * x + y * y)
      const sine = Math.sqrt(1 - cosine * cosine)
      if (flat > EDGE) {
        const up = (sine / flat) * z
        this.#look(x * cosine - up * x, y * cosine - up * y, z * cosine + sine * flat, i, i)
      } else this.#look(sine, 0, z * cosine, i, i)
      this.#crossings(x, y, z, 0, 0, 1, this.#south, i, i)
      this.#crossings(x, y, z, 0, 0, 1, this.#north, i, i)
    }
    // A bounding parallel that no edge crosses is as deep as at one point.
    this.#neighbours = count
    for (let j = 0; j < count; j++) this.#near[j] = j
    for (const s of [this.#south, this.#north]) this.#look(Math.sqrt(1 - s * s), 0, s, -1, -1)
    return this.#least
  }

  /** Where the edge around a meets the circle at cosine `other` around b. */
  #crossings(
    ax: number,
    ay: number,
    az: number,
    bx: number,
    by: number,
    bz: number,
    other: number,
    i: number,
    j: number,
  ): void {
    const cosine = this.#cosine
    const dot = ax * bx + ay * by + az * bz
    const apart = 1 - dot * dot
    if (apart < EDGE) return
    const onA = (cosine - other * dot) / apart
    const onB = (other - cosine * dot) / apart
    const square = 1 - (onA * onA + onB * onB + 2 * onA * onB * dot)
    if (square < 0) return
    const across = Math.sqrt(square / apart)
    const cx = (ay * bz - az * by) * across
    const cy = (az * bx - ax * bz) * across
    const cz = (ax * by - ay * bx) * across
    const px = onA * ax + onB * bx
    const py = onA * ay + onB * by
    const pz = onA * az + onB * bz
    this.#look(px + cx, py + cy, pz + cz, i, j)
    this.#look(px - cx, py - cy, pz - cz, i, j)
  }

  /** Counts the caps over a point, i and j left out, as far as they can still be the least. */
  #look(x: number, y: number, z: number, i: number, j: number): void {
    if (z < this.#south - EDGE || z > this.#north + EDGE) return
    const unit = this.#unit
    const inside = this.#cosine + EDGE
    let depth = 0
    for (let n = 0; n < this.#neighbours; n++) {
      const k = this.#near[n]!
      if (k === i || k === j) continue
      if (unit[3 * k]! * x + unit[3 * k + 1]! * y + unit[3 * k + 2]! * z <= inside) continue
      if (++depth >= this.#least) return
    }
    this.#least = depth
  }
}

import { asin, cos, norm3, sin } from '../math/index.ts'

/** Edges that are passed over together where they are too far. */
const EDGES = 32
/** Numbers of a ball about a piece of a line: its centre, and how far (chord of the unit sphere) the piece reaches from it. */
const BALL = 4

/** A closed line of great circles. */
interface Line {
  /** Corners as unit vectors. */
  readonly unit: Float64Array
  /** Balls about each `EDGES` edges. */
  readonly balls: Float64Array
}

/** Coasts on the unit sphere, for the distance of points to the nearest of them. */
export class Coasts {
  readonly #lines: readonly Line[]
  /** Balls about whole lines, one after the other: most of them are too far, and are passed over by this alone. */
  readonly #whole: Float64Array

  /** Each of `rings`: [lat, lon, lat, lon, …] in rad, the last corner not repeated. */
  constructor(rings: readonly Float64Array[]) {
    this.#lines = rings.map(lineOf)
    this.#whole = new Float64Array(BALL * rings.length)
    this.#lines.forEach(({ unit }, k) => {
      putBall(unit, 0, unit.length / 3, this.#whole, BALL * k)
    })
  }

  /**
   * The nearest coast of a point (rad), and the angle (rad) to it on the sphere; the first of those that are equally near. Undefined where none is nearer than `most` (rad).
   */
  nearest(
    lat: number,
    lon: number,
    most: number,
  ): { readonly index: number; readonly angle: number } | undefined {
    const [px, py, pz] = [cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)]
    let least = most
    let chord = 2 * sin(most / 2)
    let index = -1
    for (let k = 0; k < this.#lines.length; k++) {
      if (isBeyond(this.#whole, BALL * k, px, py, pz, chord)) continue
      const angle = angleTo(this.#lines[k]!, px, py, pz, least)
      if (angle < least) {
        least = angle
        chord = 2 * sin(least / 2)
        index = k
      }
    }
    return index < 0 ? undefined : { index, angle: least }
  }
}

/**
 * Angle (rad) from a unit vector to the nearest point of a line; `most` where it is farther. Pieces are short, so that the nearest point of a straight
 * chord, brought to the sphere, is that of the arc.
 */
function angleTo({ unit, balls }: Line, px: number, py: number, pz: number, most: number): number {
  // Squared chords are compared, the angle is worked out once.
  let near = 2 * sin(most / 2)
  const start = near * near
  let square = start
  for (let first = 0, ball = 0; first < unit.length; first += 3 * EDGES, ball += BALL) {
    if (isBeyond(balls, ball, px, py, pz, near)) continue
    const end = Math.min(unit.length, first + 3 * EDGES)
    let i = (first === 0 ? unit.length : first) - 3
    for (let j = first; j < end; j += 3) {
      const [ax, ay, az] = [unit[i]!, unit[i + 1]!, unit[i + 2]!]
      const [dx, dy, dz] = [unit[j]! - ax, unit[j + 1]! - ay, unit[j + 2]! - az]
      i = j
      const length2 = dx * dx + dy * dy + dz * dz
      const along = ((px - ax) * dx + (py - ay) * dy + (pz - az) * dz) / (length2 > 0 ? length2 : 1)
      const share = Math.min(1, Math.max(0, along))
      let [qx, qy, qz] = [ax + share * dx, ay + share * dy, az + share * dz]
      const size = norm3(qx, qy, qz)
      qx = qx / size - px
      qy = qy / size - py
      qz = qz / size - pz
      square = Math.min(square, qx * qx + qy * qy + qz * qz)
    }
    near = Math.sqrt(square)
  }
  return square < start ? 2 * asin(Math.min(1, near / 2)) : most
}

/** Is every point of what a ball holds farther than `most` (chord)? By the triangle of point, centre and what is held. */
function isBeyond(
  balls: Float64Array,
  at: number,
  px: number,
  py: number,
  pz: number,
  most: number,
): boolean {
  const [x, y, z] = [px - balls[at]!, py - balls[at + 1]!, pz - balls[at + 2]!]
  const far = balls[at + 3]! + most
  return x * x + y * y + z * z > far * far
}

function lineOf(corners: Float64Array): Line {
  const n = corners.length / 2
  const unit = new Float64Array(3 * n)
  for (let i = 0; i < n; i++) {
    const [lat, lon] = [corners[2 * i]!, corners[2 * i + 1]!]
    unit.set([cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)], 3 * i)
  }
  const balls = new Float64Array(BALL * Math.ceil(n / EDGES))
  for (let from = 0, at = 0; from < n; from += EDGES, at += BALL)
    putBall(unit, from, Math.min(n, from + EDGES), balls, at)
  return { unit, balls }
}

/** Writes the ball about the edges that end at corners `from` to `to` − 1 of a closed line. */
function putBall(unit: Float64Array, from: number, to: number, out: Float64Array, at: number): void {
  let [x, y, z] = [0, 0, 0]
  for (let i = 3 * from; i < 3 * to; i += 3) {
    x += unit[i]!
    y += unit[i + 1]!
    z += unit[i + 2]!
  }
  const size = norm3(x, y, z)
  if (size > 0) [x, y, z] = [x / size, y / size, z / size]
  let [reach, longest] = [0, 0]
  let a = (from === 0 ? unit.length : 3 * from) - 3
  for (let b = 3 * from; b < 3 * to; b += 3) {
    longest = Math.max(
      longest,
      norm3(unit[b]! - unit[a]!, unit[b + 1]! - unit[a + 1]!, unit[b + 2]! - unit[a + 2]!),
    )
    for (const k of [a, b]) reach = Math.max(reach, norm3(unit[k]! - x, unit[k + 1]! - y, unit[k + 2]! - z))
    a = b
  }
  // The middle of a long edge may lie outside the ball of its ends, by no more than its own length.
  out.set([x, y, z, reach + longest], at)
}

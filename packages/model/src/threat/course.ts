import { ecefFromGeodetic, enuAxes } from '../earth/index.ts'
import { asin, atan2, cos, norm3, sin } from '../math/index.ts'
import type { Place } from './flight.ts'

/**
 * The geocentric great circle from an origin through an aim, both Earth-fixed points: how far along it and how far
 * beside it another point lies. Angles at Earth's centre, rad.
 */
export class Course {
  /** Angle from the origin to the aim. */
  readonly length: number
  /** Direction of the course where it leaves the launch point, from north: the first guess of a launch azimuth. */
  readonly azimuth: number
  readonly #origin: Float64Array
  readonly #ahead: Float64Array
  readonly #left: Float64Array

  /** `origin` is the launch point unless another serves the search better. */
  constructor(launch: Place, aim_ecef: Float64Array, origin_ecef?: Float64Array) {
    const east = new Float64Array(3)
    const north = new Float64Array(3)
    const up = new Float64Array(3)
    enuAxes(launch.lat, launch.lon, east, north, up)
    const start = new Float64Array(3)
    ecefFromGeodetic(launch.lat, launch.lon, 0, start)
    const p = unit(origin_ecef ?? start)
    const aim = unit(aim_ecef)
    const rise = dot(aim, p)
    // Where aim and origin coincide or are antipodes any course will do.
    const side = aim.map((c, i) => c - rise * p[i]!)
    this.#origin = p
    this.#ahead = dot(side, side) > 1e-20 ? unit(side) : unit(north.map((c, i) => c - dot(north, p) * p[i]!))
    const d = this.#ahead
    this.#left = Float64Array.of(
      p[1]! * d[2]! - p[2]! * d[1]!,
      p[2]! * d[0]! - p[0]! * d[2]!,
      p[0]! * d[1]! - p[1]! * d[0]!,
    )
    this.azimuth = atan2(dot(d, east), dot(d, north))
    this.length = this.along(aim)
  }

  /** Unit vector to the point at an angle along the course and, by the small angle `left`, to the left of it. */
  pointAt(along: number, left: number): Float64Array {
    const [c, s] = [cos(along), sin(along)]
    return unit(this.#origin.map((o, i) => c * o + s * this.#ahead[i]! + left * this.#left[i]!))
  }

  /** Angle along the course, −π/2 to 3π/2: it grows on past the antipode. */
  along(r: Float64Array): number {
    const angle = atan2(dot(r, this.#ahead), dot(r, this.#origin))
    return angle < -Math.PI / 2 ? angle + 2 * Math.PI : angle
  }

  /** Angle to the left of the course. */
  left(r: Float64Array): number {
    return asin(dot(r, this.#left) / norm3(r[0]!, r[1]!, r[2]!))
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  return a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!
}

function unit(a: Float64Array): Float64Array {
  const size = Math.sqrt(dot(a, a))
  return a.map((c) => c / size)
}

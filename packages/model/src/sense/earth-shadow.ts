import { acos, cos } from '../math/index.ts'
import { OBJECT } from './instrument.ts'

/** Room (rad) for rounding in the bound. */
const MARGIN = 1e-9
/** A bound worked out for one radius serves radii up to this part larger or smaller: shells need one a look. */
const SERVES = 0.01

/**
 * From where the Earth certainly hides every one of some objects: most satellites see none of a raid, and one comparison says so. In coordinates in which the Earth
 * is a sphere (z stretched by `stretch`) and sights may not pass below radius g: an object at radius r is hidden from radius s when the angle between
 * the two exceeds acos(g/s) + acos(g/r), and does not lie before the Earth when it exceeds acos(r/s). For objects between radii r₀ and r₁ within the angle ρ of a
 * direction, both hold beyond acos(min(r₀, g)/s) + acos(min(1, g/r₁)) + ρ of that direction.
 */
export class EarthShadow {
  readonly #stretch: number
  readonly #g: number
  // Direction of the objects, its length squared; squares of their radii; what the bound adds to acos(least/s).
  #x = 0
  #y = 0
  #z = 0
  #square = 0
  #near = 0
  #far2 = 0
  #add = 0
  #empty = true
  // Squares of the radii that the cosine of the bound serves.
  #from = 0
  #to = 0
  #cosine = -2

  /** `radius`: of the sphere that sights may not pass below, m, after stretching z by `stretch`. */
  constructor(radius: number, stretch: number) {
    this.#g = radius
    this.#stretch = stretch
  }

  /** Takes the objects in the first `rows` rows that are at least at `altitude` (m); the others count for nothing. Allocates nothing. */
  gather(objects: Float64Array, rows: number, altitude: number): void {
    let x = 0
    let y = 0
    let z = 0
    let near2 = Infinity
    let far2 = 0
    for (let at = 0; at < OBJECT.WIDTH * rows; at += OBJECT.WIDTH) {
      if (objects[at + OBJECT.ALTITUDE]! < altitude) continue
      const [ox, oy, oz] = [objects[at]!, objects[at + 1]!, objects[at + 2]! * this.#stretch]
      const square = ox * ox + oy * oy + oz * oz
      near2 = Math.min(near2, square)
      far2 = Math.max(far2, square)
      x += ox
      y += oy
      z += oz
    }
    this.#empty = far2 === 0
    this.#x = x
    this.#y = y
    this.#z = z
    this.#square = x * x + y * y + z * z
    // The widest angle from the sum of all has the least cosine.
    let least = 1
    for (let at = 0; at < OBJECT.WIDTH * rows; at += OBJECT.WIDTH) {
      if (objects[at + OBJECT.ALTITUDE]! < altitude) continue
      const [ox, oy, oz] = [objects[at]!, objects[at + 1]!, objects[at + 2]! * this.#stretch]
      const size = Math.sqrt((ox * ox + oy * oy + oz * oz) * this.#square)
      least = Math.min(least, (x * ox + y * oy + z * oz) / size)
    }
    this.#far2 = far2
    this.#near = Math.min(Math.sqrt(near2), this.#g)
    this.#add = acos(Math.max(-1, least)) + acos(Math.min(1, this.#g / Math.sqrt(far2))) + MARGIN
    this.#to = 0
  }

  /** Is nothing of what was gathered to be seen from (x, y, z)? True only where that is certain. */
  hides(x: number, y: number, z: number): boolean {
    if (this.#empty) return true
    const stretched = z * this.#stretch
    const square = x * x + y * y + stretched * stretched
    if (square <= this.#far2) return false
    if (square < this.#from || square > this.#to) this.#serve(square)
    if (!(this.#cosine > -1)) return false
    const along = x * this.#x + y * this.#y + stretched * this.#z
    return along < this.#cosine * Math.sqrt(square * this.#square)
  }

  /** Works out the bound for radii about that of the square: acos(least/s) grows with s, so the largest serves all. */
  #serve(square: number): void {
    const most = Math.sqrt(square) * (1 + SERVES)
    this.#from = square * (1 - SERVES)
    this.#to = most * most
    const angle = acos(this.#near / most) + this.#add
    this.#cosine = angle < Math.PI ? cos(angle) : -2
  }
}

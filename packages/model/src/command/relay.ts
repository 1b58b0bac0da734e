import { EARTH_RATE, WGS84_A, ecefFromGeodetic, eciFromEcef } from '../earth/index.ts'
import { cos, norm3, sin } from '../math/index.ts'
import type { Shell } from '../orbit/index.ts'
import { fastestHops } from './hops.ts'

/** How a link is carried by the satellites of a shell. SI units, rad. */
export interface Carried {
  /** Layer whose shell carries it. */
  readonly layer: string
  /** Longest hop between satellites and to the ground, and the height that the line between two satellites keeps above the equator's radius, m. */
  readonly range: number
  readonly clear: number
  /** Time in each satellite and in the last ground station, s. */
  readonly perHop: number
  /** Lowest elevation of a satellite over a ground station. */
  readonly minElevation: number
}

/** A place on the ground, rad. */
export interface NodePlace {
  readonly lat: number
  readonly lon: number
}

/** Most satellites of a shell that carries a link. */
export const MOST_RELAYS = 10_000

/**
 * How long messages take between two places on the ground over the satellites of a shell, all of which pass them on whether their interceptors work or not.
 * The geometry is that of the whole second in which a message comes: within it satellites move 8 km, 25 µs of light.
 */
export class ShellRelay {
  readonly #shell: Shell
  readonly #carried: Carried
  readonly #angle: number
  readonly #places: readonly [NodePlace, NodePlace]
  readonly #positions: Float64Array
  readonly #ups = new Float64Array(6)
  readonly #known = new Map<number, number | undefined>()

  /** `angle`: sidereal angle at the epoch, rad. */
  constructor(shell: Shell, carried: Carried, places: readonly [NodePlace, NodePlace], angle: number) {
    this.#shell = shell
    this.#carried = carried
    this.#places = places
    this.#angle = angle
    this.#positions = new Float64Array(3 * (shell.count + 2))
  }

  /** Forgets the geometry of another run. */
  reset(): void {
    this.#known.clear()
  }

  /** Time that a message takes which comes `t` s after the epoch; undefined where no way leads over the shell then. */
  delay(t: number): number | undefined {
    const second = Math.floor(t)
    if (!this.#known.has(second)) this.#known.set(second, this.#hops(second))
    return this.#known.get(second)
  }

  #hops(t: number): number | undefined {
    const { count } = this.#shell
    const p = this.#positions
    const r = new Float64Array(3)
    for (let k = 0; k < count; k++) {
      this.#shell.position(t, k, r)
      p.set(r, 3 * k)
    }
    const angle = this.#angle + EARTH_RATE * t
    this.#places.forEach(({ lat, lon }, k) => {
      ecefFromGeodetic(lat, lon, 0, r)
      eciFromEcef(angle, r, r)
      p.set(r, 3 * (count + k))
      this.#ups.set([cos(lat) * cos(lon + angle), cos(lat) * sin(lon + angle), sin(lat)], 3 * k)
    })
    const { range, clear, perHop } = this.#carried
    const sees = (a: number, b: number): boolean => this.#sees(a, b)
    return fastestHops(p, count, count + 1, range, WGS84_A + clear, perHop, new Set(), sees)?.delay
  }

  /** Satellites see each other; the ground sees what stands high enough, and not the ground. */
  #sees(a: number, b: number): boolean {
    const { count } = this.#shell
    if (a < count && b < count) return true
    if (a >= count && b >= count) return false
    const [station, satellite] = a >= count ? [a, b] : [b, a]
    const [p, up] = [this.#positions, 3 * (station - count)]
    const [x, y, z] = [0, 1, 2].map((k) => p[3 * satellite + k]! - p[3 * station + k]!) as [
      number,
      number,
      number,
    ]
    const height = x * this.#ups[up]! + y * this.#ups[up + 1]! + z * this.#ups[up + 2]!
    return height >= sin(this.#carried.minElevation) * norm3(x, y, z)
  }
}

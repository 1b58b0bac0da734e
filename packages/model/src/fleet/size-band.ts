import { geodeticFromEcef } from '../earth/index.ts'
import type { FlyOut, Window } from '../engage/index.ts'
import { leastOver, type LeastOver } from './least-over.ts'
import { boostAzimuth, carryProfile } from './profile.ts'
import { ReachMap } from './reach-map.ts'
import type { ShellMotion } from './reach-path.ts'
import type { SizeLaunch } from './size-types.ts'
import { reachThroughout, type Places } from './throughout.ts'

/** Latitudes tried in each interval before a proof is begun, ends included. */
const PROBES = 5
/** Latitudes at which designs fell short, kept to be tried first on others. */
const REMEMBERED = 24
/** A mean is proven to this share of itself. */
const MEAN_TOLERANCE = 1e-3

interface Probe {
  readonly lat: number
  readonly map: ReachMap
}

/**
 * One launch point and the latitudes to which its boost profile is carried, as one orbit sees them. For a full shell over its phases longitude
 * does not matter, so a band of latitudes stands for a belt around the Earth.
 */
export class LaunchReach {
  /** The map of the launch point itself. */
  readonly map: ReachMap
  /** The least mean share of a fleet in reach, of the launch point and the latitudes tried first: no shell has more throughout the band. */
  readonly share: number
  readonly #motion: ShellMotion
  readonly #window: Window
  readonly #flyOut: FlyOut
  readonly #azimuth: number
  readonly #lon: number
  readonly #lat: number
  readonly #parts: readonly Places[]
  /** The launch point and latitudes with their maps, those where a design fell short last first. */
  readonly #probes: Probe[] = []
  readonly #remembered: Probe[] = []
  #cache = new Map<string, ReachMap>()
  #mean: LeastOver | undefined

  constructor(motion: ShellMotion, launch: SizeLaunch, flyOut: FlyOut) {
    const { window, latitudes = [] } = launch
    const place = placeOf(window)
    this.#motion = motion
    this.#window = window
    this.#flyOut = flyOut
    this.#azimuth = boostAzimuth(window.trajectory)
    this.#lat = place.lat
    this.#lon = place.lon
    this.#parts = latitudes.map(([from, to]) => ({
      lat: (from + to) / 2,
      lon: place.lon,
      halfLat: (to - from) / 2,
      halfLon: 0,
    }))
    this.map = new ReachMap(motion, window, flyOut)
    this.share = this.map.meanShare()
    this.#probes.push({ lat: place.lat, map: this.map })
    for (const [from, to] of latitudes)
      for (let k = 0; k < PROBES; k++) {
        const lat = from + ((to - from) * k) / (PROBES - 1)
        const map = this.#carried(lat)
        this.#probes.push({ lat, map })
        this.share = Math.min(this.share, map.meanShare())
      }
  }

  /**
   * Does a shell do enough at the launch point and throughout its latitudes? `enough` may only go from true to false as reach shrinks. True is proven
   * (`leastOver`, `reachThroughout`); false means a latitude was found where it does not, or one within metres of that.
   */
  keeps(enough: (map: ReachMap) => boolean): boolean {
    const failing = this.#probes.findIndex(({ map }) => !enough(map))
    if (failing >= 0) {
      this.#probes.unshift(...this.#probes.splice(failing, 1))
      return false
    }
    if (this.#parts.length === 0) return true
    const found = leastOver({
      parts: this.#parts,
      at: (lat) => (enough(this.#at(lat)) ? 1 : 0),
      throughout: (places) => (enough(this.#throughout(places)) ? 1 : 0),
      split: halves,
      known: 1,
      stopBelow: 1,
    })
    if (found.least < 1) this.#remember(found.lat)
    return found.atLeast === 1
  }

  /** The least of a value that can only fall as reach shrinks, over the launch point and its latitudes, and where. */
  least(value: (map: ReachMap) => number, tolerance = 0): LeastOver {
    const own = value(this.map)
    const found = leastOver({
      parts: this.#parts,
      known: own,
      at: (lat) => value(this.#at(lat)),
      throughout: (places) => value(this.#throughout(places)),
      split: halves,
      tolerance,
    })
    return found.least < own ? found : { ...found, lat: this.#lat, lon: this.#lon }
  }

  /** The least mean share, within a thousandth: `atLeast` is what no latitude falls below. */
  get leastMean(): LeastOver {
    return (this.#mean ??= this.least((map) => map.meanShare(), MEAN_TOLERANCE * this.share))
  }

  /** Maps of the launch point and of latitudes from end to end of what is asked for, at least. */
  get maps(): ReachMap[] {
    return this.#probes.map(({ map }) => map)
  }

  /** The launch point, or the latitude farthest from the equator of those tried first, that this orbit never has in reach, with the profile there; undefined where there is none. */
  get missed(): { readonly lat: number; readonly window: Window } | undefined {
    if (this.map.empty) return { lat: this.#lat, window: this.#window }
    const missed = this.#probes.filter(({ map }) => map.empty).map(({ lat }) => lat)
    if (missed.length === 0) return undefined
    const lat = missed.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a))
    return { lat, window: carryProfile(this.#window, { lat, lon: this.#lon, azimuth: this.#azimuth }) }
  }

  /** Drops the maps made for proofs. */
  forget(): void {
    if (this.#cache.size > 0) this.#cache = new Map()
  }

  #remember(lat: number): void {
    const probe = { lat, map: this.#at(lat) }
    this.#probes.unshift(probe)
    this.#remembered.push(probe)
    if (this.#remembered.length <= REMEMBERED) return
    const oldest = this.#remembered.shift()!
    this.#probes.splice(this.#probes.indexOf(oldest), 1)
  }

  #carried(lat: number): ReachMap {
    const to = { lat, lon: this.#lon, azimuth: this.#azimuth }
    return new ReachMap(this.#motion, carryProfile(this.#window, to), this.#flyOut)
  }

  #at(lat: number): ReachMap {
    return this.#cached(`${lat}`, () => this.#carried(lat))
  }

  #throughout(places: Places): ReachMap {
    return this.#cached(`${places.lat} ${places.halfLat}`, () =>
      reachThroughout(this.#motion, this.#window, this.#flyOut, places, this.#azimuth),
    )
  }

  #cached(key: string, make: () => ReachMap): ReachMap {
    let map = this.#cache.get(key)
    if (map === undefined) this.#cache.set(key, (map = make()))
    return map
  }
}

/** Geodetic place of a boost path's first point, rad. */
function placeOf(window: Window): { readonly lat: number; readonly lon: number } {
  const geodetic = new Float64Array(3)
  geodeticFromEcef(window.trajectory.r_ecef.subarray(0, 3), geodetic)
  return { lat: geodetic[0]!, lon: geodetic[1]! }
}

/** Both halves of a band of latitudes. */
export function halves(places: Places): Places[] {
  const halfLat = places.halfLat / 2
  return [-halfLat, halfLat].map((by) => ({ ...places, lat: places.lat + by, halfLat }))
}

const TURN = 2 * Math.PI

/** Share of the time that a satellite spends where it could reach the launch of one of the maps, were its node at the right longitude. */
export function phaseShare(maps: readonly ReachMap[]): number {
  // Arcs move without a break along a range, so their union over it is one arc.
  const spans = maps
    .flatMap(({ ranges }) => ranges)
    .flatMap(({ low, high }) => {
      const from = low.reduce((a, b) => Math.min(a, b))
      const to = Math.min(
        from + TURN,
        high.reduce((a, b) => Math.max(a, b)),
      )
      const start = from - TURN * Math.floor(from / TURN)
      const end = start + to - from
      return end > TURN ? [[start, TURN] as const, [0, end - TURN] as const] : [[start, end] as const]
    })
    .sort((a, b) => a[0] - b[0])
  let sum = 0
  let covered = 0
  for (const [from, to] of spans) {
    sum += Math.max(0, to - Math.max(from, covered))
    covered = Math.max(covered, to)
  }
  return sum / TURN
}

import { WGS84_A } from '../earth/index.ts'
import { acos, asin, cos, norm3, sin } from '../math/index.ts'
import type { NationEntry } from '../generated/nations.ts'

/** Widths of the zones of the sea, m: 12 and 200 nautical miles (UN Convention on the Law of the Sea, 1982, articles 3 and 57). */
export const TERRITORIAL_SEA = 22_224
export const ZONE_200 = 370_400

/** Where a point lies: on a nation's land, in the sea within 12 or 200 nautical miles of the nearest coast, or beyond. */
export const ZONES = ['land', 'territorial-sea', 'within-200-nm', 'high-seas'] as const
export type Zone = (typeof ZONES)[number]

/** Whose land or water a point is. */
export interface Whose {
  /** Undefined on the high seas. */
  readonly nation: string | undefined
  readonly zone: Zone
  /** From the nearest coast, m; 0 on land. */
  readonly distance: number
}

/** One ring: its corners in degrees and as unit vectors, and the cap that holds it. */
interface Outline {
  readonly nation: string
  readonly ring: readonly number[]
  readonly unit: Float64Array
  readonly box: readonly [south: number, west: number, north: number, east: number]
  readonly centre: readonly [number, number, number]
  /** Angular radius of the cap, rad. */
  readonly radius: number
}

const DEG = Math.PI / 180

/**
 * Whose land or water a point is, by the outlines of all nations. Inside is the even–odd rule in latitude and longitude; the distance to a coast is
 * that to its great-circle pieces on the sphere (within 0.5 % of the ellipsoid's). The sea is told by distance alone: no baselines, no agreed boundaries, nearest coast first.
 */
export class Nations {
  readonly #outlines: readonly Outline[]
  readonly #names: ReadonlyMap<string, string>

  /** `entries`: NATIONS of `@opendome/model/nations`. */
  constructor(entries: readonly NationEntry[]) {
    this.#outlines = entries.flatMap(({ id, rings }) => rings.map((ring) => outline(id, ring)))
    this.#names = new Map(entries.map(({ id, name }) => [id, name]))
  }

  /** Name of a nation; the id where there is none. */
  name(id: string): string {
    return this.#names.get(id) ?? id
  }

  /** Whose is a point (rad)? */
  at(lat: number, lon: number): Whose {
    const [y, x] = [lat / DEG, lon / DEG - 360 * Math.round(lon / DEG / 360)]
    const crossed = new Map<string, boolean>()
    for (const { nation, ring, box } of this.#outlines) {
      if (y < box[0] || y > box[2] || x < box[1] || x > box[3]) continue
      if (isOdd(ring, y, x)) crossed.set(nation, crossed.get(nation) !== true)
    }
    for (const [nation, odd] of crossed) if (odd) return { nation, zone: 'land', distance: 0 }
    return this.#atSea([cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)])
  }

  /** The nearest coast of a point at sea, given as unit vector. */
  #atSea(p: readonly [number, number, number]): Whose {
    let least = ZONE_200 / WGS84_A
    let nation: string | undefined
    for (const o of this.#outlines) {
      const apart = acos(clamp(p[0] * o.centre[0] + p[1] * o.centre[1] + p[2] * o.centre[2]))
      if (apart - o.radius >= least) continue
      const angle = distanceTo(o.unit, p, least)
      if (angle < least) {
        least = angle
        nation = o.nation
      }
    }
    if (nation === undefined) return { nation, zone: 'high-seas', distance: Infinity }
    const distance = least * WGS84_A
    return { nation, zone: distance <= TERRITORIAL_SEA ? 'territorial-sea' : 'within-200-nm', distance }
  }
}

function outline(nation: string, ring: readonly number[]): Outline {
  const n = ring.length / 2
  const unit = new Float64Array(3 * n)
  const sum = [0, 0, 0]
  let [south, west, north, east] = [90, 180, -90, -180]
  for (let i = 0; i < n; i++) {
    const [y, x] = [ring[2 * i]!, ring[2 * i + 1]!]
    south = Math.min(south, y)
    north = Math.max(north, y)
    west = Math.min(west, x)
    east = Math.max(east, x)
    const [lat, lon] = [y * DEG, x * DEG]
    unit.set([cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)], 3 * i)
    for (let k = 0; k < 3; k++) sum[k]! += unit[3 * i + k]!
  }
  const size = norm3(sum[0]!, sum[1]!, sum[2]!)
  const centre = (size > 0 ? sum.map((s) => s / size) : [0, 0, 1]) as unknown as readonly [
    number,
    number,
    number,
  ]
  let radius = 0
  for (let i = 0; i < n; i++) {
    const c = unit[3 * i]! * centre[0] + unit[3 * i + 1]! * centre[1] + unit[3 * i + 2]! * centre[2]
    radius = Math.max(radius, acos(clamp(c)))
  }
  // The middle of a long edge may lie outside the cap of its ends, by no more than its own length.
  return { nation, ring, unit, box: [south, west, north, east], centre, radius: radius + longest(unit) }
}

/** The longest edge of a ring, rad. */
function longest(unit: Float64Array): number {
  let most = 0
  for (let i = 0; i < unit.length; i += 3) {
    const j = (i + 3) % unit.length
    const dot = unit[i]! * unit[j]! + unit[i + 1]! * unit[j + 1]! + unit[i + 2]! * unit[j + 2]!
    most = Math.max(most, acos(clamp(dot)))
  }
  return most
}

/** Does a ray from the point towards the pole cross the ring an odd number of times? Degrees. */
function isOdd(ring: readonly number[], lat: number, lon: number): boolean {
  let odd = false
  let aLat = ring[ring.length - 2]!
  let aLon = ring[ring.length - 1]!
  for (let i = 0; i < ring.length; i += 2) {
    const bLat = ring[i]!
    const bLon = ring[i + 1]!
    if (aLon > lon !== bLon > lon && aLat + ((lon - aLon) / (bLon - aLon)) * (bLat - aLat) > lat) odd = !odd
    aLat = bLat
    aLon = bLon
  }
  return odd
}

/** Angle (rad) from a unit vector to the nearest point of a closed line of great circles; `most` where it is farther. */
function distanceTo(unit: Float64Array, p: readonly [number, number, number], most: number): number {
  const [px, py, pz] = p
  // Squared chords are compared, angles worked out once.
  const half = 2 * sin(most / 2)
  let chord = half * half
  const start = chord
  let i = unit.length - 3
  for (let j = 0; j < unit.length; j += 3) {
    const [ax, ay, az, bx, by, bz] = [
      unit[i]!,
      unit[i + 1]!,
      unit[i + 2]!,
      unit[j]!,
      unit[j + 1]!,
      unit[j + 2]!,
    ]
    i = j
    // On a straight chord from a to b: pieces are short, so that its nearest point, brought to the sphere, is that of the arc.
    const [dx, dy, dz] = [bx - ax, by - ay, bz - az]
    const length2 = dx * dx + dy * dy + dz * dz
    const along = ((px - ax) * dx + (py - ay) * dy + (pz - az) * dz) / (length2 > 0 ? length2 : 1)
    const share = Math.min(1, Math.max(0, along))
    let [qx, qy, qz] = [ax + share * dx, ay + share * dy, az + share * dz]
    const size = norm3(qx, qy, qz)
    qx = qx / size - px
    qy = qy / size - py
    qz = qz / size - pz
    chord = Math.min(chord, qx * qx + qy * qy + qz * qz)
  }
  return chord < start ? 2 * asin(Math.min(1, Math.sqrt(chord) / 2)) : most
}

const clamp = (x: number): number => Math.max(-1, Math.min(1, x))

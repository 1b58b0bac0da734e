import { WGS84_A } from '../earth/index.ts'
import { cos, norm2 } from '../math/index.ts'

/** A defended area: rings [lat, lon, lat, lon, …] in rad, even-odd, not closed, none crossing ±180° of longitude. */
export interface Area {
  readonly id: string
  readonly rings: readonly Float64Array[]
  /** An impact this near (m) outside still belongs to it. */
  readonly margin: number
}

const TURN = 2 * Math.PI

/**
 * Which of the areas an impact belongs to: the one it lies in, else the nearest of those within whose margin it lies, else none.
 * Distances are taken in the plane around the point (error within 1 % of 25 km up to 70° of latitude, 2 % up to 83°).
 */
export class DefendedAreas {
  readonly areas: readonly Area[]
  readonly #boxed: readonly Boxed[]

  constructor(areas: readonly Area[]) {
    this.areas = areas
    this.#boxed = areas.map(({ id, rings, margin }) => ({ id, rings, margin, boxes: rings.map(boxOf) }))
  }

  /** Id of the area of a point (rad), or undefined. */
  at(lat: number, lon: number): string | undefined {
    const east = lon - TURN * Math.round(lon / TURN)
    for (const area of this.#boxed) if (inside(area, lat, east)) return area.id
    let nearest: string | undefined
    let least = Infinity
    for (const area of this.#boxed) {
      const distance = distanceTo(area, lat, east)
      if (distance < least) {
        least = distance
        nearest = area.id
      }
    }
    return nearest
  }
}

/** The latitudes and longitudes between which a ring lies. */
interface Box {
  readonly south: number
  readonly north: number
  readonly west: number
  readonly east: number
}

/** An area with the box of each of its rings, so that far rings are passed over. */
interface Boxed extends Area {
  readonly boxes: readonly Box[]
}

function boxOf(ring: Float64Array): Box {
  let [south, north, west, east] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < ring.length; i += 2) {
    south = Math.min(south, ring[i]!)
    north = Math.max(north, ring[i]!)
    west = Math.min(west, ring[i + 1]!)
    east = Math.max(east, ring[i + 1]!)
  }
  return { south, north, west, east }
}

/** Even-odd rule with a ray towards the pole along the meridian. */
function inside(area: Boxed, lat: number, lon: number): boolean {
  let odd = false
  for (let k = 0; k < area.rings.length; k++) {
    const ring = area.rings[k]!
    const box = area.boxes[k]!
    // Beside the box no edge is crossed, south of it as many up as down.
    if (lon < box.west || lon > box.east || lat < box.south || lat > box.north) continue
    let aLat = ring[ring.length - 2]!
    let aLon = ring[ring.length - 1]!
    for (let i = 0; i < ring.length; i += 2) {
      const bLat = ring[i]!
      const bLon = ring[i + 1]!
      if (aLon > lon !== bLon > lon) {
        const crossing = aLat + ((lon - aLon) / (bLon - aLon)) * (bLat - aLat)
        if (crossing > lat) odd = !odd
      }
      aLat = bLat
      aLon = bLon
    }
  }
  return odd
}

/** Distance to the outline, m; Infinity where it is farther than the area's margin. */
function distanceTo(area: Boxed, lat: number, lon: number): number {
  const limit = area.margin
  const band = (limit / WGS84_A) * 1.01
  const shrink = cos(lat)
  let least = Infinity
  for (let j = 0; j < area.rings.length; j++) {
    const ring = area.rings[j]!
    const box = area.boxes[j]!
    if (lat < box.south - band || lat > box.north + band || aside(lon, box) * shrink > band) continue
    let [before, ay] = [0, 0]
    for (let i = -2; i < ring.length; i += 2) {
      const k = i < 0 ? ring.length + i : i
      const by = ring[k]! - lat
      const east = ring[k + 1]! - lon
      const turn = east - TURN * Math.round(east / TURN)
      const near = Math.min(Math.abs(ay), Math.abs(by)) <= band || ay > 0 !== by > 0
      // Across the meridian opposite the point the wrapped longitude jumps: no edge near the point.
      if (i >= 0 && near && Math.abs(turn - before) < Math.PI)
        least = Math.min(least, segmentDistance(before * shrink, ay, turn * shrink, by))
      before = turn
      ay = by
    }
  }
  const metres = least * WGS84_A
  return metres <= limit ? metres : Infinity
}

/** Angle of longitude between a meridian and a box, either way round. */
function aside(lon: number, { west, east }: Box): number {
  if (lon >= west && lon <= east) return 0
  const gap = (a: number): number => a - TURN * Math.floor(a / TURN)
  return Math.min(gap(west - lon), gap(lon - east))
}

/** Distance of the origin from a segment. */
function segmentDistance(ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax
  const dy = by - ay
  const length2 = dx * dx + dy * dy
  const share = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2))
  return norm2(ax + share * dx, ay + share * dy)
}

import { Ring, WGS84_A } from '../earth/index.ts'
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
  readonly #outlined: readonly Outlined[]

  constructor(areas: readonly Area[]) {
    this.areas = areas
    this.#outlined = areas.map(({ id, rings, margin }) => ({
      id,
      margin,
      rings: rings.map((r) => new Ring(r)),
    }))
  }

  /** Id of the area of a point (rad), or undefined. */
  at(lat: number, lon: number): string | undefined {
    const east = lon - TURN * Math.round(lon / TURN)
    for (const area of this.#outlined) if (inside(area, lat, east)) return area.id
    let nearest: string | undefined
    let least = Infinity
    for (const area of this.#outlined) {
      const distance = distanceTo(area, lat, east)
      if (distance < least) {
        least = distance
        nearest = area.id
      }
    }
    return nearest
  }
}

/** An area with its rings ready to be asked. */
interface Outlined extends Omit<Area, 'rings'> {
  readonly rings: readonly Ring[]
}

/** Even–odd rule over all rings: a hole is a ring within another. */
function inside({ rings }: Outlined, lat: number, lon: number): boolean {
  let odd = false
  for (const ring of rings) if (ring.isAround(lat, lon)) odd = !odd
  return odd
}

/** Distance to the outline, m; Infinity where it is farther than the area's margin. */
function distanceTo(area: Outlined, lat: number, lon: number): number {
  const limit = area.margin
  const band = (limit / WGS84_A) * 1.01
  const shrink = cos(lat)
  let least = Infinity
  for (const outline of area.rings) {
    if (lat < outline.south - band || lat > outline.north + band || aside(lon, outline) * shrink > band)
      continue
    const ring = outline.corners
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

/** Angle of longitude between a meridian and the box of a ring, either way round. */
function aside(lon: number, { west, east }: Ring): number {
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

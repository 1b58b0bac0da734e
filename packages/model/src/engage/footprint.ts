import { OpendomeError } from '../core/index.ts'
import { geodesicDirect } from '../earth/index.ts'
import { cos } from '../math/index.ts'
import type { Place } from '../threat/index.ts'
import { FLY_OUT_RADIUS } from './plane-flight.ts'

/** The aim points that a battery can defend against one approach. */
export interface Footprint {
  /** Point from which the outline is drawn: the battery where it defends itself, else the middle of what it defends. */
  readonly origin: Place
  readonly atBattery: boolean
  /** Outline [lat, lon, lat, lon, …], rad, clockwise from north, not closed. */
  readonly ring: Float64Array
  /** m² */
  readonly area: number
  /** Nearest and farthest point of the outline from the origin, m. */
  readonly nearest: number
  readonly farthest: number
  /** Share of the rays that leave the footprint more than once: beyond their first way out it is not drawn. */
  readonly broken: number
}

export interface FootprintOptions {
  readonly battery: Place
  /** Can the battery defend this aim point? */
  readonly defends: (aim: Place) => boolean
  /** Farthest aim point looked at, m. */
  readonly farthest: number
  /** Even rays from the origin (default 36); more where neighbours differ much. */
  readonly bearings?: number
}

/** Nearest distance looked at on a ray, m, and how much farther each further look is. */
const FIRST = 4000
const RATIO = 1.35
/** The outline is found to this part of its distance. */
const EXACT = 1e-3
/** Neighbours that differ by more than this part of the longer one get a ray between them, and so on, so many times. */
const STRETCH = 0.12
const HALVINGS = 3
/** Rays of the search for what is defended where the battery does not defend itself. */
const SEARCH_BEARINGS = 24

/**
 * The outline of the defended aim points around a battery, ray by ray: looked at in growing steps, then by bisection. It takes the
 * footprint to be star-shaped about its origin and says in `broken` where it is not. Undefined where nothing is defended.
 */
export function defendedFootprint({
  battery,
  defends,
  farthest,
  bearings = 36,
}: FootprintOptions): Footprint | undefined {
  if (!(farthest > FIRST && bearings >= 3))
    throw new OpendomeError(
      'invalid',
      `footprint to ${farthest / 1000} km with ${bearings} rays: expected above ${FIRST / 1000} km and at least 3 rays`,
    )
  const atBattery = defends(battery)
  const origin = atBattery ? battery : middle(battery, defends, farthest)
  if (origin === undefined) return undefined
  const even = Array.from({ length: bearings }, (_, i) =>
    rayOf(origin, (2 * Math.PI * i) / bearings, defends, farthest),
  )
  const rays = even.flatMap((ray, i) => {
    const next = i + 1 < bearings ? even[i + 1]! : { ...even[0]!, bearing: 2 * Math.PI }
    return [ray, ...between(ray, next, HALVINGS, (bearing) => rayOf(origin, bearing, defends, farthest))]
  })
  const ring = new Float64Array(2 * rays.length)
  rays.forEach(({ bearing, reach }, i) => {
    const point = along(origin, bearing, reach)
    ring[2 * i] = point.lat
    ring[2 * i + 1] = point.lon
  })
  return {
    origin,
    atBattery,
    ring,
    area: areaWithin(rays),
    nearest: rays.reduce((a, b) => Math.min(a, b.reach), Infinity),
    farthest: rays.reduce((a, b) => Math.max(a, b.reach), 0),
    broken: rays.filter((ray) => ray.broken).length / rays.length,
  }
}

/** One ray from the origin: how far defended ground goes on it without a gap, m, and whether there is more beyond. */
interface Ray {
  readonly bearing: number
  readonly reach: number
  readonly broken: boolean
}

function rayOf(origin: Place, bearing: number, defends: (aim: Place) => boolean, farthest: number): Ray {
  const at = (d: number): boolean => defends(along(origin, bearing, d))
  let inside = 0
  let outside = Infinity
  let broken = false
  for (let d = FIRST; d / RATIO < farthest; d *= RATIO) {
    const distance = Math.min(d, farthest)
    const yes = at(distance)
    if (outside < Infinity) broken ||= yes
    else if (yes) inside = distance
    else outside = distance
  }
  while (outside < Infinity && outside - inside > EXACT * outside) {
    const half = (inside + outside) / 2
    if (at(half)) inside = half
    else outside = half
  }
  return { bearing, reach: inside, broken }
}

/** Further rays between two that differ much, in order. */
function between(a: Ray, b: Ray, halvings: number, ray: (bearing: number) => Ray): Ray[] {
  if (halvings === 0 || Math.abs(a.reach - b.reach) < STRETCH * Math.max(a.reach, b.reach)) return []
  const middle = ray((a.bearing + b.bearing) / 2)
  return [...between(a, middle, halvings - 1, ray), middle, ...between(middle, b, halvings - 1, ray)]
}

/** Area within rays on a sphere, m²: ∮R²(1 − cos(d/R))dθ by the trapezoid rule. */
function areaWithin(rays: readonly Ray[]): number {
  const part = (d: number): number => FLY_OUT_RADIUS * FLY_OUT_RADIUS * (1 - cos(d / FLY_OUT_RADIUS))
  let sum = 0
  rays.forEach((ray, i) => {
    const next = rays[i + 1] ?? { ...rays[0]!, bearing: 2 * Math.PI }
    sum += ((part(ray.reach) + part(next.reach)) / 2) * (next.bearing - ray.bearing)
  })
  return sum
}

/** The middle of the defended stretch of the ray that has the longest one; undefined where none has any. */
function middle(battery: Place, defends: (aim: Place) => boolean, farthest: number): Place | undefined {
  let best: { readonly from: number; readonly to: number; readonly bearing: number } | undefined
  for (let i = 0; i < SEARCH_BEARINGS; i++) {
    const bearing = (2 * Math.PI * i) / SEARCH_BEARINGS
    let from: number | undefined
    const end = (to: number): void => {
      if (from !== undefined && (best === undefined || to - from > best.to - best.from))
        best = { from, to, bearing }
      from = undefined
    }
    let last = 0
    for (let d = FIRST; d / RATIO < farthest; d *= RATIO) {
      const distance = Math.min(d, farthest)
      if (defends(along(battery, bearing, distance))) {
        from ??= distance
        last = distance
      } else end(last)
    }
    end(last)
  }
  if (best === undefined) return undefined
  return along(battery, best.bearing, (best.from + best.to) / 2)
}

function along({ lat, lon }: Place, bearing: number, distance: number): Place {
  const end = geodesicDirect(lat, lon, bearing, distance)
  return { lat: end.lat, lon: end.lon }
}

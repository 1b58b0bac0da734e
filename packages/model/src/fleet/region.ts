import { OpendomeError, requireWithin } from '../core/index.ts'

/** Rings [lat, lon, lat, lon, …] in rad, even-odd, not closed, edges straight in latitude and longitude. As the areas of `battle`. */
export type Rings = readonly ArrayLike<number>[]

/** Throws `invalid` for a ring of fewer than three corners or around nothing, a corner out of range, or an edge of more than half a turn. */
export function requireRings(rings: Rings): void {
  if (rings.length === 0) throw new OpendomeError('missing', 'no ring: expected a region of at least one')
  for (const ring of rings) {
    if (ring.length < 6 || ring.length % 2 !== 0)
      throw new OpendomeError(
        'invalid',
        `ring of ${ring.length / 2} corners: expected latitude and longitude of at least 3`,
      )
    for (let k = 0; k < ring.length; k += 2) {
      requireWithin('latitude', ring[k]!, -Math.PI / 2, Math.PI / 2, 'rad')
      requireWithin('longitude', ring[k + 1]!, -2 * Math.PI, 2 * Math.PI, 'rad')
    }
    eachEdge([ring], (_a, lonA, _b, lonB) => {
      if (Math.abs(lonB - lonA) > Math.PI)
        throw new OpendomeError('invalid', 'an edge of the ring spans more than 180 deg of longitude', {
          hint: 'a ring around a pole is none; name its latitudes instead',
        })
    })
    let twice = 0
    eachEdge([ring], (latA, lonA, latB, lonB) => (twice += lonA * latB - lonB * latA))
    if (Math.abs(twice) < 1e-12) throw new OpendomeError('invalid', 'ring around nothing: expected an area')
  }
}

/** A ring or line [lat, lon, …] whose edges go the short way round: longitudes go on past ±180° where it does. */
export function shortWay(places: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(places)
  for (let k = 3; k < out.length; k += 2)
    out[k]! -= 2 * Math.PI * Math.round((out[k]! - out[k - 2]!) / (2 * Math.PI))
  return out
}

/** The latitudes of a region as disjoint intervals [from, to], rising. */
export function latitudesOf(rings: Rings): [number, number][] {
  const spans = rings
    .map((ring): [number, number] => {
      let [from, to] = [Infinity, -Infinity]
      for (let k = 0; k < ring.length; k += 2) {
        from = Math.min(from, ring[k]!)
        to = Math.max(to, ring[k]!)
      }
      return [from, to]
    })
    .sort((a, b) => a[0] - b[0])
  return joined(spans)
}

/** Intervals sorted by their start, those that touch joined. */
export function joined(spans: readonly (readonly [number, number])[]): [number, number][] {
  const out: [number, number][] = []
  for (const [from, to] of spans) {
    const last = out.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

/** Longitudes of a region at one latitude: pairs [west, east], rising. */
export function longitudesAt(rings: Rings, lat: number): [number, number][] {
  const crossings: number[] = []
  eachEdge(rings, (latA, lonA, latB, lonB) => {
    if (latA > lat === latB > lat) return
    crossings.push(lonA + ((lat - latA) / (latB - latA)) * (lonB - lonA))
  })
  crossings.sort((a, b) => a - b)
  const out: [number, number][] = []
  for (let k = 0; k + 1 < crossings.length; k += 2) out.push([crossings[k]!, crossings[k + 1]!])
  return out
}

/** Does the region hold a place, its longitude as the rings count it? */
export function holds(rings: Rings, lat: number, lon: number): boolean {
  return longitudesAt(rings, lat).some(([west, east]) => west <= lon && lon <= east)
}

/** Has a box (rad) any place of the region: its centre in it, or an edge through it? */
export function meetsBox(rings: Rings, lat: number, lon: number, halfLat: number, halfLon: number): boolean {
  if (holds(rings, lat, lon)) return true
  let found = false
  eachEdge(rings, (latA, lonA, latB, lonB) => {
    // The part of the edge within the box, by clipping its share at each side (Liang and Barsky 1984).
    let [from, to] = [0, 1]
    for (const [a, b, middle, half] of [
      [latA, latB, lat, halfLat],
      [lonA, lonB, lon, halfLon],
    ] as const) {
      const [low, high] = [middle - half - a, middle + half - a]
      if (a === b) {
        if (low > 0 || high < 0) return
        continue
      }
      from = Math.max(from, Math.min(low / (b - a), high / (b - a)))
      to = Math.min(to, Math.max(low / (b - a), high / (b - a)))
    }
    if (from <= to) found = true
  })
  return found
}

function eachEdge(
  rings: Rings,
  visit: (latA: number, lonA: number, latB: number, lonB: number) => void,
): void {
  for (const ring of rings)
    for (let k = 0, j = ring.length - 2; k < ring.length; j = k, k += 2)
      visit(ring[j]!, ring[j + 1]!, ring[k]!, ring[k + 1]!)
}

// All land of the Earth from Natural Earth's 1:50m land, as packed in world-atlas, thinned out: only to tell land from sea.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { feature } from 'topojson-client'

/** A point nearer (degrees of latitude, 5.6 km) than this to the line of its neighbours is left out. */
export const TOLERANCE = 0.05
const MAX_BYTES = 300_000

const HEAD = `// Generated from world-atlas by scripts/generate.mjs, do not edit.
// Source: Natural Earth 4.1.0, 1:50m land (public domain, naturalearthdata.com), through world-atlas 2.0.2 (ISC), thinned out to
// ${TOLERANCE} degrees of latitude and rounded to 0.01 degrees. Source id in the catalog: natural-earth.

/**
 * All land, lakes included. Each ring is [lat_deg, lon_deg, lat_deg, lon_deg, …], not closed; a point is on land when a ray from it
 * crosses all rings together an odd number of times. Rings are cut at 180 degrees of longitude.
 */
export const LAND: readonly (readonly number[])[] = [
`

const round = (degrees) => String(Math.round(degrees * 100) / 100 + 0)

/** Douglas and Peucker, Cartographica 10 (1973): points farther than the tolerance from the line of the ends are kept. */
export function thinned(points) {
  const keep = new Uint8Array(points.length)
  keep[0] = keep[points.length - 1] = 1
  const spans = [[0, points.length - 1]]
  while (spans.length > 0) {
    const [a, b] = spans.pop()
    let most = TOLERANCE
    let farthest = -1
    for (let i = a + 1; i < b; i++) {
      const distance = distanceTo(points[i], points[a], points[b])
      if (distance > most) [most, farthest] = [distance, i]
    }
    if (farthest < 0) continue
    keep[farthest] = 1
    spans.push([a, farthest], [farthest, b])
  }
  return points.filter((_, i) => keep[i] === 1)
}

/** Distance of p from the segment from a to b, degrees of latitude. */
function distanceTo(p, a, b) {
  // At the pole, where all longitudes meet, corners stay.
  const shrink = Math.max(0.01, Math.cos((p[1] * Math.PI) / 180))
  const [x, y] = [(a[0] - p[0]) * shrink, a[1] - p[1]]
  const [dx, dy] = [(b[0] - a[0]) * shrink, b[1] - a[1]]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(x * dx + y * dy) / length))
  return Math.hypot(x + share * dx, y + share * dy)
}

/**
 * The rings of one that jumps across the map: cut apart at the meridian of 180 degrees, each part closed along it; around the South Pole,
 * where it jumps once, closed along the pole.
 */
export function cut(ring) {
  const parts = [[]]
  ring.forEach((point, i) => {
    const before = ring[i - 1]
    const part = parts[parts.length - 1]
    if (before !== undefined && Math.abs(point[0] - before[0]) > 180) {
      const [from, to] = [180 * Math.sign(before[0]), 180 * Math.sign(point[0])]
      part.push([from, before[1]])
      parts.push([[to, point[1]], point])
    } else part.push(point)
  })
  if (parts.length === 1) return [ring]
  const joined = [...parts.pop(), ...parts.shift().slice(1)]
  if (parts.length === 0) {
    // The one jump: its ends are the first and the last point.
    const [first, last] = [joined[0], joined[joined.length - 1]]
    return [[...joined, [last[0], -90], [first[0], -90], first]]
  }
  return [joined, ...parts].map((part) => [...part, part[0]])
}

/** A closed ring thinned out in two halves; a small island keeps three points at least. */
function ringText(ring) {
  const half = ring.length >> 1
  const both = [...thinned(ring.slice(0, half + 1)), ...thinned(ring.slice(half)).slice(1)]
  const kept = both.length >= 4 ? both : ring
  return kept
    .slice(0, -1)
    .map(([lon, lat]) => `${round(lat)}, ${round(lon)}`)
    .join(', ')
}

/** The text of land.ts. */
export function landModule() {
  const file = fileURLToPath(import.meta.resolve('world-atlas/land-50m.json'))
  const atlas = JSON.parse(readFileSync(file, 'utf8'))
  const { features } = feature(atlas, atlas.objects.land)
  const rings = features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
  )
  // The source closes Antarctica by a ring along the pole that has no area.
  const real = rings.filter((ring) => ring.some(([, lat]) => lat > -89.9)).flatMap(cut)
  const text = `${HEAD}${real.map((ring) => `  [${ringText(ring)}],\n`).join('')}]\n`
  if (text.length > MAX_BYTES)
    throw new Error(`land.ts has ${text.length} bytes, expected at most ${MAX_BYTES}`)
  return text
}

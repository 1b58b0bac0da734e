// All nations of the Earth from Natural Earth's 1:50m admin-0 countries, as packed in world-atlas, thinned out: to tell whose land a point is,
// or how far it is from whose coast.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { feature } from 'topojson-client'
import { COUNTRIES } from './areas.mjs'
import { TOLERANCE, cut, thinned } from './land.mjs'

const MAX_BYTES = 500_000

const HEAD = `// Generated from world-atlas by scripts/generate.mjs, do not edit.
// Source: Natural Earth 4.1.0, 1:50m admin-0 countries (public domain, naturalearthdata.com), through world-atlas 2.0.2 (ISC), thinned
// out to ${TOLERANCE} degrees of latitude and rounded to 0.01 degrees. Source id in the catalog: natural-earth.

/**
 * A nation or territory with its own outline, as Natural Earth draws who holds what. Each ring is [lat_deg, lon_deg, …], not closed; a point
 * is inside when a ray from it crosses all rings together an odd number of times. Rings are cut at 180 degrees of longitude. Lakes count as land.
 */
export interface NationEntry {
  readonly id: string
  readonly name: string
  readonly rings: readonly (readonly number[])[]
}

/** Every nation and territory of the Earth, ordered by id. Names are those of the source. */
export const NATIONS: readonly NationEntry[] = [
`

const round = (degrees) => String(Math.round(degrees * 100) / 100 + 0)

const slug = (name) =>
  name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

/** The borders as lines that two neighbours share: each is thinned once, so that no strip between them belongs to nobody. */
function thinnedArcs({ arcs, transform: { scale, translate } }) {
  return arcs.map((arc) => {
    let [x, y] = [0, 0]
    const points = arc.map(([dx, dy]) => {
      x += dx
      y += dy
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]]
    })
    const closed = points.length > 3 && points[0].every((c, i) => c === points[points.length - 1][i])
    if (!closed) return thinned(points)
    const half = points.length >> 1
    const both = [...thinned(points.slice(0, half + 1)), ...thinned(points.slice(half)).slice(1)]
    return both.length >= 4 ? both : points
  })
}

/** A ring without the closing point, and without points that rounding made one. */
function ringText(ring) {
  const texts = ring.slice(0, -1).map(([lon, lat]) => `${round(lat)}, ${round(lon)}`)
  return texts.filter((text, i) => text !== texts[i - 1])
}

/** The text of nations.ts. */
export function nationsModule() {
  const file = fileURLToPath(import.meta.resolve('world-atlas/countries-50m.json'))
  const { transform, ...atlas } = JSON.parse(readFileSync(file, 'utf8'))
  const arcs = thinnedArcs({ arcs: atlas.arcs, transform })
  const { features } = feature({ ...atlas, arcs }, atlas.objects.countries)
  const known = new Map(COUNTRIES.map(({ id, numeric }) => [numeric, id]))
  const nations = features.map(({ id: numeric, properties: { name }, geometry }) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    // The source closes Antarctica by a ring along the pole that has no area.
    const rings = polygons
      .flat()
      .filter((ring) => ring.some(([, lat]) => lat > -89.9))
      .flatMap(cut)
      .map(ringText)
      .filter((points) => points.length >= 3)
    return { id: known.get(numeric) ?? slug(name), name, rings }
  })
  nations.sort((a, b) => (a.id < b.id ? -1 : 1))
  const body = nations.map(({ id, name: own, rings }) => {
    const name = id === 'united-states' ? 'United States' : own
    return `  {\n    id: '${id}',\n    name: ${name.includes("'") ? `"${name}"` : `'${name}'`},\n    rings: [\n${rings.map((r) => `      [${r.join(', ')}],\n`).join('')}    ],\n  },\n`
  })
  const text = `${HEAD}${body.join('')}]\n`
  if (text.length > MAX_BYTES)
    throw new Error(`nations.ts has ${text.length} bytes, expected at most ${MAX_BYTES}`)
  return text
}

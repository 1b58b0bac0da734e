// Country polygons from Natural Earth's 1:50m admin-0 countries, as packed in world-atlas.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { feature } from 'topojson-client'

// Natural Earth's ISO 3166 numeric ids. The file stays under MAX_BYTES, so not every country is here.
export const COUNTRIES = [
  { id: 'canada', numeric: '124' },
  { id: 'germany', numeric: '276' },
  { id: 'iran', numeric: '364' },
  { id: 'israel', numeric: '376' },
  { id: 'japan', numeric: '392' },
  { id: 'north-korea', numeric: '408' },
  { id: 'poland', numeric: '616' },
  { id: 'south-korea', numeric: '410' },
  { id: 'taiwan', numeric: '158' },
  { id: 'united-kingdom', numeric: '826' },
  { id: 'united-states', numeric: '840' },
]
const MAX_BYTES = 450_000

const HEAD = `// Generated from world-atlas by scripts/generate.mjs, do not edit.
// Source: Natural Earth 4.1.0, 1:50m admin-0 countries (public domain, naturalearthdata.com), through
// world-atlas 2.0.2 (ISC), rounded to 0.0001 degrees. Source id in the catalog: natural-earth.

/**
 * A country. Each ring is [lat_deg, lon_deg, lat_deg, lon_deg, …], not closed; a point is inside when a ray
 * from it crosses all rings together an odd number of times, so that holes need no flag. Rings are cut at
 * 180 degrees of longitude: no edge crosses it.
 */
export interface AreaEntry {
  readonly id: string
  readonly name: string
  readonly polygons: readonly (readonly number[])[]
}

/** The areas that a scenario may defend or take as launch region, ordered by id. \`united-states\` is the 50 states and DC. */
export const AREAS: readonly AreaEntry[] = [
`

/** Four decimals are 11 m of latitude; world-atlas is itself quantised to 0.0036 degrees. */
const round = (degrees) => String(Math.round(degrees * 1e4) / 1e4 + 0)

function ringText(ring) {
  return ring
    .slice(0, -1)
    .map(([lon, lat]) => `${round(lat)}, ${round(lon)}`)
    .join(', ')
}

/** The text of areas.ts. */
export function areasModule() {
  const file = fileURLToPath(import.meta.resolve('world-atlas/countries-50m.json'))
  const atlas = JSON.parse(readFileSync(file, 'utf8'))
  const { features } = feature(atlas, atlas.objects.countries)
  const body = COUNTRIES.map(({ id, numeric }) => {
    const { geometry, properties } = features.find((f) => f.id === numeric)
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    const rings = polygons.flat().map((ring) => `      [${ringText(ring)}],\n`)
    return `  {\n    id: '${id}',\n    name: '${properties.name}',\n    polygons: [\n${rings.join('')}    ],\n  },\n`
  })
  const text = `${HEAD}${body.join('')}]\n`
  if (text.length > MAX_BYTES)
    throw new Error(`areas.ts has ${text.length} bytes, expected at most ${MAX_BYTES}`)
  return text
}

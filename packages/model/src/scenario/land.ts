import { DefendedAreas } from '../battle/index.ts'
import { cos } from '../math/index.ts'
import { LAND } from '../generated/land.ts'

/** How far the coast of `LAND` may be off: a point this near counts as both, m. */
const COAST = 25_000
const RADIUS = 6_371_008.8
const DEGREE = Math.PI / 180

let land: DefendedAreas | undefined

function isInside(lat: number, lon: number, margin: boolean): boolean {
  if (land === undefined) {
    const rings = LAND.map((ring) => Float64Array.from(ring, (deg) => deg * DEGREE))
    land = new DefendedAreas([
      { id: 'dry', rings, margin: 0 },
      { id: 'near', rings, margin: COAST },
    ])
  }
  const at = land.at(lat * DEGREE, lon * DEGREE)
  return margin ? at !== undefined : at === 'dry'
}

/** Is a place (degrees) on land, or within 25 km of it? Lakes count as land. */
export function isLand(lat: number, lon: number): boolean {
  return isInside(lat, lon, true)
}

/** Is a place (degrees) on water, or within 25 km of it: is one of eight points around it at that distance in the sea, or itself? */
export function isWater(lat: number, lon: number): boolean {
  if (!isInside(lat, lon, false)) return true
  const north = COAST / RADIUS / DEGREE
  const east = north / Math.max(0.01, cos(lat * DEGREE))
  for (let i = 0; i < 8; i++) {
    const [dy, dx] = OCTANTS[i]!
    const y = Math.max(-90, Math.min(90, lat + dy * north))
    if (!isInside(y, lon + dx * east, false)) return true
  }
  return false
}

const DIAGONAL = Math.SQRT1_2
const OCTANTS: readonly (readonly [number, number])[] = [
  [1, 0],
  [DIAGONAL, DIAGONAL],
  [0, 1],
  [-DIAGONAL, DIAGONAL],
  [-1, 0],
  [-DIAGONAL, -DIAGONAL],
  [0, -1],
  [DIAGONAL, -DIAGONAL],
]

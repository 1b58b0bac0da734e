import { AREAS } from '../generated/areas.ts'
import { sin } from '../math/index.ts'

/** Radius of the sphere with the ellipsoid's surface (WGS 84), m. */
const AUTHALIC_RADIUS = 6_371_007.181

/**
 * Area of rings [lat, lon, lat, lon, …] (rad), m², on the sphere of equal surface: ½R² Σ Δλ (sin φ₁ + sin φ₂) of each ring (R. G.
 * Chamberlain, W. H. Duquette, JPL 07-03, 2007). Rings inside others are holes where they turn the other way, as in Natural Earth.
 */
export function areaSize(rings: readonly ArrayLike<number>[]): number {
  let sum = 0
  for (const ring of rings) {
    const n = ring.length / 2
    for (let i = 0; i < n; i++) {
      const j = (i + 1) % n
      sum += (ring[2 * j + 1]! - ring[2 * i + 1]!) * (sin(ring[2 * i]!) + sin(ring[2 * j]!))
    }
  }
  return Math.abs(0.5 * AUTHALIC_RADIUS * AUTHALIC_RADIUS * sum)
}

const sizes = new Map<string, number>()

/** Area of a country of the catalog, m²; undefined for an id that it does not have. */
export function countrySize(id: string): number | undefined {
  const known = sizes.get(id)
  if (known !== undefined) return known
  const area = AREAS.find((a) => a.id === id)
  if (area === undefined) return undefined
  const size = areaSize(area.polygons.map((ring) => Float64Array.from(ring, (deg) => (deg * Math.PI) / 180)))
  sizes.set(id, size)
  return size
}

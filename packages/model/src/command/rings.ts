import { OpendomeError } from '../core/index.ts'

/**
 * Throws `invalid`, placed at `where` with the ring and vertex (both from 0), unless each ring [lat, lon, …] (rad) has three vertices or more, lies on the Earth, does not
 * cross ±180° of longitude, and has no two edges that cross. Rings may touch themselves and each other.
 */
export function checkRings(rings: readonly ArrayLike<number>[], where: string): void {
  rings.forEach((ring, r) => {
    const count = ring.length / 2
    if (!Number.isInteger(count) || count < 3) {
      throw new OpendomeError('invalid', `${ring.length} coordinates: expected 3 or more pairs`, {
        where: `${where}.${r}`,
      })
    }
    for (let k = 0; k < count; k += 1) {
      const [lat, lon] = [ring[2 * k]!, ring[2 * k + 1]!]
      const place = { where: `${where}.${r}.${k}` }
      if (!(Math.abs(lat) <= Math.PI / 2)) {
        throw new OpendomeError('invalid', `latitude ${lat} rad: expected −π/2 to π/2`, place)
      }
      if (!(Math.abs(lon) <= Math.PI + 1e-9)) {
        throw new OpendomeError('invalid', `longitude ${lon} rad: expected −π to π`, place)
      }
      if (Math.abs(lon - ring[2 * ((k + 1) % count) + 1]!) > Math.PI) {
        throw new OpendomeError('unsupported', `edge from longitude ${lon} rad: crosses ±180°`, {
          ...place,
          hint: 'cut the area at ±180° into two rings',
        })
      }
    }
    const crossed = crossing(ring, count)
    if (crossed === undefined) return
    throw new OpendomeError('invalid', `ring: edges ${crossed[0]} and ${crossed[1]} cross`, {
      where: `${where}.${r}.${crossed[0]}`,
      hint: 'list the vertices in order along the outline',
    })
  })
}

/** The first two edges (by their first vertices) that cross, if any. */
function crossing(ring: ArrayLike<number>, count: number): readonly [number, number] | undefined {
  const lat = (k: number): number => ring[2 * (k % count)]!
  const lon = (k: number): number => ring[2 * (k % count) + 1]!
  const west = (k: number): number => Math.min(lon(k), lon(k + 1))
  // From west to east: only edges whose longitudes overlap can cross.
  const order = Array.from({ length: count }, (_, k) => k).sort((a, b) => west(a) - west(b) || a - b)
  const side = (a: number, b: number, c: number): number =>
    (lon(b) - lon(a)) * (lat(c) - lat(a)) - (lat(b) - lat(a)) * (lon(c) - lon(a))
  for (let x = 0; x < count; x += 1) {
    const i = order[x]!
    const east = Math.max(lon(i), lon(i + 1))
    for (let y = x + 1; y < count && west(order[y]!) < east; y += 1) {
      const k = order[y]!
      if (Math.max(lat(i), lat(i + 1)) <= Math.min(lat(k), lat(k + 1))) continue
      if (Math.max(lat(k), lat(k + 1)) <= Math.min(lat(i), lat(i + 1))) continue
      if (side(i, i + 1, k) * side(i, i + 1, k + 1) < 0 && side(k, k + 1, i) * side(k, k + 1, i + 1) < 0)
        return i < k ? [i, k] : [k, i]
    }
  }
  return undefined
}

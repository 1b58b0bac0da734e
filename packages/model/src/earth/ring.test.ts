import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ring } from './ring.ts'

/** The even–odd rule edge by edge, without boxes. */
function crossesOdd(corners: readonly number[], lat: number, lon: number): boolean {
  const n = corners.length / 2
  let count = 0
  for (let i = 0; i < n; i++) {
    const j = (i + n - 1) % n
    const [aLat, aLon, bLat, bLon] = [
      corners[2 * j]!,
      corners[2 * j + 1]!,
      corners[2 * i]!,
      corners[2 * i + 1]!,
    ]
    if (aLon > lon === bLon > lon) continue
    if (aLat + ((lon - aLon) / (bLon - aLon)) * (bLat - aLat) > lat) count++
  }
  return count % 2 === 1
}

describe('a ring', () => {
  it('holds what lies in it: a square, and a horseshoe open to the north', () => {
    const square = new Ring(Float64Array.of(0, 0, 0, 1, 1, 1, 1, 0))
    expect([square.south, square.north, square.west, square.east]).toEqual([0, 1, 0, 1])
    expect([square.isAround(0.5, 0.5), square.isAround(0.5, 1.5), square.isAround(-0.5, 0.5)]).toEqual([
      true,
      false,
      false,
    ])
    const shoe = new Ring(Float64Array.of(0, 0, 0, 3, 1, 3, 1, 2, 0.2, 2, 0.2, 1, 1, 1, 1, 0))
    expect([shoe.isAround(0.5, 0.5), shoe.isAround(0.5, 1.5), shoe.isAround(0.1, 1.5)]).toEqual([
      true,
      false,
      true,
    ])
  })

  it('is the even–odd rule edge by edge, for outlines of any length that may cross themselves', () => {
    const angle = fc.integer({ min: -30, max: 30 }).map((k) => k / 10)
    const corners = fc.array(fc.tuple(angle, angle), { minLength: 3, maxLength: 150 })
    fc.assert(
      fc.property(
        corners,
        fc.array(fc.tuple(angle, angle), { minLength: 10, maxLength: 10 }),
        (list, points) => {
          const flat = list.flat()
          const ring = new Ring(Float64Array.from(flat))
          for (const [lat, lon] of points) expect(ring.isAround(lat, lon)).toBe(crossesOdd(flat, lat, lon))
        },
      ),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { largestRange, rocketOf, solveFlight } from './index.ts'
import { vehicleSchema } from './schema.ts'

const DEG = Math.PI / 180
const vehicleOf = (id: string) => toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === id)!.value))

// Range classes as the National Air and Space Intelligence Center prints them (Ballistic and Cruise Missile Threat, 2020): medium 1,000 to 3,000 km,
// intermediate 3,000 to 5,500 km, intercontinental above. A submarine-launched one of today reaches the last (Trident II "up to 7,500 miles", BBC, 23 September 2009).
describe.each([
  ['mrbm-liquid-generic', 1000e3, 3000e3],
  ['irbm-solid-generic', 3000e3, 5500e3],
  ['slbm-solid-generic', 5500e3, 12_000e3],
])('%s', (id, least, most) => {
  it('has the range of its class in every direction', () => {
    for (const lat of [10, 40])
      for (const bearing of [0, 90, 180, 270]) {
        const { range } = largestRange(rocketOf(vehicleOf(id)), { lat: lat * DEG, lon: 0 }, bearing * DEG)
        expect(range).toBeGreaterThan(least)
        expect(range).toBeLessThan(most)
      }
  })

  it('flies from a point at sea to an aim within it', () => {
    const launch = { lat: 35 * DEG, lon: -60 * DEG }
    const aim = { lat: (35 + (0.8 * least) / 111_000) * DEG, lon: -60 * DEG }
    const { trajectory } = solveFlight({ vehicle: vehicleOf(id), launch, aim })
    expect(Math.abs(trajectory.impact.lat - aim.lat) * 6.37e6).toBeLessThan(100)
  })
})

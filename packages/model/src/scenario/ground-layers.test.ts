import { describe, expect, it } from 'vitest'
import { flyOutTable } from '../engage/index.ts'
import { CATALOG } from '../generated/index.ts'
import { readScenario } from './index.ts'
import { isLand, isWater } from './land.ts'

const GROUND = CATALOG.filter(
  (e) => e.kind === 'interceptor' && (e.value as { type?: string }).type === 'ground',
)
const place = (id: string) =>
  CATALOG.find((e) => e.kind === 'site' && e.id === id)!.value as { lat_deg: number; lon_deg: number }

const scenario = (layers: string): ReturnType<typeof readScenario> =>
  readScenario(`opendome: 1
name: Batteries
epoch: 2030-01-01T00:00:00Z
interceptors:
${layers}
threats: [{ id: raid, vehicle: icbm-solid-generic, launch: { site: sinpung-dong }, aim: { site: chicago } }]
defended: [{ area: united-states }]
`)

describe('a battery of a scenario', () => {
  it('is resolved beside the shells, in SI units', () => {
    const { layers, groundLayers, layerOrder } = scenario(`
  - { id: upper, layer: upper, site: fort-greely, inventory: 40, vehicle: gbi-class }
  - { id: sbi, layer: boost, shell: { altitude_km: 400, inclination_deg: 60, planes: 4, per_plane: 4 }, vehicle: sbi-notional }
  - { id: ship, layer: regional, at: { lat_deg: 40, lon_deg: -60 }, afloat: true, inventory: 30, ready: 10, reload_s: 600, salvo_interval_s: 5, vehicle: { from: sm-6-class, sspk: 0.5 } }`)
    expect(layerOrder).toEqual(['upper', 'sbi', 'ship'])
    expect(layers.map((l) => l.id)).toEqual(['sbi'])
    const [upper, ship] = groundLayers
    expect(upper).toMatchObject({
      siteId: 'fort-greely',
      inventory: 40,
      ready: 40,
      salvoInterval: 0,
      afloat: false,
    })
    expect(upper!.reload).toBeUndefined()
    expect(upper!.place.lat).toBeCloseTo((63.9 * Math.PI) / 180, 12)
    expect(upper!.vehicle).toMatchObject({ burnoutSpeed: 7200, hit: 'fixed', sspk: 0.57, minAltitude: 120e3 })
    expect(ship).toMatchObject({ afloat: true, ready: 10, reload: 600, salvoInterval: 5 })
    expect(ship!.vehicle).toMatchObject({ sspk: 0.5, ceiling: 33e3, reach: 240e3, limitReach: true })
  })

  it('stands on an island that no map of this scale has, where the catalog names it', () => {
    const layer = (stand: string): string =>
      `  - { id: a, layer: upper, ${stand}, inventory: 40, vehicle: thaad-class }`
    expect(scenario(layer('site: kwajalein')).groundLayers).toHaveLength(1)
    expect(() => scenario(layer('at: { lat_deg: 9.4, lon_deg: 167.47 }'))).toThrow(/a battery in the sea/)
  })

  it('takes lethality for the chance that a hit kills', () => {
    const { groundLayers } = scenario(
      '  - { id: upper, layer: upper, site: fort-greely, inventory: 40, vehicle: { from: gbi-class, sspk: null, lethality: 0.9 } }',
    )
    expect(groundLayers[0]!.vehicle).toMatchObject({ hit: 'geometry', sspk: 0.9 })
    expect('lethality' in groundLayers[0]!.vehicle).toBe(false)
  })

  it.each(GROUND.map((e) => e.id))('flies with the catalog’s %s', (id) => {
    const { groundLayers } = scenario(
      `  - { id: a, layer: lower, site: chicago, inventory: 1, vehicle: ${id} }`,
    )
    const { vehicle } = groundLayers[0]!
    const table = flyOutTable(vehicle)
    expect(table.bottom).toBe(vehicle.minAltitude)
    if (vehicle.ceiling !== undefined) expect(table.top).toBe(vehicle.ceiling)
    expect(table.longest).toBeLessThanOrEqual(vehicle.maxFlight + 0.001)
    expect(table.farthest).toBeGreaterThan(30e3)
  })
})

describe('land and sea', () => {
  it('are told apart for every site of the catalog', () => {
    for (const entry of CATALOG.filter((e) => e.kind === 'site')) {
      const { lat_deg, lon_deg, country } = entry.value as {
        lat_deg: number
        lon_deg: number
        country: string
      }
      // No map of this scale has these two islands; a battery may name them as its site.
      if (entry.id === 'kwajalein' || entry.id === 'shemya-radar') continue
      expect(isLand(lat_deg, lon_deg), entry.id).toBe(country !== 'sea')
    }
  })

  it('leave a coast of 25 km on which both may stand', () => {
    const coast = place('vandenberg')
    expect([isLand(coast.lat_deg, coast.lon_deg), isWater(coast.lat_deg, coast.lon_deg)]).toEqual([
      true,
      true,
    ])
    const inland = place('fort-greely')
    expect([isLand(inland.lat_deg, inland.lon_deg), isWater(inland.lat_deg, inland.lon_deg)]).toEqual([
      true,
      false,
    ])
    expect([isLand(0, -30), isWater(0, -30)]).toEqual([false, true])
    expect([isLand(-89, 10), isWater(-89, 10)]).toEqual([true, false])
    expect([isLand(61, 179.9), isLand(68, -179.9), isWater(50, 180)]).toEqual([false, true, true])
    // Between the latitudes at which Chukotka crosses the meridian of 180 degrees: Iceland, and the sea beside it.
    expect([isLand(65, -18), isWater(65, -18), isLand(67, -8), isLand(66.5, 179)]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })
})

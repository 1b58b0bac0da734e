import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FootprintReport } from '@opendome/model/study'
import { describe, expect, it } from 'vitest'
import { inFolder, shapeOf } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

/** A small interceptor at the aim of a missile from the Atlantic. */
const HEAD = `opendome: 1
name: battery
epoch: 2030-01-01T00:00:00Z
`
const BATTERY = `interceptors:
  - { id: patriot, layer: regional, site: chicago, inventory: 32, vehicle: patriot-mse-class }
`
const RAID = `threats: [{ id: raid, vehicle: icbm-solid-generic, launch: { site: sea-atlantic }, aim: { site: chicago } }]
defended: [{ area: united-states }]
`
const inBattery = <T>(work: (cwd: string) => Promise<T>, layers = BATTERY): Promise<T> =>
  inFolder({ 'battery.yaml': HEAD + layers + RAID }, work)

const POINT = { lat_deg: 'number', lon_deg: 'number' }

describe('opendome footprint', () => {
  it('says what a battery can defend, in sentences and a table', () =>
    inBattery(async (cwd) => {
      const { code, out, err } = await opendome(['footprint', 'battery.yaml'], { cwd })
      expect([code, err]).toEqual([0, ''])
      expect(out).toMatch(/^patriot against raid defends [\d,]+ km2 around itself, from \d+ to \d+ km out;/m)
      expect(out.replace(/\s+/g, ' ')).toContain('the aim of the threat is in it')
      expect(out).toMatch(/^patriot +raid +\d+ /m)
    }))

  it('prints one document, whose area is that of its outline', () =>
    inBattery(async (cwd) => {
      const { code, out } = await opendome(['footprint', 'battery.yaml', '--json'], { cwd })
      expect(code).toBe(0)
      const report = JSON.parse(out) as FootprintReport
      expect(shapeOf(report.footprints)).toEqual([
        {
          layer: 'string',
          phase: 'string',
          interceptor: 'string',
          threat: 'string',
          lat_deg: 'number',
          lon_deg: 'number',
          launch: POINT,
          aim: POINT,
          release_s: 'number',
          aim_defended: 'boolean',
          area_km2: 'number',
          around_battery: 'boolean',
          nearest_km: 'number',
          farthest_km: 'number',
          origin: POINT,
          outline: [POINT],
          broken: 'number',
          fly_out_km: 'number',
          fly_out_s: 'number',
          published_reach_km: 'number',
          threat_range_km: 'number',
          reason: 'null',
        },
      ])
      const [f] = report.footprints
      // Shoelace in the plane about the battery, km.
      const xy = f!.outline.map((p) => [
        (p.lon_deg - f!.lon_deg) * 111.32 * Math.cos((f!.lat_deg * Math.PI) / 180),
        (p.lat_deg - f!.lat_deg) * 111.13,
      ])
      const twice = xy.reduce((sum, [x, y], i) => {
        const [u, v] = xy[(i + 1) % xy.length]!
        return sum + u! * y! - x! * v!
      }, 0)
      expect(twice / 2 / f!.area_km2).toBeGreaterThan(0.97)
      expect(twice / 2 / f!.area_km2).toBeLessThan(1.03)
      // The published reach ends the fly-out; what lies farther out is hit before it gets there.
      expect(f!.fly_out_km).toBe(60)
      expect(f!.farthest_km!).toBeGreaterThan(60)
    }))

  it('draws the map, prints the outline as CSV, and takes a later release for a smaller footprint', () =>
    inBattery(async (cwd) => {
      const drawn = await opendome(['footprint', 'battery.yaml', '--csv', '--picture', 'map.svg'], { cwd })
      expect([drawn.code, drawn.err]).toEqual([0, 'written: map.svg\n'])
      const svg = readFileSync(join(cwd, 'map.svg'), 'utf8')
      expect(svg).toMatch(/^<svg [\s\S]*patriot against raid: [\d,]+ km2[\s\S]*<\/svg>\n$/)
      const rows = drawn.out.split('\n').filter((line) => line.startsWith('patriot,raid,'))
      expect(rows.length).toBeGreaterThanOrEqual(36)
      const late = await opendome(['footprint', 'battery.yaml', '--release-s', '7000', '--json'], { cwd })
      const [f] = (JSON.parse(late.out) as FootprintReport).footprints
      expect([f!.area_km2, f!.origin, f!.aim_defended, f!.outline]).toEqual([0, null, false, []])
    }))

  it.each([
    ['', [], /^missing layer on the ground: the scenario has none\nhint: /],
    [BATTERY, ['--layer', 'thaad'], /^unknown layer on the ground thaad\nhint: one of patriot/],
    [BATTERY, ['--release-s', 'soon'], /^invalid --release-s soon: expected a number from 0 to 7200 s/],
    [
      BATTERY.replace(
        'patriot-mse-class',
        '{ from: patriot-mse-class, min_altitude_km: 200, ceiling_km: 300 }',
      ),
      [],
      /^battery\.yaml:\d+:\d+: infeasible lowest intercept altitude 200 km: the interceptor rises to \d+\.\d km/,
    ],
  ] as const)('refuses with place and reason: %#', (layers, args, says) =>
    inBattery(async (cwd) => {
      const { code, out, err } = await opendome(['footprint', 'battery.yaml', ...args], { cwd })
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(says)
    }, layers),
  )
})

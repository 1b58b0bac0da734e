import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FlyReport } from '@opendome/model'
import { describe, expect, it } from 'vitest'
import { inFolder, shapeOf } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

const FLIGHT = ['fly', '--vehicle', 'icbm-solid-generic', '--from', 'sinpung-dong', '--to', 'chicago']
const POINT = {
  t_s: 'number',
  lat_deg: 'number',
  lon_deg: 'number',
  altitude_km: 'number',
  speed_km_s: 'number',
}
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

describe('fly', () => {
  it('holds the names of the design in --json', async () => {
    const { code, out, err } = await opendome([...FLIGHT, '--json'])
    expect([code, err]).toEqual([0, ''])
    const document = JSON.parse(out) as FlyReport
    expect(shapeOf(document)).toEqual({
      opendome: 'string',
      scenario: 'string',
      changed_assumptions: [],
      limits: ['string'],
      burnout: { ...POINT, flight_path_angle_deg: 'number', inertial_speed_km_s: 'number' },
      nominal_burn_time_s: 'number',
      flown_burn_time_s: 'number',
      thrust_share: 'number',
      apogee_km: 'number',
      range_km: 'number',
      flight_time_s: 'number',
      impact: { lat_deg: 'number', lon_deg: 'number', miss_km: 'number' },
      phases: [{ name: 'string', from_s: 'number', to_s: 'number' }],
      objects: [],
      samples: [POINT],
    })
    expect(document.impact.miss_km).toBeLessThan(1)
    expect(document.samples[0]).toMatchObject({ t_s: 0 })
    expect(document.samples.at(-1)!.t_s).toBe(document.flight_time_s)
  })

  it('prints a summary, and what the command line changes of the vehicle', async () => {
    const { code, out, err } = await opendome([...FLIGHT, '--payload-kg', '800', '--trajectory', 'lofted'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Generic solid-propellant ICBM, Sinpung-dong to Chicago$/m)
    expect(out).toMatch(/^ {2}Trajectory +lofted$/m)
    expect(out).toMatch(/^ {2}Burn time +175\.0 s +nominal$/m)
    expect(out).toMatch(/^ {2}- payload_kg: 800 instead of \d+$/m)
  })

  it('prints samples as CSV with what they rest on', async () => {
    const { code, out } = await opendome([...FLIGHT, '--csv'])
    expect(code).toBe(0)
    const lines = out.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^# opendome \S+, Generic solid-propellant ICBM/)
    expect(lines.slice(1, 3)).toEqual([
      '# changed assumptions: none',
      't_s,lat_deg,lon_deg,altitude_km,speed_km_s',
    ])
    expect(
      lines.slice(3).every((line) => line.split(',').every((cell) => Number.isFinite(Number(cell)))),
    ).toBe(true)
    expect(lines.length).toBeGreaterThan(300)
  })

  it('flies a vehicle of a file that starts from the catalog', async () => {
    await inFolder({ 'light.yaml': 'from: icbm-liquid-generic\npayload_kg: 300\n' }, async (cwd) => {
      const args = [
        'fly',
        '--vehicle',
        'light.yaml',
        '--from',
        '39.2,125.7',
        '--to',
        '44,139',
        '--apogee-km',
        '4500',
        '--json',
      ]
      const { code, out } = await opendome(args, { cwd })
      expect(code).toBe(0)
      const document = JSON.parse(out) as FlyReport
      expect(document.apogee_km).toBeCloseTo(4500, -1)
      expect(document.changed_assumptions).toMatchObject([{ path: 'payload_kg', value: 300 }])
    })
  })

  it('says what is released, and when it comes down', async () => {
    const { code, out } = await opendome([...FLIGHT, '--warheads', '2', '--decoys', '3', '--json'])
    expect(code).toBe(0)
    const { objects, burnout } = JSON.parse(out) as FlyReport
    expect(objects.map((o) => o.kind)).toEqual(['warhead', 'warhead', 'decoy', 'decoy', 'decoy', 'bus'])
    expect(objects[1]!.release_s - burnout.t_s).toBeCloseTo(70, 9)
    expect(objects[0]!.impact.miss_km).toBeLessThan(3)
    expect(objects[2]!.flight_time_s).toBeGreaterThan(objects[0]!.flight_time_s + 600)
    expect((await opendome([...FLIGHT, '--decoys', '3'])).out).toMatch(
      /^ {2}Decoys +3 +released 70 to 90 s after/m,
    )
  })

  it('flies through an orbit and out of one', async () => {
    const through = [
      'fly',
      '--vehicle',
      'orbital-liquid-generic',
      '--from',
      'sinpung-dong',
      '--to',
      'chicago',
    ]
    const south = await opendome([...through, '--orbital-km', '150'])
    expect([south.code, south.err]).toEqual([0, ''])
    expect(south.out).toMatch(/^ {2}Trajectory +through orbit at 150 km, heading south$/m)
    expect(south.out).toMatch(/^ {4}midcourse +3,4\d\d s/m)
    const out = ['fly', '--vehicle', 'orbital-object-generic', '--to', 'chicago', '--in-orbit-km', '200']
    const object = await opendome([...out, '--inclination-deg', '65', '--heading', 'south', '--json'])
    const document = JSON.parse(object.out) as FlyReport
    expect(document.phases.map((p) => p.name)).toEqual(['boost', 'midcourse', 'terminal'])
    expect(document.impact.miss_km).toBeLessThan(0.1)
  })

  it('flies a glide vehicle, in four phases', async () => {
    const args = ['fly', '--vehicle', 'hgv-solid-generic', '--from', '34.75,-120.57', '--to', '9.4,167.47']
    const { code, out, err } = await opendome(args)
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^ {2}Trajectory +boost-glide$/m)
    expect(out).toMatch(/^ {4}glide +1,3\d\d s/m)
    expect(out).toMatch(/^ {2}- The glide takes at most [\d.]+ g, \d+ kPa and/m)
  })

  it('draws SVG and PNG', async () => {
    await inFolder({}, async (cwd) => {
      for (const name of ['flight.svg', 'flight.png'])
        expect(await opendome([...FLIGHT, '--picture', name], { cwd })).toMatchObject({
          code: 0,
          err: `written: ${name}\n`,
        })
      const svg = readFileSync(join(cwd, 'flight.svg'), 'utf8')
      for (const text of [
        'Ground track',
        'Altitude above the ellipsoid, km',
        'time since liftoff, s',
        'Changed assumptions: none',
        'opendome ',
      ])
        expect(svg).toContain(text)
      const png = readFileSync(join(cwd, 'flight.png'))
      expect([...png.subarray(0, 8)]).toEqual(PNG)
      expect(png.readUInt32BE(16)).toBe(2400)
    })
  })

  it('refuses what cannot be flown or written, and writes nothing', async () => {
    await inFolder(
      { 'bad.yaml': 'from: icbm-solid-generic\npayload_kg: -5\n', 'empty.yaml': '' },
      async (cwd) => {
        const at = (vehicle: string, to: string): string[] => [
          'fly',
          '--vehicle',
          vehicle,
          '--from',
          'sinpung-dong',
          '--to',
          to,
        ]
        const cases: [string[], RegExp][] = [
          [at('v-2', 'chicago'), /^infeasible range \d+ km: the largest in that direction is \d+ km\nhint: /],
          [
            at('icbm-solid-generic', 'sinpung-dong'),
            /^invalid aim 0\.0 km from the launch point: expected at least 10 km\nhint: /,
          ],
          [
            at('icbm-solid', 'chicago'),
            /^unknown --vehicle icbm-solid.*\nhint: did you mean icbm-solid-generic\?\n$/,
          ],
          [
            at('bad.yaml', 'chicago'),
            /^bad\.yaml:2:13: invalid payload_kg -5: expected 1 to 100000 kg\nhint: /,
          ],
          [at('empty.yaml', 'chicago'), /^empty\.yaml:1:1: missing vehicle: the file is empty\nhint: /],
          [at('icbm-solid-generic', 'chicagoo'), /^unknown --to chicagoo.*\nhint: did you mean chicago\?\n$/],
          [
            [...FLIGHT, '--payload-kg', 'NaN'],
            /^invalid --payload-kg NaN: expected a number from 1 to 100000 kg\nhint: /,
          ],
          [
            [...FLIGHT, '--apogee-km', '-1'],
            /^invalid --apogee-km -1: expected a number from 50 to 50000 km\nhint: /,
          ],
          [
            [...FLIGHT, '--trajectory', 'hi'],
            /^invalid --trajectory hi: expected minimum-energy, lofted, depressed\nhint: /,
          ],
          [
            [...FLIGHT, '--orbital-km', '150'],
            /^unsupported flight through orbit of a vehicle without thrust_termination\nhint: /,
          ],
          [
            [...FLIGHT, '--heading', 'north'],
            /^invalid --heading without --orbital-km or --in-orbit-km\nhint: /,
          ],
          [
            [...FLIGHT, '--in-orbit-km', '200'],
            /^invalid --from and --in-orbit-km: expected one of them\nhint: /,
          ],
          [['fly', '--vehicle', 'v-2', '--to', 'chicago'], /^missing --from: expected a place\nhint: /],
          [
            [...FLIGHT, '--decoys', '250'],
            /^--warheads, --decoys: infeasible carries: last release 2560 s after burnout, expected before .*\nhint: /,
          ],
          [
            [...at('hgv-solid-generic', 'anchorage'), '--trajectory', 'lofted'],
            /^unsupported glide vehicle: takes no other trajectory than an apogee of its boost\nhint: /,
          ],
          [[...FLIGHT, '--csv', '--json'], /^invalid --json and --csv: expected one of them\nhint: /],
          [
            [...FLIGHT, '--picture', 'a.jpg'],
            /^invalid --picture a\.jpg: expected a name that ends in \.svg or \.png\nhint: /,
          ],
          [
            [...FLIGHT, '--picture', 'no/a.svg'],
            /^no\/a\.svg: invalid output file: cannot be written \(ENOENT\)\nhint: make the folder no first\n$/,
          ],
        ]
        for (const [args, err] of cases) {
          const outcome = await opendome(args, { cwd })
          expect(outcome.err).toMatch(err)
          expect([outcome.code, outcome.out]).toEqual([2, ''])
        }
      },
    )
  })
})

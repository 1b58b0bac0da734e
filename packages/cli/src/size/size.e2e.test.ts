import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SizeReport } from '@opendome/model'
import { describe, expect, it } from 'vitest'
import { inFolder, interruptAfter, shapeOf } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

const SHELL = {
  planes: 'number',
  per_plane: 'number',
  inclination_deg: 'number',
  altitude_km: 'number',
  phasing: 'number',
  interceptors_per_satellite: 'number',
}
const FLEET = { count: 'number', satellites: 'number', shells: [SHELL] }
const LAUNCH = {
  launch: 'string',
  threat: 'string',
  lat_deg: 'number',
  lon_deg: 'number',
  mean: 'number',
  min: 'number',
  p05: 'number',
  share_with_need: 'number',
  worst_t_s: 'number',
  reach_km: 'number',
}
const FORMULA = {
  formula: 'string',
  citation: 'string',
  quantity: 'string',
  unit: 'string',
  value: 'number',
  exact: 'number',
  exact_is: 'string',
  ratio: 'number',
}
const LIFE_SHELL = {
  altitude_km: 'number',
  natural_years: 'number',
  make_up_m_s_per_year: 'number',
  make_up_m_s: 'number',
  propellant_share: 'number',
}
const PLACES = {
  id: 'string',
  profile: 'string',
  azimuth_deg: 'number',
  over_phases: 'boolean',
  latitudes_deg: [['number']],
  mean: 'number',
  p05: 'number',
  share_with_need: 'number',
  min: 'number',
  min_at_least: 'number',
  worst_lat_deg: 'number',
  worst_lon_deg: 'null',
  places: [
    { lat_deg: 'number', lon_deg: 'number', share: 'number', mean: 'number', p05: 'number', min: 'number' },
  ],
}
const DOCUMENT = {
  opendome: 'string',
  scenario: 'string',
  changed_assumptions: [],
  limits: ['string'],
  seed: 'number',
  window_s: 'number',
  salvo: 'number',
  shots: 'number',
  need: 'number',
  worst_launch: 'string',
  reach_km: 'number',
  absentee_ratio: 'number',
  guarantee_ratio: 'number',
  even_spacing_reference: 'number',
  latitude_share: 'number',
  life: {
    years: 'number',
    propulsion: 'boolean',
    area_to_mass_m2_kg: 'number',
    drag_coefficient: 'number',
    f107: 'number',
    ap: 'number',
    isp_s: 'number',
    shells: [LIFE_SHELL],
  },
  region: 'null',
  line: 'null',
  in_reach: [LAUNCH],
  fleet: FLEET,
  study_formulas: [FORMULA],
  search: 'null',
}

const SMALL = `opendome: 1
from: first-flight
size: { salvo: 2, altitude_km: [300, 400], inclination_deg: [40, 60], max_planes: 40, max_per_plane: 40 }
`
const parsed = (text: string): SizeReport => JSON.parse(text) as SizeReport

describe('size --json', () => {
  it('holds the names of the design, all the way down, and the same bytes twice', async () => {
    const { code, out, err } = await opendome(['size', 'cbo-2026', '--json'])
    expect([code, err]).toEqual([0, ''])
    const document = parsed(out)
    expect(shapeOf(document)).toEqual(DOCUMENT)
    expect(document.fleet.count).toBe(7800)
    expect(document.absentee_ratio! * document.in_reach[0]!.mean).toBeCloseTo(7800, 6)
    expect((await opendome(['size', 'cbo-2026', '--json'])).out).toBe(out)
  })

  it('holds the fleet that a search found, and what the search kept to', async () => {
    await inFolder({ 'small.yaml': SMALL }, async (cwd) => {
      const { code, out, err } = await opendome(['size', 'small.yaml', '--json'], { cwd })
      expect([code, err]).toEqual([0, ''])
      const document = parsed(out)
      expect(shapeOf({ ...document, changed_assumptions: [] })).toEqual({
        ...DOCUMENT,
        search: {
          guarantee: 'string',
          guaranteed: 'number',
          lower_bound: 'number',
          gap: 'number',
          complete: 'boolean',
          stopped: 'boolean',
          checks: 'number',
          efficiency: 'number',
          minimise: 'string',
          launches: [{ launch: 'string', latitudes_deg: [], guaranteed: 'number', worst_lat_deg: 'number' }],
          bounds: {
            altitude_km: ['number'],
            inclination_deg: ['number'],
            altitude_step_km: 'number',
            inclination_step_deg: 'number',
            max_planes: 'number',
            max_per_plane: 'number',
            shells: 'number',
          },
          front: [{ ...FLEET, guaranteed: 'number' }],
          trade: 'null',
          refused: [],
          scenario_fleet: { ...FLEET, in_reach: [LAUNCH] },
        },
      })
      expect(document.need).toBe(4)
      expect(document.search!.guaranteed).toBeGreaterThanOrEqual(4)
      expect(document.in_reach[0]!.min).toBeGreaterThanOrEqual(document.search!.guaranteed)
      expect(document.fleet.count).toBeGreaterThanOrEqual(document.search!.lower_bound)
      const own = await opendome(['size', 'small.yaml', '--no-search', '--json'], { cwd })
      expect(parsed(own.out)).toMatchObject({ search: null, fleet: { count: 1600 } })
    })
  })
})

describe('size', () => {
  it('answers in words first, then with a table', async () => {
    const { code, out, err } = await opendome(['size', 'cbo-2026'])
    expect([code, err]).toEqual([0, ''])
    const text = out.replace(/\s+/g, ' ')
    expect(text).toMatch(
      /Of 7,800 interceptors 6\.\d are in reach of a launch from sinpung-dong on average and 4 at the worst moment\. Two shots at each of ten missiles launched at once would need 20: there are never that many\./,
    )
    for (const line of [
      /^sinpung-dong +6\.\d +5 +4 +\d.* s +0 %$/m,
      /^ {2}Reach +\d+ km of fly-out at the last permitted intercept$/m,
      /^What this assumes$/m,
      /^Changed assumptions$/m,
    ])
      expect(out).toMatch(line)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  it('prints in-reach counts every minute as CSV', async () => {
    const { code, out } = await opendome(['size', 'first-flight', '--csv'])
    expect(code).toBe(0)
    const lines = out.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^# opendome \S+, First flight.*seed 1/)
    expect(lines[2]).toBe('launch,threat,t_s,in_reach')
    expect(lines.slice(3).map((l) => Number(l.split(',')[2]))).toEqual(
      Array.from({ length: 1441 }, (_, k) => 60 * k),
    )
    const document = parsed((await opendome(['size', 'first-flight', '--json'])).out)
    const counts = lines.slice(3).map((l) => Number(l.split(',')[3]))
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(document.in_reach[0]!.min)
  })

  it('draws a map and a series with what they rest on', async () => {
    await inFolder({}, async (cwd) => {
      const args = ['size', 'first-flight', '--map', 'map.svg', '--time-series', 'time.png']
      const { code, err } = await opendome(args, { cwd })
      expect([code, err]).toEqual([0, 'written: map.svg\nwritten: time.png\n'])
      const map = readFileSync(join(cwd, 'map.svg'), 'utf8')
      expect(map).toMatch(/^<svg /)
      for (const text of [
        'sinpung-dong',
        'opendome',
        'seed 1',
        'Changed assumptions: none.',
        'Natural Earth',
      ])
        expect(map).toContain(text)
      expect(readFileSync(join(cwd, 'time.png')).subarray(1, 4).toString()).toBe('PNG')
    })
  })

  it('draws and lists the trade of altitude against fleet, keeps latitudes, and tells of regions and lines', async () => {
    const text = `opendome: 1
from: first-flight
size: { altitude_km: [350, 400], inclination_deg: [48, 52], max_planes: 30, max_per_plane: 30, band_deg: 0.3 }
`
    await inFolder({ 'band.yaml': text }, async (cwd) => {
      const args = ['--trade', 'trade.svg', '--region', 'north-korea', '--line', '38,125 42,130', '--json']
      const { code, out, err } = await opendome(['size', 'band.yaml', ...args], { cwd })
      expect([code, err]).toEqual([0, 'written: trade.svg\n'])
      const { search, region, line } = parsed(out)
      expect(shapeOf(region)).toEqual(PLACES)
      expect(shapeOf(line)).toEqual(PLACES)
      expect(region!.min_at_least).toBeLessThanOrEqual(region!.min)
      expect(shapeOf(search!.trade![0])).toEqual({
        ...LIFE_SHELL,
        fleet: { ...FLEET, guaranteed: 'number' },
        lower_bound: 'number',
        complete: 'boolean',
        refused: 'null',
      })
      expect(search!.trade!.map((t) => t.altitude_km)).toEqual([350, 400])
      const [launch] = search!.launches
      expect(launch!.latitudes_deg[0]!.map((x) => Math.round(x * 100) / 100)).toEqual([40, 40.6])
      expect(launch!.guaranteed).toBeGreaterThanOrEqual(2)
      const svg = readFileSync(join(cwd, 'trade.svg'), 'utf8')
      for (const words of [
        'Altitude against fleet',
        'from 40 to 40.6 N',
        'seed 1',
        'Changed assumptions',
        'F10.7 140',
      ])
        expect(svg).toContain(words)
      const page = await opendome(['size', 'band.yaml', '--trade', 'trade.csv'], { cwd })
      expect(page.code).toBe(0)
      for (const line of [
        /of the same boost from 40 to 40\.6 N, at every moment/,
        /^Latitudes kept as well$/m,
        /^The smallest fleet found at each altitude by itself$/m,
        /^ {2}Efficiency +\d/m,
        /^ {2}Drag at \d+ km +falls within \d+ days without propulsion$/m,
      ])
        expect(page.out.replace(/(?<=[a-z,]) *\n(?=[a-z\d])/g, ' ')).toMatch(line)
      expect(Math.max(...page.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
      const lines = readFileSync(join(cwd, 'trade.csv'), 'utf8').trimEnd().split('\n')
      const rows = lines.filter((l) => !l.startsWith('#')).map((l) => l.split(','))
      expect(rows[0]!.slice(0, 3)).toEqual(['altitude_km', 'interceptors', 'satellites'])
      expect(rows.slice(1).map(([h, n]) => [Number(h), Number(n)])).toEqual(
        search!.trade!.map((t) => [t.altitude_km, t.fleet!.count]),
      )
    })
  }, 180_000)

  it('writes map and series as CSV where their files end so', async () => {
    await inFolder({}, async (cwd) => {
      const args = ['size', 'first-flight', '--map', 'map.csv', '--time-series', 'time.csv']
      const { code, err } = await opendome(args, { cwd })
      expect([code, err]).toEqual([0, 'written: map.csv\nwritten: time.csv\n'])
      const rows = (name: string): string[] =>
        readFileSync(join(cwd, name), 'utf8')
          .trimEnd()
          .split('\n')
          .filter((l) => !l.startsWith('#'))
      expect(rows('map.csv')[0]).toBe('lat_deg,lon_deg,mean,least')
      expect(rows('map.csv')).toHaveLength(181)
      expect(rows('time.csv')).toHaveLength(1442)
    })
  })

  const from = 'opendome: 1\nfrom: first-flight\n'
  it.each([
    ['no layer', `${from}interceptors: null\n`, 2, 'bad.yaml:3:1: missing interceptors'],
    ['no time left', `${from}command:\n  decision_time_s: 300\n`, 2, 'bad.yaml:4:3: infeasible'],
    [
      'an orbit that is too flat',
      `${from}interceptors:\n  - id: sbi\n    shell: {inclination_deg: 10}\n`,
      2,
      'bad.yaml:5:13: infeasible inclination 10.00 deg',
    ],
    [
      'bounds that contradict themselves',
      `${from}size: {altitude_km: [500, 300]}\n`,
      2,
      'bad.yaml:3:21: invalid size.altitude_km: the least is above the most',
    ],
    [
      'a guarantee that no fleet gives',
      `${from}size: {guarantee: always}\ninterceptors: [{id: sbi, shell: {availability: 0.9}}]\n`,
      2,
      'bad.yaml:4:34: infeasible availability 0.9',
    ],
    [
      'a region that is none',
      `${from}size: {region: {ring: [{lat_deg: 1, lon_deg: 1}, {lat_deg: 2, lon_deg: 2}, {lat_deg: 3, lon_deg: 3}]}}\n`,
      2,
      'bad.yaml:3:23: invalid ring around nothing',
    ],
    [
      'latitudes that contradict themselves',
      `${from}size: {latitudes_deg: [40, 30]}\n`,
      2,
      'bad.yaml:3:23: invalid size.latitudes_deg: the least is above the most',
    ],
    [
      'latitudes out of reach, with the inclination they take',
      `${from}size: {band_deg: 25, inclination_deg: [40, 50]}\n`,
      1,
      'bad.yaml:3:1: infeasible launch sinpung-dong at latitude 65.30 deg: inclination 50.00 deg',
    ],
    [
      'altitudes at which satellites cannot live',
      `${from}size: {life: {propulsion: false, years: 30}}\n`,
      1,
      'bad.yaml:3:1: infeasible altitude 300 to 600 km: at 600 km a satellite falls within',
    ],
    [
      'a search without result',
      `${from}size: {max_planes: 5, max_per_plane: 5, salvo: 10}\n`,
      1,
      'bad.yaml:3:1: infeasible at most 25 satellites',
    ],
  ])('ends at once on %s, with its place and nothing on standard output', async (_, text, exit, message) => {
    await inFolder({ 'bad.yaml': text }, async (cwd) => {
      const { code, out, err } = await opendome(['size', 'bad.yaml'], { cwd })
      expect([code, out]).toEqual([exit, ''])
      expect(err.startsWith(message)).toBe(true)
      expect(err).toMatch(/\nhint: .+\n$/)
    })
  })

  it.each([
    [['--json', '--csv'], /^invalid --json and --csv/],
    [['--map', 'map.gif'], /^invalid --map map\.gif: expected a name that ends in \.svg, \.png or \.csv/],
    [['--trade', 'trade'], /^invalid --trade trade: expected/],
    [['--no-search', '--trade', 'trade.svg'], /^invalid --no-search and --trade: expected one of them/],
    [['--region', 'north-corea'], /^unknown --region north-corea.*\nhint: did you mean north-korea\?/],
    [['--region', '1,2 3,4'], /^invalid --region 1,2 3,4: expected an area, or at least 3 corners/],
    [['--region', '0,0 1,1 2,2'], /^invalid --region 0,0 1,1 2,2: ring around nothing/],
    [['--line', '38,125'], /^invalid --line 38,125: expected at least 2 places/],
    [['--line', '95,0 3,4'], /^invalid --line 95,0: expected LAT,LON/],
  ])('refuses %s', async (args, message) => {
    const { code, out, err } = await opendome(['size', 'first-flight', ...args])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
  })

  it('prints the best fleet so far when a search is stopped with Ctrl-C, and ends with code 130', async () => {
    const wide = `opendome: 1
from: cbo-2026
size: {shells: 2, altitude_step_km: 5, inclination_step_deg: 0.5, max_planes: 1000, max_per_plane: 1000}
`
    await inFolder({ 'wide.yaml': wide }, async (cwd) => {
      const { code, out, err } = await opendome(['size', 'wide.yaml'], {
        cwd,
        started: (child) => void interruptAfter(child.pid!, 4),
      })
      expect(code).toBe(130)
      if (out === '') expect(err).toBe('stopped before any fleet was found\n')
      else expect(out).toMatch(/^stopped before the search was complete/m)
    })
  })
})

import { describe, expect, it } from 'vitest'
import { availability, boostAzimuth, carryProfile, sizeFleet } from '../fleet/index.ts'
import { readScenario } from '../scenario/index.ts'
import { prepare } from './prepare.ts'
import { evenSpacingReference, fleetInReach, fleetLayers, prepareSize } from './size.ts'
import { placesReport } from './size-places.ts'
import { sizeReport } from './size-report.ts'
import { searchOptions, shellsOf } from './size-search.ts'
import { inReachMap, inReachSeries } from './size-series.ts'
import type { SizeStudy } from './size-study.ts'

const study = (more = '', from = 'first-flight'): SizeStudy =>
  prepareSize(readScenario(`opendome: 1\nfrom: ${from}\n${more}`))

const first = study()
const inReach = fleetInReach(first)

describe('fleetInReach', () => {
  it('has on average what a run shoots at one missile with shots to spare', () => {
    const { battle } = prepare(
      readScenario('opendome: 1\nfrom: first-flight\ncommand: {shots_per_target: 100}'),
    )
    const shots = Array.from({ length: 600 }, (_, run) => battle.run(run, false).shots)
    const mean = shots.reduce((a, b) => a + b, 0) / shots.length
    const variance = shots.reduce((sum, s) => sum + (s - mean) ** 2, 0) / (shots.length - 1)
    // Four standard errors of the mean of the runs.
    expect(Math.abs(mean - inReach.worst.mean)).toBeLessThan(4 * Math.sqrt(variance / shots.length))
    expect(Math.min(...shots)).toBeGreaterThanOrEqual(inReach.worst.min)
  })

  it('takes the launch point with the fewest as the worst', () => {
    const two = study(
      'threats: [{id: south, vehicle: icbm-liquid-generic, launch: {lat_deg: 10, lon_deg: 120}, aim: {site: chicago}, count: 3}]',
    )
    const { worst, launches } = fleetInReach(two)
    expect(launches.map((l) => l.launch.id)).toEqual(['sinpung-dong', '10.00 N 120.00 E'])
    expect(worst.launch.id).toBe('10.00 N 120.00 E')
    expect(worst.min).toBeLessThan(launches[0]!.min)
    expect(two.salvo).toBe(3)
  })

  it('tells launches from one place apart by threat, and adds up their missiles', () => {
    const same = study(
      'threats: [{id: more, vehicle: icbm-solid-generic, launch: {site: sinpung-dong}, aim: {site: chicago}, count: 4}]',
    )
    expect(same.launches.map((l) => l.id)).toEqual(['sinpung-dong (missile)', 'sinpung-dong (more)'])
    expect(same.salvo).toBe(5)
  })

  it('counts a window of zero at the epoch', () => {
    const { worst } = fleetInReach(study('run: {window_s: 0}'))
    const [series] = inReachSeries(first, 60, 60)
    expect([worst.mean, worst.min, worst.worstT]).toEqual([series!.counts[0], series!.counts[0], 0])
  })

  it('adds up the shells of two layers', () => {
    const shell = '{altitude_km: 500, inclination_deg: 50, planes: 10, per_plane: 10}'
    const two = fleetInReach(
      study(`interceptors: [{id: other, layer: boost, vehicle: sbi-notional, shell: ${shell}}]`),
    )
    expect([two.count, two.shells.length]).toEqual([1700, 2])
    expect(two.worst.mean).toBeGreaterThan(inReach.worst.mean)
  })
})

describe('prepareSize', () => {
  const sbi = (fields: string): string => `interceptors: [{id: sbi, ${fields}}]`
  it.each([
    ['no layer', 'interceptors: null', /^missing interceptors/, 'interceptors'],
    ['a late decision', 'command: {decision_time_s: 300}', /decision 300 s/, 'command.decision_time_s'],
    ['a late solution', 'command: {solution_at_s: 300}', /solution/, 'command.solution_at_s'],
    [
      'a large margin',
      sbi('vehicle: {from: sbi-notional, burnout_margin_s: 200}'),
      /margin before burnout 200 s/,
      'interceptors.sbi',
    ],
    [
      'a high floor',
      sbi('vehicle: {from: sbi-notional, min_altitude_km: 900}'),
      /minimum altitude of 900 km/,
      'interceptors.sbi',
    ],
    [
      'a flat orbit',
      sbi('shell: {inclination_deg: 10}'),
      /takes 37\.\d+ to 142\.\d+ deg/,
      'interceptors.sbi.shell.inclination_deg',
    ],
    [
      'a high orbit',
      sbi('shell: {altitude_km: 3000}'),
      /less than the \d+ km between/,
      'interceptors.sbi.shell.altitude_km',
    ],
  ])('refuses %s and says where', (_, more, message, where) => {
    const attempt = (): unknown => fleetInReach(study(more))
    expect(attempt).toThrow(message)
    expect(attempt).toThrow(expect.objectContaining({ where }))
  })
})

describe('sizeReport', () => {
  it('holds ratios of the worst launch point', () => {
    const report = sizeReport(first, inReach)
    const [launch] = report.in_reach
    expect(report.fleet).toEqual({
      count: 1600,
      satellites: 1600,
      shells: [
        {
          planes: 40,
          per_plane: 40,
          inclination_deg: 60,
          altitude_km: 400,
          phasing: 1,
          interceptors_per_satellite: 1,
        },
      ],
    })
    expect(report.absentee_ratio! * launch!.mean).toBeCloseTo(1600, 6)
    expect(report.guarantee_ratio! * launch!.min).toBeCloseTo(1600, 6)
    expect(report.search).toBeNull()
  })

  it('has no guarantee ratio where at times nothing is in reach', () => {
    const few = study('interceptors: [{id: sbi, shell: {planes: 3, per_plane: 3}}]')
    const report = sizeReport(few, fleetInReach(few))
    expect([report.in_reach[0]!.min, report.guarantee_ratio]).toEqual([0, null])
    expect(report.absentee_ratio).toBeGreaterThan(9)
  })

  it("refers to AEI's area ratio with the scenario's own reach", () => {
    // A = 4 (R + h)² / (ρ² − Δh²), times salvo · shots.
    const [launch] = first.launches
    const window = launch!.windows[0]!
    const [deltaV, acceleration] = [6000, 15 * 9.80665]
    const reach = deltaV * (window.deadline - window.release - deltaV / acceleration / 2)
    expect(inReach.worst.reach).toBeCloseTo(reach, 6)
    const r = window.r_ecef.slice(-3)
    const height = Math.hypot(...r) - 6_369_000 // Earth's radius near 41.6° N, within 1 km.
    const ratio = (4 * (6_378_100 + height) ** 2) / (reach ** 2 - (400_000 - height) ** 2)
    expect(evenSpacingReference(first, launch!)! / (2 * ratio)).toBeCloseTo(1, 2)
  })
})

describe('searchOptions', () => {
  it('takes the size block in SI units, and its defaults without one', () => {
    const asked = searchOptions(
      study(
        'size: {guarantee: {probability: 0.9}, salvo: 4, shots: 3, altitude_km: [350, 450], inclination_deg: [40, 50], max_planes: 60}',
      ),
    )
    expect(asked).toMatchObject({ salvo: 4, shots: 3, guarantee: { probability: 0.9 }, shells: 1 })
    expect(asked.bounds).toMatchObject({ altitude: [350_000, 450_000], planes: [1, 60] })
    expect(asked.bounds.inclination[1]).toBeCloseTo((50 * Math.PI) / 180, 12)
    expect(searchOptions(first)).toMatchObject({ salvo: 1, shots: 2, guarantee: 'always' })
  })

  it('leads to a fleet that keeps the need at every liftoff of the window', () => {
    const asked = study(
      'size: {salvo: 2, altitude_km: [300, 400], inclination_deg: [40, 60], max_planes: 40, max_per_plane: 40}',
    )
    const result = sizeFleet(searchOptions(asked))
    const found = fleetInReach(asked, shellsOf(result.shells, asked))
    expect(found.count).toBe(result.interceptors)
    expect(found.worst.min).toBeGreaterThanOrEqual(4)
    expect(found.worst.kept).toBeCloseTo(1, 9)
    expect(found.count).toBeLessThan(inReach.count)
  })

  it('keeps band, latitudes and region together as latitudes of each launch point', () => {
    const degrees = (more: string): number[][] =>
      searchOptions(study(more)).launches[0]!.latitudes!.map((span) =>
        span.map((x) => Math.round((x * 180e6) / Math.PI) / 1e6),
      )
    expect(searchOptions(first).launches[0]!.latitudes).toEqual([])
    expect(degrees('size: {band_deg: 0.5}')).toEqual([[39.8, 40.8]])
    expect(degrees('size: {band_deg: 0.5, latitudes_deg: [10, 20]}')).toEqual([
      [10, 20],
      [39.8, 40.8],
    ])
    const ring = '[{lat_deg: 40, lon_deg: 125}, {lat_deg: 44, lon_deg: 125}, {lat_deg: 41, lon_deg: 128}]'
    expect(degrees(`size: {band_deg: 0.5, region: {ring: ${ring}}}`)).toEqual([[39.8, 44]])
    const [korea] = degrees('size: {region: {area: north-korea}}')
    expect(korea!.map(Math.round)).toEqual([38, 43])
  })

  it('takes the life of satellites in SI units, and the trade where asked', () => {
    const options = searchOptions(study('size: {life: {years: 3, propulsion: false}, minimise: mass}'), true)
    expect(options).toMatchObject({ trade: true, minimise: 'mass' })
    expect(options.life).toEqual({
      duration: 3 * 365.25 * 86_400,
      propulsion: false,
      areaToMass: 0.01,
      dragCoefficient: 2.2,
      f107: 140,
      ap: 15,
      specificImpulse: 220,
      largestShare: 0.9,
    })
  })

  it('refuses a guarantee that no fleet gives', () => {
    const failing = study('interceptors: [{id: sbi, shell: {availability: 0.9}}]')
    expect(() => searchOptions(failing)).toThrow(/^infeasible availability 0.9/)
  })
})

describe('life in a report', () => {
  it('warns with make-up and propellant where satellites fall sooner than they are to live', () => {
    const report = sizeReport(first, inReach)
    const [shell] = report.life.shells
    // Half a year at 400 km (orbit/life), some 65 m/s a year at moderate activity (docs/orbit.md).
    expect(shell!.altitude_km).toBe(400)
    expect(shell!.natural_years).toBeGreaterThan(0.4)
    expect(shell!.natural_years).toBeLessThan(0.6)
    expect(shell!.make_up_m_s! / 5).toBeCloseTo(shell!.make_up_m_s_per_year!, 9)
    expect(shell!.propellant_share).toBeCloseTo(1 - Math.exp(-shell!.make_up_m_s! / (9.80665 * 220)), 9)
    const warning = report.limits.find((l) => l.startsWith('At 400 km'))
    expect(warning).toMatch(
      /^At 400 km a satellite of 0\.01 m²\/kg falls within 1\d\d days without propulsion; to hold it for 5 years takes 3\d\d m\/s, 1\d % of its mass as propellant at 220 s \(F10\.7 140, Ap 15\)\.$/,
    )
  })

  it('says so where there is no propulsion, and nothing where they live long enough', () => {
    const limits = (more: string): string[] => {
      const asked = study(more)
      return sizeReport(asked, fleetInReach(asked)).limits.filter((l) => l.startsWith('At 400 km'))
    }
    expect(limits('size: {life: {propulsion: false}}')[0]).toMatch(
      /and it has none: it does not live 5 years\.$/,
    )
    expect(limits('size: {life: {years: 0.3}}')).toEqual([])
  })

  it('splits the absentee ratio into latitudes and longitudes', () => {
    const { latitude_share, absentee_ratio } = sizeReport(first, inReach)
    expect(latitude_share).toBeGreaterThan(1 / absentee_ratio!)
    expect(latitude_share).toBeLessThan(1)
  })
})

describe('placesReport', () => {
  const ring = [Float64Array.from([38, 124, 42, 124, 42, 130].map((x) => (x * Math.PI) / 180))]
  it('tells of a region over phases, and of a short window over its times', () => {
    const found = placesReport(first, first.launches[0]!, { id: 'triangle', rings: ring })
    expect(found).toMatchObject({
      id: 'triangle',
      profile: 'sinpung-dong',
      over_phases: true,
      worst_lon_deg: null,
    })
    expect(found.latitudes_deg[0]!.map((x) => Math.round(x * 1e6) / 1e6)).toEqual([38, 42])
    expect(found.min_at_least).toBe(found.min)
    expect(found.share_with_need).toBeGreaterThan(0)
    expect(found.share_with_need).toBeLessThanOrEqual(1 + 1e-9)
    const short = study('run: {window_s: 600}')
    const line = [
      { lat: 0.7, lon: 2.1 },
      { lat: 0.72, lon: 2.2 },
    ]
    const along = placesReport(short, short.launches[0]!, { id: 'line', line })
    expect(along.over_phases).toBe(false)
    expect(along.worst_lon_deg).toBeGreaterThan(119)
    expect(along.min_at_least).toBeLessThanOrEqual(along.min)
  })
})

describe('a carried boost profile', () => {
  it('has as many in reach two degrees off as a flight guided from there, to 1.5 %', () => {
    const home = study('', 'cbo-2026')
    const [launch] = home.launches
    const azimuth = boostAzimuth(launch!.trajectory)
    for (const lat of [38.3, 42.3]) {
      const there = study(`threats: [{id: raid, launch: {lat_deg: ${lat}, lon_deg: 125.3}}]`, 'cbo-2026')
      const place = { lat: (lat * Math.PI) / 180, lon: there.launches[0]!.place.lon, azimuth }
      const [layer] = fleetLayers(home, launch!)
      const carried = availability({ layers: [{ ...layer!, window: carryProfile(layer!.window, place) }] })
      const flown = availability({ layers: fleetLayers(there, there.launches[0]!) })
      expect(Math.abs(carried.mean / flown.mean - 1)).toBeLessThan(0.015)
      expect(carried.min).toBe(flown.min)
    }
  })
})

describe('inReachSeries', () => {
  it('holds all moments between its bounds, and their statistics', () => {
    const [series] = inReachSeries(first, 60, 86_160)
    const { counts, least, most } = series!
    least.forEach((low, k) => {
      expect(counts[k]).toBeGreaterThanOrEqual(low)
      expect(counts[k]).toBeLessThanOrEqual(most[k]!)
    })
    expect(Math.min(...least)).toBe(inReach.worst.min)
    const mean = counts.reduce((a, b) => a + b, 0) / counts.length
    // 1,437 samples of a count that changes by one or two.
    expect(mean).toBeCloseTo(inReach.worst.mean, 1)
  })
})

describe('inReachMap', () => {
  it('has at the latitude of the launch point what is in reach there', () => {
    const map = inReachMap(first, first.launches[0]!)
    const row = Math.round((first.launches[0]!.place.lat - map.south) / map.step)
    // The row is 0.2° off the launch point.
    expect(map.mean[row * map.columns]! / inReach.worst.mean).toBeCloseTo(1, 1)
    expect(map.times).toBeUndefined()
    expect(map.mean[map.columns * (map.rows - 1)]).toBe(0)
  })

  it('samples in time where the window is short, and then depends on longitude', () => {
    const short = study('run: {window_s: 600}')
    const map = inReachMap(short, short.launches[0]!)
    expect(map.times).toBe(20)
    const row = map.mean.slice(45 * map.columns, 46 * map.columns)
    expect(Math.max(...row)).toBeGreaterThan(Math.min(...row))
  })
})

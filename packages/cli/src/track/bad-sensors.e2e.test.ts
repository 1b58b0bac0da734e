import { describe, expect, it } from 'vitest'
import { inFolder } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

const HEAD = 'opendome: 1\nfrom: launch-regions\n'
const sensor = (fields: string): string => `${HEAD}sensors:\n  - { id: s, ${fields} }\n`
const ISS_1 = '1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927'
const ISS_2 = '2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563538'

/** Name, file, and what standard error has to begin with. */
const CASES: readonly (readonly [name: string, content: string, err: RegExp])[] = [
  [
    'a sensor under ground',
    sensor('at: { lat_deg: 60, lon_deg: -100, altitude_km: -1 }, sensor: early-warning-radar'),
    /^bad\.yaml:4:18: invalid sensors\.s\.at: altitude_km is below 0: a sensor under ground\nhint: /,
  ],
  [
    'an orbit that hits the ground',
    sensor(
      'orbit: { perigee_km: -50, apogee_km: 1000, inclination_deg: 60, raan_deg: 0 }, sensor: infrared-wide-area',
    ),
    /^bad\.yaml:4:21: invalid sensors\.s\.orbit: perigee_km is below 100: an orbit that hits the ground or the dense air\nhint: /,
  ],
  [
    'elements of a satellite that has come down',
    sensor(
      'sensor: infrared-wide-area, omm: { OBJECT_NAME: X, OBJECT_ID: 1998-067A, EPOCH: "2029-12-31T00:00:00", MEAN_MOTION: 17.5, ECCENTRICITY: 0.001, INCLINATION: 51, RA_OF_ASC_NODE: 0, ARG_OF_PERICENTER: 0, MEAN_ANOMALY: 0, NORAD_CAT_ID: 25544, BSTAR: 0 }',
    ),
    /^bad\.yaml:4:47: infeasible sensors\.s\.omm: orbit of satellite 25544: perigee -117\.0 km, expected above 0 km\nhint: take an element set from before the satellite decayed\n/,
  ],
  [
    'an element set with a bad checksum',
    sensor(`sensor: infrared-wide-area, tle: "${ISS_1}\\n${ISS_2}"`),
    /^bad\.yaml:4:47: invalid sensors\.s\.tle, line 2, column 69: checksum of line 2: expected 7, found 8\nhint: /,
  ],
  [
    'a radar without a range',
    sensor(
      'at: { lat_deg: 60, lon_deg: -100 }, sensor: { type: radar, beamwidth_deg: 1, range_resolution_m: 10, revisit_s: 1 }',
    ),
    /^bad\.yaml:4:50: missing field sensors\.s\.sensor\.reference_range_km: expected 1 to 100000 km\nhint: add it/,
  ],
  [
    'errors of a radar that are none: no covariance',
    sensor(
      'at: { lat_deg: 60, lon_deg: -100 }, sensor: { type: over-horizon, min_range_km: 900, max_range_km: 3000, max_altitude_km: 300, range_sigma_km: 0, azimuth_sigma_deg: 1, revisit_s: 10 }',
    ),
    /^bad\.yaml:4:\d+: invalid sensors\.s\.sensor\.range_sigma_km 0: expected 0\.001 to 1000 km\nhint: /,
  ],
  [
    'a negative uncertainty of the filter',
    `${HEAD}tracking: { ballistic_coefficient_sigma: -0.2 }\n`,
    /^bad\.yaml:3:42: invalid tracking\.ballistic_coefficient_sigma -0\.2: expected 0 to 0\.9\nhint: /,
  ],
  [
    'launches backwards in time',
    `${HEAD}threats:\n  - { id: hami, count: 2, interval_s: -5 }\n`,
    /^bad\.yaml:4:39: invalid threats\.hami\.interval_s -5: expected 0 to 86400 s\nhint: /,
  ],
  [
    'reports before their signals',
    sensor('sensor: { from: cbo-2026-tracking-leo, latency_s: -1 }'),
    /^bad\.yaml:4:\d+: invalid sensors\.s\.sensor\.latency_s -1: expected 0 to 600 s\nhint: /,
  ],
]

const refused = async (command: string, content: string, err: RegExp): Promise<void> =>
  inFolder({ 'bad.yaml': content }, async (cwd) => {
    const outcome = await opendome([command, 'bad.yaml'], { cwd })
    expect([outcome.code, outcome.out]).toEqual([2, ''])
    expect(outcome.err).toMatch(err)
  })

describe('wrong sensors and tracking', () => {
  it.each(CASES)('%s: place, reason and code 2', async (_, content, err) => {
    await refused('track', content, err)
  })

  it('run says the same', async () => {
    const [, content, err] = CASES[0]!
    await refused('run', content, err)
  })
})

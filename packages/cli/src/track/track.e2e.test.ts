import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TrackReport } from '@opendome/model/study'
import { describe, expect, it } from 'vitest'
import { inFolder, interruptAfter, shapeOf } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

/** Short: two solid ICBMs over the Atlantic, half a minute apart. */
const SHORT = `opendome: 1
name: short
epoch: 2030-01-01T00:00:00Z
sensors: [{ id: leo, sensor: cbo-2026-tracking-leo }, { id: meo, sensor: cbo-2026-tracking-meo }]
threats:
  - id: raid
    vehicle: icbm-solid-generic
    launch: { site: sea-atlantic }
    aim: { site: chicago }
    count: 2
    interval_s: 30
defended: [{ area: united-states }]
`
const inShort = <T>(work: (cwd: string) => Promise<T>, more = ''): Promise<T> =>
  inFolder({ 'short.yaml': SHORT + more }, work)

const SPREAD = { count: 'number', mean: 'number', p05: 'number', p50: 'number', p95: 'number' }
const FOLLOWED = {
  seen_s: SPREAD,
  tracked_s: SPREAD,
  solution_s: SPREAD,
  heads_in_view: { least: SPREAD, median: SPREAD, share_two_or_more: 'number' },
  longest_without_report_s: SPREAD,
  custody: {
    share: 'number',
    gaps: 'number',
    p_without_gap: 'number',
    longest_gap_s: SPREAD,
    gap_time_s: SPREAD,
    tracks: 'number',
    ended: 'number',
  },
  checks: [
    {
      at: 'string',
      t_s: SPREAD,
      position_error_m: SPREAD,
      position_sigma_m: SPREAD,
      velocity_error_m_s: SPREAD,
      velocity_sigma_m_s: SPREAD,
      impact_error_km: SPREAD,
      impact_semi_major_km: SPREAD,
      in_ellipse: { predictions: 'number', inside: 'number', share: 'number', ci95: ['number'] },
    },
  ],
  booster: {
    burnout_error_s: SPREAD,
    burnout_sigma_s: SPREAD,
    launch_error_km: SPREAD,
    launch_sigma_km: SPREAD,
    launch_time_error_s: SPREAD,
  },
}
const DOCUMENT = {
  opendome: 'string',
  scenario: 'string',
  changed_assumptions: [],
  limits: ['string'],
  runs: 'number',
  runs_asked: 'number',
  seed: 'number',
  sensors: [{ id: 'string', heads: 'number' }],
  heads: 'number',
  launched: 'number',
  all: FOLLOWED,
  missiles: [
    {
      missile: 'string',
      threat: 'string',
      cloud_break_s: 'number',
      burnout_s: 'number',
      impact_s: 'number',
      ...FOLLOWED,
    },
  ],
  consistency: [
    {
      phase: 'string',
      scans: 'number',
      mean_nees: 'number',
      expected_nees: 'number',
      share_within_95: 'number',
      share_below: 'number',
      share_above: 'number',
    },
  ],
  stray_tracks: { count: 'number', time_s: 'number' },
  first_run: {
    start_s: 'number',
    gaps: [],
    missile: 'string',
    samples: [
      {
        t_s: 'number',
        heads_in_view: 'number',
        reports: 'number',
        tracks: 'number',
        track: 'null',
        position_error_m: 'null',
        position_sigma_m: 'null',
        velocity_error_m_s: 'null',
        velocity_sigma_m_s: 'null',
        nees: 'null',
      },
    ],
    impacts: [
      {
        t_s: 'number',
        error_km: 'number',
        semi_major_km: 'number',
        semi_minor_km: 'number',
        in_ellipse: 'boolean',
      },
    ],
  },
}
const parsed = (text: string): TrackReport => JSON.parse(text) as TrackReport

describe('track --json', () => {
  it('holds the names of the manual, all the way down, and the same bytes twice', async () => {
    await inShort(async (cwd) => {
      const args = ['track', 'short.yaml', '--runs', '2', '--seed', '7', '--missile', 'raid-2', '--json']
      const { code, out, err } = await opendome(args, { cwd })
      expect([code, err]).toEqual([0, ''])
      const document = parsed(out)
      expect(
        shapeOf({ ...document, changed_assumptions: [], first_run: { ...document.first_run, gaps: [] } }),
      ).toEqual(DOCUMENT)
      expect(document).toMatchObject({ runs: 2, runs_asked: 2, seed: 7, heads: 135, launched: 2 })
      expect(document.changed_assumptions).toContainEqual({ path: 'run.seed', preset: 1, value: 7 })
      expect(document.first_run.missile).toBe('raid-2')
      expect((await opendome(args, { cwd })).out).toBe(out)
    })
  })
})

describe('track', () => {
  it('answers in words first, then with tables, and draws what they rest on', async () => {
    await inShort(async (cwd) => {
      const { code, out, err } = await opendome(['track', 'short.yaml', '--picture', 'custody.svg'], { cwd })
      expect([code, err]).toEqual([0, 'written: custody.svg\n'])
      expect(out.replace(/\s+/g, ' ')).toMatch(
        /135 sensors \(leo 108, meo 27\): both missiles are tracked, .*At the firing solution, \d+ s after liftoff, the position is off by [\d,]+ m \(the tracks claim [\d,]+ m\)/,
      )
      for (const line of [
        /^raid-1 +\d+ +\d+ +\d+ +\d+ +[\d.]+ % +[\d.]+ % +\d+ +\d+ s +\d+ s$/m,
        /^half way to the impact +\d+ /m,
        /^ {2}- launch point: off by /m,
        /^in free flight +[\d.]+ +[\d.]+ % /m,
        /^raid-\d in the first run$/m,
        /^Changed assumptions$/m,
      ])
        expect(out).toMatch(line)
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
      const drawn = readFileSync(join(cwd, 'custody.svg'), 'utf8')
      for (const text of [
        'Sensors in view: under thrust',
        'Position error, m: to the impact',
        'Error of the predicted impact, km',
        'what the track claims',
        'opendome',
        'seed 1',
        'Changed assumptions: none.',
      ])
        expect(drawn).toContain(text)
    })
  })

  it('prints the first run scan by scan as CSV, one missile where it is named', async () => {
    await inShort(async (cwd) => {
      const { code, out } = await opendome(['track', 'short.yaml', '--csv', '--picture', 'custody.png'], {
        cwd,
      })
      expect(code).toBe(0)
      expect(readFileSync(join(cwd, 'custody.png')).subarray(1, 4).toString()).toBe('PNG')
      const lines = out.trimEnd().split('\n')
      expect(lines[0]).toMatch(
        /^# opendome \S+, short, seed 1, first of 1 runs, raid starts [\d.]+ s after the epoch/,
      )
      expect(lines[2]).toBe(
        'missile,t_s,heads_in_view,reports,tracks,track,position_error_m,position_sigma_m,velocity_error_m_s,velocity_sigma_m_s,nees,impact_error_km,impact_semi_major_km,impact_semi_minor_km,in_ellipse',
      )
      const rows = lines.slice(3).map((line) => line.split(','))
      expect(new Set(rows.map((r) => r[0]))).toEqual(new Set(['raid-1', 'raid-2']))
      expect(new Set(rows.map((r) => r.length))).toEqual(new Set([15]))
      const one = await opendome(['track', 'short.yaml', '--csv', '--missile', 'raid-2'], { cwd })
      expect(one.out.trimEnd().split('\n').slice(3)).toEqual(
        lines.slice(3).filter((l) => l.startsWith('raid-2')),
      )
    })
  })

  it.each([
    [
      'no sensors',
      'sensors: null\n',
      [],
      'bad.yaml:3:1: missing sensors: the scenario has none, so nothing sees and follows its missiles\nhint: add some',
    ],
    ['a missile that is not there', '', ['--missile', 'raid-3'], 'unknown --missile raid-3'],
    ['no runs', '', ['--runs', '0'], 'invalid --runs 0: expected a whole number from 1 to 100000'],
    ['two answers', '', ['--json', '--csv'], 'invalid --json and --csv'],
    ['a picture of another kind', '', ['--picture', 'a.gif'], 'invalid --picture a.gif'],
  ])('ends with code 2 on %s, and nothing on standard output', async (_, more, args, message) => {
    const files = { 'short.yaml': SHORT, 'bad.yaml': `opendome: 1\nfrom: ./short.yaml\n${more}` }
    await inFolder(files, async (cwd) => {
      const { code, out, err } = await opendome(['track', 'bad.yaml', ...args], { cwd })
      expect([code, out]).toEqual([2, ''])
      expect(err.startsWith(message)).toBe(true)
      expect(err).toMatch(/\nhint: .+\n$/)
    })
  })

  it('prints the runs done when it is stopped with Ctrl-C, and ends with code 130', async () => {
    await inShort(async (cwd) => {
      const { code, out, err } = await opendome(['track', 'short.yaml', '--runs', '100000'], {
        cwd,
        started: (child) => void interruptAfter(child.pid!, 8),
      })
      expect(code).toBe(130)
      if (out === '') expect(err).toBe('stopped before the first run was done\n')
      else expect(out).toMatch(/^stopped after [\d,]+ of 100,000 runs$/m)
    })
  })
})

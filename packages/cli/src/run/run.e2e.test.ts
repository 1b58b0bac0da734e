import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inFolder, interruptAfter, shapeOf } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'
import type { RunDocument } from '@opendome/model/answer'

const STATISTIC = {
  mean: 'number',
  ci95: ['number'],
  p05: 'number',
  p50: 'number',
  p95: 'number',
  distribution: ['number'],
}
const CHANCE = { estimate: 'number', ci95: ['number'] }
const COUNTS = {
  runs: 'number',
  launched: 'number',
  leaked: STATISTIC,
  engaged: 'number',
  engaged_in_full: 'number',
  killed: 'number',
  fell_elsewhere: 'number',
  p_no_leak: CHANCE,
  shots: 'number',
  shots_wasted: 'number',
  by_layer: [
    { layer: 'string', id: 'string', hit: 'string', shots: 'number', killed: 'number', cost: 'null' },
  ],
  by_area: [{ area: 'string', aimed: 'number', leaked: 'number' }],
}
const EVENT = {
  t_s: 'number',
  kind: 'string',
  missile: 'string',
  lat_deg: 'number',
  lon_deg: 'number',
  altitude_km: 'number',
}
const KINDS = [
  'liftoff',
  'seen',
  'solution',
  'decision',
  'release',
  'intercept',
  'hit',
  'miss',
  'burnout',
  'leak',
  'impact',
]

const SMALL = 'opendome: 1\nfrom: first-flight\ncommand: { shots_per_target: 1 }\n'

const parsed = (text: string): RunDocument => JSON.parse(text) as RunDocument

describe('run --json', () => {
  it('holds the names of the design, all the way down', async () => {
    const { code, out, err } = await opendome(['run', 'cbo-2026', '--runs', '12', '--json'])
    expect([code, err]).toEqual([0, ''])
    const document = parsed(out)
    expect(shapeOf(document)).toEqual({
      opendome: 'string',
      scenario: 'string',
      changed_assumptions: [],
      limits: ['string'],
      seed: 'number',
      warheads: { launched: 'number', killed: 'number', leaked: 'number', fell_elsewhere: 'number' },
      causes: [{ cause: 'string', leaked: 'number' }],
      unengaged: 'number',
      double_engagements: 'number',
      rule: 'null',
      independent_failures: {
        runs: 'number',
        leaked: { mean: 'number', ci95: ['number'] },
        killed: 'number',
      },
      without_consent: 'null',
      inventory: [
        {
          id: 'string',
          layer: 'string',
          start: 'number',
          left: 'number',
          first_run: [{ t_s: 'number', left: 'number' }],
        },
      ],
      ...COUNTS,
      assumption_range: {
        low: 'number',
        high: 'number',
        set_by: 'string',
        runs: 'number',
        each: [{ id: 'string', doc: 'string', low: 'number', high: 'number' }],
        notes: [],
      },
      threats: [
        {
          id: 'string',
          burnout_s: 'number',
          seen_s: 'number',
          solution_s: 'number',
          release_s: 'number',
          range_km: 'number',
          apogee_km: 'number',
          flight_time_s: 'number',
        },
      ],
      tracking: 'null',
      first_run: { start_s: 'number', events: [EVENT] },
      runs_asked: 'number',
      readings: [
        {
          id: 'string',
          name: 'string',
          set: {
            'command.decision_time_s': 'number',
            'command.solution_at_s': 'number',
            'threats.raid.vehicle': 'string',
          },
          ...COUNTS,
        },
      ],
    })
    expect(document.readings.map((r) => r.id)).toEqual(['slow', 'fast'])
    for (const event of document.first_run.events) {
      expect(KINDS).toContain(event.kind)
      const { layer: _, interceptor: __, ...rest } = event
      expect(shapeOf(rest)).toEqual(EVENT)
    }
  })

  it('accounts for every missile, and its range holds its mean', async () => {
    const document = parsed((await opendome(['run', 'cbo-2026', '--runs', '12', '--json'])).out)
    for (const counts of [document, ...document.readings])
      expect(counts.killed + counts.leaked.mean + counts.fell_elsewhere).toBeCloseTo(counts.launched, 9)
    const range = document.assumption_range!
    expect(range.low).toBeLessThanOrEqual(document.leaked.mean)
    expect(range.high).toBeGreaterThanOrEqual(document.leaked.mean)
  })

  it('is the same for the same seed and another for another', async () => {
    const run = async (seed: string): Promise<string> =>
      (await opendome(['run', 'cbo-2026', '--runs', '8', '--no-range', '--json', '--seed', seed])).out
    const [one, again, other] = [await run('1'), await run('1'), await run('2')]
    expect(again).toBe(one)
    expect(parsed(other).first_run.start_s).not.toBe(parsed(one).first_run.start_s)
    expect([parsed(one).assumption_range, parsed(other).seed]).toEqual([null, 2])
  })
})

describe('run', () => {
  it('prints a table with a column per reading, and what it rests on', async () => {
    const { code, out, err } = await opendome(['run', 'cbo-2026', '--runs', '10'])
    expect([code, err]).toEqual([0, ''])
    for (const line of [
      /^Through: [\d.]+ to [\d.]+ of 10 missiles, depending on what is assumed\.$/m,
      /^Means of 10 runs .*decide .*decision time$/m,
      /^Fired +10 +10$/m,
      /^Interceptors in orbit +7,800 +7,800$/m,
      /^Chance that none gets through +\S+ % +\S+ %$/m,
      /^What this assumes$/m,
      /^What moves the answer$/m,
      /^all of them together +[\d.]+ to [\d.]+$/m,
      /^Not modelled, and limits$/m,
      /^Changed assumptions$/m,
      /^opendome \S+, scenario cbo-2026, seed 1, 10 runs$/m,
    ])
      expect(out).toMatch(line)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(out).not.toContain('\u001b')
  })

  it('lists what a file changes of its preset, and writes its results', async () => {
    await inFolder({ 'mine.yaml': SMALL }, async (cwd) => {
      const { code, out, err } = await opendome(['run', 'mine.yaml', '--runs', '5', '--out', 'a/b'], { cwd })
      expect([code, err]).toEqual([0, 'written: a/b/run.json, a/b/events.csv\n'])
      expect(out).toContain('  - command.shots_per_target: 1 instead of 2\n')
      const document = parsed(readFileSync(join(cwd, 'a/b/run.json'), 'utf8'))
      expect(document.changed_assumptions).toEqual([
        { path: 'command.shots_per_target', preset: 2, value: 1 },
      ])
      const events = readFileSync(join(cwd, 'a/b/events.csv'), 'utf8').split('\n')
      expect(events[0]).toMatch(/^# opendome \S+, First flight.*seed 1, first of 5 runs/)
      expect(events[1]).toBe('# changed assumption: command.shots_per_target: 1 instead of 2')
      expect(events[2]).toBe('t_s,kind,missile,layer,interceptor,lat_deg,lon_deg,altitude_km')
      expect(events.length - 4).toBe(document.first_run.events.length)
    })
  })

  it('follows from: paths relative to the file that holds them', async () => {
    await inFolder(
      { 'base.yaml': SMALL, 'top.yaml': 'opendome: 1\nfrom: ./base.yaml\nrun: {runs: 3}\n' },
      async (cwd) => {
        const file = join(cwd, 'top.yaml')
        const { code, out } = await opendome(['run', file, '--no-range', '--json'])
        expect(code).toBe(0)
        expect(parsed(out)).toMatchObject({
          runs: 3,
          changed_assumptions: [{ path: 'run.runs', preset: 200, value: 3 }],
        })
      },
    )
  })

  it('ends silently when its reader goes away', async () => {
    const { code, err } = await opendome(['run', 'cbo-2026', '--runs', '2', '--no-range', '--json'], {
      started: (child) => child.stdout!.destroy(),
    })
    expect([code, err]).toEqual([0, ''])
  })

  it('prints what is done when it is stopped with Ctrl-C, and ends with code 130', async () => {
    const { code, out, err } = await opendome(['run', 'cbo-2026', '--runs', '5000000'], {
      started: (child) => void interruptAfter(child.pid!, 2.5),
    })
    expect([code, err]).toEqual([130, ''])
    expect(out).toMatch(/^stopped after [\d,]+ of 5,000,000 runs/m)
    expect(out).toMatch(/^Fired +10$/m)
    expect(out).toContain('Assumption range: not computed (the study was stopped before it was known).')
  })
})

describe('run of several layers', () => {
  it('says what the shots of a layer cost where the catalog has a price, and null where not', async () => {
    const { code, out } = await opendome(['run', 'four-layers', '--runs', '2'])
    expect(code).toBe(0)
    expect(out).toMatch(/^gbi-greely +75 +75 to 109 +[\d,]+ +2021 +gbi$/m)
    expect(out).not.toMatch(/^sbi +\d+ .* to /m)
    const document = parsed((await opendome(['run', 'four-layers', '--runs', '2', '--json'])).out)
    const [space, greely] = document.by_layer
    expect(space!.cost).toBeNull()
    expect(greely!.cost).toMatchObject({ entry: 'gbi', unit_usd_m: 75, shots_usd_m: 75 * greely!.shots })
  })
})

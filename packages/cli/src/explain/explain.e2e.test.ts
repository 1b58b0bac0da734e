import { describe, expect, it } from 'vitest'
import type { ExplainReport } from '@opendome/model/study'
import { shapeOf, inFolder } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

const parsed = (text: string): ExplainReport => JSON.parse(text) as ExplainReport

describe('opendome explain', () => {
  it('tells the story of one missile in order of time, and what came of it', async () => {
    const { code, out, err } = await opendome(['explain', 'four-layers', '--missile', '2', '--json'])
    expect([code, err]).toEqual([0, ''])
    const report = parsed(out)
    expect(shapeOf({ ...report, causes: [], changed_assumptions: [] })).toEqual({
      opendome: 'string',
      scenario: 'string',
      changed_assumptions: [],
      limits: ['string'],
      seed: 'number',
      run: 'number',
      missile: 'string',
      fate: 'string',
      causes: [],
      story: [{ t_s: 'number', text: 'string' }],
      summary: 'string',
    })
    expect(report.missile).toBe('raid-2')
    const times = report.story.map((line) => line.t_s)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(report.story[0]!.text).toContain('lifts off from 40.3° N 125.3° E')
    expect(report.summary).toMatch(/^raid-2 (was stopped|got through|came down)/)
  })

  it('agrees with the run: the fate of each missile of the first run', async () => {
    const all = await Promise.all(
      ['1', '2', '3'].map(async (n) =>
        parsed((await opendome(['explain', 'cbo-2026', '--missile', n, '--json'])).out),
      ),
    )
    const { out } = await opendome(['run', 'cbo-2026', '--runs', '1', '--no-range', '--json'])
    const run = JSON.parse(out) as { first_run: { events: { kind: string; missile: string }[] } }
    for (const { missile, fate, causes } of all) {
      const leaked = run.first_run.events.some((e) => e.kind === 'leak' && e.missile === missile)
      expect(fate === 'leaked').toBe(leaked)
      expect(causes.length).toBe(leaked ? 1 : 0)
    }
  })

  it('is a page of plain sentences', async () => {
    const { code, out } = await opendome(['explain', 'first-flight', '--run', '3'])
    expect(code).toBe(0)
    expect(out).toContain('The launch is reported; it is at an altitude of')
    expect(out).toContain('run 3')
  })

  it('refuses a missile and a run that are not there', async () => {
    const missing = await opendome(['explain', 'cbo-2026', '--missile', '11'])
    expect([missing.code, missing.out]).toEqual([2, ''])
    expect(missing.err).toContain('unknown missile 11: expected 1 to 10')
    const run = await opendome(['explain', 'cbo-2026', '--run', '-1'])
    expect(run.code).toBe(2)
  })
})

describe('bad layers on the command', () => {
  const layer = (text: string): string => `opendome: 1\nfrom: cbo-2026\ninterceptors:\n  - ${text}\n`
  it('are refused with place and reason', async () => {
    const files = {
      'no-vehicle.yaml': layer(
        '{ id: lower, layer: lower, at: { lat_deg: 41.9, lon_deg: -87.9 }, inventory: 4 }',
      ),
      'drowned.yaml': layer(
        '{ id: lower, layer: lower, at: { lat_deg: 30, lon_deg: -40 }, inventory: 4, vehicle: thaad-class }',
      ),
      'below-zero.yaml': layer(
        '{ id: lower, layer: lower, at: { lat_deg: 41.9, lon_deg: -87.9 }, inventory: -1, vehicle: thaad-class }',
      ),
      'never.yaml': layer(
        '{ id: lower, layer: lower, at: { lat_deg: 41.9, lon_deg: -87.9 }, inventory: 4, vehicle: thaad-class, doctrine: { reserve: 4 } }',
      ),
      'consent.yaml':
        'opendome: 1\nfrom: cbo-2026\ncommand:\n  authority: { parties: [{ id: canada, decision: { fixed_s: 9 } }], ask: [mars] }\n',
      'loop.yaml':
        'opendome: 1\nfrom: cbo-2026\ncommand:\n  network: { nodes: [{ id: a, level: national, reports_to: a }], picture: a }\n',
    }
    const says: Record<keyof typeof files, RegExp> = {
      'no-vehicle.yaml': /no-vehicle\.yaml:4:\d+: missing field interceptors\.lower\.vehicle/,
      'drowned.yaml':
        /drowned\.yaml:4:\d+: invalid interceptors\.lower\.at \(30, -40\): a battery in the sea/,
      'below-zero.yaml':
        /below-zero\.yaml:4:\d+: invalid interceptors\.lower\.inventory -1: expected a whole number 0/,
      'never.yaml': /never\.yaml:4:\d+: invalid .*reserve 4: expected fewer than the 4 interceptors/,
      'consent.yaml':
        /consent\.yaml:4:\d+: unknown command\.authority\.ask\.0: party mars: expected one of canada/,
      'loop.yaml': /loop\.yaml:4:\d+: invalid .*loop of reports a → a/,
    }
    await inFolder(files, async (folder) => {
      for (const [file, words] of Object.entries(says)) {
        const { code, out, err } = await opendome(['run', file], { cwd: folder })
        expect([file, code, out]).toEqual([file, 2, ''])
        expect(err).toMatch(words)
      }
    })
  })
})

import { describe, expect, it } from 'vitest'
import type { BracketReport } from '@opendome/model/study'
import { inFolder, shapeOf } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

/** A bracket that takes seconds. */
const SMALL = `opendome: 1
from: first-flight
command: { shots_per_target: 1 }
bracket:
  published: 300
  at_least: true
  mark: second-hand
  where: a made-up study, page 7
  family: { altitude_km: [300, 300], inclination_deg: [46, 50] }
  beside: { altitude_km: [300, 400], inclination_deg: [40, 60] }
  cover:
    - { id: launch-site, name: the launch site }
    - { id: band, name: 'a band, 35 to 45 N', lat_deg: [35, 45] }
  moves:
    - id: decision-time
      name: decision time
      options:
        - { name: a minute, set: { command.decision_time_s: 60 } }
        - { name: an hour, set: { command.decision_time_s: 3600 } }
      solve: { field: command.decision_time_s, between: [0, 90] }
`
const SIZED = {
  interceptors: 'number',
  satellites: 'number',
  shell: {
    planes: 'number',
    per_plane: 'number',
    inclination_deg: 'number',
    altitude_km: 'number',
    phasing: 'number',
  },
  lower_bound: 'number',
  gap: 'number',
  hardest: 'string',
  sampled: 'boolean',
  ratio_to_published: 'number',
  why: 'null',
}

describe('size --what-moves', () => {
  it('prints the distance, the fleets, what moves them and which value closes the distance', async () => {
    await inFolder({ 'small.yaml': SMALL }, async (cwd) => {
      const { code, out, err } = await opendome(['size', 'small.yaml', '--what-moves'], { cwd })
      expect([code, err]).toEqual([0, ''])
      const text = out.replace(/\s+/g, ' ')
      expect(text).toMatch(
        /Published \(second-hand\): at least 300 interceptors on orbit \(a made-up study, page 7\)\. This reading takes \d+ for the launch site \([\d.]+ times the published\); \d+ for a band, 35 to 45 N/,
      )
      expect(text).toContain('Nothing is tuned to the published number')
      expect(text).toContain('decision time moves it most: a minute takes')
      for (const line of [
        /^decision time +a minute +\d+ +× \d\.\d\d +[\d,]+ +× \d\.\d\d$/m,
        /^ +an hour +none +none$/m,
        /^ {2}- decision time, an hour: infeasible .*reach 0/m,
        /^decision time +band +(none from 0 to 90 s|[\d.]+ s +\d+)$/m,
        /^opendome .*, scenario small\.yaml; nothing here is drawn$/m,
      ])
        expect(out).toMatch(line)
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)

      const json = await opendome(['size', 'small.yaml', '--what-moves', '--json'], { cwd })
      expect([json.code, json.err]).toEqual([0, ''])
      const document = JSON.parse(json.out) as BracketReport
      expect(shapeOf(document)).toEqual({
        opendome: 'string',
        scenario: 'string',
        changed_assumptions: [{ path: 'string', preset: 'number', value: 'number' }],
        limits: ['string'],
        published: { interceptors: 'number', at_least: 'boolean', mark: 'string', where: 'string' },
        salvo: 'number',
        shots: 'number',
        guarantee: 'string',
        covers: [{ id: 'string', name: 'string', lat_deg: 'null' }],
        fleets: [
          { reading: 'string', name: 'string', set: {}, cover: 'string', family: SIZED, beside: SIZED },
        ],
        moves: [
          {
            assumption: 'string',
            name: 'string',
            option: 'string',
            set: { 'command.decision_time_s': 'number' },
            by_cover: [{ cover: 'string', ...SIZED, ratio_to_scenario: 'number' }],
          },
        ],
        reaches_published: [
          {
            assumption: 'string',
            name: 'string',
            cover: 'string',
            field: 'string',
            between: ['number'],
            value: document.reaches_published[0]!.value === null ? 'null' : 'number',
            interceptors: document.reaches_published[0]!.value === null ? 'null' : 'number',
            why: document.reaches_published[0]!.value === null ? 'string' : 'null',
          },
        ],
        complete: 'boolean',
      })
      expect(document.fleets.map((f) => f.family.ratio_to_published! * 300)).toEqual(
        document.fleets.map((f) => expect.closeTo(f.family.interceptors!, 6) as number),
      )
    })
  })

  it.each([['--search'], ['--csv'], ['--map', 'map.svg']])('cannot go with %s', async (...args) => {
    const { code, out, err } = await opendome(['size', 'first-flight', '--what-moves', ...args])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^invalid --what-moves and --/)
  })

  it('places mistakes in what a bracket changes', async () => {
    const bad = SMALL.replace('command.decision_time_s: 60', 'command.decision_time_min: 1')
    await inFolder({ 'bad.yaml': bad }, async (cwd) => {
      const { code, err } = await opendome(['size', 'bad.yaml', '--what-moves'], { cwd })
      expect(code).toBe(2)
      expect(err).toMatch(/^bad\.yaml:18:36: unknown field command\.decision_time_min/)
    })
  })
})

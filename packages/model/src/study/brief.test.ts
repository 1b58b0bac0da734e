import { describe, expect, it } from 'vitest'
import { PRESETS } from '../generated/presets.ts'
import { readScenario, withOverrides, type Scenario } from '../scenario/index.ts'
import { usualDisputes } from './assumptions.ts'
import { BriefGame, type BriefReport } from './brief.ts'
import { sourcesOf } from './brief-sources.ts'
import { TaskRunner } from './task.ts'

const SHIELD = `opendome: 1
name: Small shield
epoch: 2030-01-01T00:00:00Z
interceptors:
  - { id: battery, layer: lower, at: { lat_deg: 41.9, lon_deg: -87.9 }, inventory: 1, vehicle: thaad-class }
threats:
  - { id: raid, vehicle: icbm-solid-generic, launch: { site: sinpung-dong }, aim: { site: chicago }, count: 2 }
defended: [{ area: united-states }, { area: own, ring: [{ lat_deg: 60, lon_deg: -100 }, { lat_deg: 60, lon_deg: -90 }, { lat_deg: 50, lon_deg: -90 }] }]
partners:
  - { id: united-states, hosts: [interceptors.battery], defends: [united-states] }
  - { id: canada, pays: { share: 0.1 }, defends: [own] }
cost: { preset: cbo-2026 }
`

function played(scenario: Scenario, nation: string): BriefReport {
  const game = new BriefGame(scenario, nation, 3)
  const runner = new TaskRunner()
  for (const task of game.work.ask()) game.work.tell(task, runner.run(task))
  return game.report()
}

describe('the options of a nation', () => {
  const scenario = readScenario(PRESETS['north-america']!)
  const game = new BriefGame(scenario, 'canada', 2)

  it('are each a scenario of its own, with both ends of what is disputed', () => {
    const options = game.work.points
      .map(({ set }) => set)
      .filter((set) => !Object.keys(set).some((path) => path.startsWith('threats.raid.vehicle')))
      .map((set) => withOverrides(scenario, set))
    const [out, sensors, share, full] = options
    expect(options).toHaveLength(4)
    expect(out!.sensors.map((s) => s.id)).not.toContain('arctic')
    for (const s of [sensors, share, full]) expect(s!.sensors.map((x) => x.id)).toContain('arctic')
    const own = (s: typeof out) => s!.defended.find((d) => d.id === 'canada')!.protected
    expect([own(out), own(sensors), own(share), own(full)]).toEqual([false, false, true, true])
    const asked = (s: typeof out) => s!.command.authority!.ask
    expect([asked(sensors), asked(share)]).toEqual([['united-states'], ['united-states']])
    expect(asked(full)).toEqual(['united-states', 'canada'])
    // Four scenarios, as written and at both ends.
    expect(game.work.points).toHaveLength(12)
  })

  it('vary the usual disputes where the scenario names none', () => {
    const plain = withOverrides(readScenario(SHIELD), {})
    const disputes = usualDisputes(plain)
    expect(plain.disputed).toBeUndefined()
    const { points } = new BriefGame(plain, 'canada', 2).work
    for (const end of ['low', 'high'] as const) {
      const all = Object.fromEntries(disputes.flatMap((d) => Object.entries(d[end])))
      const varied = points.filter(({ set }) => Object.entries(all).every(([k, v]) => set[k] === v))
      // Staying out, and a share at each ask.
      expect(varied, end).toHaveLength(2)
      for (const { set } of varied) expect(() => withOverrides(plain, set)).not.toThrow()
    }
  })

  it('are told with their assumptions, areas by name, and a source with a mark for every figure', () => {
    const report = played(readScenario(SHIELD), 'japan')
    expect(report.options.map((o) => o.kind)).toEqual(['out', 'share'])
    expect(report.limits[0]).toBe(
      'Japan is no party of command.authority: being asked for its yes is not among the options.',
    )
    expect(report.disputed.map((d) => d.id)).toContain('vehicle-and-burn-time')
    expect(report.options[0]!.areas.map((a) => a.name)).toEqual(['United States of America', 'own'])
    // No dollar rate to the dollar; the share rests on the products of all three and on the total.
    expect(Object.keys(report.sources)).not.toContain('rate')
    const of = report.sources['asks']!.map((l) => l.of)
    expect(of).toEqual(expect.arrayContaining(['Japan', 'Canada', 'United States']))
    expect(report.sources['asks']).toEqual(expect.arrayContaining([...report.sources['total']!]))
    for (const [id, lines] of Object.entries(report.sources)) {
      expect(lines, id).not.toHaveLength(0)
      for (const l of lines)
        for (const text of [l.of, l.title, l.where, l.mark]) expect(text, id).not.toBe('')
    }
  })

  it('name the file for a total that no preset has', () => {
    const plain = readScenario(SHIELD)
    const own = { ...plain, cost: { ...plain.cost!, preset: undefined } }
    expect(sourcesOf(own, 'canada', 'CAD', [])['total']).toMatchObject([
      { title: 'Small shield', mark: 'assumption' },
    ])
  })

  it('give no report before their runs are told', () => {
    expect(() => game.report()).toThrow('missing runs: not all are done')
  })
})

import { describe, expect, it } from 'vitest'
import { PRESETS } from '../generated/presets.ts'
import { readScenario, withOverrides, type Scenario } from './index.ts'

const scenario = readScenario(PRESETS['north-america']!)
const without = (...ids: string[]): Scenario =>
  withOverrides(scenario, Object.fromEntries(ids.map((id) => [`partners.${id}.in`, false])))
const sensors = (s: Scenario): string[] => s.sensors.map((x) => x.id)

describe('partners of a scenario', () => {
  it('are read with their names and what they pay in dollars', () => {
    expect(scenario.partners.map((p) => p.name)).toEqual([
      'United States',
      'Canada',
      'Denmark',
      'United Kingdom',
      'Japan',
      'Australia',
    ])
    expect(scenario.partners[1]!.pays).toEqual({ usd: 61e9 })
    expect([scenario.without, scenario.blind]).toEqual([[], false])
  })

  it('leave with what they host and own, their yes and their protection, and the cost stays that of the whole', () => {
    const left = without('canada')
    expect(sensors(left)).toEqual(sensors(scenario).filter((id) => id !== 'arctic'))
    expect(left.command.authority!.ask).toEqual(['united-states'])
    expect(left.defended.map((d) => [d.id, d.protected])).toEqual([
      ['united-states', true],
      ['canada', false],
    ])
    expect(left.cost!.plan).toEqual(scenario.cost!.plan)
    expect(left.without).toEqual([
      'Without Canada: gone are sensors.arctic; nothing is fired for the sake of canada alone.',
    ])
    const told = left.changed.find((c) => c.path === 'partners')!.value as { id: string; in: boolean }[]
    expect(told.filter((p) => !p.in).map((p) => p.id)).toEqual(['canada'])
  })

  it('take with the decoys that a radar tells apart what it was named for', () => {
    expect(scenario.command.discrimination.improvedBy.map((b) => b.sensor)).toEqual(['lrdr'])
    const left = without('united-states')
    expect(left.command.discrimination.improvedBy).toEqual([])
    expect([left.layers, left.groundLayers]).toEqual([[], []])
    expect(left.blind).toBe(false)
  })

  it('leave nothing that sees, and so nothing that fires, when all are gone', () => {
    const none = without(...scenario.partners.map((p) => p.id))
    expect([none.sensors, none.layers, none.groundLayers, none.blind]).toEqual([[], [], [], true])
    const again = withOverrides(none, { 'partners.japan.in': true })
    expect([sensors(again), again.blind]).toEqual([['shariki'], false])
  })

  it('set what their absence changes, refuse where they are still asked, cut their nodes', () => {
    const text = `opendome: 1
from: four-layers
name: links
command:
  network:
    nodes:
      - { id: omaha, level: national }
      - { id: north-bay, level: regional, reports_to: omaha }
    links: [{ between: [omaha, north-bay], delay: { fixed_s: 1 } }]
    picture: omaha
partners:
  - id: united-states
    owns: [interceptors.sbi]
    consent: true
  - id: canada
    hosts: [nodes.north-bay]
    consent: true
    leaving:
      refuses: true
      set: { command.decision_time_s: 45 }
`
    const left = withOverrides(readScenario(text), { 'partners.canada.in': false })
    expect(left.command.decisionTime).toBe(45)
    expect(left.command.network!.cut).toEqual([{ node: 'north-bay', from: 0 }])
    expect(left.command.authority!.ask).toEqual(['united-states', 'canada'])
    expect(left.command.authority!.parties.map((p) => p.consents)).toEqual([1, 0])
  })

  it('come back as they were', () => {
    const back = withOverrides(without('canada', 'japan'), {
      'partners.canada.in': true,
      'partners.japan.in': true,
    })
    const { start: _, ...rest } = back
    const { start: __, ...own } = scenario
    expect(rest.sensors).toEqual(own.sensors)
    expect(rest.command).toEqual(own.command)
    expect(rest.defended).toEqual(own.defended)
  })
})

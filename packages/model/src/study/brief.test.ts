import { describe, expect, it } from 'vitest'
import { PRESETS } from '../generated/presets.ts'
import { readScenario, withOverrides } from '../scenario/index.ts'
import { BriefGame } from './brief.ts'

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

  it('give no report before their runs are told', () => {
    expect(() => game.report()).toThrow('missing runs: not all are done')
  })
})

import { describe, expect, it } from 'vitest'
import { normalCdf, ln } from '../math/index.ts'
import { readScenario } from '../scenario/index.ts'
import { ConsentGame } from './consent-game.ts'
import { TaskRunner } from './task.ts'

const TEXT = `opendome: 1
from: cbo-2026
name: consent
threats: [{ id: raid, count: 4 }]
command:
  decision_time_s: 0
  authority:
    parties:
      - { id: united-states, decision: { median_s: 20, p95_s: 60 } }
      - { id: canada, decision: { median_s: 30, p95_s: 90 } }
    ask: [united-states, canada]
    need: all
`

describe('what consent costs', () => {
  const game = new ConsentGame(readScenario(TEXT), 30)
  const runner = new TaskRunner()
  for (const task of game.work.ask()) game.work.tell(task, runner.run(task))
  const { variants } = game.report()
  const of = (id: string) => variants.find((v) => v.id === id)!

  it('takes as long as the distributions of the parties say', () => {
    // Half of both are below t where F₁(t) F₂(t) = ½, lognormal with σ = ln(p95/median)/1.645.
    const cdf = (t: number, median: number, p95: number): number =>
      normalCdf((ln(t / median) * 1.6448536269514722) / ln(p95 / median))
    const half = of('both').time_s!.p50
    expect(cdf(half, 20, 60) * cdf(half, 30, 90)).toBeCloseTo(0.5, 1)
    const either = of('either').time_s!.p50
    expect((1 - cdf(either, 20, 60)) * (1 - cdf(either, 30, 90))).toBeCloseTo(0.5, 1)
    expect(Math.abs(of('united-states alone').time_s!.p50 - 20)).toBeLessThan(1)
    expect(of('nobody').time_s).toEqual({ p05: 0, p50: 0, p95: 0 })
  })

  it('costs intercepts under thrust, more the more have to say yes, and standing rules give some back', () => {
    const boost = (id: string): number => of(id).intercepts.boost.mean
    expect(boost('nobody')).toBeGreaterThan(boost('united-states alone'))
    expect(boost('either')).toBeGreaterThan(boost('both'))
    expect(boost('united-states alone')).toBeGreaterThan(boost('both'))
    expect(boost('pre-delegated after 15 s')).toBeGreaterThan(boost('pre-delegated after 120 s'))
    expect(boost('pre-delegated after 120 s')).toBeGreaterThanOrEqual(boost('both'))
    expect(of('both').intercepts.boost.change.distinguishable).toBe(true)
    expect(of('nobody').more_leaked.mean).toBe(0)
    // One layer: what is not stopped gets through.
    for (const v of variants) expect(v.leaked.mean + v.intercepts.boost.mean).toBeCloseTo(4, 9)
  })

  it('runs once what comes to the same question: one party alone is all', () => {
    const alone = TEXT.replace(/ +- \{ id: canada.*\n/, '').replace(
      '[united-states, canada]',
      '[united-states]',
    )
    const game = new ConsentGame(readScenario(alone), 4)
    // Nobody, united-states alone, which is all, and four standing rules.
    expect(game.work.points).toHaveLength(6)
    const runner = new TaskRunner()
    for (const task of game.work.ask()) game.work.tell(task, runner.run(task))
    const { variants } = game.report()
    expect(variants).toHaveLength(7)
    const [one, all] = ['united-states alone', 'all'].map((id) => variants.find((v) => v.id === id)!)
    expect(all!.leaked).toEqual(one!.leaked)
  })

  it('refuses a scenario in which nobody can be asked', () => {
    expect(() => new ConsentGame(readScenario('opendome: 1\nfrom: first-flight'), 5)).toThrow(
      'missing command.authority: nobody can be asked for consent',
    )
  })
})

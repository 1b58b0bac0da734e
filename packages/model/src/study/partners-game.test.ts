import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { readScenario, type Scenario } from '../scenario/index.ts'
import { pairedMean } from './paired.ts'
import { partnerChanges } from './partner-changes.ts'
import { MOST_EXACT, PartnersGame } from './partners-game.ts'
import { partnersReport } from './partners-report.ts'
import { askScale } from './partners-shares.ts'
import { TaskRunner } from './task.ts'

/** A small shield by stated delays; `partners` are lines of the block, `more` those of further interceptors. */
function shield(partners: string, batteries = 2, runs = 40, more = ''): Scenario {
  const layers = Array.from(
    { length: batteries },
    (_, i) =>
      `  - { id: battery-${i}, layer: lower, at: { lat_deg: 41.9, lon_deg: -87.9 }, inventory: 1, vehicle: thaad-class }\n`,
  )
  return readScenario(`opendome: 1
name: Small shield
epoch: 2030-01-01T00:00:00Z
interceptors:
${layers.join('')}${more}threats:
  - { id: raid, vehicle: icbm-solid-generic, launch: { site: sinpung-dong }, aim: { site: chicago }, count: 3 }
command: { shots_per_target: 1 }
defended: [{ area: united-states }, { area: canada }]
partners:
${partners}
cost: { preset: cbo-2026 }
run: { runs: ${runs}, seed: 3 }
`)
}

function played(scenario: Scenario, reverse = false, pairs?: number): PartnersGame {
  const game = new PartnersGame(scenario, scenario.run.runs, pairs)
  const runner = new TaskRunner()
  const tasks = [...game.work.ask()]
  for (const task of reverse ? tasks.reverse() : tasks) game.work.tell(task, runner.run(task))
  expect(game.work.ask()).toEqual([])
  return game
}

const TWINS = `  - { id: united-states, hosts: [interceptors.battery-0], pays: { share: 0.9 } }
  - { id: canada, hosts: [interceptors.battery-1] }
  - { id: japan, pays: { share: 0.1 } }`

describe('a paired mean', () => {
  it('ends its interval where no mean can lie', () => {
    // Student's interval of 0, 0, 0, 1 goes below zero: 0.25 ± 0.80.
    const level = pairedMean(Float64Array.of(0, 0, 0, 1), 1, 0)
    expect(level.ci95[0]).toBe(0)
    expect(level.ci95[1]).toBe(1)
    expect(pairedMean(Float64Array.of(0, 0, 0, 1), 1).ci95[0]).toBeCloseTo(0.25 - 3.182446305 / 4, 6)
    // All equal: u = 1 − 0.025^(1/4), within 0 and 3.
    const u = 1 - 0.025 ** (1 / 4)
    expect(pairedMean(new Float64Array(4).fill(3), 3, 0).ci95).toEqual([expect.closeTo(3 - 3 * u, 9), 3])
    expect(pairedMean(new Float64Array(4), 3).ci95).toEqual([
      expect.closeTo(-3 * u, 9),
      expect.closeTo(3 * u, 9),
    ])
  })
})

describe('the game of partners', () => {
  const game = played(shield(TWINS))

  it('adds up to what all do together, gives twins alike and a dummy nothing', () => {
    for (const { name, none, all, partners } of game.values()) {
      const sum = partners.reduce((s, p) => s + p.shapley.mean, 0)
      expect(sum, name).toBeCloseTo(all.mean - none.mean, 9)
      const [a, b, dummy] = partners
      // The same battery in the same place; the order of the file may break ties, so alike within the sampling error.
      expect(Math.abs(a!.shapley.mean - b!.shapley.mean)).toBeLessThanOrEqual(
        a!.shapley.ci95[1] - a!.shapley.ci95[0],
      )
      expect(dummy!.shapley.mean).toBe(0)
      expect(dummy!.last.distinguishable).toBe(false)
    }
    const leaked = game.values()[0]!
    expect(leaked.none.mean).toBe(3)
    expect(leaked.partners[0]!.shapley.distinguishable).toBe(true)
    expect(leaked.partners[0]!.shapley.mean).toBeLessThan(-0.5)
  })

  it('runs coalitions once that come to the same scenario', () => {
    expect(game.counts).toEqual({ coalitions: 8, distinct: 4 })
  })

  it('is the same in any order of the answers', () => {
    expect(partnersReport(played(shield(TWINS), true))).toEqual(partnersReport(game))
  })

  it('finds partners indistinguishable from none who bring nothing', () => {
    const none = played(
      shield(`  - { id: united-states, pays: { share: 0.5 } }
  - { id: canada, pays: { share: 0.3 } }
  - { id: norway, pays: { share: 0.2 } }`),
    )
    expect(none.counts.distinct).toBe(1)
    for (const { partners } of none.values())
      for (const p of partners)
        for (const m of [p.last, p.alone, p.shapley]) {
          expect(m.mean).toBe(0)
          expect(m.distinguishable).toBe(false)
        }
  })

  it('finds partners indistinguishable from none whose assets do nothing, though each coalition is a scenario of its own', () => {
    // A battery in Chicago that is nobody's, and three on the other side of the Earth that nothing passes.
    const far = ['a', 'b', 'c'].map(
      (id) =>
        `  - { id: ${id}, layer: lower, at: { lat_deg: -42, lon_deg: 146.5 }, inventory: 9, vehicle: thaad-class }\n`,
    )
    const idle = shield(
      `  - { id: united-states, hosts: [interceptors.a] }
  - { id: canada, hosts: [interceptors.b] }
  - { id: norway, hosts: [interceptors.c] }`,
      1,
      40,
      far.join(''),
    )
    const none = played(idle)
    expect(none.counts).toEqual({ coalitions: 8, distinct: 8 })
    expect(none.values()[0]!.all.mean).toBeLessThan(3)
    for (const { name, partners } of none.values())
      for (const p of partners)
        for (const m of [p.last, p.alone, p.shapley]) {
          expect(m.mean, name).toBe(0)
          expect(m.distinguishable).toBe(false)
        }
  })

  it('draws orders beyond so many partners, with the same sum and an error', () => {
    const ids = [
      'united-states',
      'canada',
      'japan',
      'germany',
      'poland',
      'israel',
      'norway',
      'denmark',
      'australia',
    ]
    expect(ids.length).toBeGreaterThan(MOST_EXACT)
    const many = played(
      shield(
        ids.map((id, i) => `  - { id: ${id}, hosts: [interceptors.battery-${i}] }`).join('\n'),
        ids.length,
      ),
    )
    expect(many.exact).toBe(false)
    expect(many.counts.coalitions).toBeLessThan(512)
    const leaked = many.values()[0]!
    const sum = leaked.partners.reduce((s, p) => s + p.shapley.mean, 0)
    expect(sum).toBeCloseTo(leaked.all.mean - leaked.none.mean, 9)
    expect(Math.max(...leaked.partners.map((p) => p.shapley.error))).toBeGreaterThan(0)
  })

  it('shares the cost by what each brings and gets, and by the rules of cost', () => {
    // With areas of their own: when the United States are out, nothing is fired for their sake, and a battery elsewhere is idle.
    const own = TWINS.replace('pays', 'defends: [united-states], pays')
    const { shares, payers } = partnersReport(
      played(shield(own.replace('battery-1]', 'battery-1], defends: [canada]'))),
    )
    const rule = (name: string) => shares.find((s) => s.rule === name)!.shares
    for (const s of shares)
      expect(
        s.shares.reduce((sum, x) => sum + (x.share ?? 0), 0),
        s.rule,
      ).toBeCloseTo(1, 9)
    expect(rule('norad').map((s) => s.share)).toEqual([0.6, 0.4, null])
    // All three are aimed at Chicago.
    expect(rule('protection-received').map((s) => s.share)).toEqual([1, 0, 0])
    expect(rule('protection-brought')[2]!.share).toBeCloseTo(0, 12)
    expect(payers!.by_partner.map((p) => [p.partner, Number(p.share.toFixed(6))])).toEqual([
      ['united-states', 0.9],
      ['canada', 0],
      ['japan', 0.1],
    ])
  })

  it('places the asks on the published totals', () => {
    const at = (total: string, ask: number): number =>
      askScale(['canada', 'japan']).find((a) => a.total === total && a.usd_b === ask)!.share
    // 61/175, 71/175, 71/185 and 71/1,191, as in the case cost/canada.
    expect(at('programme-175', 61)).toBeCloseTo(0.349, 3)
    expect(at('programme-175', 71)).toBeCloseTo(0.406, 3)
    expect(at('programme-185', 71)).toBeCloseTo(0.384, 3)
    expect(at('cbo-2026', 71)).toBeCloseTo(0.06, 3)
  })

  it('gives every measured share an interval, and none where nothing is shared out', () => {
    const { shares } = partnersReport(played(shield(TWINS.replace('pays', 'defends: [united-states], pays'))))
    for (const rule of ['protection-brought', 'protection-received'])
      for (const { share, ci95 } of shares.find((s) => s.rule === rule)!.shares) {
        expect(ci95![0], rule).toBeLessThanOrEqual(share!)
        expect(ci95![1] - ci95![0], rule).toBeGreaterThan(0.01)
      }
    const idle = partnersReport(
      played(
        shield(`  - { id: united-states, pays: { share: 0.7 } }
  - { id: canada, pays: { share: 0.3 } }`),
      ),
    )
    for (const rule of ['protection-brought', 'protection-received'])
      for (const { share, ci95 } of idle.shares.find((s) => s.rule === rule)!.shares)
        expect([share, ci95], rule).toEqual([null, null])
  })

  it('says for whom a sum was asked, and how many intervals it looks at', () => {
    const { asks, limits } = partnersReport(game)
    expect(new Set(asks.map((a) => a.partner))).toEqual(new Set(['canada']))
    // Leaked in all and in two areas, engaged in full, stopped and the time of the solution; three values of three partners each.
    expect(limits.join('\n')).toContain('54 differences stand here')
    const none = shield('  - { id: united-states, hosts: [interceptors.battery-0] }')
    expect(partnersReport(played(none)).asks).toEqual([])
  })

  it('lets the first partner pay the rest, and refuses what does not work out', () => {
    const pays = (own: string, others: string): Scenario =>
      shield(`  - { id: united-states, hosts: [interceptors.battery-0]${own} }
  - { id: canada, pays: ${others} }`)
    const { payers } = new PartnersGame(pays('', '{ share: 0.25 }'), 2)
    expect(payers!.by_partner.map((p) => p.share)).toEqual([0.75, 0.25])
    const refused = (scenario: Scenario): OpendomeError => {
      try {
        new PartnersGame(scenario, 2)
      } catch (error) {
        if (error instanceof OpendomeError) return error
      }
      throw new Error('not refused')
    }
    expect(refused(pays('', '{ amount_b: 5000, currency: USD }'))).toMatchObject({
      code: 'infeasible',
      where: 'partners.canada.pays',
    })
    expect(refused(pays(', pays: { share: 0.5 }', '{ share: 0.25 }'))).toMatchObject({
      code: 'invalid',
      where: 'partners.united-states.pays',
      hint: 'leave its pays out',
    })
  })

  it('refuses a scenario without partners', () => {
    expect(() => new PartnersGame(readScenario('opendome: 1\nfrom: first-flight'), 10)).toThrow(
      'missing partners: the scenario has none',
    )
  })
})

describe('a paired mean', () => {
  it("has Student's interval, and where all are equal that of an outcome not yet seen", () => {
    const m = pairedMean(Float64Array.of(1, 0, 1, 0), 2)
    // s = 0.57735, t(0.975, 3) = 3.1824
    expect(m.ci95[0]).toBeCloseTo(0.5 - (3.1824 * 0.57735) / 2, 4)
    expect(m.distinguishable).toBe(false)
    const zero = pairedMean(new Float64Array(100), 3)
    expect(zero.ci95[1]).toBeCloseTo(3 * (1 - 0.025 ** (1 / 100)), 9)
    expect(zero.distinguishable).toBe(false)
    expect(pairedMean(new Float64Array(100).fill(-1), 3).distinguishable).toBe(true)
  })
})

describe('partnerChanges', () => {
  const ended = <T>(steps: Generator<unknown, T>): T => {
    for (;;) {
      const next = steps.next()
      if (next.done === true) return next.value
    }
  }

  it('is, with all in, what the game says of each that leaves last, with the sign of leaving', () => {
    const scenario = shield(TWINS, 2, 12)
    const { partners, leaked, runs } = ended(partnerChanges(scenario, 12))
    const game = played(scenario)
    const [output] = game.values()
    expect(runs).toBe(12)
    expect(leaked).toEqual(output!.all)
    partners.forEach((p, i) => {
      const { last } = output!.partners[i]!
      expect(p.in).toBe(true)
      expect(p.leaked!.mean).toBeCloseTo(-last.mean, 12)
      expect(p.leaked!.distinguishable).toBe(last.distinguishable)
    })
    // Each twin's only battery keeps something out; who only pays changes nothing.
    expect(partners[0]!.leaked!.mean).toBeGreaterThan(0)
    expect(partners[2]!.leaked!.mean).toBe(0)
  })

  it('turns joining round, runs nothing for who changes nothing, and wants partners', () => {
    const scenario = shield(TWINS.replace('canada,', 'canada, in: false,'), 2, 5)
    const steps = partnerChanges(scenario, 5)
    expect(steps.next().value).toEqual({ done: 0, of: 15 })
    const { partners } = ended(steps)
    expect(partners.map((p) => p.in)).toEqual([true, false, true])
    expect(partners[1]!.leaked!.mean).toBeLessThan(0)
    expect(() => ended(partnerChanges(readScenario('opendome: 1\nfrom: first-flight'), 5))).toThrow(
      /^missing partners/,
    )
  })
})

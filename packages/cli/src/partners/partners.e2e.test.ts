import type { PartnersReport } from '@opendome/model/study'
import { describe, expect, it } from 'vitest'
import { inFolder, opendome } from '../testing/command.ts'

const FILE = `opendome: 1
name: Two and a guest
epoch: 2030-01-01T00:00:00Z
interceptors:
  - { id: thaad, layer: lower, at: { lat_deg: 41.9, lon_deg: -87.9 }, inventory: 8, vehicle: thaad-class }
threats: [{ id: raid, vehicle: icbm-solid-generic, launch: { site: sinpung-dong }, aim: { site: chicago } }]
defended: [{ area: united-states }]
partners:
  - { id: united-states, hosts: [interceptors.thaad], defends: [united-states] }
  - { id: canada, pays: { amount_b: 61, currency: USD } }
run: { runs: 30 }
`

describe('opendome partners', () => {
  it('says what each is worth, keeps its runs and finds them again', () =>
    inFolder({ 'two.yaml': FILE }, async (cwd) => {
      const first = await opendome(['partners', 'two.yaml', '--workers', '1'], { cwd })
      expect(first.code).toBe(0)
      expect(first.out).toMatch(
        /^Joining the others last, these keep out so many more a run: United States \d/m,
      )
      expect(first.out.replace(/\s+/g, ' ')).toContain(
        'Joining last makes no distinguishable difference to that: Canada.',
      )
      expect(first.err).toContain('60 runs computed, 0 runs found')
      expect(first.out).toContain('What was asked of Canada, as a part of published totals')
      const again = await opendome(['partners', 'two.yaml', '--workers', '1', '--json'], { cwd })
      expect(again.err).toContain('0 runs computed, 60 runs found')
      const report = JSON.parse(again.out) as PartnersReport
      expect([report.exact, report.coalitions, report.distinct]).toEqual([true, 4, 2])
      const [leaked] = report.outputs
      const sum = leaked!.partners.reduce((s, p) => s + p.shapley.mean, 0)
      expect(sum).toBeCloseTo(leaked!.all.mean - leaked!.none.mean, 9)
    }))

  it('says what consent costs', () =>
    inFolder({}, async (cwd) => {
      const { code, out } = await opendome(['partners', 'four-layers', '--consent', '--runs', '4'], { cwd })
      expect(code).toBe(0)
      expect(out.replace(/\s+/g, ' ')).toMatch(
        /Against nobody being asked, consent of both means intercepts a run: /,
      )
      expect(out).toMatch(/^pre-delegated after 30 s +100 % +30 /m)
    }))

  it('says nothing of Canada where it is not in the file, and refuses payments that do not work out', () =>
    inFolder(
      {
        'alone.yaml': FILE.replace(/ +- \{ id: canada.*\n/, ''),
        'much.yaml': FILE.replace('amount_b: 61', 'amount_b: 6100').replace(
          'run:',
          'cost: { preset: cbo-2026 }\nrun:',
        ),
      },
      async (cwd) => {
        const alone = await opendome(['partners', 'alone.yaml', '--runs', '3'], { cwd })
        expect(alone.code).toBe(0)
        expect(alone.out).not.toContain('asked of')
        const much = await opendome(['partners', 'much.yaml'], { cwd })
        expect([much.code, much.out]).toEqual([2, ''])
        expect(much.err).toMatch(
          /^much\.yaml:10:\d+: infeasible partners: all but the first pay USD 6100\.0 billion/m,
        )
      },
    ))

  it('refuses a scenario without partners', async () => {
    const { code, out, err } = await opendome(['partners', 'first-flight'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('missing partners: the scenario has none')
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BriefReport } from '@opendome/model/study'
import { describe, expect, it } from 'vitest'
import { inFolder, opendome } from '../testing/command.ts'

const FILE = `opendome: 1
from: cbo-2026-with-canada
name: Small brief
threats: [{ id: raid, count: 4 }]
partners:
  - { id: united-states, owns: [interceptors.sbi], defends: [united-states] }
  - { id: canada, pays: { amount_b: 61, currency: USD }, defends: [canada] }
`

describe('opendome brief', () => {
  it('puts the options side by side, and reads them again from the store', () =>
    inFolder({ 'small.yaml': FILE }, async (cwd) => {
      const args = ['brief', 'small.yaml', '--for', 'canada', '--runs', '8', '--workers', '1']
      const first = await opendome(args, { cwd })
      expect(first.code).toBe(0)
      expect(first.out).toMatch(/^# Canada and the shield: the options side by side$/m)
      // 61 and 71 billion at 1.3978 Canadian dollars.
      expect(first.out).toContain(
        '| Pay a share of USD 61 billion | [61.0](#source-asks) | [85.3](#source-rate) |',
      )
      expect(first.out).toContain(
        '| Pay a share of USD 71 billion | [71.0](#source-asks) | [99.2](#source-rate) |',
      )
      // Every figure opens a source that is there.
      const targets = new Set([...first.out.matchAll(/<a id="(source-[a-z0-9-]+)">/g)].map((m) => m[1]))
      const links = [...first.out.matchAll(/\]\(#(source-[a-z0-9-]+)\)/g)].map((m) => m[1])
      expect(links.length).toBeGreaterThan(50)
      for (const link of links) expect(targets).toContain(link)
      // Nor is a source empty.
      const lines = first.out.split('\n').filter((l) => l.startsWith('- <a id="source-'))
      expect(lines).toHaveLength(targets.size)
      for (const line of lines) expect(line).toMatch(/\*\*: .*\S/)
      expect(first.out).toContain('opendome brief small.yaml --for canada --runs 8, version')
      expect(first.out).not.toContain('far wider')
      const again = await opendome([...args, '--language', 'fr', '--html', 'brief.html'], { cwd })
      expect([again.code, again.out]).toEqual([0, ''])
      expect(again.err).toContain('0 runs computed')
      const html = readFileSync(join(cwd, 'brief.html'), 'utf8')
      expect(html).toContain('<html lang="fr">')
      expect(html).toContain('Canada et le bouclier : les options côte à côte')
      expect(html.match(/<svg /g)!.length).toBe(3)
      expect(html).not.toMatch(/<script|src="/)
      // Asked for below 5 s from stored results.
      expect(again.seconds).toBeLessThan(5)
    }))

  it('says the same for a nation that the file does not name, in dollars', () =>
    inFolder({ 'small.yaml': FILE }, async (cwd) => {
      const { code, out } = await opendome(
        ['brief', 'small.yaml', '--for', 'japan', '--runs', '4', '--json'],
        { cwd },
      )
      expect(code).toBe(0)
      const report = JSON.parse(out) as BriefReport
      expect([report.name, report.currency.code]).toEqual(['Japan', 'USD'])
      expect(report.options.map((o) => o.kind)).toEqual(['out', 'share'])
      for (const o of report.options)
        expect(o.by_year_local_b.reduce((a, b) => a + b, 0)).toBeCloseTo(o.local_b, 9)
      const args = ['brief', 'small.yaml', '--for', 'japan', '--runs', '4', '--seed', '1']
      const page = (await opendome(args, { cwd })).out
      expect(page).toContain('| Option | USD billion |\n')
      expect(page).toContain('| Option | Through, United States | assumption range |')
      expect(page).toContain('opendome brief small.yaml --for japan --runs 4 --seed 1, version')
      for (const line of page.split('\n').filter((l) => l.startsWith('- <a id="source-')))
        expect(line).toMatch(/\*\*: .*\S/)
    }))

  it('refuses a nation that it does not know, and a scenario without partners', async () => {
    const nobody = await opendome(['brief', '--for', 'kanada'])
    expect([nobody.code, nobody.out]).toEqual([2, ''])
    expect(nobody.err).toContain('unknown partner kanada')
    const none = await opendome(['brief', 'first-flight', '--for', 'canada'])
    expect(none.code).toBe(2)
    expect(none.err).toContain('missing partners: a brief needs it')
  })
})

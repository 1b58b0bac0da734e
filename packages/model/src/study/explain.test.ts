import { describe, expect, it } from 'vitest'
import { PRESETS } from '../generated/index.ts'
import { readScenario } from '../scenario/index.ts'
import { explainMissile } from './explain.ts'
import { prepare } from './prepare.ts'

describe('explainMissile', () => {
  it.each(['cbo-2026', 'four-layers-tracking'])('tells the same in French as in English: %s', (id) => {
    const prepared = prepare(readScenario(PRESETS[id]!))
    const fates = new Set<string>()
    for (const { id: missile } of prepared.battle.plan.missiles.slice(0, 6)) {
      const [en, fr] = [explainMissile(prepared, missile), explainMissile(prepared, missile, 0, 'fr')]
      fates.add(en.fate)
      expect({ ...fr, story: [], summary: '' }).toEqual({ ...en, story: [], summary: '' })
      expect(fr.story.map((line) => line.t_s)).toEqual(en.story.map((line) => line.t_s))
      const numbers = (text: string): string[] => text.replaceAll(',', '.').match(/\d+(\.\d+)?/g) ?? []
      fr.story.forEach(({ text }, i) => {
        expect(numbers(text)).toEqual(numbers(en.story[i]!.text))
        expect(text).not.toMatch(/\b(?:the|is|are|at|it|interceptors? of)\b/i)
        expect(text).toMatch(/^[A-ZÀ-Ý0-9].*\.$/)
      })
      expect(numbers(fr.summary)).toEqual(numbers(en.summary))
    }
    expect(fates.size).toBeGreaterThan(0)
  })

  it('writes French as French is written', () => {
    const prepared = prepare(readScenario(PRESETS['cbo-2026']!))
    const { missiles } = prepared.battle.plan
    const leaker = missiles.findIndex(({ id }) => explainMissile(prepared, id).fate === 'leaked')
    const { story, summary } = explainMissile(prepared, missiles[leaker]!.id, 0, 'fr')
    expect(summary).toBe(
      `${missiles[leaker]!.id} est passé (États-Unis) : des intercepteurs pouvaient l’atteindre, mais il n’en restait aucun pour lui.`,
    )
    expect(story[0]!.text).toMatch(
      /^Raid-\d+ décolle de \d+,\d° N \d+,\d° E, \d+ s après le début du raid, et vise \d+,\d° N \d+,\d° O\.$/,
    )
  })
})

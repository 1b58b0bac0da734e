import { describe, expect, it } from 'vitest'
import { readScenario } from '../scenario/index.ts'
import { VERSION, monteCarlo, prepare } from '../study/index.ts'
import { answerOf, type Question, type Subject } from './index.ts'

const mine = (text: string): Subject => ({ name: 'mine', text })
const FIRST = mine('opendome: 1\nfrom: first-flight\n')

/** The document of a question that has one. */
function documentOf(question: Question): Record<string, unknown> {
  const { document, mistakes } = answerOf(question)
  expect(mistakes).toBeUndefined()
  return document as unknown as Record<string, unknown>
}

describe('answerOf', () => {
  it('says what is right of a scenario', () => {
    expect(documentOf({ command: 'check', scenario: FIRST })).toEqual({
      opendome: VERSION,
      scenario: 'First flight, one missile against 1,600 interceptors',
      changed_assumptions: [],
      limits: [],
      file: 'mine',
      ok: true,
      missiles: 1,
      interceptors: 1600,
      readings: 0,
    })
  })

  it('lists every mistake with its place', () => {
    const text = 'opendome: 1\nfrom: first-flight\ncommand: { decision_time_s: -1, shots_per_target: 0.5 }\n'
    const { document, mistakes } = answerOf({ command: 'check', scenario: mine(text) })
    expect(document).toBeUndefined()
    expect(mistakes!.map(({ code, where }) => [code, where])).toEqual([
      ['invalid', 'mine:3:29'],
      ['invalid', 'mine:3:51'],
    ])
  })

  it('runs as often and with the seed that is asked for, as the model does', () => {
    const document = documentOf({ command: 'run', scenario: FIRST, runs: 6, seed: 9, range: false })
    expect(document).toMatchObject({ runs: 6, runs_asked: 6, seed: 9, assumption_range: null, readings: [] })
    const { leaked, shots } = monteCarlo(prepare(readScenario(`${FIRST.text}run: { seed: 9 }\n`)), {
      runs: 6,
    })
    expect(document['leaked']).toEqual(leaked)
    expect(document['shots']).toBe(shots)
  })

  it('costs a preset of which only the cost is published, and refuses to run it', () => {
    const preset = { name: 'aei-2025-robust' }
    const { base_year, total_usd_b } = documentOf({ command: 'cost', scenario: preset, draws: 100 })
    expect(base_year).toBe(2026)
    expect(total_usd_b).toBe(3600)
    const { mistakes } = answerOf({ command: 'run', scenario: preset })
    expect(mistakes).toMatchObject([{ code: 'unsupported' }])
    expect(answerOf({ command: 'cost', scenario: { name: 'no-such' } }).mistakes).toMatchObject([
      { code: 'unknown' },
    ])
  })

  it('opens no file, whatever the text says', () => {
    for (const path of ['./x.yaml', '/etc/passwd', '../../catalog/vehicles.yaml'])
      for (const command of ['check', 'run', 'size', 'cost'] as const)
        expect(answerOf({ command, scenario: mine(`opendome: 1\nfrom: ${path}\n`) }).mistakes).toMatchObject([
          { code: 'unsupported', where: 'mine:2:7' },
        ])
  })
})

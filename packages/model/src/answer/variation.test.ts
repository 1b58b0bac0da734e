import { expect, it } from 'vitest'
import { readScenario, withOverrides } from '../scenario/index.ts'
import { PRESETS } from '../generated/index.ts'
import { answerOf, variationText } from './index.ts'

const SET = {
  'command.decision_time_s': 0,
  'interceptors.sbi.vehicle.delta_v_km_s': 8,
  'interceptors.sbi.shell.planes': 50,
  'threats.raid.count': 4,
}
const input = (text: string) => ({ name: 'x', text, options: () => ({ name: 'x' }) })

const blockOf = (document: unknown, name: string): unknown => (document as Record<string, unknown>)[name]

it('writes a varied preset as the lines that differ, which read back as the same scenario with the same changes', () => {
  const text = variationText(input('opendome: 1\nfrom: cbo-2026'), SET)
  expect(text.startsWith('opendome: 1\nfrom: cbo-2026\n')).toBe(true)
  expect(text.split('\n').length).toBeLessThan(20)
  const varied = withOverrides(readScenario('opendome: 1\nfrom: cbo-2026'), SET)
  const back = readScenario(text)
  for (const block of ['interceptors', 'command', 'threats', 'defended', 'run'])
    expect(blockOf(back.document, block)).toEqual(blockOf(varied.document, block))
  expect(back.changed).toEqual(varied.changed)
  expect(back.changed.map((c) => c.path).sort()).toEqual(Object.keys(SET).sort())
})

it('leaves a text without values as it stands, and keeps what one’s own text changed of a preset', () => {
  const own =
    '# mine\nopendome: 1\nfrom: cbo-2026\nname: Mine\ninterceptors: [{ id: sbi, shell: { planes: 90 } }]\n'
  expect(variationText(input(own), {})).toBe(own)
  const text = variationText(input(own), { 'command.decision_time_s': 5 })
  const laid = withOverrides(readScenario(own), { 'command.decision_time_s': 5 })
  expect(readScenario(text).changed).toEqual(laid.changed)
  expect(laid.changed.map((c) => c.path)).toEqual([
    'interceptors.sbi.shell.planes',
    'command.decision_time_s',
  ])
  expect(readScenario(text).name).toBe('Mine')
})

it('writes a text of one’s own out whole', () => {
  const own = PRESETS['first-flight']!
  const varied = withOverrides(readScenario(own), { 'command.decision_time_s': 5 })
  expect(readScenario(variationText(input(own), { 'command.decision_time_s': 5 })).document).toEqual(
    varied.document,
  )
})

it('answers a text with values laid over it as the text that says so', () => {
  const scenario = { name: 'x', text: 'opendome: 1\nfrom: first-flight' }
  const set = { 'command.decision_time_s': 12 }
  const laid = answerOf({ command: 'run', scenario: { ...scenario, set }, runs: 5, range: false })
  const text = variationText(input(scenario.text), set)
  const written = answerOf({ command: 'run', scenario: { name: 'x', text }, runs: 5, range: false })
  // A file that starts from a preset says in its name that it differs.
  expect({ ...laid.document, scenario: '' }).toEqual({ ...written.document, scenario: '' })
  const refused = answerOf({
    command: 'run',
    scenario: { ...scenario, set: { 'command.decision_time_s': -1 } },
    runs: 5,
  })
  expect(refused.mistakes?.[0]?.message).toMatch(/^invalid command.decision_time_s -1:/)
})

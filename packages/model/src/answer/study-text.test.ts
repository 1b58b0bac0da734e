import { expect, it } from 'vitest'
import { readStudy, studyMistakes } from '../study/index.ts'
import { SCENARIO_BESIDE, studyOptions } from './index.ts'

const study = (scenario: string): string => `opendome_study: 1\nname: Mine\nscenario: ${scenario}\n`
const mistake = (text: string, scenario?: string) => studyMistakes(text, studyOptions('study', scenario))[0]

it('a study reads the scenario that came with it, and places its mistakes there', () => {
  const own = 'opendome: 1\nfrom: first-flight\ncommand: { decision_time_s: 7 }\n'
  const { scenario } = readStudy(study(SCENARIO_BESIDE), studyOptions('study', own))
  expect(scenario.command.decisionTime).toBe(7)
  expect(scenario.changed.map((c) => c.path)).toEqual(['command.decision_time_s'])
  expect(mistake(study(SCENARIO_BESIDE), `${own}threatz: []\n`)?.where).toBe('scenario:4:1')
})

it('a study that came alone, other paths and a scenario that starts from itself are refused', () => {
  expect(mistake(study(SCENARIO_BESIDE))).toMatchObject({ code: 'unsupported', where: 'study:3:11' })
  expect(mistake(study('../x.yaml'), 'opendome: 1\nfrom: first-flight')).toMatchObject({
    code: 'unsupported',
    message: 'unsupported path ../x.yaml: a path cannot be followed here',
    where: 'study:3:11',
  })
  expect(mistake(study(SCENARIO_BESIDE), 'opendome: 1\nfrom: /etc/passwd')).toMatchObject({
    code: 'unsupported',
    where: 'scenario:2:7',
  })
  expect(mistake(study(SCENARIO_BESIDE), `opendome: 1\nfrom: ${SCENARIO_BESIDE}`)?.message).toContain(
    'would start from itself',
  )
  expect(readStudy(study('first-flight'), studyOptions('study', 'anything')).scenario.name).toMatch(
    /^First flight/,
  )
})

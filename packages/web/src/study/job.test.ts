import { studyOptions } from '@opendome/model/answer'
import { courseOf, readStudy, studySize, usualDisputes } from '@opendome/model/study'
import { expect, it } from 'vitest'
import { sizeOf, studyFile, type Choice } from './job.ts'

const SCENARIO = 'opendome: 1\nfrom: cbo-2026\ncommand: { decision_time_s: 12 }\n'
const SWEEP = {
  kind: 'sweep',
  runs: 30,
  path: 'interceptors.sbi.shell.planes',
  name: 'Orbital planes',
  from: 60,
  to: 120,
  steps: 4,
  whole: true,
} as const

function read(choice: Choice, text = SCENARIO) {
  const { scenario } = readStudy(
    studyFile({ kind: 'runs', runs: 1, width: undefined }, { name: 'x', cost: false, disputes: [] }),
    studyOptions('study', text),
  )
  const disputes = scenario.disputed ?? usualDisputes(scenario)
  const about = { name: 'mine', cost: scenario.cost !== undefined, disputes }
  const study = readStudy(studyFile(choice, about), studyOptions('study', text))
  return { study, inputs: disputes.length }
}

it('what is chosen is a study that the model reads, of the scenario with its changes, and of the size that was told', () => {
  for (const text of [SCENARIO, 'opendome: 1\nfrom: first-flight', 'opendome: 1\nfrom: four-layers']) {
    const { inputs } = read({ kind: 'runs', runs: 5, width: undefined }, text)
    for (const choice of [
      { kind: 'runs', runs: 500, width: 0.2 },
      { kind: 'sensitivity', runs: 20, inputs },
      { ...SWEEP, path: 'command.decision_time_s', to: 65, steps: 9 },
    ] satisfies Choice[]) {
      const { study } = read(choice, text)
      expect(study.kind).toBe(choice.kind)
      expect(studySize(study)).toEqual(sizeOf(choice))
      expect(courseOf(study).ask().length).toBeGreaterThan(0)
    }
  }
  expect(read(SWEEP).study.scenario.changed.map((c) => [c.path, c.value])).toEqual([
    ['command.decision_time_s', 12],
  ])
})

it('a stop rule, the field and its whole values stand in the file', () => {
  const runs = read({ kind: 'runs', runs: 10_000, width: 0.1 }).study
  expect(runs.file.sampling.until).toEqual({ output: 'leaked', of: 'value', ci95_width: 0.1 })
  const { study } = read(SWEEP)
  expect(study.kind === 'sweep' && study.axes[0]!.levels().map((l) => l.value)).toEqual([60, 80, 100, 120])
  expect(study.outputs.map((o) => o.name)).toContain('total_usd_b')
  expect(sizeOf({ ...SWEEP, from: 3, to: 5, steps: 9 })).toEqual({ points: 3, runs: 90 })
})

import { type OpendomeError } from '../core/index.ts'
import { readCost } from '../scenario/index.ts'
import type { StudyInput } from '../study/index.ts'
import { inPlace, loadScenario, placed, type ScenarioInput } from './scenario-text.ts'

/** A study to compare, and where mistakes in it stand. */
export interface ComparedStudy {
  readonly study: StudyInput
  /** Undefined for a cost preset of which no scenario exists. */
  readonly input: ScenarioInput | undefined
}

/** A preset of which only the cost is published. Throws `unknown` for another id. */
export function comparedPreset(id: string): ComparedStudy {
  const cost = readCost(id)
  const name = cost.preset?.name ?? id
  return { study: { id, name, cost, scenario: undefined }, input: undefined }
}

/** A scenario; throws mistakes with their place, `missing` where it does not say what it costs. */
export function comparedScenario(input: ScenarioInput): ComparedStudy {
  const scenario = loadScenario(input)
  const cost = inPlace(input, () => readCost(scenario))
  return { study: { id: input.name, name: scenario.name, cost, scenario }, input }
}

/** An error of a study with its place: of a cost preset, the preset. */
export function inStudy({ study, input }: ComparedStudy, error: OpendomeError): OpendomeError {
  if (input !== undefined) return placed(input, error)
  return error.at(`cost preset ${study.id}`)
}

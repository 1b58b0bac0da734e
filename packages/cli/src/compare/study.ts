import { OpendomeError, readCost } from '@opendome/model'
import type { StudyInput } from '@opendome/model/study'
import { isPresetAlone } from '../cost/preset.ts'
import { loadScenario, openScenario, placed, type ScenarioInput } from '../scenario-file.ts'

/** A study that was asked for, and where mistakes in it stand. */
export interface OpenedStudy {
  readonly study: StudyInput
  /** Undefined for a cost preset of which no scenario exists. */
  readonly input: ScenarioInput | undefined
}

/** Opens a scenario by path or preset, else a cost preset; throws mistakes with their place, `missing` for a scenario that does not say what it costs. */
export function openStudy(argument: string): OpenedStudy {
  if (isPresetAlone(argument)) {
    const cost = readCost(argument)
    const name = cost.preset?.name ?? argument
    return { study: { id: argument, name, cost, scenario: undefined }, input: undefined }
  }
  const input = openScenario(argument)
  const scenario = loadScenario(input)
  try {
    const cost = readCost(scenario)
    return { study: { id: argument, name: scenario.name, cost, scenario }, input }
  } catch (error) {
    throw error instanceof OpendomeError ? placed(input, error) : error
  }
}

/** An error of a study with its place: of a cost preset, the preset. */
export function inStudy({ study, input }: OpenedStudy, error: OpendomeError): OpendomeError {
  if (input !== undefined) return placed(input, error)
  return error.at(`cost preset ${study.id}`)
}

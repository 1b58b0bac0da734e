import { comparedPreset, comparedScenario, type ComparedStudy } from '@opendome/model/answer'
import { isPresetAlone } from '../cost/preset.ts'
import { openScenario } from '../scenario-file.ts'

/** Opens a scenario by path or preset, else a cost preset; throws mistakes with their place, `missing` for a scenario that does not say what it costs. */
export function openStudy(argument: string): ComparedStudy {
  return isPresetAlone(argument) ? comparedPreset(argument) : comparedScenario(openScenario(argument))
}

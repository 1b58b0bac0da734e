import { costPresets } from '@opendome/model'
import { PRESETS } from '@opendome/model/generated'
import { exists, looksLikePath } from '../files.ts'

/** A cost preset that is no scenario: a study of which only the cost is published. */
export function isPresetAlone(argument: string): boolean {
  return (
    !looksLikePath(argument) &&
    !Object.hasOwn(PRESETS, argument) &&
    !exists(argument) &&
    costPresets().includes(argument)
  )
}

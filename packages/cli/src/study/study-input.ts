import { OpendomeError, studyPresets } from '@opendome/model'
import { nearest } from '@opendome/model/scenario'
import { exists, looksLikePath, readText } from '../files.ts'
import { fileOptions, type ScenarioInput } from '../scenario-file.ts'

/** Opens a study that comes with the program by its id, else a file by its path. Throws `unknown` with the nearest name. */
export function openStudy(argument: string): ScenarioInput {
  const ids = studyPresets()
  if (ids.includes(argument))
    return {
      name: argument,
      text: `opendome_study: 1\nfrom: ${argument}\n`,
      options: () => ({ name: `study ${argument}` }),
    }
  if (!looksLikePath(argument) && !exists(argument)) {
    const near = nearest(argument, ids)
    throw new OpendomeError('unknown', `study ${argument}: neither a study of the program nor a file`, {
      hint:
        near === undefined
          ? `studies: ${ids.join(', ')}; or give the path of a file`
          : `did you mean ${near}?`,
    })
  }
  const text = readText(argument, 'study')
  return { name: argument, text, options: () => fileOptions(argument, 'study') }
}

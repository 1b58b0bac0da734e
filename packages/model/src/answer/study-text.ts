import { OpendomeError } from '../core/index.ts'
import type { ReadOptions } from '../scenario/index.ts'

/** What `scenario:` of a study says where the scenario's text comes with it. */
export const SCENARIO_BESIDE = './scenario.yaml'

/**
 * How a study is read that comes as text, with the text of its scenario beside it or none. `name`: of the study, for messages; the scenario is called `scenario` in
 * them. No file is opened: any path but `SCENARIO_BESIDE` is refused as `unsupported`, and that one too where no scenario came.
 *
 * @example
 * const study = readStudy(text, studyOptions('study', 'opendome: 1\nfrom: first-flight'))
 */
export function studyOptions(name: string, scenario: string | undefined): ReadOptions {
  if (scenario === undefined) return { name }
  return {
    name,
    resolve(path) {
      if (path === SCENARIO_BESIDE) return { name: 'scenario', text: scenario }
      throw new OpendomeError('unsupported', `path ${path.slice(0, 60)}: a path cannot be followed here`, {
        hint: `${SCENARIO_BESIDE} is the scenario that came with the study; else use a preset`,
      })
    },
  }
}

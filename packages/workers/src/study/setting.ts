import type { Task } from '@opendome/model/study'
import { programVersion } from '../program.ts'
import { sha256 } from '../store/index.ts'

/** Fields that say how many runs there are, not what a run is. */
const NOT_OF_A_RUN = ['run.runs']

/** What a run depends on beside its index: the program version, the scenario and what is set in it. */
export interface Setting {
  readonly opendome: string
  readonly scenario: unknown
  readonly set: Task['set']
}

const documents = new Map<string, unknown>()

/** The setting of a task. The number of runs is no part of it: more runs extend what is there. */
export function settingOf({ scenario, set }: Pick<Task, 'scenario' | 'set'>): Setting {
  let document = documents.get(scenario)
  if (document === undefined) {
    const whole = JSON.parse(scenario) as Record<string, unknown>
    const run = { ...(whole['run'] as Record<string, unknown> | undefined) }
    delete run['runs']
    document = { ...whole, run }
    documents.clear()
    documents.set(scenario, document)
  }
  const fields = Object.entries(set)
    .filter(([path]) => !NOT_OF_A_RUN.includes(path))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return { opendome: programVersion(), scenario: document, set: Object.fromEntries(fields) }
}

/** The hash of a setting, under which its runs lie in a store. */
export function settingHash(setting: Setting): string {
  return sha256(JSON.stringify(setting))
}

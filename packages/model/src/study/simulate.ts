import type { BattleRecord } from '../battle/index.ts'
import type { Scenario } from '../scenario/index.ts'
import { prepare } from './prepare.ts'

/**
 * One run of the whole chain, with its event log. For many runs prepare once and use `monteCarlo`.
 *
 * @example
 * const scenario = readScenario('opendome: 1\nfrom: first-flight')
 * const record = simulate(scenario, 0)
 * console.log(record.leaked, record.events.length)
 */
export function simulate(scenario: Scenario, run = 0): BattleRecord {
  return prepare(scenario).battle.run(run, true)
}

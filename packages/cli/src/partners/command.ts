import { OpendomeError, withOverrides } from '@opendome/model'
import { PartnersGame, partnersReport } from '@opendome/model/study'
import { EXIT } from '../exit.ts'
import { optionalNumber } from '../options.ts'
import { loadScenario, openScenario, placed, type ScenarioInput } from '../scenario-file.ts'
import { threadsOption } from '../study/options.ts'
import { answer, answerJson, emphasis, outputWidth } from '../terminal.ts'
import { carryOut } from './carry-out.ts'
import { partnersText } from './text.ts'

export interface PartnersOptions {
  readonly runs?: string
  readonly seed?: string
  readonly workers?: string
  readonly out?: string
  readonly json?: boolean
}

const RUNS = { low: 2, high: 1_000_000, whole: true }
const SEED = { low: 0, high: Number.MAX_SAFE_INTEGER, whole: true }

/** `opendome partners`: returns the exit code. */
export async function partnersCommand(argument: string, options: PartnersOptions): Promise<number> {
  const runs = optionalNumber('--runs', options.runs, RUNS)
  const seed = optionalNumber('--seed', options.seed, SEED)
  const threads = threadsOption(options.workers)
  const input = openScenario(argument)
  const read = loadScenario(input)
  const scenario = seed === undefined ? read : withOverrides(read, { 'run.seed': seed })
  const game = inFile(input, () => new PartnersGame(scenario, runs ?? scenario.run.runs))
  const { stopped } = await carryOut(game.work, threads, options.out)
  if (stopped) return EXIT.interrupted
  const report = partnersReport(game)
  if (options.json === true) answerJson(report)
  else
    answer(
      partnersText(scenario, report, { width: outputWidth(), emphasise: emphasis(), source: input.name }),
    )
  return EXIT.ok
}

/** What a scenario is refused for gets its place in the file. */
function inFile<T>(input: ScenarioInput, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof OpendomeError ? placed(input, error) : error
  }
}

import { ConsentGame, PartnersGame, partnersReport } from '@opendome/model/study'
import { EXIT } from '../exit.ts'
import { optionalNumber, seedOption } from '../options.ts'
import { inPlace, openSeeded } from '../scenario-file.ts'
import { threadsOption } from '../study/options.ts'
import { answer, answerJson, emphasis, outputWidth } from '../terminal.ts'
import { carryOut } from './carry-out.ts'
import { consentText } from './consent-text.ts'
import { partnersText } from './text.ts'

export interface PartnersOptions {
  readonly runs?: string
  readonly seed?: string
  readonly workers?: string
  readonly out?: string
  readonly consent?: boolean
  readonly json?: boolean
}

const RUNS = { low: 2, high: 1_000_000, whole: true }

/** `opendome partners`: returns the exit code. */
export async function partnersCommand(argument: string, options: PartnersOptions): Promise<number> {
  const runs = optionalNumber('--runs', options.runs, RUNS)
  const seed = seedOption(options.seed)
  const threads = threadsOption(options.workers)
  const { input, scenario } = openSeeded(argument, seed)
  const each = runs ?? scenario.run.runs
  const page = { width: outputWidth(), emphasise: emphasis(), source: input.name }
  if (options.consent === true) {
    const game = inPlace(input, () => new ConsentGame(scenario, each))
    if ((await carryOut(game.work, threads, options.out)).stopped) return EXIT.interrupted
    const report = game.report()
    if (options.json === true) answerJson(report)
    else answer(consentText(scenario, report, page))
    return EXIT.ok
  }
  const game = inPlace(input, () => new PartnersGame(scenario, each))
  if ((await carryOut(game.work, threads, options.out)).stopped) return EXIT.interrupted
  const report = partnersReport(game)
  if (options.json === true) answerJson(report)
  else answer(partnersText(scenario, report, page))
  return EXIT.ok
}

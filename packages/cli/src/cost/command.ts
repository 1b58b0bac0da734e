import { presetCost, scenarioCost, type CostQuestion } from '@opendome/model/answer'
import { EXIT } from '../exit.ts'
import { writeFile } from '../files.ts'
import { oneOf, optionalNumber, seedOption } from '../options.ts'
import { pictureFile } from '../picture/file.ts'
import { openScenario } from '../scenario-file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import type { Costed } from './costed.ts'
import { costCsv } from './csv.ts'
import { isPresetAlone } from './preset.ts'
import { costText } from './text.ts'

export interface CostOptions {
  readonly runs?: string
  readonly draws?: string
  readonly seed?: string
  readonly picture?: string
  readonly csv?: boolean
  readonly json?: boolean
}

/** `opendome cost`: returns the exit code. */
export async function costCommand(argument: string, options: CostOptions): Promise<number> {
  oneOf({ '--json': options.json, '--csv': options.csv })
  const picture = pictureFile('--picture', options.picture)
  const numbers = numbersOf(options)
  const costed: Costed = isPresetAlone(argument)
    ? { ...presetCost(argument, numbers), source: `cost preset ${argument}` }
    : { ...scenarioCost(openScenario(argument), numbers), source: `scenario ${argument}` }
  if (picture !== undefined) {
    const { drawCost } = await import('./picture.ts')
    writeFile(picture.file, await drawCost(costed, picture.kind))
    remark(`written: ${picture.file}`)
  }
  if (options.json === true) answerJson(costed.report)
  else if (options.csv === true) answer(costCsv(costed))
  else answer(costText(costed, { width: outputWidth(), emphasise: emphasis() }))
  return EXIT.ok
}

/** Numbers of the command line; undefined as in the scenario. */
function numbersOf(options: CostOptions): CostQuestion {
  return {
    runs: optionalNumber('--runs', options.runs, { low: 0, high: 10_000_000, whole: true }),
    draws: optionalNumber('--draws', options.draws, { low: 100, high: 1_000_000, whole: true }),
    seed: seedOption(options.seed),
  }
}

import { OpendomeError } from '@opendome/model'
import { BriefGame } from '@opendome/model/study'
import { EXIT } from '../exit.ts'
import { writeFile } from '../files.ts'
import { oneOf, optionalNumber, seedOption } from '../options.ts'
import { carryOut } from '../partners/carry-out.ts'
import { openSeeded, placed } from '../scenario-file.ts'
import { threadsOption } from '../study/options.ts'
import { answer, answerJson, remark } from '../terminal.ts'
import { briefContent } from './content.ts'
import { briefHtml, briefMarkdown } from './write.ts'
import type { Language } from '@opendome/model/study'

export interface BriefOptions {
  readonly for: string
  readonly language?: Language
  readonly runs?: string
  readonly seed?: string
  readonly workers?: string
  readonly out?: string
  readonly html?: string
  readonly json?: boolean
}

const RUNS = { low: 2, high: 1_000_000, whole: true }
const DEFAULT_SCENARIO = 'north-america'

/** `opendome brief`: returns the exit code. */
export async function briefCommand(argument: string | undefined, options: BriefOptions): Promise<number> {
  oneOf({ '--json': options.json, '--html': options.html })
  const runs = optionalNumber('--runs', options.runs, RUNS)
  const seed = seedOption(options.seed)
  const threads = threadsOption(options.workers)
  const { html, language = 'en' } = options
  if (html !== undefined && !/\.html?$/i.test(html))
    throw new OpendomeError('invalid', `--html ${html}: expected a name that ends in .html`, {
      hint: 'for example --html brief.html',
    })
  const name = argument ?? DEFAULT_SCENARIO
  const { input, scenario } = openSeeded(name, seed)
  let game: BriefGame
  try {
    game = new BriefGame(scenario, options.for, runs ?? scenario.run.runs)
  } catch (error) {
    throw error instanceof OpendomeError && error.where !== undefined ? placed(input, error) : error
  }
  if ((await carryOut(game.work, threads, options.out)).stopped) return EXIT.interrupted
  const report = game.report()
  if (options.json === true) {
    answerJson(report)
    return EXIT.ok
  }
  const brief = briefContent(report, language, typedAgain(name, options))
  if (html === undefined) answer(briefMarkdown(brief))
  else {
    const { briefPictures } = await import('./pictures.ts')
    writeFile(html, briefHtml(brief, language, briefPictures(report, language)))
    remark(`written: ${html}`)
  }
  return EXIT.ok
}

/** The command that computes the same runs again. */
function typedAgain(name: string, { for: nation, runs, seed }: BriefOptions): string {
  return [
    `opendome brief ${name} --for ${nation}`,
    ...(runs === undefined ? [] : [`--runs ${runs}`]),
    ...(seed === undefined ? [] : [`--seed ${seed}`]),
  ].join(' ')
}

import { prepare } from '@opendome/model'
import { explainMissile, type ExplainReport } from '@opendome/model/study'
import { EXIT } from '../exit.ts'
import { optionalNumber, seedOption } from '../options.ts'
import { inPlace, openSeeded } from '../scenario-file.ts'
import { answer, answerJson, emphasis, outputWidth } from '../terminal.ts'
import { fixed } from '../text/format.ts'
import { changedWords, pageParts, type PageOptions } from '../text/page.ts'
import { table } from '../text/table.ts'

export interface ExplainOptions {
  readonly missile?: string
  readonly run?: string
  readonly seed?: string
  readonly json?: boolean
}

const RUN = { low: 0, high: 0xffffffff, whole: true }

/** `opendome explain`: returns the exit code. */
export function explainCommand(argument: string, options: ExplainOptions): number {
  const run = optionalNumber('--run', options.run, RUN) ?? 0
  const seed = seedOption(options.seed)
  const { input, scenario } = openSeeded(argument, seed)
  const report = explainMissile(
    inPlace(input, () => prepare(scenario)),
    options.missile ?? '1',
    run,
  )
  if (options.json === true) answerJson(report)
  else answer(explainText(report, { width: outputWidth(), emphasise: emphasis() }, input.name))
  return EXIT.ok
}

/** The story as a page: what came of the missile, then line by line by the time since its liftoff. */
function explainText(report: ExplainReport, options: PageOptions, source: string): string {
  const page = pageParts(options)
  const lines = table({
    head: ['s', 'What happened; times since its liftoff'],
    rows: report.story.map(({ t_s, text }) => ({ cells: [fixed(t_s), text] })),
    left: [1],
    flexible: 1,
    width: options.width,
    emphasise: options.emphasise,
  })
  return [
    options.emphasise(`${report.scenario}: ${report.missile}`, 'strong'),
    '',
    ...page.quotable([report.summary]),
    '',
    ...lines,
    ...page.limits(report.limits),
    ...page.changes(changedWords(report)),
    ...page.stamp(`opendome ${report.opendome}, scenario ${source}, seed ${report.seed}, run ${report.run}`),
  ].join('\n')
}

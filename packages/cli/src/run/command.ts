import { join } from 'node:path'
import { runDocument, type RunDocument } from '@opendome/model/answer'
import { EXIT } from '../exit.ts'
import { makeFolder, writeFile } from '../files.ts'
import { Interrupt } from '../interrupt.ts'
import { optionalNumber, seedOption } from '../options.ts'
import { openSeeded } from '../scenario-file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { csv, provenance } from '../text/csv.ts'
import { runStudy } from './study.ts'
import { runText } from './text.ts'

export interface RunOptions {
  readonly runs?: string
  readonly seed?: string
  readonly out?: string
  readonly range?: boolean
  readonly json?: boolean
}

const RUNS = { low: 1, high: 10_000_000, whole: true }

/** `opendome run`: returns the exit code. */
export async function runCommand(argument: string, options: RunOptions): Promise<number> {
  const runs = optionalNumber('--runs', options.runs, RUNS)
  const seed = seedOption(options.seed)
  const interrupt = new Interrupt()
  try {
    const { input, scenario } = openSeeded(argument, seed)
    if (options.out !== undefined) makeFolder(options.out)
    const study = await runStudy(
      input,
      scenario,
      { runs: runs ?? scenario.run.runs, range: options.range !== false },
      interrupt,
    )
    if (study === undefined) {
      remark('stopped before the first run was done')
      return EXIT.interrupted
    }
    const document = runDocument(study)
    if (options.out !== undefined) writeResults(options.out, document)
    if (options.json === true) answerJson(document)
    else answer(runText(study, { width: outputWidth(), emphasise: emphasis(), source: input.name }))
    return study.stopped ? EXIT.interrupted : EXIT.ok
  } finally {
    interrupt.dispose()
  }
}

/** Writes run.json and the events of the first run. */
function writeResults(folder: string, document: RunDocument): void {
  const results = join(folder, 'run.json')
  const events = join(folder, 'events.csv')
  writeFile(results, `${JSON.stringify(document, null, 2)}\n`)
  writeFile(events, eventsCsv(document))
  remark(`written: ${results}, ${events}`)
}

/** The event log of the first run; the names are those of the JSON document. */
function eventsCsv(document: RunDocument): string {
  const start = document.first_run.start_s
  return csv(
    provenance(
      document,
      `seed ${document.seed}, first of ${document.runs} runs, raid starts ${start} s after the epoch`,
    ),
    ['t_s', 'kind', 'missile', 'layer', 'interceptor', 'lat_deg', 'lon_deg', 'altitude_km'],
    document.first_run.events.map((e) => [
      e.t_s,
      e.kind,
      e.missile,
      e.layer,
      e.interceptor,
      e.lat_deg,
      e.lon_deg,
      e.altitude_km,
    ]),
  )
}

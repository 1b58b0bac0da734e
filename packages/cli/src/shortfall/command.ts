import { NATIONS } from '@opendome/model/nations'
import { prepare, type Prepared } from '@opendome/model'
import {
  Nations,
  shortfallReport,
  shortfallSteps,
  type Shortfall,
  type ShortfallReport,
} from '@opendome/model/study'
import { EXIT } from '../exit.ts'
import { writeFile } from '../files.ts'
import { Interrupt } from '../interrupt.ts'
import { oneOf, optionalNumber, seedOption } from '../options.ts'
import { pictureFile } from '../picture/file.ts'
import { progress } from '../progress.ts'
import { inPlace, openSeeded } from '../scenario-file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { csv, provenance } from '../text/csv.ts'
import { shortfallText } from './text.ts'

export interface ShortfallOptions {
  readonly runs?: string
  readonly seed?: string
  readonly picture?: string
  readonly csv?: boolean
  readonly json?: boolean
}

const RUNS = { low: 0, high: 100_000, whole: true }

/** `opendome shortfall`: returns the exit code. */
export async function shortfallCommand(argument: string, options: ShortfallOptions): Promise<number> {
  oneOf({ '--json': options.json, '--csv': options.csv })
  const runs = optionalNumber('--runs', options.runs, RUNS)
  const seed = seedOption(options.seed)
  const picture = pictureFile('--picture', options.picture)
  const interrupt = new Interrupt()
  try {
    const { input, scenario } = openSeeded(argument, seed)
    const prepared = inPlace(input, () => prepare(scenario))
    const nations = new Nations(NATIONS)
    const found = await fought(prepared, runs ?? scenario.run.runs, nations, interrupt)
    if (found === undefined) {
      remark('stopped before the runs were done; --runs asks for fewer')
      return EXIT.interrupted
    }
    const report = shortfallReport(prepared, found)
    if (picture !== undefined) {
      const { drawShortfall } = await import('./picture.ts')
      writeFile(picture.file, await drawShortfall(report, found, nations, picture.kind))
      remark(`written: ${picture.file}`)
    }
    if (options.json === true) answerJson(report)
    else if (options.csv === true) answer(trackCsv(report))
    else
      answer(
        shortfallText(scenario, report, nations, {
          width: outputWidth(),
          emphasise: emphasis(),
          source: input.name,
        }),
      )
    return EXIT.ok
  } finally {
    interrupt.dispose()
  }
}

/** The runs, with a bar; undefined where Ctrl-C came before their end: shares of fewer runs would not be those that were asked for. */
async function fought(
  prepared: Prepared,
  runs: number,
  nations: Nations,
  interrupt: Interrupt,
): Promise<Shortfall | undefined> {
  const bar = progress(Math.max(1, runs))
  try {
    const steps = shortfallSteps(prepared, { runs, nations })
    for (;;) {
      const next = steps.next()
      if (next.done === true) return next.value
      bar.update(next.value, 'runs')
      if (!(await interrupt.lookUp())) return undefined
    }
  } finally {
    bar.stop()
  }
}

/** The tracks point by point; the names are those of the JSON document. */
function trackCsv(report: ShortfallReport): string {
  return csv(
    provenance(report, 'tracks of the instantaneous impact point over the burn'),
    ['threat', 't_s', 'lat_deg', 'lon_deg', 'fall_s', 'nation', 'zone', 'vacuum_apart_km', 'light_apart_km'],
    report.threats.flatMap(({ threat, track }) =>
      track.map((p) => [
        threat,
        p.t_s,
        p.lat_deg,
        p.lon_deg,
        p.fall_s,
        p.nation ?? undefined,
        p.zone,
        p.vacuum_apart_km ?? undefined,
        p.light_apart_km ?? undefined,
      ]),
    ),
  )
}

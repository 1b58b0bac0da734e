import { fleetInReach, OpendomeError, prepareSize, sizeReport, type SizeStudy } from '@opendome/model'
import { inReachSeries, shellsOf, type FleetInReach, type SizeFound } from '@opendome/model/study'
import { errorLines, EXIT } from '../exit.ts'
import { writeFile } from '../files.ts'
import { Interrupt } from '../interrupt.ts'
import { oneOf } from '../options.ts'
import { pictureFile } from '../picture/file.ts'
import { loadScenario, openScenario, placed, type ScenarioInput } from '../scenario-file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { csv, provenance } from '../text/csv.ts'
import { searchFleet } from './search.ts'
import type { Sized } from './sized.ts'
import { sizeText } from './text.ts'

export interface SizeOptions {
  readonly search?: boolean
  readonly map?: string
  readonly timeSeries?: string
  readonly csv?: boolean
  readonly json?: boolean
}

/** Spacing and length of series in time, s. */
const STEP = 60
const DAY = 86_400

/** `opendome size`: returns the exit code. */
export async function sizeCommand(argument: string, options: SizeOptions): Promise<number> {
  oneOf({ '--json': options.json, '--csv': options.csv })
  const map = pictureFile('--map', options.map)
  const series = pictureFile('--time-series', options.timeSeries)
  const interrupt = new Interrupt()
  try {
    const input = openScenario(argument)
    const scenario = loadScenario(input)
    const study = inPlace(input, () => prepareSize(scenario))
    const search = options.search ?? scenario.size !== undefined
    let found: SizeFound | undefined
    if (search) {
      const outcome = await searchFleet(input, study, interrupt)
      if (!('result' in outcome)) {
        // A search without result is an answer: it is no.
        for (const line of outcome.error === undefined
          ? ['stopped before any fleet was found']
          : errorLines(outcome.error))
          remark(line)
        return outcome.error === undefined ? EXIT.interrupted : EXIT.no
      }
      found = { result: outcome.result, own: ownFleet(study) }
    }
    const shells = found === undefined ? undefined : shellsOf(found.result.shells, study)
    const fleet = inPlace(input, () => fleetInReach(study, shells))
    const report = sizeReport(study, fleet, found)
    const sized = { scenario, study, fleet, report }
    if (map !== undefined) {
      const { drawMap } = await import('./map-picture.ts')
      writeFile(map.file, await drawMap(sized, map.kind))
      remark(`written: ${map.file}`)
    }
    if (series !== undefined) {
      const { drawSeries } = await import('./series-picture.ts')
      writeFile(series.file, await drawSeries(sized, series.kind))
      remark(`written: ${series.file}`)
    }
    if (options.json === true) answerJson(report)
    else if (options.csv === true) answer(seriesCsv(sized))
    else answer(sizeText(sized, { width: outputWidth(), emphasise: emphasis(), source: input.name }))
    return found?.result.stopped === true ? EXIT.interrupted : EXIT.ok
  } finally {
    interrupt.dispose()
  }
}

function inPlace<T>(input: ScenarioInput, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof OpendomeError ? placed(input, error) : error
  }
}

/** What the scenario's own fleet has in reach, beside that of a search; undefined where it reaches nothing. */
function ownFleet(study: SizeStudy): FleetInReach | undefined {
  try {
    return fleetInReach(study)
  } catch (error) {
    if (error instanceof OpendomeError && error.code === 'infeasible') return undefined
    throw error
  }
}

/** In reach against liftoff time, launch point by launch point. */
function seriesCsv({ study, fleet, report }: Sized): string {
  const shells = report.search === null ? undefined : fleet.shells
  const rows = inReachSeries(study, STEP, DAY, shells).flatMap(({ launch, counts }) =>
    Array.from(counts, (count, k) => [launch.id, launch.threat, k * STEP, count]),
  )
  return csv(
    provenance(report, `seed ${report.seed}, interceptors in reach of a liftoff t_s after the epoch`),
    ['launch', 'threat', 't_s', 'in_reach'],
    rows,
  )
}

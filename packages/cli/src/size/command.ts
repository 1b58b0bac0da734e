import { fleetInReach, prepareSize, sizeReport } from '@opendome/model'
import { inPlace, ownFleet, ownRegion } from '@opendome/model/answer'
import { placesReport, shellsOf, type PlacesReport, type SizeFound, type Whence } from '@opendome/model/study'
import { errorLines, EXIT } from '../exit.ts'
import { writeFile } from '../files.ts'
import { Interrupt } from '../interrupt.ts'
import { oneOf } from '../options.ts'
import { chartFile } from '../picture/file.ts'
import { loadScenario, openScenario } from '../scenario-file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { mapCsv, seriesCsv, tradeCsv } from './csv.ts'
import { parseLine, parseRegion } from './places.ts'
import { searchFleet } from './search.ts'
import { sizeText } from './text.ts'

export interface SizeOptions {
  readonly search?: boolean
  readonly whatMoves?: boolean
  readonly map?: string
  readonly timeSeries?: string
  readonly trade?: string
  readonly region?: string
  readonly line?: string
  readonly csv?: boolean
  readonly json?: boolean
}

/** `opendome size`: returns the exit code. */
export async function sizeCommand(argument: string, options: SizeOptions): Promise<number> {
  oneOf({ '--json': options.json, '--csv': options.csv })
  for (const other of ['search', 'map', 'timeSeries', 'trade', 'region', 'line', 'csv'] as const)
    if (options.whatMoves === true)
      oneOf({
        '--what-moves': true,
        [`--${other.replace('S', '-s')}`]: options[other] === false ? undefined : options[other],
      })
  oneOf({ '--no-search': options.search === false, '--trade': options.trade })
  const map = chartFile('--map', options.map)
  const series = chartFile('--time-series', options.timeSeries)
  const trade = chartFile('--trade', options.trade)
  const region = options.region === undefined ? undefined : parseRegion(options.region)
  const line = options.line === undefined ? undefined : parseLine(options.line)
  const interrupt = new Interrupt()
  try {
    const input = openScenario(argument)
    const scenario = loadScenario(input)
    if (options.whatMoves === true) {
      const { whatMovesCommand } = await import('./what-moves.ts')
      return await whatMovesCommand(input, scenario, options, interrupt)
    }
    const study = inPlace(input, () => prepareSize(scenario))
    const search = options.search ?? (scenario.size !== undefined || trade !== undefined)
    let found: SizeFound | undefined
    if (search) {
      const outcome = await searchFleet(input, study, interrupt, trade !== undefined)
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
    const over = (whence: Whence | undefined): PlacesReport | undefined =>
      whence && inPlace(input, () => placesReport(study, fleet.worst.launch, whence, shells))
    const report = sizeReport(study, fleet, found, {
      region: over(region ?? ownRegion(study)),
      line: over(line),
    })
    const sized = { scenario, study, fleet, report }
    if (map !== undefined) {
      if (map.kind === 'csv') writeFile(map.file, mapCsv(sized))
      else {
        const { drawMap } = await import('./map-picture.ts')
        writeFile(map.file, await drawMap(sized, map.kind))
      }
      remark(`written: ${map.file}`)
    }
    if (series !== undefined) {
      if (series.kind === 'csv') writeFile(series.file, seriesCsv(sized))
      else {
        const { drawSeries } = await import('./series-picture.ts')
        writeFile(series.file, await drawSeries(sized, series.kind))
      }
      remark(`written: ${series.file}`)
    }
    if (trade !== undefined && (report.search?.trade ?? null) === null)
      remark(`not written: ${trade.file}, since the search was stopped before it`)
    else if (trade !== undefined) {
      if (trade.kind === 'csv') writeFile(trade.file, tradeCsv(sized))
      else {
        const { drawTrade } = await import('./trade-picture.ts')
        writeFile(trade.file, await drawTrade(sized, trade.kind))
      }
      remark(`written: ${trade.file}`)
    }
    if (options.json === true) answerJson(report)
    else if (options.csv === true) answer(seriesCsv(sized))
    else answer(sizeText(sized, { width: outputWidth(), emphasise: emphasis(), source: input.name }))
    return found?.result.stopped === true ? EXIT.interrupted : EXIT.ok
  } finally {
    interrupt.dispose()
  }
}

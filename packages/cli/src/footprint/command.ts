import { OpendomeError, type Scenario } from '@opendome/model'
import {
  footprintReport,
  footprints,
  type FootprintReport,
  type FootprintStudyOptions,
  type LayerFootprint,
} from '@opendome/model/study'
import { EXIT } from '../exit.ts'
import { writeFile } from '../files.ts'
import { Interrupt } from '../interrupt.ts'
import { oneOf, optionalNumber } from '../options.ts'
import { pictureFile } from '../picture/file.ts'
import { loadScenario, openScenario, placed, type ScenarioInput } from '../scenario-file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { csv, provenance } from '../text/csv.ts'
import { footprintText } from './text.ts'

export interface FootprintOptions {
  readonly layer?: string
  readonly releaseS?: string
  readonly picture?: string
  readonly csv?: boolean
  readonly json?: boolean
}

const RELEASE = { low: 0, high: 7200, unit: 's' }

/** `opendome footprint`: returns the exit code. */
export async function footprintCommand(argument: string, options: FootprintOptions): Promise<number> {
  oneOf({ '--json': options.json, '--csv': options.csv })
  const release = optionalNumber('--release-s', options.releaseS, RELEASE)
  const picture = pictureFile('--picture', options.picture)
  const interrupt = new Interrupt()
  try {
    const input = openScenario(argument)
    const scenario = loadScenario(input)
    const found = await drawn(input, scenario, { layer: options.layer, release }, interrupt)
    if (found.length === 0) {
      remark('stopped before the first footprint was done')
      return EXIT.interrupted
    }
    const report = footprintReport(scenario, found)
    if (picture !== undefined) {
      const { drawFootprints } = await import('./picture.ts')
      writeFile(picture.file, await drawFootprints(report, picture.kind))
      remark(`written: ${picture.file}`)
    }
    if (options.json === true) answerJson(report)
    else if (options.csv === true) answer(outlineCsv(report))
    else
      answer(
        footprintText(scenario, report, {
          width: outputWidth(),
          emphasise: emphasis(),
          source: input.name,
        }),
      )
    return interrupt.stopped ? EXIT.interrupted : EXIT.ok
  } finally {
    interrupt.dispose()
  }
}

/** One footprint after the other, until Ctrl-C; mistakes get their place in the file. */
async function drawn(
  input: ScenarioInput,
  scenario: Scenario,
  options: FootprintStudyOptions,
  interrupt: Interrupt,
): Promise<LayerFootprint[]> {
  const found: LayerFootprint[] = []
  try {
    for (const footprint of footprints(scenario, options)) {
      found.push(footprint)
      if (!(await interrupt.lookUp())) break
    }
  } catch (error) {
    if (!(error instanceof OpendomeError) || error.where === undefined) throw error
    throw placed(input, error)
  }
  return found
}

/** The outlines point by point; the names are those of the JSON document. */
function outlineCsv(report: FootprintReport): string {
  return csv(
    provenance(report, 'outlines of defended aim points, clockwise from north'),
    ['layer', 'threat', 'lat_deg', 'lon_deg'],
    report.footprints.flatMap((f) => f.outline.map((p) => [f.layer, f.threat, p.lat_deg, p.lon_deg])),
  )
}

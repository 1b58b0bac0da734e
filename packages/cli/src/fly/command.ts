import { flyReport, flyThreat, OpendomeError, type FlyReport } from '@opendome/model'
import type { Flown } from '@opendome/model/threat'
import { EXIT } from '../exit.ts'
import { writeFile } from '../files.ts'
import { oneOf } from '../options.ts'
import { pictureFile } from '../picture/file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { csv, provenance } from '../text/csv.ts'
import { readOrder, text, titleOf, type FlightOrder, type FlyOptions } from './order.ts'
import { flyText } from './text.ts'

/** `opendome fly`: returns the exit code. */
export async function flyCommand(options: FlyOptions): Promise<number> {
  oneOf({ '--json': options['json'], '--csv': options['csv'] })
  const picture = pictureFile('--picture', text(options['picture']))
  const order = readOrder(options)
  const flown = fly(order)
  const report = reportOf(order, flown)
  if (picture !== undefined) {
    const { drawFlight } = await import('../picture/picture.ts')
    const { file, kind } = picture
    writeFile(file, await drawFlight(report, order, kind))
    remark(`written: ${file}`)
  }
  if (options['json'] === true) answerJson(report)
  else if (options['csv'] === true) answer(samplesCsv(report))
  else answer(flyText(report, order, { width: outputWidth(), emphasise: emphasis() }))
  return EXIT.ok
}

/** The document; what cannot be released is said with its option. */
function reportOf(order: FlightOrder, flown: Flown): FlyReport {
  try {
    return flyReport(titleOf(order), flown, flown.launch, order.aim, changesOf(order), order.carried)
  } catch (error) {
    if (!(error instanceof OpendomeError) || error.where !== 'carries') throw error
    throw error.at('--warheads, --decoys')
  }
}

function fly(order: FlightOrder): Flown {
  try {
    return flyThreat({
      vehicle: order.vehicle.vehicle,
      launch: order.launch,
      aim: order.aim,
      shape: order.shape,
      payload: order.payload,
    })
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    const where = error.where === undefined ? undefined : `${order.vehicle.name}, ${error.where}`
    const hint = error.hint ?? (/^invalid aim/.test(error.message) ? 'choose another --to' : undefined)
    throw new OpendomeError(error.code, error.message.slice(error.code.length + 1), {
      where,
      hint,
      cause: error,
    })
  }
}

/** What differs from the vehicle as it stands in the catalog. */
function changesOf({ vehicle, payload }: FlightOrder): FlyReport['changed_assumptions'] {
  if (payload === undefined || payload === vehicle.vehicle.payload) return vehicle.changed
  const before = vehicle.changed.find((c) => c.path === 'payload_kg')?.preset ?? vehicle.vehicle.payload
  const others = vehicle.changed.filter((c) => c.path !== 'payload_kg')
  return [...others, { path: 'payload_kg', preset: before, value: payload }]
}

/** The samples of a flight; the names are those of the JSON document. */
function samplesCsv(report: FlyReport): string {
  return csv(
    provenance(report, `impact ${report.impact.miss_km.toFixed(3)} km from the aim`),
    ['t_s', 'lat_deg', 'lon_deg', 'altitude_km', 'speed_km_s'],
    report.samples.map((s) => [s.t_s, s.lat_deg, s.lon_deg, s.altitude_km, s.speed_km_s]),
  )
}

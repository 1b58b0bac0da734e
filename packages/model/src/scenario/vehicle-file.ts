import { OpendomeError, toInternal } from '../core/index.ts'
import { rocketOf, type Vehicle } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { catalogEntry } from './catalog.ts'
import { changesBetween, type Change } from './changes.ts'
import { mistakesOf, unknownNulls } from './diagnose.ts'
import { parseSource, type Path } from './document.ts'
import { mergeOver } from './merge.ts'

const VEHICLE = {
  noun: 'vehicle',
  start: 'start with from: icbm-solid-generic, and change what differs',
} as const

/** A vehicle read from a file of its own. */
export interface VehicleFile {
  /** SI units. */
  readonly vehicle: Vehicle
  /** What differs from the catalog vehicle it starts from; empty where it starts from none. */
  readonly changed: readonly Change[]
}

/**
 * Reads a vehicle on its own: YAML text with the fields of the schema, or `from:` a catalog id and what differs.
 * Throws an OpendomeError with file:line:column, the bad value, the allowed range and the nearest valid name; of several
 * mistakes one.
 *
 * @example
 * const { vehicle } = readVehicle('from: icbm-solid-generic\npayload_kg: 500')
 */
export function readVehicle(text: string, options: { readonly name?: string } = {}): VehicleFile {
  const file = parseSource(text, options.name ?? 'vehicle', VEHICLE)
  const { from, ...own } = file.value
  let written: unknown = own
  let changed: readonly Change[] = []
  if (from !== undefined) {
    const where = file.locate(['from']) ?? file.start
    if (typeof from !== 'string')
      throw new OpendomeError('invalid', 'from: expected the id of a catalog vehicle', { where })
    try {
      const { value } = catalogEntry('vehicle', from)
      written = mergeOver(value, own)
      changed = changesBetween(value, written, () => undefined)
    } catch (error) {
      throw error instanceof OpendomeError ? error.at(where) : error
    }
  }
  const parsed = vehicleSchema.safeParse(written)
  const lost = from === undefined ? undefined : unknownNulls(vehicleSchema, own)[0]
  const place = (path: Path, what: 'key' | 'value'): string => {
    for (let n = path.length; n > 0; n--) {
      const where = file.locate(path.slice(0, n), n < path.length ? 'key' : what)
      if (where !== undefined) return where
    }
    return file.start
  }
  if (lost !== undefined) throw lost.error.at(place(lost.path, lost.place))
  if (parsed.success) {
    const vehicle = toInternal(parsed.data)
    try {
      rocketOf(vehicle)
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      const path = (error.where ?? '').split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))
      const written = place(path, 'key')
      throw error.at(written === file.start ? place(['payload_kg'], 'value') : written)
    }
    return { vehicle, changed }
  }
  const mistake = mistakesOf(vehicleSchema, written, parsed.error.issues)[0]!
  throw mistake.error.at(place(mistake.path, mistake.place))
}

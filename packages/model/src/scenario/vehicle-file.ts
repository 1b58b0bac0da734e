import { OpendomeError, toInternal } from '../core/index.ts'
import type { Vehicle } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { catalogEntry } from './catalog.ts'
import { mistakesOf } from './diagnose.ts'
import { parseSource } from './document.ts'
import { mergeOver } from './merge.ts'

const VEHICLE = {
  noun: 'vehicle',
  start: 'start with from: icbm-solid-generic, and change what differs',
} as const

/**
 * Reads a vehicle on its own: YAML text with the fields of the schema, or `from:` a catalog id and what differs. SI units.
 * Throws an OpendomeError with file:line:column, the bad value, the allowed range and the nearest valid name; of several
 * mistakes the first in the file.
 *
 * @example
 * const vehicle = readVehicle('from: icbm-solid-generic\npayload_kg: 500')
 */
export function readVehicle(text: string, options: { readonly name?: string } = {}): Vehicle {
  const file = parseSource(text, options.name ?? 'vehicle', VEHICLE)
  const { from, ...own } = file.value
  let written: unknown = own
  if (from !== undefined) {
    const where = file.locate(['from']) ?? file.start
    if (typeof from !== 'string')
      throw new OpendomeError('invalid', 'from: expected the id of a catalog vehicle', { where })
    try {
      written = mergeOver(catalogEntry('vehicle', from).value, own)
    } catch (error) {
      throw error instanceof OpendomeError ? error.at(where) : error
    }
  }
  const parsed = vehicleSchema.safeParse(written)
  if (parsed.success) return toInternal(parsed.data)
  const placed = mistakesOf(vehicleSchema, written, parsed.error.issues).map((mistake) => {
    let where: string | undefined
    for (let n = mistake.path.length; n > 0 && where === undefined; n--)
      where = file.locate(mistake.path.slice(0, n), n < mistake.path.length ? 'key' : mistake.place)
    return mistake.error.at(where ?? file.start)
  })
  throw placed[0]!
}

import { basename } from 'node:path'
import { OpendomeError, readVehicle } from '@opendome/model'
import { CATALOG } from '@opendome/model/generated'
import { nearest, type VehicleFile } from '@opendome/model/scenario'
import { catalogVehicle } from '@opendome/model/study'
import type { Vehicle } from '@opendome/model/threat'
import { exists, looksLikePath, readText } from '../files.ts'

/** A vehicle of the command line. */
export interface NamedVehicle {
  readonly name: string
  readonly vehicle: Vehicle
  /** What a file changes of the catalog vehicle it starts from. */
  readonly changed: VehicleFile['changed']
}

/** A catalog id, else a YAML file. Throws `unknown` with the nearest id, or the mistakes of the file with their place. */
export function parseVehicle(text: string): NamedVehicle {
  const entry = CATALOG.find((e) => e.kind === 'vehicle' && e.id === text)
  if (entry !== undefined) return { name: entry.name, vehicle: catalogVehicle(text), changed: [] }
  if (looksLikePath(text) || exists(text))
    return { name: basename(text), ...readVehicle(readText(text, 'vehicle'), { name: text }) }
  const ids = CATALOG.filter((e) => e.kind === 'vehicle').map((e) => e.id)
  const near = nearest(text, ids)
  throw new OpendomeError('unknown', `--vehicle ${text}: neither a vehicle of the catalog nor a file`, {
    hint:
      near === undefined
        ? `vehicles: ${ids.join(', ')}; or give the path of a file`
        : `did you mean ${near}?`,
  })
}

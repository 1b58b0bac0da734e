import { OpendomeError, toInternal, type Internal } from '../core/index.ts'
import type { Sensor, SensorStand } from '../sense/index.ts'
import { SENSOR_SCHEMAS } from '../sense/schema.ts'
import type { z } from 'zod'
import { catalogEntry, catalogSensor } from './catalog.ts'
import { mistakesOf, pathName, type Mistake } from './diagnose.ts'
import type { Path } from './document.ts'
import { isFields, mergeOver, type Fields } from './merge.ts'
import { nearest } from './nearest.ts'
import type { ScenarioSensor } from './scenario.ts'
import { type scenarioSchema, standSchema } from './schema.ts'
import { show } from './show.ts'

type Written = Internal<z.output<typeof scenarioSchema>>['sensors'][number]
type Stand = Internal<z.output<typeof standSchema>>

/** Words for where a sensor may stand, in the order of the manual. */
export const SENSOR_PLACES = ['shell', 'orbit', 'site', 'at'] as const
const ON_GROUND: readonly string[] = ['site', 'at']

/** Where the catalog entry of a written sensor stands: under its id, or under the id it starts from. */
export function catalogStand(written: unknown): Fields | undefined {
  const id = isFields(written) ? written['from'] : written
  const stand = typeof id === 'string' ? catalogSensor(id)?.stand : undefined
  return isFields(stand) ? stand : undefined
}

/** A kind of sensor by catalog id, as an object, or as an object that starts `from:` a catalog id. */
export function sensorOf(
  written: unknown,
  path: Path,
  mistakes: Mistake[],
): { readonly value: Sensor; readonly id: string | undefined } | undefined {
  const from = isFields(written) ? written['from'] : written
  let value: unknown = written
  if (from !== undefined) {
    if (typeof from !== 'string') {
      const error = new OpendomeError(
        'invalid',
        `${path.join('.')}.from: expected the id of a catalog sensor`,
      )
      mistakes.push({ error, path: [...path, 'from'], place: 'value' })
      return undefined
    }
    const entry = catalogSensor(from)
    if (entry === undefined) {
      // An id that stands alone was looked up with the others.
      if (isFields(written)) mistakes.push(unknownSensor(from, [...path, 'from']))
      return undefined
    }
    const own: Fields = isFields(written) ? { ...written } : {}
    delete own['from']
    value = mergeOver(entry.value, own)
  }
  const type = isFields(value) ? value['type'] : undefined
  const types = Object.keys(SENSOR_SCHEMAS)
  if (typeof type !== 'string' || !Object.hasOwn(SENSOR_SCHEMAS, type)) {
    mistakes.push(wrongType(type, types, path))
    return undefined
  }
  const schema = SENSOR_SCHEMAS[type as keyof typeof SENSOR_SCHEMAS]
  const parsed = schema.safeParse(value)
  if (parsed.success)
    return { value: toInternal(parsed.data), id: typeof from === 'string' ? from : undefined }
  mistakes.push(...mistakesOf(schema, value, parsed.error.issues, path))
  return undefined
}

function unknownSensor(id: string, path: Path): Mistake {
  try {
    catalogEntry('sensor', id)
  } catch (error) {
    if (error instanceof OpendomeError) return { error, path, place: 'value' }
    throw error
  }
  throw new OpendomeError('invalid', `sensor ${id}: in the catalog after all`)
}

function wrongType(type: unknown, types: readonly string[], path: Path): Mistake {
  const name = `${path.join('.')}.type`
  const expected = `expected ${types.join(', ')}`
  if (type === undefined) {
    const error = new OpendomeError('missing', `field ${name}: ${expected}`, {
      hint: 'add it, or start from: a sensor of the catalog',
    })
    return { error, path, place: 'key' }
  }
  const near = typeof type === 'string' ? nearest(type, types) : undefined
  const error = new OpendomeError('invalid', `${name} ${show(type)}: ${expected}`, {
    hint: near === undefined ? undefined : `did you mean ${near}?`,
  })
  return { error, path: [...path, 'type'], place: 'value' }
}

/** Satellites carry infrared sensors, the ground carries radars: a sensor that stands on the wrong one of the two. */
export function wrongGround(document: Fields, i: number, sensor: Sensor): Mistake[] {
  const things = document['sensors'] as readonly Fields[]
  // Where it stands in two places or none, that is the mistake.
  const stands = SENSOR_PLACES.filter((place) => things[i]![place] !== undefined)
  const found = stands[0]
  if (found === undefined || stands.length > 1) return []
  const infrared = sensor.type === 'infrared'
  if (ON_GROUND.includes(found) !== infrared) return []
  const name = pathName(document, ['sensors', i])
  const text = infrared
    ? `${name}.${found}: an infrared sensor stands on satellites, in shell or orbit`
    : `${name}.${found}: a radar stands on the ground, in site or at`
  return [{ error: new OpendomeError('unsupported', text), path: ['sensors', i, found], place: 'key' }]
}

/** One resolved sensor: where it stands is what the file says, else what its catalog entry says. */
export function scenarioSensor(
  written: Written,
  sensor: { readonly value: Sensor; readonly id: string | undefined },
): ScenarioSensor {
  const { id, availability } = written
  const own = SENSOR_PLACES.some((place) => written[place] !== undefined)
  const stand = own ? written : toInternal(standSchema.parse(catalogStand(sensor.id)))
  return { id, availability, sensor: sensor.value, sensorId: sensor.id, stand: standOf(stand) }
}

function standOf(stand: Stand): SensorStand {
  if (stand.shell !== undefined) return { shell: stand.shell }
  if (stand.orbit !== undefined) {
    return { orbits: isList(stand.orbit) ? stand.orbit : [stand.orbit] }
  }
  const at = stand.at ?? { site: stand.site!, altitude: 0 }
  if (!('site' in at)) return { place: at }
  const { lat_deg, lon_deg } = catalogEntry('site', at.site).value as { lat_deg: number; lon_deg: number }
  return { place: { ...toInternal({ lat_deg, lon_deg }), altitude: at.altitude } }
}

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value)

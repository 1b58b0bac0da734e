import { OpendomeError, toInternal, type Internal } from '../core/index.ts'
import { MeanElementOrbit, parseTle, readOmm, type MeanElements } from '../orbit/index.ts'
import type { Sensor, SensorStand } from '../sense/index.ts'
import { SENSOR_SCHEMAS } from '../sense/schema.ts'
import type { z } from 'zod'
import { catalogEntry, catalogSensor } from './catalog.ts'
import { mistakesOf, pathName, type Mistake } from './diagnose.ts'
import type { Path } from './document.ts'
import { isFields, mergeOver, type Fields } from './merge.ts'
import { nearest } from './nearest.ts'
import type { ScenarioSensor } from './scenario-sensor.ts'
import { type scenarioSchema, standSchema } from './schema.ts'
import { show } from './show.ts'

type Written = Internal<z.output<typeof scenarioSchema>>['sensors'][number]
type Stand = Internal<z.output<typeof standSchema>>

/** Words for where a sensor may stand, in the order of the manual. */
export const SENSOR_PLACES = ['shell', 'orbit', 'tle', 'omm', 'site', 'at'] as const
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
    ? `${name}.${found}: an infrared sensor stands on satellites, in shell, orbit, tle or omm`
    : `${name}.${found}: a radar stands on the ground, in site or at`
  return [{ error: new OpendomeError('unsupported', text), path: ['sensors', i, found], place: 'key' }]
}

/** The real satellites of a sensor, from its element sets or messages; undefined where it has none or a wrong one. */
export function elementsOf(
  document: Fields,
  i: number,
  mistakes: Mistake[],
): readonly MeanElements[] | undefined {
  const thing = (document['sensors'] as readonly unknown[])[i]
  if (!isFields(thing)) return undefined
  const { tle, omm } = thing
  const name = pathName(document, ['sensors', i])
  const read = <T>(key: 'tle' | 'omm', all: readonly T[], one: (set: T, source: string) => MeanElements) =>
    all.flatMap((set, k) => {
      const source = all.length === 1 ? `${name}.${key}` : `${name}.${key}.${k}`
      try {
        const elements = one(set, source)
        // Where SGP4 refuses the orbit, it is refused here.
        new MeanElementOrbit(elements, elements.epoch)
        return [elements]
      } catch (error) {
        if (!(error instanceof OpendomeError)) throw error
        const path = Array.isArray(thing[key]) ? ['sensors', i, key, k] : ['sensors', i, key]
        mistakes.push({ error: placeInText(error, source), path, place: 'value' })
        return []
      }
    })
  if (typeof tle === 'string' || (isList(tle) && tle.every((set) => typeof set === 'string')))
    return read('tle', typeof tle === 'string' ? elementSets(tle) : tle, parseTle)
  if (isFields(omm) || (isList(omm) && omm.every(isFields)))
    return read('omm', isFields(omm) ? [omm] : omm, readOmm)
  return undefined
}

/** A text of several element sets, each with or without a line for the name, taken apart; one set stays as it is. */
function elementSets(text: string): string[] {
  const sets: string[] = []
  let lines: string[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue
    lines.push(line)
    if (!line.startsWith('2 ') || lines.length < 2) continue
    sets.push(lines.join('\n'))
    lines = []
  }
  if (lines.length > 0 || sets.length === 0) sets.push(lines.join('\n'))
  return sets
}

/** The error of an element set with its line and column, or its keyword, in the message: `where` is the file's place. */
function placeInText(error: OpendomeError, source: string): OpendomeError {
  const rest = error.where?.startsWith(source) === true ? error.where.slice(source.length) : ''
  const [, line, column] = /^:(\d+):(\d+)$/.exec(rest) ?? []
  const place = line === undefined ? `${source}${rest}` : `${source}, line ${line}, column ${column}`
  const text = error.message.slice(error.code.length + 1)
  return new OpendomeError(error.code, `${place}: ${text}`, { hint: error.hint, cause: error.cause })
}

/** One resolved sensor: where it stands is what the file says, else what its catalog entry says. */
export function scenarioSensor(
  written: Written,
  sensor: { readonly value: Sensor; readonly id: string | undefined },
  elements: readonly MeanElements[] | undefined,
): ScenarioSensor {
  const { id, availability } = written
  const own = SENSOR_PLACES.some((place) => written[place] !== undefined)
  const stand = own ? written : toInternal(standSchema.parse(catalogStand(sensor.id)))
  return { id, availability, sensor: sensor.value, sensorId: sensor.id, stand: standOf(stand, elements) }
}

function standOf(stand: Stand, elements: readonly MeanElements[] | undefined): SensorStand {
  if (stand.shell !== undefined) return { shell: stand.shell }
  if (stand.orbit !== undefined) {
    return { orbits: isList(stand.orbit) ? stand.orbit : [stand.orbit] }
  }
  if (elements !== undefined) return { elements }
  const at = stand.at ?? { site: stand.site!, altitude: 0 }
  if (!('site' in at)) return { place: at }
  const { lat_deg, lon_deg } = catalogEntry('site', at.site).value as { lat_deg: number; lon_deg: number }
  return { place: { ...toInternal({ lat_deg, lon_deg }), altitude: at.altitude } }
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value)
}

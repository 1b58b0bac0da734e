/** The fields of a scenario as a form shows them: what the schema allows, what the file says, what was changed. Runs in the model's thread. */
import { AREAS } from '@opendome/model/areas'
import { CATALOG } from '@opendome/model/generated'
import {
  comparedBlock,
  fieldSchemas,
  interceptorType,
  type JsonSchemaDocument as Schema,
} from '@opendome/model/scenario'
import type { CardId, Choice, Field, FieldKind } from './field.ts'

type Fields = Readonly<Record<string, unknown>>
const isFields = (x: unknown): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x)

let schemas: ReturnType<typeof fieldSchemas> | undefined

/** Texts and lists that a form of single fields does not show; they are written in the file. */
const APART = new Set(['opendome', 'name', 'doc', 'source', 'published', 'assumed', 'not_modelled', 'size'])
const APART_TOO = new Set(['disputed', 'readings', 'bracket', 'partners', 'from', 'preset', 'id', 'type'])

/**
 * The fields of a scenario, in the order of the file. `written` and `document` are the merged file before and after the changes, in
 * the units of its names; a catalog id brings the fields of its entry, a cost preset those of its block.
 */
export function fieldsOf(written: unknown, document: unknown): Field[] {
  schemas ??= fieldSchemas()
  const [before, now] = [plainCost(written), plainCost(document)]
  const { properties = {} } = schemas.scenario
  const all = Object.entries(properties).filter(([name]) => !APART.has(name) && !APART_TOO.has(name))
  const fields = all.flatMap(([name, schema]) =>
    fieldsAt(schema, [name], before[name], now[name], isFilled(schema)),
  )
  const idle = valueOf(now['command'], 'solution_at_s') === undefined ? [] : REPLACED
  return fields
    .filter((f) => !idle.includes(f.path))
    .map((f) =>
      f.path.startsWith('interceptors.')
        ? { ...f, card: inOrbit(now['interceptors'], f.thing) ? ('fleet' as const) : ('ground' as const) }
        : f,
    )
}

/** Layers belong to the fleet where they stand in orbit, to the ground layers where not. */
const inOrbit = (layers: unknown, id: string): boolean => isFields(valueOf(entryOf(layers, id), 'shell'))

function plainCost(document: unknown): Fields {
  const fields = isFields(document) ? document : {}
  return fields['cost'] === undefined ? fields : { ...fields, cost: comparedBlock(fields['cost']) }
}

/** What a stated time of the firing solution takes the place of. */
const REPLACED = ['command.cloud_top_km', 'command.latency_s', 'command.solution_delay_s']

/** Is a block that is left out there all the same, with the defaults of its fields? */
const isFilled = (schema: Schema): boolean => isFields(schema['default'])

function fieldsAt(
  schema: Schema,
  path: readonly string[],
  before: unknown,
  now: unknown,
  filled: boolean,
): Field[] {
  const part = partAt(path, now)
  return part === undefined
    ? fieldsWithin(schema, path, before, now, filled)
    : partFields(part, path, before, now)
}

function fieldsWithin(
  schema: Schema,
  path: readonly string[],
  before: unknown,
  now: unknown,
  filled: boolean,
): Field[] {
  const chosen = branch(schema, now ?? schema['default'])
  if (chosen.type === 'object' && chosen.properties !== undefined) {
    if (!isFields(now) && !filled) return []
    return Object.entries(chosen.properties).flatMap(([name, field]) =>
      APART_TOO.has(name)
        ? []
        : fieldsAt(field, [...path, name], valueOf(before, name), valueOf(now, name), isFilled(field)),
    )
  }
  if (chosen.type === 'array') {
    if (!Array.isArray(now) || chosen.items?.type !== 'object') return []
    return now.flatMap((entry: unknown, i) => {
      const id = isFields(entry) && typeof entry['id'] === 'string' ? entry['id'] : String(i)
      return fieldsAt(chosen.items!, [...path, id], entryOf(before, id), entry, false)
    })
  }
  const field = leaf(chosen, path, before, now)
  return field === undefined ? [] : [field]
}

const valueOf = (of: unknown, name: string): unknown => (isFields(of) ? of[name] : undefined)

function entryOf(list: unknown, id: string): unknown {
  return Array.isArray(list)
    ? (list as unknown[]).find((e, i) => (isFields(e) && e['id'] === id) || String(i) === id)
    : undefined
}

/** Of a union the branch that the value has; a number where a number or its range may stand. */
function branch(schema: Schema, value: unknown): Schema {
  const { anyOf } = schema
  if (anyOf === undefined) return schema
  const fits = (b: Schema): boolean =>
    isFields(value)
      ? Object.keys(value).every((key) => b.properties !== undefined && key in b.properties)
      : typeof value === 'string'
        ? b.type === 'string'
        : b.type === 'number' || b.type === 'integer'
  const found = anyOf.find(fits) ?? {}
  const { anyOf: _, ...outer } = schema
  return { ...outer, ...found, ...(schema.description && { description: schema.description }) }
}

interface Part {
  readonly schema: Schema
  readonly options: readonly Choice[]
  readonly kind: string
}

/** The vehicle of a layer or a threat, or the sensor of a sensor: an id of the catalog, an object, or one that starts from an id. */
function partAt(path: readonly string[], now: unknown): Part | undefined {
  const [list, , name] = path
  if (path.length !== 3) return undefined
  const { vehicle, interceptor, ground_interceptor: ground, ...sensors } = schemas!
  if (list === 'threats' && name === 'vehicle')
    return { schema: vehicle, options: choices('vehicle'), kind: 'vehicle' }
  if (list === 'interceptors' && name === 'vehicle') {
    const type = interceptorType(now)
    const options = choices('interceptor', (value) => interceptorType(value) === type)
    return { schema: type === 'ground' ? ground : interceptor, options, kind: 'interceptor' }
  }
  if (list === 'sensors' && name === 'sensor') {
    const type = String(valueOf(expanded('sensor', now), 'type'))
    const schema = sensors[type.replaceAll('-', '_') as keyof typeof sensors]
    const options = choices('sensor', (value) => valueOf(value, 'type') === type)
    return schema === undefined ? undefined : { schema, options, kind: 'sensor' }
  }
  return undefined
}

function partFields(part: Part, path: readonly string[], before: unknown, now: unknown): Field[] {
  const id = (of: unknown): string | undefined => {
    const found = isFields(of) ? of['from'] : of
    return typeof found === 'string' ? found : undefined
  }
  const doc = part.schema.description ?? ''
  const own = id(now)
  const choice: Field[] =
    own === undefined
      ? []
      : [{ ...base(path), kind: 'choice', doc, options: part.options, value: own, was: id(before) }]
  const [left, right] = [expanded(part.kind, before), expanded(part.kind, now)]
  return [...choice, ...fieldsWithin(part.schema, path, left, right, true)]
}

function expanded(kind: string, written: unknown): Fields | undefined {
  const id = isFields(written) ? written['from'] : written
  const entry = typeof id === 'string' ? CATALOG.find((e) => e.kind === kind && e.id === id) : undefined
  const own = isFields(written) ? written : {}
  return entry === undefined && !isFields(written)
    ? undefined
    : (merged(isFields(entry?.value) ? entry.value : {}, own) as Fields)
}

function merged(under: unknown, over: unknown): unknown {
  if (!isFields(under) || !isFields(over)) return over
  const out: Record<string, unknown> = { ...under }
  for (const [key, value] of Object.entries(over)) out[key] = key in under ? merged(under[key], value) : value
  return out
}

function choices(kind: string, fits: (value: unknown) => boolean = () => true): Choice[] {
  return CATALOG.filter((e) => e.kind === kind && fits(e.value)).map(({ id, name }) => ({ id, name }))
}

const SITES = choices('site').toSorted((a, b) => (a.name < b.name ? -1 : 1))
const AREA_CHOICES: readonly Choice[] = AREAS.map(({ id, name }) => ({ id, name }))

function leaf(schema: Schema, path: readonly string[], before: unknown, now: unknown): Field | undefined {
  const kind = kindOf(schema)
  if (kind === undefined) return undefined
  const name = path.at(-1)!
  const preset = schema['default']
  const words = schema['enum'] as readonly unknown[] | undefined
  const options =
    words?.map((w) => ({ id: String(w), name: String(w) })) ??
    (name === 'site' ? SITES : name === 'area' ? AREA_CHOICES : undefined)
  const unit = schema['x-unit'] as string | undefined
  return {
    ...base(path),
    kind: options !== undefined && kind === 'text' ? 'choice' : kind,
    doc: schema.description ?? '',
    value: shown(now ?? preset),
    was: shown(before ?? preset),
    ...(unit !== undefined && { unit: unit.replace(/ \(.*\)$/, '') }),
    ...(typeof schema['minimum'] === 'number' && { low: schema['minimum'] }),
    ...(typeof schema['maximum'] === 'number' && { high: schema['maximum'] }),
    ...(options !== undefined && { options }),
  }
}

function kindOf(schema: Schema): FieldKind | undefined {
  if (schema['const'] !== undefined) return undefined
  switch (schema.type) {
    case 'integer':
    case 'number':
    case 'boolean':
      return schema.type
    case 'string':
      return 'text'
    default:
      return undefined
  }
}

const shown = (value: unknown): Field['value'] =>
  typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : undefined

const CARD_OF: Readonly<Record<string, CardId>> = {
  sensors: 'sensors',
  tracking: 'sensors',
  command: 'command',
  threats: 'threat',
  defended: 'defended',
  cost: 'cost',
}

function base(path: readonly string[]): Pick<Field, 'path' | 'card' | 'thing'> {
  const [list, id, item] = path as [string, string?, string?]
  const thing = THINGS.has(list) ? id : list === 'cost' && id === 'items' ? item : undefined
  return { path: path.join('.'), card: CARD_OF[list] ?? 'run', thing: thing ?? list }
}

/** Lists whose entries a card shows one by one. */
const THINGS = new Set(['interceptors', 'sensors', 'threats', 'defended'])

import type { z } from 'zod'
import { unitOf } from '../core/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { AREAS } from '../generated/areas.ts'
import type { Path } from './document.ts'
import { nearest } from './nearest.ts'

/** The parts of a JSON schema that messages need. */
export interface JsonSchema {
  readonly type?: string
  readonly description?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'a map of fields',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
}

const lastStep = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

/** `: expected 150 to 50000 km`, from the schema of the field. */
export function expectation(field: JsonSchema | undefined, name: string): string {
  const text = field === undefined ? '' : expected(field, unitOf(lastStep(name))?.unit)
  return text === '' ? '' : `: expected ${text}`
}

function expected(field: JsonSchema, unit: string | undefined): string {
  const { minimum, maximum } = field
  if (minimum !== undefined && maximum !== undefined)
    return `${field.type === 'integer' ? 'a whole number ' : ''}${minimum} to ${maximum}${unit === undefined ? '' : ` ${unit}`}`
  if (field.enum !== undefined) return field.enum.map(String).join(', ')
  if (field.const !== undefined) return JSON.stringify(field.const)
  if (field.type === 'array') {
    const { minItems, maxItems } = field
    if (minItems !== undefined || maxItems !== undefined)
      return `a list of ${span(minItems ?? 0, maxItems, 'entries')}`
  }
  if (field.type === 'string' && (field.minLength !== undefined || field.maxLength !== undefined))
    return `text of ${span(field.minLength ?? 0, field.maxLength, 'characters')}`
  const branches = field.anyOf ?? [field]
  const words = branches.map((b) => {
    if (b.enum !== undefined) return b.enum.map(String).join(', ')
    if (field.anyOf !== undefined && b.minimum !== undefined && b.maximum !== undefined)
      return expected(b, unit)
    const names = Object.keys(b.properties ?? {})
    if (field.anyOf !== undefined && names.length > 0) return `{${names.join(', ')}}`
    return b.type === undefined ? '' : (WORDS[b.type] ?? b.type)
  })
  return [...new Set(words)].filter((w) => w !== '').join(' or ')
}

const span = (least: number, most: number | undefined, noun: string): string =>
  most === undefined ? `at least ${least} ${noun}` : `${least === most ? '' : `${least} to `}${most} ${noun}`

/** What to do about a value of the wrong type. */
export function hintFor(value: unknown, field: JsonSchema | undefined, name: string): string | undefined {
  if (value === null) return 'give it a value, or leave the field out'
  if (field === undefined) return undefined
  const unit = unitOf(lastStep(name))
  const numeric = field.type === 'number' || field.type === 'integer'
  if (typeof value === 'string' && numeric)
    return unit === undefined
      ? 'write the number alone, without quotes'
      : `write the number alone; its unit is ${unit.unit}`
  if (typeof value === 'string' && field.const !== undefined) return 'write it without quotes'
  if (typeof value === 'string' && field.type === 'boolean' && /^(yes|no|on|off)$/i.test(value))
    return `write ${/^(yes|on)$/i.test(value) ? 'true' : 'false'}`
  if (typeof value === 'number' && field.type === 'string') return 'write it in quotes'
  if (field.type === 'array' && typeof value === 'object' && !Array.isArray(value))
    return 'begin each entry with a dash'
  return undefined
}

const ID = '/^[a-z0-9][a-z0-9-]{0,63}$/'

/** What a pattern asks for, in words. */
export function patternText(issue: z.core.$ZodIssueInvalidStringFormat): string {
  if (issue.pattern === ID) return 'lower-case letters, digits and hyphens, at most 64'
  if (issue.pattern === '/^[A-Z]{3}$/') return 'three capital letters, as CAD'
  if (issue.pattern?.includes('interceptors') === true)
    return 'things of the scenario: interceptors, interceptors.ID, layer.boost, sensors, sensors.ID, sensor.CATALOG-ID, command'
  return 'a UTC instant as 2030-01-01T00:00:00Z'
}

/** The nearest valid name for a malformed id. */
export function patternHint(value: string, path: Path): string | undefined {
  const step = path[path.length - 1]
  const slug = value
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  const kind = step === 'vehicle' && path[0] === 'interceptors' ? 'interceptor' : step
  const ids =
    step === 'area' ? AREAS.map((a) => a.id) : CATALOG.filter((e) => e.kind === kind).map((e) => e.id)
  const near = nearest(slug, ids) ?? (step === 'id' && slug !== '' ? slug : undefined)
  return near === undefined ? undefined : `did you mean ${near}?`
}

/** The fields of a map; of a union, those of all its branches. */
export function propertiesOf(field: JsonSchema | undefined): Readonly<Record<string, JsonSchema>> {
  if (field === undefined) return {}
  return Object.assign({}, field.properties, ...(field.anyOf ?? []).map((b) => b.properties ?? {})) as Record<
    string,
    JsonSchema
  >
}

/** The part of a schema that describes a path, or undefined. */
export function fieldAt(schema: JsonSchema, path: Path): JsonSchema | undefined {
  let node: JsonSchema | undefined = schema
  for (const step of path) {
    if (node === undefined) return undefined
    if (typeof step === 'number') node = node.items
    else {
      const fields = propertiesOf(node)
      node = Object.hasOwn(fields, step) ? fields[step] : undefined
    }
  }
  return node
}

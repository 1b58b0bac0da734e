import { z } from 'zod'
import { OpendomeError, unitOf } from '../core/index.ts'
import type { Path } from './document.ts'
import { nearest } from './nearest.ts'

type Issue = z.core.$ZodIssue
interface JsonSchema {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
}

/** A mistake with the path it belongs to; `place` says whether its key or its value is meant. */
export interface Mistake {
  readonly error: OpendomeError
  readonly path: Path
  readonly place: 'key' | 'value'
}

/** Turns the issues of one schema into mistakes with value, allowed range and nearest name. `base` goes before each path. */
export function mistakesOf(
  schema: z.ZodType,
  input: unknown,
  issues: readonly Issue[],
  base: Path = [],
): Mistake[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return issues.flatMap((issue) => mistake(json, input, issue, base))
}

function mistake(json: JsonSchema, input: unknown, issue: Issue, base: Path): Mistake[] {
  if (issue.code === 'invalid_union') {
    const best = fittingBranch(issue)
    if (best !== undefined)
      return best.flatMap((inner) =>
        mistake(json, input, { ...inner, path: [...issue.path, ...inner.path] } as Issue, base),
      )
  }
  const path = issue.path as Path
  const value = valueAt(input, path)
  const name = pathName(input, path, base)
  const field = fieldAt(json, path)
  const at = (error: OpendomeError, place: 'key' | 'value' = 'value', where: Path = path): Mistake => ({
    error,
    path: [...base, ...where],
    place,
  })

  if (issue.code === 'unrecognized_keys') {
    const names = Object.keys(propertiesOf(field))
    return issue.keys.map((key) => {
      const near = nearest(key, names)
      return at(
        new OpendomeError('unknown', `field ${name === '' ? key : `${name}.${key}`}`, {
          hint: near === undefined ? `fields here: ${names.join(', ')}` : `did you mean ${near}?`,
        }),
        'key',
        [...path, key],
      )
    })
  }
  if (value === undefined && path.length > 0) {
    const parent = path.slice(0, -1)
    return [
      at(
        new OpendomeError('missing', `field ${name}${expectation(field, name)}`, { hint: 'add it' }),
        'key',
        parent,
      ),
    ]
  }
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(String)
    const near = typeof value === 'string' ? nearest(value, words) : undefined
    const hint = near === undefined ? undefined : `did you mean ${near}?`
    return [
      at(new OpendomeError('invalid', `${name} ${show(value)}: expected ${words.join(', ')}`, { hint })),
    ]
  }
  if (issue.code === 'custom' || issue.code === 'invalid_format') {
    const text = issue.message.replace(/^invalid /, '')
    return [
      at(new OpendomeError('invalid', `${name}${issue.code === 'custom' ? '' : ` ${show(value)}`}: ${text}`)),
    ]
  }
  return [
    at(
      new OpendomeError('invalid', `${name} ${show(value)}${expectation(field, name)}`, {
        hint: unitHint(value, name),
      }),
    ),
  ]
}

/** Of a union, the branch whose kind fits: no mismatch at its root, then the fewest issues. */
function fittingBranch(issue: Issue & { code: 'invalid_union' }): readonly Issue[] | undefined {
  const score = (branch: readonly Issue[]): number =>
    branch.reduce(
      (sum, i) =>
        sum + (i.path.length === 0 && i.code === 'invalid_type' ? 100 : i.path.length === 0 ? 3 : 1),
      0,
    )
  const ranked = [...issue.errors].sort((a, b) => score(a) - score(b))
  return ranked[0] !== undefined && score(ranked[0]) < 100 ? ranked[0] : undefined
}

/** `: expected 150 to 50000 km`, from the schema of the field. */
function expectation(field: JsonSchema | undefined, name: string): string {
  if (field === undefined) return ''
  const unit = unitOf(name.split('.').pop() ?? '')?.unit
  const suffix = unit === undefined ? '' : ` ${unit}`
  if (field.minimum !== undefined && field.maximum !== undefined)
    return `: expected ${field.type === 'integer' ? 'a whole number ' : ''}${field.minimum} to ${field.maximum}${suffix}`
  if (field.enum !== undefined) return `: expected ${field.enum.map(String).join(', ')}`
  if (field.const !== undefined) return `: expected ${show(field.const)}`
  const kinds = (field.anyOf ?? field.oneOf)?.map((b) => b.type ?? 'value') ?? [field.type]
  const words = [...new Set(kinds)].filter((k) => k !== undefined).map((k) => WORDS[k] ?? k)
  return words.length === 0 ? '' : `: expected ${words.join(' or ')}`
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'a map of fields',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
}

function unitHint(value: unknown, name: string): string | undefined {
  const unit = unitOf(name.split('.').pop() ?? '')
  return typeof value === 'string' && unit !== undefined
    ? `write the number alone; its unit is ${unit.unit}`
    : undefined
}

/** A value as it goes into a message. */
function show(value: unknown): string {
  if (typeof value === 'number') return Number.isNaN(value) ? 'NaN' : String(value)
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)
  if (Array.isArray(value)) return `(a list of ${value.length})`
  if (value !== null && typeof value === 'object') return '(a map)'
  return String(value)
}

export function valueAt(input: unknown, path: Path): unknown {
  let node: unknown = input
  for (const step of path) {
    if (node === null || typeof node !== 'object') return undefined
    node = (node as Record<string | number, unknown>)[step]
  }
  return node
}

/** A path as users write it: list entries by id where they have one. */
export function pathName(input: unknown, path: Path, base: Path = []): string {
  const names: string[] = base.map(String)
  let node: unknown = input
  for (const step of path) {
    node =
      node !== null && typeof node === 'object' ? (node as Record<string | number, unknown>)[step] : undefined
    const id = typeof step === 'number' ? (node as { id?: unknown } | undefined)?.id : undefined
    names.push(typeof id === 'string' ? id : String(step))
  }
  return names.join('.')
}

function propertiesOf(field: JsonSchema | undefined): Readonly<Record<string, JsonSchema>> {
  if (field === undefined) return {}
  const branches = field.anyOf ?? field.oneOf ?? []
  return Object.assign({}, field.properties, ...branches.map((b) => b.properties ?? {})) as Record<
    string,
    JsonSchema
  >
}

/** The part of a JSON schema that describes a path; of a union, the branch that has the property. */
function fieldAt(json: JsonSchema, path: Path): JsonSchema | undefined {
  let node: JsonSchema | undefined = json
  for (const step of path) {
    if (node === undefined) return undefined
    if (typeof step === 'number') node = node.items ?? node.anyOf?.find((b) => b.items !== undefined)?.items
    else node = propertiesOf(node)[step]
  }
  return node
}

import { z } from 'zod'
import { OpendomeError, unitOf } from '../core/index.ts'
import type { Path } from './document.ts'
import {
  expectation,
  fieldAt,
  hintFor,
  patternHint,
  patternText,
  propertiesOf,
  type JsonSchema,
} from './expect.ts'
import { isFields } from './merge.ts'
import { nearest } from './nearest.ts'
import { show, shorten } from './show.ts'

type Issue = z.core.$ZodIssue

/** A mistake with the path it belongs to; `place` says whether its key or its value is meant. */
export interface Mistake {
  readonly error: OpendomeError
  readonly path: Path
  readonly place: 'key' | 'value'
}

/** Most mistakes of one kind that are worked out: a file of noise has one for each of its values. */
const MOST = 100

const schemas = new WeakMap<z.ZodType, JsonSchema>()

function jsonOf(schema: z.ZodType): JsonSchema {
  let json = schemas.get(schema)
  if (json === undefined) {
    json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
    schemas.set(schema, json)
  }
  return json
}

/** Turns the issues of one schema into mistakes with value, allowed range and nearest name. `base` goes before each path. */
export function mistakesOf(
  schema: z.ZodType,
  input: unknown,
  issues: readonly Issue[],
  base: Path = [],
): Mistake[] {
  const schemaOf = jsonOf(schema)
  const mistakes = issues
    .filter((issue) => issue.code !== 'custom' || !issues.some((other) => isWithin(other.path, issue.path)))
    .slice(0, MOST)
    .flatMap((issue) => mistake(schemaOf, input, issue, base))
  // A misspelt field is not also a missing one.
  const meant = new Set(mistakes.flatMap((m) => (m.meant === undefined ? [] : [m.meant])))
  return mistakes.filter((m) => m.missing === undefined || !meant.has(m.missing))
}

/** Rules between fields count only where the fields themselves are right. */
const isWithin = (path: readonly PropertyKey[], parent: readonly PropertyKey[]): boolean =>
  path.length > parent.length && parent.every((step, i) => path[i] === step)

/** A mistake in a field's name and the name that is meant, or a field that is missing; both as full names. */
interface NamedMistake extends Mistake {
  readonly meant?: string
  readonly missing?: string
}

function mistake(json: JsonSchema, input: unknown, issue: Issue, base: Path): NamedMistake[] {
  if (issue.code === 'invalid_union') {
    const best = fittingBranch(issue, valueAt(input, issue.path as Path))
    if (best !== undefined)
      return best.flatMap((inner) =>
        mistake(json, input, { ...inner, path: [...issue.path, ...inner.path] }, base),
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

  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, MOST).map((key) => {
      const { error, near } = unknownField(field, value, name, key)
      const found = at(error, 'key', [...path, key])
      return near === undefined ? found : { ...found, meant: joined(name, near) }
    })
  if (value === undefined && path.length > 0) {
    const doc = field?.description
    const hint = doc === undefined ? 'add it' : `add it: ${lowerFirst(doc)}`
    const error = new OpendomeError('missing', `field ${name}${expectation(field, name)}`, { hint })
    return [{ ...at(error, 'key', path.slice(0, -1)), missing: name }]
  }
  if (issue.code === 'invalid_value' && value !== null) {
    const words = issue.values.map((v) => (typeof v === 'string' ? v : show(v)))
    const near = typeof value === 'string' ? nearest(value, words) : undefined
    const hint = near === undefined || near === value ? hintFor(value, field, name) : `did you mean ${near}?`
    return [
      at(new OpendomeError('invalid', `${name} ${show(value)}: expected ${words.join(', ')}`, { hint })),
    ]
  }
  if (issue.code === 'custom')
    return [at(new OpendomeError('invalid', `${name}: ${issue.message.replace(/^invalid /, '')}`))]
  if (issue.code === 'invalid_format') {
    const text = patternText(issue)
    return [
      at(
        new OpendomeError('invalid', `${name} ${show(value)}: expected ${text}`, {
          hint: patternHint(String(value), path),
        }),
      ),
    ]
  }
  return [
    at(
      new OpendomeError('invalid', `${name} ${show(value)}${expectation(field, name)}`, {
        hint: hintFor(value, field, name),
      }),
    ),
  ]
}

/**
 * Fields that a file sets to null, to remove them, though no field has the name: merging would lose them without a word.
 * Maps whose keys are free are passed over.
 */
export function unknownNulls(schema: z.ZodType, input: unknown, base: Path = []): Mistake[] {
  const walk = (field: JsonSchema | undefined, node: unknown, path: Path): Mistake[] => {
    if (Array.isArray(node)) return node.slice(0, MOST).flatMap((e, i) => walk(field?.items, e, [...path, i]))
    const fields = propertiesOf(field)
    if (!isFields(node) || Object.keys(fields).length === 0) return []
    return Object.entries(node).flatMap(([key, value]): Mistake[] => {
      if (Object.hasOwn(fields, key)) return walk(fields[key], value, [...path, key])
      if (value !== null || key === 'from') return []
      const { error } = unknownField(field, node, pathName(input, path, base), key)
      return [{ error, path: [...base, ...path, key], place: 'key' }]
    })
  }
  // Few files have any, and the schema as JSON takes time.
  return hasNull(input) ? walk(jsonOf(schema), input, []) : []
}

function hasNull(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasNull)
  return isFields(node) ? Object.values(node).some(hasNull) : node === null
}

/** Why a path (list entries by id or index) leads to no field of a schema; undefined where it does, or into a map with free keys. */
export function unknownStep(
  schema: z.ZodType,
  steps: readonly string[],
  name: string,
): OpendomeError | undefined {
  let field: JsonSchema | undefined = jsonOf(schema)
  for (const step of steps) {
    if (field?.items !== undefined) {
      field = field.items
      continue
    }
    const fields = propertiesOf(field)
    if (Object.keys(fields).length === 0) return undefined
    if (!Object.hasOwn(fields, step)) {
      const near = nearest(step, Object.keys(fields))
      const hint = near === undefined ? undefined : `did you mean ${near}?`
      return new OpendomeError('unknown', `field ${shorten(name, 120)}`, { hint })
    }
    field = fields[step]
  }
  return undefined
}

/** A sentence as the end of another; abbreviations keep their capitals. */
const lowerFirst = (text: string): string =>
  /^[A-Z][A-Z]/.test(text) ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`

/** A field that the schema does not have here; of a union, one that belongs to another branch. */
function unknownField(
  field: JsonSchema | undefined,
  parent: unknown,
  name: string,
  key: string,
): { readonly error: OpendomeError; readonly near?: string } {
  const names = Object.keys(propertiesOf(field))
  const full = joined(name, shorten(key))
  if (names.includes(key)) {
    const others = Object.keys(parent as object).filter((k) => k !== key)
    return {
      error: new OpendomeError('invalid', `${full}: not together with ${shorten(others.join(', '))}`, {
        hint: field?.description,
      }),
    }
  }
  const near = nearest(key, names)
  if (near === undefined)
    return {
      error: new OpendomeError('unknown', `field ${full}`, { hint: `fields here: ${names.join(', ')}` }),
    }
  const unit = unitOf(near)?.unit
  const hint = `did you mean ${near}${unit === undefined ? '' : ` (in ${unit})`}?`
  return { error: new OpendomeError('unknown', `field ${full}`, { hint }), near }
}

const joined = (name: string, key: string): string => (name === '' ? key : `${name}.${key}`)

/** Of a union, the branch whose kind fits: no mismatch at its root, then the fewest issues. */
function fittingBranch(
  issue: Issue & { code: 'invalid_union' },
  value: unknown,
): readonly Issue[] | undefined {
  const wrongKind = (i: Issue): boolean =>
    i.code === 'invalid_type' || (i.code === 'invalid_value' && typeof value !== 'string')
  const score = (branch: readonly Issue[]): number =>
    branch.reduce((sum, i) => sum + (i.path.length > 0 ? 1 : wrongKind(i) ? 100 : 3), 0)
  const ranked = [...issue.errors].sort((a, b) => score(a) - score(b))
  return ranked[0] !== undefined && score(ranked[0]) < 100 ? ranked[0] : undefined
}

/** The value at a path, or undefined. */
export function valueAt(input: unknown, path: Path): unknown {
  let node: unknown = input
  for (const step of path) {
    if (node === null || typeof node !== 'object' || !Object.hasOwn(node, step)) return undefined
    node = (node as Record<string | number, unknown>)[step]
  }
  return node
}

/** A path as users write it: list entries by id where they have one. */
export function pathName(input: unknown, path: Path, base: Path = []): string {
  const names: string[] = base.map(String)
  let node: unknown = input
  for (const step of path) {
    node = valueAt(node, [step])
    const id = typeof step === 'number' ? (node as { id?: unknown } | undefined | null)?.id : undefined
    names.push(typeof id === 'string' ? id : String(step))
  }
  return names.map((n) => shorten(n)).join('.')
}

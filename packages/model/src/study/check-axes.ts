import type { Overrides, Scenario } from '../scenario/index.ts'
import { nearest } from '../scenario/index.ts'
import { Axis, pointOf, type Level } from './axis.ts'
import type { AxisFile } from './schema.ts'
import type { StudyChecks } from './study-checks.ts'

type Path = readonly (string | number)[]

/** Values of an axis that are tried, and its last one. */
const MOST_TRIED = 40

/** Checks some axes: what each says of itself, what it depends on, and that the scenario takes its values. */
export function checkAxes(
  axes: readonly AxisFile[],
  path: Path,
  scenario: Scenario,
  checks: StudyChecks,
): void {
  axes.forEach((axis, i) => {
    const at = [...path, i]
    if (!checkForm(axis, at, checks)) return
    const before = axes.slice(0, i)
    for (const id of Object.keys(axis.when)) {
      if (before.some((a) => a.id === id)) continue
      const near = nearest(
        id,
        before.map((a) => a.id),
      )
      const hint = near === undefined ? 'it has to stand before this one' : `did you mean ${near}?`
      checks.fault('unknown', `axis ${id}`, [...at, 'when', id], 'key', hint)
      return
    }
    checkTwice(axis, before, at, checks)
    checkValues(axis, before, at, scenario, checks)
  })
}

/** Is it one of the forms of an axis? */
function checkForm(axis: AxisFile, at: Path, checks: StudyChecks): boolean {
  const { id, path, options } = axis
  const given = (['values', 'range', 'log', 'options'] as const).filter((form) => axis[form] !== undefined)
  const before = checks.errors.length
  if (given.length !== 1)
    checks.fault(
      given.length === 0 ? 'missing' : 'invalid',
      `${id}: expected one of values, range, log, options`,
      given.length === 0 ? [...at, 'id'] : [...at, given[1]!],
      'key',
    )
  else if (options === undefined && path === undefined)
    checks.fault(
      'missing',
      `${id}: field path`,
      [...at, 'id'],
      'key',
      'add the field of the scenario that it sets',
    )
  else if (options !== undefined && (path !== undefined || Object.keys(axis.also).length > 0))
    checks.fault(
      'invalid',
      `${id}: options set their fields themselves`,
      [...at, path === undefined ? 'also' : 'path'],
      'key',
    )
  const [first, last] = axis.range ?? axis.log ?? []
  if (first !== undefined && last !== undefined) {
    const field = axis.range === undefined ? 'log' : 'range'
    if (first === last) checks.fault('invalid', `${id}: ${field} from ${first} to ${last}`, [...at, field])
    if (field === 'log' && Math.min(first, last) <= 0)
      checks.fault('invalid', `${id}: log from ${first} to ${last}: expected above 0`, [...at, field])
  }
  if (Object.keys(axis.also).length > 0 && axis.values?.some((v) => typeof v !== 'number') === true)
    checks.fault('invalid', `${id}: also needs numbers`, [...at, 'also'], 'key', 'use options')
  return checks.errors.length === before
}

/** A field that two axes set at once would have the value of the later one, without a word. */
function checkTwice(axis: AxisFile, before: readonly AxisFile[], at: Path, checks: StudyChecks): void {
  const fields = ({ path, also, options = [] }: AxisFile): string[] => [
    ...(path === undefined ? [] : [path]),
    ...Object.keys(also),
    ...options.flatMap((o) => Object.keys(o.set)),
  ]
  const apart = (other: AxisFile): boolean =>
    Object.keys(axis.when).length > 0 || Object.keys(other.when).length > 0
  for (const other of before) {
    const both = fields(axis).find((f) => fields(other).includes(f))
    if (both === undefined || apart(other)) continue
    checks.fault('invalid', `${axis.id}: ${both} is set by ${other.id} too`, at, 'key')
    return
  }
}

function checkValues(
  file: AxisFile,
  before: readonly AxisFile[],
  at: Path,
  scenario: Scenario,
  checks: StudyChecks,
): void {
  const axis = new Axis(file)
  // What it depends on, at the first value for which it acts.
  const others = before.filter(({ id }) => Object.hasOwn(file.when, id)).map((other) => new Axis(other))
  const { set: condition } = pointOf(others, (other) => {
    const levels = other.levels()
    return levels.find((l) => file.when[other.id]!.includes(l.value)) ?? levels[0]!
  })
  const levels = axis.levels()
  // The ends first: where a value between is wrong too, an end is what the file says.
  const last = levels.length - 1
  const indices = [...new Set([0, last, ...[...levels.keys()].slice(0, MOST_TRIED)])]
  for (const k of indices) if (!tried(axis, levels[k]!, k, condition, at, scenario, checks)) return
}

function tried(
  axis: Axis,
  level: Level,
  index: number,
  condition: Overrides,
  at: Path,
  scenario: Scenario,
  checks: StudyChecks,
): boolean {
  const { path, values, range, options } = axis.file
  return checks.tried(scenario, { ...condition, ...level.set }, (key, message) => {
    if (options !== undefined)
      return key === undefined
        ? [[...at, 'options', index], 'key']
        : [[...at, 'options', index, 'set', key], 'key']
    if (key !== undefined && key !== path) return [[...at, 'also', key], 'key']
    if (/^(unknown (path|field)|unsupported) /.test(message)) return [[...at, 'path'], 'value']
    return [
      values === undefined ? [...at, range === undefined ? 'log' : 'range'] : [...at, 'values', index],
      'value',
    ]
  })
}

import { OpendomeError } from '../core/index.ts'
import { PRESETS } from '../generated/presets.ts'
import { changesBetween, type Change } from './changes.ts'
import { MOST_THINGS, duplicateIds } from './check.ts'
import { catalogLookup } from './cost-block.ts'
import { pathName, unknownNulls, valueAt, type Mistake } from './diagnose.ts'
import { parseSource, type Path, type SourceDocument } from './document.ts'
import { isFields, mergeOver, type Fields } from './merge.ts'
import { checkVariations, overridden } from './overrides.ts'
import { PARTS, partSchema, type PartList } from './parts.ts'
import { withoutPartners } from './partners.ts'
import type { ReadOptions } from './read-options.ts'
import { named, resolveDocument } from './resolve.ts'
import type { Overrides, Scenario } from './scenario.ts'
import { SCENARIO_VERSION, scenarioSchema } from './schema.ts'
import { show, shorten } from './show.ts'
import { textOf } from './text-of.ts'

const DEEPEST_FROM = 10

/** A merged document with the files it came from, nearest first. */
interface Source {
  readonly files: readonly SourceDocument[]
  /** Mistakes that merging would hide, with their places. */
  readonly faults: readonly OpendomeError[]
  readonly document: Fields
  /** What it started from: the merged parent, or itself. */
  readonly start: Fields
  readonly changed: readonly Change[]
  /** Is it a preset of the program and nothing else? Its variations are tried by the tests of the program. */
  readonly preset?: boolean
}

/**
 * Reads a scenario: YAML text → presets merged → checked → SI units and resolved catalog ids.
 * Throws an OpendomeError with file:line:column, the bad value, the allowed range and the nearest valid name; where there are
 * several mistakes, the first in the file, and the message says how many more (`scenarioMistakes` gives all).
 *
 * @example
 * const scenario = readScenario('opendome: 1\nfrom: cbo-2026\ncommand: {decision_time_s: 0}')
 */
export function readScenario(text: string, options: ReadOptions = {}): Scenario {
  const source = load(text, options)
  return check(source, source.preset !== true)
}

/** All mistakes of a scenario text in the order of the file; empty where it is right. */
export function scenarioMistakes(text: string, options: ReadOptions = {}): readonly OpendomeError[] {
  let source: Source
  try {
    source = load(text, options)
  } catch (error) {
    if (error instanceof OpendomeError) return [error]
    throw error
  }
  return resolveAll(source).errors
}

/**
 * The scenario with some fields set by path (`{'command.decision_time_s': 0}`), checked again; its own variations, which were tried on
 * the scenario as written, are not tried on top of these. Throws as readScenario.
 */
export function withOverrides(scenario: Scenario, overrides: Overrides): Scenario {
  const document = overridden(scenario.document as Fields, overrides)
  const start = scenario.start as Fields
  return check({ files: [], faults: [], document, start, changed: changed(start, document) }, false)
}

/**
 * `file:line:column` of a field path (`threats.raid`; list entries by id or index), or of its nearest ancestor that is written:
 * in the text, else in the files it starts from. The place of errors that show only when the scenario is flown.
 */
export function locateField(text: string, options: ReadOptions, path: string | Path): string {
  const { files } = load(text, options)
  const steps =
    typeof path === 'string' ? path.split('.').map((s) => (/^\d+$/.test(s) ? Number(s) : s)) : path
  for (let n = steps.length; n > 0; n--) {
    for (const file of files) {
      const where = file.locate(steps.slice(0, n), 'key')
      if (where !== undefined) return where
    }
  }
  return files[0]!.start
}

/** Follows `from:` and merges. `chain` holds the names of the files that lead here. */
function load(text: string, options: ReadOptions, chain: readonly string[] = []): Source {
  const name = options.name ?? 'scenario'
  const file = parseSource(text, name)
  const version = file.value['opendome']
  if (typeof version === 'number' && version > SCENARIO_VERSION)
    throw new OpendomeError(
      'unsupported',
      `opendome ${version}: this program reads version ${SCENARIO_VERSION}`,
      { where: file.locate(['opendome']) ?? file.start, hint: 'use a newer program for this file' },
    )
  const from = file.value['from']
  const faults = [...duplicateIds(file.value), ...lostNulls(file.value)].map((m) =>
    m.error.at(file.locate(m.path, m.place) ?? file.start),
  )
  if (from === undefined) {
    const start = onCatalog(file.value)
    return { files: [file], faults, document: file.value, start, changed: changed(start, file.value) }
  }
  const where = file.locate(['from']) ?? file.start
  if (typeof from !== 'string')
    throw new OpendomeError('invalid', `from ${show(from)}: expected a preset id or a path`, { where })
  const parent = textOf(from, 'from', where, options, PRESETS)
  const names = [...chain, name]
  const parentName = parent.name
  if (names.includes(parentName))
    throw new OpendomeError('invalid', `from ${shorten(from)}: the file would start from itself`, {
      where,
      hint: shorten([...names, parentName].join(' → '), 200),
    })
  if (names.length > DEEPEST_FROM)
    throw new OpendomeError(
      'invalid',
      `from ${shorten(from)}: more than ${DEEPEST_FROM} files start from each other`,
      { where },
    )
  const base = load(parent.text, { ...options, name: parentName }, names)
  const { from: _, ...own } = file.value
  const merged = mergeOver(base.document, own) as Fields
  const changes = changed(base.document, merged)
  return {
    files: [file, ...base.files],
    faults: [...faults, ...base.faults],
    document: changes.length === 0 ? merged : { ...merged, ...retold(base.document, own, from) },
    start: base.document,
    changed: changes,
    preset: Object.hasOwn(PRESETS, from) && Object.keys(own).every((key) => key === 'opendome'),
  }
}

/** Nulls under names that no field has: in a file that starts from another, and in parts that start from the catalog. */
function lostNulls(document: Fields): Mistake[] {
  const parts = Object.entries(PARTS).flatMap(([list, field]) => {
    const things = document[list]
    if (!Array.isArray(things)) return []
    return things.slice(0, MOST_THINGS).flatMap((thing: unknown, i) => {
      const part = valueAt(thing, [field])
      const schema = partSchema(list as PartList, part)
      const starts = valueAt(part, ['from']) !== undefined
      return starts && schema !== undefined ? unknownNulls(schema, part, [list, i, field]) : []
    })
  })
  return [...(document['from'] === undefined ? [] : unknownNulls(scenarioSchema, document)), ...parts]
}

/** A file without `from:` starts from the catalog: its vehicles, sensors and cost preset as they stand there. */
function onCatalog(document: Fields): Fields {
  const bare = (list: unknown, field: string): unknown =>
    Array.isArray(list)
      ? list.map((thing: unknown) => {
          const written = isFields(thing) ? thing[field] : undefined
          return isFields(thing) && isFields(written) && typeof written['from'] === 'string'
            ? { ...thing, [field]: written['from'] }
            : thing
        })
      : list
  const { cost } = document
  return {
    ...document,
    interceptors: bare(document['interceptors'], 'vehicle'),
    threats: bare(document['threats'], 'vehicle'),
    sensors: bare(document['sensors'], 'sensor'),
    ...(isFields(cost) && typeof cost['preset'] === 'string' ? { cost: { preset: cost['preset'] } } : {}),
  }
}

/** What a changed file says of itself where it does not say it anew: the parent's words hold for the parent only. */
function retold(base: Fields, own: Fields, from: string): Fields {
  const out: Fields = {}
  if (own['name'] === undefined && typeof base['name'] === 'string') out['name'] = `${base['name']}, changed`
  if (own['doc'] === undefined) out['doc'] = `Starts from ${shorten(from)} and changes what is listed below.`
  if (own['assumed'] === undefined && Array.isArray(base['assumed']))
    out['assumed'] = [
      `as in ${shorten(from)}, but for the changed assumptions listed below:`,
      ...(base['assumed'] as unknown[]),
    ]
  return out
}

/** What a document changes, defaults filled in on both sides where both are right. */
function changed(start: Fields, document: Fields): readonly Change[] {
  const [a, b] = [scenarioSchema.safeParse(start), scenarioSchema.safeParse(document)]
  return a.success && b.success
    ? changesBetween(a.data, b.data, catalogLookup)
    : changesBetween(start, document, catalogLookup)
}

function check(source: Source, variations = true): Scenario {
  const { scenario, errors } = resolveAll(source, variations)
  const first = errors[0]
  if (first === undefined) return scenario!
  const more = errors.length - 1
  if (more === 0) throw first
  throw new OpendomeError(first.code, first.message.slice(first.code.length + 1), {
    where: first.where,
    hint: `${first.hint === undefined ? '' : `${first.hint} — `}${more} more: opendome check lists all`,
    cause: first.cause,
  })
}

/** Checks the merged file; collects every mistake, in the order of the files. */
function resolveAll(
  source: Source,
  variations = true,
): { scenario: Scenario | undefined; errors: OpendomeError[] } {
  const { document, start, changed } = source
  const { resolved, mistakes } = effective(document)
  if (resolved !== undefined && variations) mistakes.push(...checkVariations(document, resolved))
  const errors = inOrder([...source.faults, ...mistakes.map((m) => placed(m, source))], source)
  if (resolved === undefined || errors.length > 0) return { scenario: undefined, errors }
  return { scenario: { ...resolved, changed, start, document }, errors }
}

/** The file as it stands, without what partners take away that are out; the cost stays that of the whole. */
function effective(document: Fields): ReturnType<typeof resolveDocument> {
  const whole = resolveDocument(document)
  const out = whole.resolved?.partners.filter((p) => !p.in) ?? []
  if (whole.resolved === undefined || out.length === 0) return whole
  const at = (id: string): Path => ['partners', whole.resolved!.partners.findIndex((p) => p.id === id), 'in']
  let left = document
  for (const { id, leaving } of out) {
    try {
      left = overridden(left, leaving.set)
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      return { resolved: undefined, mistakes: [{ error, path: at(id), place: 'value' }] }
    }
  }
  const { document: rest, blind, limits } = withoutPartners(left, out)
  const { cost: _, ...uncosted } = rest
  const { resolved, mistakes } = resolveDocument({ ...uncosted, partners: [] })
  if (resolved === undefined)
    return { resolved, mistakes: mistakes.map((m) => ({ ...m, path: at(out[0]!.id), place: 'value' })) }
  const { partners, cost } = whole.resolved
  return { resolved: { ...resolved, partners, cost, without: limits, blind }, mistakes }
}

/** Gives a mistake its place: in the first file that has the path, else at the nearest ancestor. */
function placed(m: Mistake, source: Source): OpendomeError {
  const path = named(source.document, m.path)
  for (let n = path.length; n >= 0; n--) {
    for (const file of source.files) {
      const where = n === 0 ? file.start : file.locate(path.slice(0, n), n < path.length ? 'key' : m.place)
      if (where !== undefined) return m.error.at(where)
    }
  }
  return m.error.at(pathName(source.document, m.path))
}

/** Sorted by file, line and column; a mistake that shows twice is kept once. */
function inOrder(errors: readonly OpendomeError[], source: Source): OpendomeError[] {
  const rank = (error: OpendomeError): readonly number[] => {
    const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(error.where ?? '') ?? []
    const index = source.files.findIndex((f) => f.name === file)
    return [index < 0 ? source.files.length : index, Number(line ?? 0), Number(column ?? 0)]
  }
  const seen = new Set<string>()
  return errors
    .filter((e) => {
      const key = `${e.where} ${e.message}`
      return !seen.has(key) && seen.add(key)
    })
    .map((error) => ({ error, at: rank(error) }))
    .sort((a, b) => a.at[0]! - b.at[0]! || a.at[1]! - b.at[1]! || a.at[2]! - b.at[2]!)
    .map(({ error }) => error)
}

import type { z } from 'zod'
import { OpendomeError, toInternal } from '../core/index.ts'
import { parseUtc } from '../earth/index.ts'
import { interceptorSchema } from '../engage/schema.ts'
import { PRESETS } from '../generated/presets.ts'
import type { Place, Shape } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { catalogArea, catalogEntry, unknownId, type CatalogKind } from './catalog.ts'
import { mistakesOf, pathName, valueAt, type Mistake } from './diagnose.ts'
import { parseSource, type Path, type SourceDocument } from './document.ts'
import { changesBetween, mergeOver, setPath, type Change } from './merge.ts'
import type { Overrides, Scenario, ScenarioLayer, ScenarioThreat } from './scenario.ts'
import { SCENARIO_VERSION, scenarioSchema } from './schema.ts'

export interface ReadOptions {
  /** File name for messages; default `scenario`. */
  readonly name?: string
  /** Gives the text of a file that `from:` names by path, and the name for messages. */
  readonly resolve?: (path: string, from: string) => { readonly name: string; readonly text: string }
}

type Fields = Record<string, unknown>
const DEEPEST_FROM = 10

/** A merged document with the files it came from, nearest first. */
interface Source {
  readonly files: readonly SourceDocument[]
  readonly document: Fields
  readonly changed: readonly Change[]
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
  return check(load(text, options, 0))
}

/** All mistakes of a scenario text in the order of the file; empty where it is right. */
export function scenarioMistakes(text: string, options: ReadOptions = {}): readonly OpendomeError[] {
  let source: Source
  try {
    source = load(text, options, 0)
  } catch (error) {
    if (error instanceof OpendomeError) return [error]
    throw error
  }
  return resolveAll(source).errors
}

/** The scenario with some fields set by path (`{'command.decision_time_s': 0}`), checked again. Throws as readScenario. */
export function withOverrides(scenario: Scenario, overrides: Overrides): Scenario {
  let document = scenario.document
  for (const [path, value] of Object.entries(overrides)) document = setPath(document, path, value)
  return check({ files: [], document: document as Fields, changed: scenario.changed })
}

/**
 * `file:line:column` of a field path (`threats.raid`; list entries by id or index), or of its nearest ancestor that is written:
 * in the text, else in the files it starts from. The place of errors that show only when the scenario is flown.
 */
export function locateField(text: string, options: ReadOptions, path: string): string {
  const { files } = load(text, options, 0)
  const steps = path.split('.').map((s) => (/^\d+$/.test(s) ? Number(s) : s))
  for (let n = steps.length; n > 0; n--) {
    for (const file of files) {
      const where = file.locate(steps.slice(0, n), 'key')
      if (where !== undefined) return where
    }
  }
  return files[0]!.start
}

/** Follows `from:` and merges. */
function load(text: string, options: ReadOptions, depth: number): Source {
  const name = options.name ?? 'scenario'
  const file = parseSource(text, name)
  const version = file.value['opendome']
  if (typeof version === 'number' && version > SCENARIO_VERSION)
    throw new OpendomeError(
      'unsupported',
      `opendome ${version}: this program reads version ${SCENARIO_VERSION}`,
      {
        where: file.locate(['opendome']) ?? file.start,
        hint: 'use a newer program for this file',
      },
    )
  const from = file.value['from']
  if (from === undefined) return { files: [file], document: file.value, changed: [] }
  const where = file.locate(['from']) ?? file.start
  if (typeof from !== 'string')
    throw new OpendomeError('invalid', 'from: expected a preset id or a path', { where })
  if (depth >= DEEPEST_FROM)
    throw new OpendomeError(
      'invalid',
      `from ${from}: more than ${DEEPEST_FROM} files start from each other`,
      { where },
    )
  const base = load(...parentOf(from, where, options), depth + 1)
  const { from: _, ...own } = file.value
  const document = mergeOver(base.document, own) as Fields
  return {
    files: [file, ...base.files],
    document,
    changed: changesBetween(base.document, document),
  }
}

function parentOf(from: string, where: string, options: ReadOptions): [string, ReadOptions] {
  const preset = PRESETS[from]
  if (preset !== undefined) return [preset, { name: `preset ${from}` }]
  const isPath = /[./\\]/.test(from)
  if (!isPath) throw unknownId('preset', from, Object.keys(PRESETS)).at(where)
  if (options.resolve === undefined)
    throw new OpendomeError('unsupported', `from ${from}: a path cannot be followed here`, {
      where,
      hint: `use a preset: ${Object.keys(PRESETS).join(', ')}`,
    })
  try {
    const found = options.resolve(from, options.name ?? 'scenario')
    return [found.text, { ...options, name: found.name }]
  } catch (error) {
    if (error instanceof OpendomeError) throw error.where === undefined ? error.at(where) : error
    throw error
  }
}

function check(source: Source): Scenario {
  const { scenario, errors } = resolveAll(source)
  const first = errors[0]
  if (first === undefined && scenario !== undefined) return scenario
  const more = errors.length - 1
  const hint =
    more > 0
      ? `${first?.hint === undefined ? '' : `${first.hint} — `}${more} more: opendome check lists all`
      : first?.hint
  throw new OpendomeError(first!.code, first!.message.slice(first!.code.length + 1), {
    where: first!.where,
    hint,
    cause: first!.cause,
  })
}

/** Checks the document against the schema and the catalog; collects every mistake, in the order of the file. */
function resolveAll(source: Source): { scenario: Scenario | undefined; errors: OpendomeError[] } {
  const { document } = source
  const mistakes: Mistake[] = []
  const parsed = scenarioSchema.safeParse(document)
  if (!parsed.success) mistakes.push(...mistakesOf(scenarioSchema, document, parsed.error.issues))
  const scenario = parsed.success ? resolved(parsed.data, source, mistakes) : undefined
  const errors = mistakes.map((m) => placed(m, source))
  return { scenario: mistakes.length === 0 ? scenario : undefined, errors: errors.sort(byPlace) }
}

/** Gives a mistake its place: in the first file that has the path, else at the nearest ancestor in the user's file. */
function placed(m: Mistake, source: Source): OpendomeError {
  const byId = idPath(source.document, m.path)
  for (const file of source.files) {
    const where = file.locate(byId, m.place)
    if (where !== undefined) return m.error.at(where)
  }
  for (let n = byId.length - 1; n > 0; n--) {
    for (const file of source.files) {
      const where = file.locate(byId.slice(0, n), 'key')
      if (where !== undefined) return m.error.at(where)
    }
  }
  return m.error.at(source.files[0]?.start ?? pathName(source.document, m.path))
}

/** A path with list entries by id where they have one, so that it holds in every file of the chain. */
function idPath(document: unknown, path: Path): Path {
  return path.map((step, i) => {
    if (typeof step !== 'number') return step
    const id = (valueAt(document, path.slice(0, i + 1)) as { id?: unknown } | undefined)?.id
    return typeof id === 'string' ? id : step
  })
}

function byPlace(a: OpendomeError, b: OpendomeError): number {
  const at = (e: OpendomeError): number[] => (/:(\d+):(\d+)$/.exec(e.where ?? '') ?? []).slice(1).map(Number)
  const [la = 0, ca = 0] = at(a)
  const [lb = 0, cb = 0] = at(b)
  return la - lb || ca - cb
}

/** Catalog ids → values; anything unknown becomes a mistake. */
function resolved(written: z.output<typeof scenarioSchema>, source: Source, mistakes: Mistake[]): Scenario {
  const note = <T>(path: Path, work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      mistakes.push({ error, path, place: 'value' })
      return undefined
    }
  }
  const inside = toInternal(written)
  uniqueIds(written.interceptors, 'interceptors', mistakes)
  uniqueIds(written.threats, 'threats', mistakes)
  uniqueIds(written.sensors, 'sensors', mistakes)

  const layers = written.interceptors.map((layer, i): ScenarioLayer => {
    const path = ['interceptors', i]
    if (layer.layer !== 'boost')
      mistakes.push({
        error: new OpendomeError(
          'unsupported',
          `layer ${layer.layer}: this program fights the boost layer only`,
        ),
        path: [...path, 'layer'],
        place: 'value',
      })
    const { value, id } = vehicleOf(
      'interceptor',
      layer.vehicle,
      interceptorSchema,
      [...path, 'vehicle'],
      mistakes,
    )
    return { ...inside.interceptors[i]!, vehicle: toInternal(value), vehicleId: id } as ScenarioLayer
  })
  const threats = written.threats.map((threat, i): ScenarioThreat => {
    const path = ['threats', i]
    const { value, id } = vehicleOf('vehicle', threat.vehicle, vehicleSchema, [...path, 'vehicle'], mistakes)
    const nowhere: Place = { lat: 0, lon: 0 }
    return {
      ...inside.threats[i]!,
      vehicle: toInternal(value),
      vehicleId: id,
      launch: note([...path, 'launch', 'site'], () => placeOf(threat.launch)) ?? nowhere,
      aim: note([...path, 'aim', 'site'], () => placeOf(threat.aim)) ?? nowhere,
      shape: inside.threats[i]!.trajectory as Shape,
    } as ScenarioThreat
  })
  written.sensors.forEach((s, i) => {
    note(['sensors', i, 'sensor'], () => catalogEntry('sensor', s.sensor))
    const stands = [s.shell, s.site, s.at].filter((x) => x !== undefined).length
    if (stands !== 1)
      mistakes.push({
        error: new OpendomeError('invalid', `sensors.${s.id}: expected exactly one of shell, site, at`),
        path: ['sensors', i],
        place: 'key',
      })
  })
  const defended = written.defended.map((d, i) => {
    const area = note(['defended', i, 'area'], () => catalogArea(d.area))
    const rings = (area?.polygons ?? []).map((ring) =>
      Float64Array.from(ring, (deg) => (deg * Math.PI) / 180),
    )
    return { id: d.area, rings, margin: d.margin_km * 1000 }
  })
  const epoch = note(['epoch'], () => parseUtc(written.epoch)) ?? parseUtc('2030-01-01T00:00:00Z')
  return {
    name: written.name,
    doc: written.doc,
    source: written.source,
    published: written.published,
    assumed: written.assumed,
    notModelled: written.not_modelled,
    epoch,
    layers,
    sensors: written.sensors.map((s) => ({ id: s.id })),
    command: inside.command,
    threats,
    defended,
    hasCost: written.cost !== undefined,
    run: inside.run,
    disputed: written.disputed,
    readings: written.readings,
    changed: source.changed,
    document: source.document,
  }
}

function uniqueIds(things: readonly { readonly id: string }[], list: string, mistakes: Mistake[]): void {
  const seen = new Set<string>()
  things.forEach((thing, i) => {
    if (seen.has(thing.id))
      mistakes.push({
        error: new OpendomeError('invalid', `${list}: two entries have the id ${thing.id}`, {
          hint: 'rename one',
        }),
        path: [list, i],
        place: 'value',
      })
    seen.add(thing.id)
  })
}

/** A vehicle by catalog id, as an object, or as an object that starts `from:` a catalog id. */
function vehicleOf<T extends z.ZodType>(
  kind: CatalogKind,
  written: string | Record<string, unknown>,
  schema: T,
  path: Path,
  mistakes: Mistake[],
): { value: z.output<T>; id: string | undefined } {
  const id = typeof written === 'string' ? written : (written['from'] as unknown)
  let value: unknown = written
  try {
    if (typeof written === 'string') value = catalogEntry(kind, written).value
    else if (id !== undefined) {
      if (typeof id !== 'string')
        throw new OpendomeError('invalid', `${path.join('.')}.from: expected a catalog id`)
      const { from: _, ...own } = written
      value = mergeOver(catalogEntry(kind, id).value, own)
    }
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    mistakes.push({ error, path: typeof written === 'string' ? path : [...path, 'from'], place: 'value' })
    return { value: {} as z.output<T>, id: undefined }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { value: parsed.data, id: typeof id === 'string' ? id : undefined }
  mistakes.push(...mistakesOf(schema, value, parsed.error.issues, path))
  return { value: {} as z.output<T>, id: undefined }
}

/** A place of the file in rad. Throws `unknown` for a site that is not in the catalog. */
function placeOf(place: { site: string } | { lat_deg: number; lon_deg: number }): Place {
  const at =
    'site' in place ? (catalogEntry('site', place.site).value as { lat_deg: number; lon_deg: number }) : place
  return { lat: (at.lat_deg * Math.PI) / 180, lon: (at.lon_deg * Math.PI) / 180 }
}

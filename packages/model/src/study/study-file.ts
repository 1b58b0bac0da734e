import { OpendomeError } from '../core/index.ts'
import { PRESETS } from '../generated/presets.ts'
import { STUDIES } from '../generated/studies.ts'
import {
  readDocument,
  readScenario,
  textOf,
  withOverrides,
  type Overrides,
  type ReadDocument,
  type ReadOptions,
  type Scenario,
} from '../scenario/index.ts'
import { designFigure, outputOf, type Output } from './outputs.ts'
import { STUDY_VERSION, studySchema, type StudyFile } from './schema.ts'

/** A study, read: what is asked of which scenario. Values under `set` stay as written. */
export interface Study {
  readonly name: string
  readonly doc: string | undefined
  readonly kind: 'runs'
  /** With `set` applied. */
  readonly scenario: Scenario
  readonly outputs: readonly Output[]
  readonly file: StudyFile
  /** The merged file as plain data. */
  readonly document: Readonly<Record<string, unknown>>
}

const FORM = {
  noun: 'study',
  start: 'start with opendome_study: 1, name: and scenario: cbo-2026',
  schema: studySchema,
  version: ['opendome_study', STUDY_VERSION],
  presets: STUDIES,
} as const

/** What the study itself says, and a variation must not. */
const OF_THE_STUDY: Readonly<Record<string, string>> = {
  'run.runs': 'sampling.runs',
  'run.strata': 'set',
}

/**
 * Reads a study: YAML text → presets merged → checked, its scenario read and everything it would set tried on it. `resolve` follows paths under `from:` and
 * `scenario:`. Throws an OpendomeError with file:line:column; of several mistakes the first in the file (`studyMistakes` gives all).
 *
 * @example
 * const study = readStudy('opendome_study: 1\nname: leakers\nscenario: cbo-2026\nsampling: {runs: 400}')
 */
export function readStudy(text: string, options: ReadOptions = {}): Study {
  const { study, errors } = readAll(text, options)
  const [first] = errors
  if (first === undefined) return study!
  if (errors.length === 1) throw first
  throw new OpendomeError(first.code, first.message.slice(first.code.length + 1), {
    where: first.where,
    hint: `${first.hint === undefined ? '' : `${first.hint} — `}${errors.length - 1} more: opendome check lists all`,
    cause: first.cause,
  })
}

/** All mistakes of a study text in the order of the file; empty where it is right. */
export function studyMistakes(text: string, options: ReadOptions = {}): readonly OpendomeError[] {
  try {
    return readAll(text, options).errors
  } catch (error) {
    if (error instanceof OpendomeError) return [error]
    throw error
  }
}

/** Ids of the studies that come with the program. */
export function studyPresets(): string[] {
  return Object.keys(STUDIES)
}

function readAll(text: string, options: ReadOptions): { study: Study | undefined; errors: OpendomeError[] } {
  const read = readDocument(text, { ...options, name: options.name ?? 'study' }, FORM)
  if (!('value' in read)) return { study: undefined, errors: inOrder(read) }
  const { value: file, place } = read
  const written = textOf(file.scenario, 'scenario', place(['scenario']), read.options, PRESETS)
  const base = readScenario(written.text, { ...read.options, name: written.name })
  const scenario = withOverrides(base, tried(base, file.set, ['set'], read, false))
  const errors: OpendomeError[] = []
  const check = <T>(what: () => T): T | undefined => {
    try {
      return what()
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      errors.push(error)
      return undefined
    }
  }
  const outputAt = (name: string, path: readonly (string | number)[]): Output | undefined =>
    check(() => {
      try {
        const output = outputOf(name, scenario)
        if (output.kind === 'design') designFigure(name, scenario)
        return output
      } catch (error) {
        throw error instanceof OpendomeError ? error.at(place(path)) : error
      }
    })
  const outputs = file.outputs.flatMap((name, i) => outputAt(name, ['outputs', i]) ?? [])
  const { until } = file.sampling
  if (until !== undefined) {
    const output = outputAt(until.output, ['sampling', 'until', 'output'])
    if (output?.kind === 'design')
      errors.push(
        new OpendomeError('invalid', `sampling.until.output ${until.output}: expected an output of runs`, {
          where: place(['sampling', 'until', 'output']),
          hint: 'it needs no run, and has no interval',
        }),
      )
    if (until.of === 'difference' && file.against.length === 0)
      errors.push(
        new OpendomeError('invalid', 'sampling.until.of difference: expected variations under against', {
          where: place(['sampling', 'until', 'of']),
        }),
      )
  }
  if (scenario.run.strata > 1 && file.sampling.interval !== 'student')
    errors.push(
      new OpendomeError('unsupported', `sampling.interval ${file.sampling.interval}: not with strata`, {
        where: place(['sampling', 'interval']),
        hint: 'leave it out: strata have an interval of their own',
      }),
    )
  file.against.forEach(({ set }, i) => check(() => tried(scenario, set, ['against', i, 'set'], read)))
  if (errors.length > 0) return { study: undefined, errors: inOrder(errors) }
  const study: Study = {
    name: file.name,
    doc: file.doc,
    kind: 'runs',
    scenario,
    outputs,
    file,
    document: read.document,
  }
  return { study, errors }
}

/** Overrides that a scenario takes. Throws what it says of them, at the field of the file that it is about. */
function tried(
  scenario: Scenario,
  set: Overrides,
  path: readonly (string | number)[],
  { place }: Pick<ReadDocument<unknown>, 'place'>,
  variation = true,
): Overrides {
  const keys = Object.keys(set)
  const own = keys.find((k) => k === 'run.runs' || (variation && Object.hasOwn(OF_THE_STUDY, k)))
  if (own !== undefined)
    throw new OpendomeError('unsupported', `${own}: a study says this itself`, {
      where: place([...path, own], 'key'),
      hint: own === 'run.runs' ? 'give sampling.runs' : 'give it under set, for all points alike',
    })
  try {
    withOverrides(scenario, set)
    return set
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    const field = error.where ?? ''
    const key = keys.find((k) => `${field}.`.startsWith(`${k}.`) || `${k}.`.startsWith(`${field}.`))
    throw error.at(key === undefined ? place(path, 'key') : place([...path, key], 'key'))
  }
}

/** Sorted by line and column; those of other files stand last. */
function inOrder(errors: readonly OpendomeError[]): OpendomeError[] {
  const rank = ({ where = '' }: OpendomeError): number => {
    const [, line, column] = /:(\d+):(\d+)$/.exec(where) ?? []
    return line === undefined ? Infinity : Number(line) * 1e6 + Number(column)
  }
  return [...errors].sort((a, b) => rank(a) - rank(b) || 0)
}

import { OpendomeError } from '../core/index.ts'
import { PRESETS } from '../generated/presets.ts'
import { STUDIES } from '../generated/studies.ts'
import {
  readDocument,
  readScenario,
  textOf,
  withOverrides,
  type ReadOptions,
  type Scenario,
} from '../scenario/index.ts'
import { Axis } from './axis.ts'
import { checkKind } from './check-kind.ts'
import type { Output } from './outputs.ts'
import { STUDY_VERSION, studySchema, type StudyFile } from './schema.ts'
import { StudyChecks } from './study-checks.ts'

/** What studies of every kind have. Values under `set` stay as written. */
export interface StudyBase {
  readonly name: string
  readonly doc: string | undefined
  /** With `set` applied. */
  readonly scenario: Scenario
  readonly outputs: readonly Output[]
  /** Outputs that the study needs beside those it reports. */
  readonly needs: readonly string[]
  readonly file: StudyFile
  /** The merged file as plain data. */
  readonly document: Readonly<Record<string, unknown>>
}

/** The scenario, and variations of it with the same draws. */
export interface RunsStudy extends StudyBase {
  readonly kind: 'runs'
}

/** Points over some axes. */
export interface SweepStudy extends StudyBase {
  readonly kind: 'sweep'
  readonly sweep: NonNullable<StudyFile['sweep']>
  readonly axes: readonly Axis[]
}

/** How far each of some inputs moves the outputs. */
export interface SensitivityStudy extends StudyBase {
  readonly kind: 'sensitivity'
  readonly sensitivity: NonNullable<StudyFile['sensitivity']>
  readonly axes: readonly Axis[]
}

/** Designs of which none is better in everything. */
export interface FrontStudy extends StudyBase {
  readonly kind: 'front'
  readonly front: NonNullable<StudyFile['front']>
  readonly axes: readonly Axis[]
}

/** A study, read: what is asked of which scenario. */
export type Study = RunsStudy | SweepStudy | SensitivityStudy | FrontStudy

const FORM = {
  noun: 'study',
  start: 'start with opendome_study: 1, name: and scenario: cbo-2026',
  schema: studySchema,
  version: ['opendome_study', STUDY_VERSION],
  presets: STUDIES,
} as const

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
  const { value: file, place, document } = read
  const written = textOf(file.scenario, 'scenario', place(['scenario']), read.options, PRESETS)
  const base = readScenario(written.text, { ...read.options, name: written.name })
  const checks = new StudyChecks(place)
  if (!checks.set(base, file.set, ['set'], ['run.runs'])) return { study: undefined, errors: checks.errors }
  const scenario = withOverrides(base, file.set)
  const outputs = file.outputs.flatMap((name, i) => checks.output(name, scenario, ['outputs', i]) ?? [])
  checkSampling(file, scenario, checks)
  file.against.forEach(({ set }, i) => checks.set(scenario, set, ['against', i, 'set']))
  const common = { name: file.name, doc: file.doc, scenario, outputs, needs: [], file, document }
  const study = kindOf(common, checkKind(file, scenario, checks))
  const { errors } = checks
  return errors.length > 0 ? { study: undefined, errors: inOrder(errors) } : { study, errors: [] }
}

function kindOf(common: StudyBase, kind: Study['kind']): Study {
  const { sweep, sensitivity, front } = common.file
  const axes = (sweep?.axes ?? sensitivity?.inputs ?? front?.variables ?? []).map((axis) => new Axis(axis))
  if (kind === 'sweep') return { ...common, kind, sweep: sweep!, axes }
  if (kind === 'sensitivity') return { ...common, kind, sensitivity: sensitivity!, axes }
  if (kind === 'runs') return { ...common, kind }
  const { objectives, constraints } = front!
  const needs = [...objectives, ...constraints].map(({ output }) => output)
  return { ...common, kind, front: front!, axes, needs: [...new Set(needs)] }
}

/** Rules between the fields of the sampling block and others. */
function checkSampling({ sampling, against }: StudyFile, scenario: Scenario, checks: StudyChecks): void {
  const { until, interval } = sampling
  const at = (field: string): readonly string[] => ['sampling', 'until', field]
  if (until !== undefined) {
    const output = checks.output(until.output, scenario, at('output'))
    if (output?.kind === 'design') {
      const hint = 'it needs no run, and has no interval'
      checks.fault(
        'invalid',
        `sampling.until.output ${until.output}: expected an output of runs`,
        at('output'),
        'value',
        hint,
      )
    }
    if (until.of === 'difference' && against.length === 0)
      checks.fault('invalid', 'sampling.until.of difference: expected variations under against', at('of'))
  }
  if (scenario.run.strata > 1 && interval !== 'student') {
    const hint = 'leave it out: strata have an interval of their own'
    checks.fault(
      'unsupported',
      `sampling.interval ${interval}: not with strata`,
      ['sampling', 'interval'],
      'value',
      hint,
    )
  }
}

/** Sorted by line and column; those of other files stand last. */
function inOrder(errors: readonly OpendomeError[]): OpendomeError[] {
  const rank = ({ where = '' }: OpendomeError): number => {
    const [, line, column] = /:(\d+):(\d+)$/.exec(where) ?? []
    return line === undefined ? 1e15 : Number(line) * 1e6 + Number(column)
  }
  return [...errors].sort((a, b) => rank(a) - rank(b))
}

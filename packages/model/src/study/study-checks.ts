import { OpendomeError, type ErrorCode } from '../core/index.ts'
import { withOverrides, type Overrides, type Scenario } from '../scenario/index.ts'
import { designFigure, outputOf, type Output } from './outputs.ts'

type Path = readonly (string | number)[]
type Place = (path: Path, what?: 'key' | 'value') => string

/** What the study says for all points alike, and a variation cannot; and where it is said. */
const OF_THE_STUDY: Readonly<Record<string, string>> = {
  'run.runs': 'give sampling.runs',
  'run.strata': 'give it under set, for all points alike',
}

/** Collects the mistakes of a study file with their places. */
export class StudyChecks {
  readonly errors: OpendomeError[] = []
  readonly #place: Place

  constructor(place: Place) {
    this.#place = place
  }

  fault(code: ErrorCode, text: string, path: Path, what: 'key' | 'value' = 'value', hint?: string): void {
    this.errors.push(new OpendomeError(code, text, { where: this.#place(path, what), hint }))
  }

  /** The output of a name that the scenario has. */
  output(name: string, scenario: Scenario, path: Path): Output | undefined {
    try {
      const output = outputOf(name, scenario)
      if (output.kind === 'design') designFigure(name, scenario)
      return output
    } catch (error) {
      this.#add(error, this.#place(path))
      return undefined
    }
  }

  /** Is this a map of fields that the scenario takes, none of `refused`? What it says of them is placed at the field. */
  set(scenario: Scenario, set: Overrides, path: Path, refused?: readonly string[]): boolean {
    return this.tried(
      scenario,
      set,
      (key) => (key === undefined ? [path, 'key'] : [[...path, key], 'key']),
      refused,
    )
  }

  /** Does the scenario take these fields? `at` gives the path in the study file of the field that a mistake is about, undefined where it is about none of them. */
  tried(
    scenario: Scenario,
    set: Overrides,
    at: (key: string | undefined, message: string) => readonly [Path, 'key' | 'value'],
    refused: readonly string[] = Object.keys(OF_THE_STUDY),
  ): boolean {
    const keys = Object.keys(set)
    const own = keys.find((k) => refused.includes(k))
    if (own !== undefined) {
      const text = `${own}: a study says this itself`
      this.fault('unsupported', text, ...at(own, `unsupported ${text}`), OF_THE_STUDY[own])
      return false
    }
    try {
      withOverrides(scenario, set)
      return true
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      const field = error.where ?? ''
      const key = keys.find((k) => `${field}.`.startsWith(`${k}.`) || `${k}.`.startsWith(`${field}.`))
      this.#add(error, this.#place(...at(key, error.message)))
      return false
    }
  }

  #add(error: unknown, where: string): void {
    if (!(error instanceof OpendomeError)) throw error
    this.errors.push(error.at(where))
  }
}

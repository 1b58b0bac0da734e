import { OpendomeError } from '../core/index.ts'
import { withOverrides, type Overrides } from '../scenario/index.ts'
import {
  compareReport,
  compareSteps,
  readStudy,
  studyMistakes,
  whatMattersReport,
  whatMattersSteps,
  type CompareOptions,
  type Refusal,
} from '../study/index.ts'
import { checkDocument, checkSteps, isStudyText, studyCheckDocument } from './check.ts'
import { comparedPreset, comparedScenario, inStudy, type ComparedStudy } from './compare.ts'
import { presetCost, scenarioCost, type CostQuestion } from './cost.ts'
import { runDocument } from './run-document.ts'
import { runSteps } from './run.ts'
import { loadScenario, type ScenarioInput } from './scenario-text.ts'
import { sizeDocument } from './size.ts'

/** What a question is about: the text of a scenario, or without text the id of a preset of which only the cost is published. */
export interface Subject {
  readonly name: string
  readonly text?: string | undefined
  /** Values laid over the text, by field path: `command.decision_time_s`. */
  readonly set?: Overrides | undefined
}

/** A question as plain data, so that it can be handed to a thread. Numbers left out are as in the scenario. */
export type Question =
  | { readonly command: 'check'; readonly scenario: Subject }
  | {
      readonly command: 'run'
      readonly scenario: Subject
      readonly runs?: number | undefined
      readonly seed?: number | undefined
      /** The assumption range too; default true. */
      readonly range?: boolean | undefined
    }
  | { readonly command: 'size'; readonly scenario: Subject; readonly search?: boolean | undefined }
  | ({ readonly command: 'cost'; readonly scenario: Subject } & CostQuestion)
  | {
      readonly command: 'compare'
      readonly a: Subject
      readonly b?: Subject | undefined
      readonly options: CompareOptions
    }

/** The document that the command of this name prints with --json, or the mistakes of what was asked; at least one. */
export type Answer =
  | { readonly document: object; readonly mistakes?: undefined }
  | { readonly mistakes: readonly Refusal[]; readonly document?: undefined }

/**
 * Answers a question, from its beginning to its end in this thread. Files that the text names by path are refused: there is nobody to open them.
 *
 * @example
 * const { document } = answerOf({ command: 'run', scenario: { name: 'mine', text: 'opendome: 1\nfrom: first-flight' }, runs: 20 })
 */
export function answerOf(question: Question): Answer {
  try {
    return documentOf(question)
  } catch (error) {
    if (error instanceof OpendomeError) return { mistakes: [plain(error)] }
    throw error
  }
}

function documentOf(question: Question): Answer {
  switch (question.command) {
    case 'check': {
      const input = inputOf(question.scenario)
      if (isStudyText(input.text)) return studyChecked(input)
      const { scenario, mistakes } = ended(checkSteps(input))
      return scenario === undefined || mistakes.length > 0
        ? { mistakes: mistakes.map(plain) }
        : { document: checkDocument(input, scenario) }
    }
    case 'run': {
      const input = inputOf(question.scenario)
      const read = loadScenario(input)
      const scenario = question.seed === undefined ? read : withOverrides(read, { 'run.seed': question.seed })
      const { runs = scenario.run.runs, range = true } = question
      return { document: runDocument(ended(runSteps(input, scenario, { runs, range }))!) }
    }
    case 'size':
      return { document: sizeDocument(inputOf(question.scenario), question.search) }
    case 'cost': {
      const { name, text } = question.scenario
      const { report } =
        text === undefined ? presetCost(name, question) : scenarioCost(inputOf(question.scenario), question)
      return { document: report }
    }
    case 'compare':
      return { document: compared(question) }
  }
}

/** Every mistake of a study file, with those of what it sets in its scenario. */
function studyChecked(input: ScenarioInput): Answer {
  const mistakes = studyMistakes(input.text, input.options())
  if (mistakes.length > 0) return { mistakes: mistakes.map(plain) }
  return { document: studyCheckDocument(input, readStudy(input.text, input.options())) }
}

function compared({ a, b, options }: Extract<Question, { command: 'compare' }>): object {
  const one = studyOf(a)
  const other = b === undefined ? undefined : studyOf(b)
  try {
    return other === undefined
      ? whatMattersReport(ended(whatMattersSteps(one.study, options)))
      : compareReport(ended(compareSteps(one.study, other.study, options)))
  } catch (error) {
    if (error instanceof OpendomeError && error.where !== undefined) throw inStudy(other ?? one, error)
    throw error
  }
}

function studyOf(subject: Subject): ComparedStudy {
  return subject.text === undefined ? comparedPreset(subject.name) : comparedScenario(inputOf(subject))
}

/** The scenario of a subject; throws `unsupported` for one of which only the cost is published. */
export function inputOf({ name, text, set }: Subject): ScenarioInput {
  if (text !== undefined) return { name, text, set, options: () => ({ name }) }
  throw new OpendomeError('unsupported', `cost preset ${name}: only its cost is published`, {
    hint: 'ask for cost or compare, or name a scenario',
  })
}

/** Steps to their end. */
function ended<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
  }
}

/** An error as plain data. */
export function plain({ code, message, where, hint }: OpendomeError): Refusal {
  return { code, message, where, hint }
}

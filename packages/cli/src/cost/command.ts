import {
  costReport,
  costStudy,
  costWorth,
  OpendomeError,
  readCost,
  type CostWorth,
  type Scenario,
  type ScenarioCost,
} from '@opendome/model'
import { EXIT } from '../exit.ts'
import { writeFile } from '../files.ts'
import { oneOf, optionalNumber } from '../options.ts'
import { pictureFile } from '../picture/file.ts'
import { loadScenario, openScenario, placed } from '../scenario-file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import type { Costed } from './costed.ts'
import { costCsv } from './csv.ts'
import { isPresetAlone } from './preset.ts'
import { costText } from './text.ts'

export interface CostOptions {
  readonly runs?: string
  readonly draws?: string
  readonly seed?: string
  readonly picture?: string
  readonly csv?: boolean
  readonly json?: boolean
}

/** `opendome cost`: returns the exit code. */
export async function costCommand(argument: string, options: CostOptions): Promise<number> {
  oneOf({ '--json': options.json, '--csv': options.csv })
  const picture = pictureFile('--picture', options.picture)
  const numbers = numbersOf(options)
  const costed = isPresetAlone(argument) ? ofPreset(argument, numbers) : ofScenario(argument, numbers)
  if (picture !== undefined) {
    const { drawCost } = await import('./picture.ts')
    writeFile(picture.file, await drawCost(costed, picture.kind))
    remark(`written: ${picture.file}`)
  }
  if (options.json === true) answerJson(costed.report)
  else if (options.csv === true) answer(costCsv(costed))
  else answer(costText(costed, { width: outputWidth(), emphasise: emphasis() }))
  return EXIT.ok
}

/** Numbers of the command line; undefined as in the scenario. */
interface Numbers {
  readonly runs: number | undefined
  readonly draws: number | undefined
  readonly seed: number | undefined
}

function numbersOf(options: CostOptions): Numbers {
  return {
    runs: optionalNumber('--runs', options.runs, { low: 0, high: 10_000_000, whole: true }),
    draws: optionalNumber('--draws', options.draws, { low: 100, high: 1_000_000, whole: true }),
    seed: optionalNumber('--seed', options.seed, { low: 0, high: Number.MAX_SAFE_INTEGER, whole: true }),
  }
}

function ofPreset(id: string, numbers: Numbers): Costed {
  const cost = drawnAs(readCost(id), numbers)
  const study = costStudy(cost)
  const name = cost.preset?.name ?? id
  return {
    study,
    report: costReport(study, { scenario: name, changed_assumptions: [] }),
    name,
    doc: cost.preset?.doc,
    assumed: [],
    source: `cost preset ${id}`,
  }
}

function ofScenario(argument: string, numbers: Numbers): Costed {
  const input = openScenario(argument)
  const scenario = loadScenario(input)
  try {
    const cost = drawnAs(readCost(scenario), numbers)
    const study = costStudy(cost)
    const worth = worthOf({ ...scenario, cost }, numbers.runs)
    return {
      study,
      report: costReport(study, { scenario: scenario.name, changed_assumptions: scenario.changed }, worth),
      name: scenario.name,
      doc: scenario.doc,
      assumed: scenario.assumed,
      source: `scenario ${argument}`,
    }
  } catch (error) {
    throw error instanceof OpendomeError ? placed(input, error) : error
  }
}

/** The cost with the draws and the seed of the command line. */
function drawnAs(cost: ScenarioCost, { draws, seed }: Numbers): ScenarioCost {
  const { uncertainty } = cost.plan
  return {
    ...cost,
    plan: {
      ...cost.plan,
      uncertainty: { ...uncertainty, draws: draws ?? uncertainty.draws, seed: seed ?? uncertainty.seed },
    },
  }
}

/** What the money buys, from runs of the raid; none where no interceptor fights or --runs is 0. */
function worthOf(scenario: Scenario, runs: number | undefined): CostWorth | undefined {
  if (runs === 0 || scenario.layers.length === 0) return undefined
  return costWorth(scenario, runs ?? scenario.run.runs)
}

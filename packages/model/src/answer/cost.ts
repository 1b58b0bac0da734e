import { OpendomeError } from '../core/index.ts'
import { readCost, type Scenario, type ScenarioCost } from '../scenario/index.ts'
import {
  costReport,
  costStudy,
  costWorth,
  type CostReport,
  type CostStudy,
  type CostWorth,
} from '../study/index.ts'
import { loadScenario, placed, type ScenarioInput } from './scenario-text.ts'

/** What a cost is, with whose words stand over it. */
export interface CostAnswer {
  readonly study: CostStudy
  readonly report: CostReport
  readonly name: string
  readonly doc: string | undefined
  readonly assumed: readonly string[]
}

/** Numbers that the asker sets; undefined as in the scenario. */
export interface CostQuestion {
  /** Runs behind the cost per missile stopped; 0: none. */
  readonly runs?: number | undefined
  /** Draws of the prices. */
  readonly draws?: number | undefined
  readonly seed?: number | undefined
}

/** The cost of a preset of which only the cost is published. Throws `unknown` for another id. */
export function presetCost(id: string, question: CostQuestion): CostAnswer {
  const cost = drawnAs(readCost(id), question)
  const study = costStudy(cost)
  const name = cost.preset?.name ?? id
  return {
    study,
    report: costReport(study, { scenario: name, changed_assumptions: [] }),
    name,
    doc: cost.preset?.doc,
    assumed: [],
  }
}

/** The cost of a scenario, and what it buys in the raid. Throws mistakes with their place, `missing` where it does not say what it costs. */
export function scenarioCost(input: ScenarioInput, question: CostQuestion): CostAnswer {
  const scenario = loadScenario(input)
  try {
    const cost = drawnAs(readCost(scenario), question)
    const study = costStudy(cost)
    const worth = worthOf({ ...scenario, cost }, question.runs)
    return {
      study,
      report: costReport(study, { scenario: scenario.name, changed_assumptions: scenario.changed }, worth),
      name: scenario.name,
      doc: scenario.doc,
      assumed: scenario.assumed,
    }
  } catch (error) {
    throw error instanceof OpendomeError ? placed(input, error) : error
  }
}

/** The cost with the draws and the seed that were asked for. */
function drawnAs(cost: ScenarioCost, { draws, seed }: CostQuestion): ScenarioCost {
  const { uncertainty } = cost.plan
  return {
    ...cost,
    plan: {
      ...cost.plan,
      uncertainty: { ...uncertainty, draws: draws ?? uncertainty.draws, seed: seed ?? uncertainty.seed },
    },
  }
}

/** What the money buys, from runs of the raid; none where no interceptor fights or no runs are wanted. */
function worthOf(scenario: Scenario, runs: number | undefined): CostWorth | undefined {
  if (runs === 0 || scenario.layers.length === 0) return undefined
  return costWorth(scenario, runs ?? scenario.run.runs)
}

import { OpendomeError } from '../core/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { resolveCost, type ScenarioCost } from './cost.ts'
import type { Fields } from './merge.ts'
import type { Scenario } from './scenario.ts'

/**
 * What something costs, ready for `lifeCycleCost`: of a scenario (its `cost` block), of a cost preset by id, or of a cost block given as
 * an object with the fields of the scenario file. A preset or block alone has its own counts (`count`), a scenario gives them. Throws an
 * OpendomeError with the field's path in `where`: `missing` for a scenario without a cost block, `unknown` for an id, else as the block is.
 *
 * @example
 * const { plan } = readCost({ preset: 'aei-calculator', items: [{ id: 'sbi', count: 4986 }] })
 * console.log(lifeCycleCost(plan).total / 1e9)
 */
export function readCost(source: string | Scenario | Readonly<Record<string, unknown>>): ScenarioCost {
  if (typeof source !== 'string' && isScenario(source)) {
    if (source.cost !== undefined) return source.cost
    throw new OpendomeError('missing', 'field cost: the scenario does not say what it costs', {
      where: 'cost',
      hint: `add cost: {preset: ID}, for example ${costPresets().slice(0, 4).join(', ')} or notional`,
    })
  }
  const block = (typeof source === 'string' ? { preset: source } : source) as Fields
  const name = typeof block['preset'] === 'string' ? block['preset'] : 'cost'
  const { cost, mistakes } = resolveCost(block, { name, seed: 1, things: undefined, areas: new Map() })
  const first = mistakes[0]
  if (first === undefined) return cost!
  throw first.error.where === undefined ? first.error.at(first.path.join('.')) : first.error
}

const isScenario = (x: object): x is Scenario => 'document' in x && 'threats' in x

/** Ids of the cost presets. */
export function costPresets(): string[] {
  return CATALOG.filter((e) => e.kind === 'cost').map((e) => e.id)
}

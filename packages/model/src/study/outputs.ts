import { lifeCycleCost } from '../cost/index.ts'
import { OpendomeError } from '../core/index.ts'
import { nearest, type Scenario } from '../scenario/index.ts'
import { runColumns, type RunTable } from './run-table.ts'

/**
 * What a study asks of a point: the mean of a column of its runs, the chance that a column is 0, or a figure of the design itself, which
 * needs no run.
 */
export type Output =
  | {
      readonly name: string
      readonly kind: 'mean'
      readonly column: string
      readonly bound: Bound | undefined
    }
  | { readonly name: string; readonly kind: 'chance'; readonly column: string }
  | { readonly name: string; readonly kind: 'design' }

/** An output that runs have. */
export type RunOutput = Exclude<Output, { readonly kind: 'design' }>

/** An output's value in one run: the column's, or 1 where a chance is asked for and the column is 0. */
export function valueIn({ from, columns }: RunTable, run: number, { kind, column }: RunOutput): number {
  const value = columns.get(column)![run - from]!
  return kind === 'mean' ? value : value === 0 ? 1 : 0
}

/** The column that no value of another exceeds. */
export type Bound = 'launched' | 'warheads_launched'

const CHANCES: Readonly<Record<string, string>> = { p_no_leak: 'leaked' }
const OF_MISSILES = [
  'launched',
  'engaged',
  'engaged_in_full',
  'killed',
  'leaked',
  'fell_elsewhere',
  'unengaged',
  'solved',
]

/** Figures of a design, by name. */
const DESIGN: Readonly<Record<string, (scenario: Scenario) => number>> = {
  total_usd_b: ({ cost }) => {
    if (cost === undefined)
      throw new OpendomeError('missing', 'output total_usd_b: the scenario does not say what it costs', {
        where: 'cost',
        hint: 'add cost: {preset: notional}, or another preset',
      })
    return lifeCycleCost(cost.plan).total / 1e9
  },
  interceptors: (scenario) => interceptorsOf(scenario),
}

/** Interceptors of all layers at the start: on orbit and in batteries. */
function interceptorsOf({ layers, groundLayers }: Scenario): number {
  const space = layers.map(({ shell }) => shell.planes * shell.perPlane * shell.interceptorsPerSatellite)
  return [...space, ...groundLayers.map((g) => g.inventory)].reduce((a, b) => a + b, 0)
}

/** The figure of a design that an output names. Throws `missing` where the scenario does not have it. */
export function designFigure(name: string, scenario: Scenario): number {
  return DESIGN[name]!(scenario)
}

/** Columns of a scenario's runs. */
function columnsOf(scenario: Scenario): string[] {
  return runColumns({ layers: scenario.layerOrder, areas: scenario.defended.map((d) => d.id) })
}

/** The output of a name. Throws `unknown` with the nearest name. */
export function outputOf(name: string, scenario: Scenario): Output {
  const chance = Object.hasOwn(CHANCES, name) ? CHANCES[name] : undefined
  if (chance !== undefined) return { name, kind: 'chance', column: chance }
  if (Object.hasOwn(DESIGN, name)) return { name, kind: 'design' }
  const columns = columnsOf(scenario).filter((c) => c !== 'start_s')
  if (columns.includes(name)) return { name, kind: 'mean', column: name, bound: boundOf(name) }
  const names = [...columns, ...Object.keys(CHANCES), ...Object.keys(DESIGN)]
  const near = nearest(name, names)
  throw new OpendomeError('unknown', `output ${name}`, {
    hint: near === undefined ? `outputs: ${names.join(', ')}` : `did you mean ${near}?`,
  })
}

function boundOf(column: string): Bound | undefined {
  if (OF_MISSILES.includes(column) || /^(killed|leaked)\//.test(column)) return 'launched'
  return /^(warheads_|cause\/)/.test(column) ? 'warheads_launched' : undefined
}

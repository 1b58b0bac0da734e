import { withOverrides, type Overrides, type Scenario } from '../scenario/index.ts'
import { usualDisputes } from './assumptions.ts'

/** Orbits that are searched where the file says nothing: `size` has the same. */
const ORBITS = { altitude_km: [300, 600], inclination_deg: [20, 100] }
const WORDS = { 'vehicle-and-burn-time': 'vehicle and burn time', 'decision-time': 'decision time' } as const

interface WrittenMove {
  readonly id: string
  readonly name: string
  readonly options: readonly { readonly name: string; readonly set: Overrides }[]
}

/**
 * The scenario with a bracket to work on: its own; without one, the orbits of its `size` block or the usual ones and its own launch points.
 * Where it names no assumptions to change: those it disputes or the usual disputes (`usualDisputes`; hits do not move a fleet), the guarantee, the shots and the spread of a salvo.
 */
export function withUsualMoves(scenario: Scenario): Scenario {
  if (scenario.bracket !== undefined && scenario.bracket.moves.length > 0) return scenario
  if (scenario.bracket !== undefined)
    return withOverrides(scenario, { 'bracket.moves': usualMoves(scenario) })
  const { size } = scenario.document as { size?: Record<string, unknown> }
  return withOverrides(scenario, {
    bracket: {
      guarantee: size?.['guarantee'] ?? 'always',
      family: {
        altitude_km: size?.['altitude_km'] ?? ORBITS.altitude_km,
        inclination_deg: size?.['inclination_deg'] ?? ORBITS.inclination_deg,
      },
      cover: [{ id: 'launch-points', name: 'the launch points of the scenario' }],
      moves: usualMoves(scenario),
    },
  })
}

function usualMoves(scenario: Scenario): WrittenMove[] {
  const { shotsPerTarget } = scenario.command
  const shots = [1, 2, 3].filter((n) => n !== shotsPerTarget)
  const salvos = scenario.threats.filter((t) => t.count > 1 && t.interval === 0)
  const disputes = (scenario.disputed ?? usualDisputes(scenario)).filter((d) => !/^sspk/.test(d.id))
  return [
    ...disputes.map((d) => ({
      id: d.id,
      name: WORDS[d.id as keyof typeof WORDS] ?? d.id.replaceAll('-', ' '),
      options: [d.low, d.high].map((set) => ({ name: words(set), set })),
    })),
    {
      id: 'guarantee',
      name: 'guarantee',
      options: [
        { name: '95 % of moments', set: { 'bracket.guarantee': { probability: 0.95 } } },
        { name: 'on average', set: { 'bracket.guarantee': 'mean' } },
      ],
    },
    {
      id: 'shots',
      name: 'shots at each missile',
      options: shots.map((n) => ({ name: String(n), set: { 'command.shots_per_target': n } })),
    },
    ...(salvos.length === 0
      ? []
      : [
          {
            id: 'salvo-rule',
            name: 'launches spread over time, matched',
            options: [5, 10, 30].map((interval) => ({
              name: `${interval} s apart`,
              set: Object.fromEntries(salvos.map((t) => [`threats.${t.id}.interval_s`, interval])),
            })),
          },
        ]),
  ]
}

/** `decision_time_s 0`, as the file would write it. */
function words(set: Overrides): string {
  const named = Object.entries(set).map(
    ([path, value]) =>
      `${path.split('.').at(-1)} ${typeof value === 'number' ? Number(value.toPrecision(4)) : String(value)}`,
  )
  return [...new Set(named)].join(', ').slice(0, 200)
}

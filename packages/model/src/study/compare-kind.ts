import { OpendomeError } from '../core/index.ts'
import type { Scenario, ScenarioCost } from '../scenario/index.ts'

/** A study to compare: what it costs and, where it is a scenario, how it fights. */
export interface StudyInput {
  /** As it was asked for: id of a preset, or path of a file. */
  readonly id: string
  readonly name: string
  readonly cost: ScenarioCost
  /** Undefined for a cost preset of which no scenario exists. */
  readonly scenario: Scenario | undefined
}

const LAYERS = ['boost', 'midcourse', 'glide', 'upper', 'lower', 'regional'] as const

/** Layers that a study shoots in or pays for; empty for sensors alone or for one programme that names no layer. */
function layersOf({ cost, scenario }: StudyInput): Set<string> {
  const fighting = scenario?.layers.map((l) => l.layer) ?? []
  // What a scenario costs may hold layers that it does not fight with; without interceptors it is no shield all the same.
  if (scenario !== undefined && fighting.length === 0) return new Set()
  const selectors = cost.plan.items.flatMap((i) => i.selectors ?? [])
  if (selectors.some((s) => s.startsWith('interceptors'))) return new Set(LAYERS)
  const paid = selectors.filter((s) => s.startsWith('layer.')).map((s) => s.slice('layer.'.length))
  return new Set([...fighting, ...paid])
}

/**
 * Throws `invalid` where two studies are of different kinds: one shoots and the other does not, or they have no layer in common. `where` is a field of the
 * second.
 */
export function requireSameKind(a: StudyInput, b: StudyInput): void {
  const [mine, other] = [layersOf(a), layersOf(b)]
  if (mine.size === 0 && other.size === 0) return
  if ([...mine].some((layer) => other.has(layer))) return
  const words = (layers: Set<string>): string =>
    layers.size === 0 ? 'has no layer of interceptors' : `is for ${[...layers].join(', ')}`
  throw new OpendomeError(
    'invalid',
    `comparison of ${a.id} and ${b.id}: studies of different kinds: ${a.id} ${words(mine)}, ${b.id} ${words(other)}`,
    {
      where: b.scenario === undefined ? 'cost.items' : 'interceptors',
      hint: 'compare two shields with a layer in common',
    },
  )
}

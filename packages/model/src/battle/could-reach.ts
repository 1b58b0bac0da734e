import type { Arsenal } from './arsenal.ts'
import { Battery } from './battery.ts'
import type { LayerReach } from './layer-reach.ts'
import { isBoost, isDealtOnce, type BattlePlan } from './plan.ts'
import type { BattleTarget } from './targets.ts'

/** Would a layer reach a target on its true path, if it might fire at it from `release` (s since its liftoff) on? Asked for leakers, once all is over. */
export function couldReach(
  plan: BattlePlan,
  arsenal: Arsenal,
  reach: LayerReach,
  run: number,
  start: number,
  target: BattleTarget,
  layer: number,
  release: number,
): boolean {
  const own = plan.layers[layer]!
  if (isDealtOnce(own)) return arsenal.reachesFrom(run, start, target.missile, release, layer)
  const battery = 'battery' in own ? new Battery(own) : undefined
  const from = Math.max(release, isBoost(own) ? 0 : target.plan.from)
  return (reach.at(layer, target, target.liftoff + from, battery)?.options.length ?? 0) > 0
}

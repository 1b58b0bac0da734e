import type { Cause, Steps, Unreached } from './causes.ts'
import type { Fates } from './fates.ts'
import type { ObjectPlan } from './objects.ts'
import type { BattlePlan } from './plan.ts'
import type { BattleTarget, BattleTargets } from './targets.ts'

/**
 * Per missile, for each of its warheads that came down where it counts: why. `why` says what kept a layer from a target that it did not reach; `answerOf` names the
 * cases that share an answer.
 */
export function leakedCauses(
  { missiles }: BattlePlan,
  { all, first }: BattleTargets,
  { outcomes }: Fates,
  steps: Steps,
  why: (target: number, layer: number) => Unreached,
  answerOf: (target: BattleTarget, layer: number) => string,
): (readonly Cause[])[] {
  const known = new Map<ObjectPlan, Map<string, Unreached>>()
  const shared = (target: number, layer: number): Unreached => {
    const { plan } = all[target]!
    const own = known.get(plan) ?? new Map<string, Unreached>()
    known.set(plan, own)
    const key = answerOf(all[target]!, layer)
    const answer = own.get(key) ?? why(target, layer)
    own.set(key, answer)
    return answer
  }
  return missiles.map(({ flight }, m) => {
    const outcome = outcomes[m]!
    if (outcome.fate !== 'leaked') return []
    const missile = first[m]!
    return flight.objects.flatMap((object, k): Cause[] => {
      if (!object.warhead) return []
      // A payload that survived its booster's end came through although it was hit.
      if (outcome.hit !== undefined) return ['missed']
      if (object.impactArea === undefined || outcome.objects[k]!.hit !== undefined) return []
      return [steps.cause(k === 0 ? [missile] : [missile + k, missile], shared)]
    })
  })
}

import type { CostDraws, LifeCycleCost, Tornado } from '../cost/index.ts'
import type { ScenarioCost } from '../scenario/index.ts'

/** A costed scenario or preset: the deterministic cost, its draws and its tornado. */
export interface CostStudy {
  readonly cost: ScenarioCost
  readonly lifeCycle: LifeCycleCost
  readonly draws: CostDraws
  readonly tornado: Tornado
}

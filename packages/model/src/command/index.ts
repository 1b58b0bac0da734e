export { allocate, type Option, type Order } from './allocate.ts'
export {
  FIRE_SOLVERS,
  assignFire,
  type FireDecision,
  type FireMethod,
  type FireOption,
  type FireOrders,
} from './assign.ts'
export type { FireEffort } from './fire-optimal.ts'
export type { FirePlan, FireProblem } from './fire-problem.ts'
export { timeline, type Command, type Timeline } from './timeline.ts'

export { allocate, type Option, type Order } from './allocate.ts'
export {
  FIRE_SOLVERS,
  assignFire,
  type FireDecision,
  type FireMethod,
  type FireOption,
  type FireOrders,
} from './assign.ts'
export {
  checkDoctrine,
  decideFire,
  type Doctrine,
  type DoctrineDecision,
  type DoctrineReason,
  type DoctrineState,
  type PastShot,
} from './doctrine.ts'
export type { FireEffort } from './fire-optimal.ts'
export type { FirePlan, FireProblem } from './fire-problem.ts'
export {
  barrageShots,
  killChance,
  layeredLeakage,
  leakerChances,
  objectsToEngage,
  salvosInTime,
  shootLookShoot,
  type Assessment,
  type LookResult,
  type ShotGroup,
} from './leakage.ts'
export { checkRings } from './rings.ts'
export {
  ThreatEvaluator,
  isThreat,
  ruleLedger,
  type ImpactBelief,
  type JudgedObject,
  type RuleLedger,
  type ThreatEvaluation,
  type ValuedArea,
} from './threat.ts'
export { timeline, type Command, type Timeline } from './timeline.ts'

export { allocate, type Option, type Order } from './allocate.ts'
export {
  FIRE_SOLVERS,
  assignFire,
  type FireDecision,
  type FireMethod,
  type FireOption,
  type FireOrders,
} from './assign.ts'
export { ConsentDraws, checkAuthority, type Authority, type Consent, type Party } from './authority.ts'
export { checkDelay, delayOf, delayQuantile, type Delay } from './delay.ts'
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
export { fastestHops, type Hops } from './hops.ts'
export { MOST_RELAYS, ShellRelay, type Carried, type NodePlace } from './relay.ts'
export { doctrineOf, type CommonMode } from './layer-doctrine.ts'
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
export {
  CommandLinks,
  checkNetwork,
  type CommandLink,
  type CommandMode,
  type CommandNetwork,
  type CommandNode,
} from './network.ts'
export {
  ONE_COMMAND,
  ReleaseClock,
  authorityOf,
  networkOf,
  type CommandedLayer,
  type Release,
} from './release.ts'
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

export { DefendedAreas, type Area } from './areas.ts'
export { Battle } from './battle.ts'
export { CAUSES, type Cause } from './causes.ts'
export { impactPointDeadline } from './deadline.ts'
export type { ObjectPlan, OpenPath } from './objects.ts'
export {
  holdsOf,
  isBoost,
  type BattlePlan,
  type FlightPlan,
  type GroundLayer,
  type LayerPlan,
  type MissilePlan,
  type SpaceLayer,
  type TrackingPlan,
} from './plan.ts'
export {
  EVENT_KINDS,
  type BattleEvent,
  type BattleRecord,
  type EventKind,
  type Fate,
  type WarheadCount,
} from './record.ts'

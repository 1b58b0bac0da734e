export { ArcFamily, type ArcPath } from './arc-family.ts'
export { Approach } from './homing.ts'
export { LONGEST_FLY_OUT, flyOutReach, requireShortFlyOut } from './fly-out.ts'
export { defendedFootprint, type Footprint, type FootprintOptions } from './footprint.ts'
export { FlyOutTable, flyOutTable, type FlyOutVehicle } from './fly-out-table.ts'
export {
  earliestIntercept,
  groundWindow,
  latestRelease,
  type GroundLimits,
  type GroundWindow,
} from './ground-window.ts'
export { chanceWithin, divertReach, hitChance, sigmaAcross, type LastLeg } from './hit-chance.ts'
export { lambertReach, longArc, longFlyOut, longFlyOutDeltaV, type LongFlyOut } from './long-fly-out.ts'
export { LongReachFinder, type LongWindow } from './long-reach.ts'
export { windowOf, type Window } from './path.ts'
export { ReachFinder, type FlyOut, type InReach } from './reach.ts'
export {
  interceptorOf,
  type Engagement,
  type GroundInterceptor,
  type Interceptor,
  type Kill,
  type Shot,
} from './shot.ts'

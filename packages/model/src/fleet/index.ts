export {
  evenSpacingCap,
  evenSpacingFleet,
  evenSpacingRatio,
  interceptorMass,
  shotsFor,
  type EvenSpacing,
  type MassOptions,
} from './aei.ts'
export { meanInCap, simpleMeanInCap } from './inclined-density.ts'
export { uniformShell, type UniformShell } from './spherical-cap.ts'
export {
  availability,
  mapLayer,
  type Availability,
  type AvailabilityOptions,
  type FleetLayer,
} from './availability.ts'
export { withLosses, type MappedShell } from './holdings.ts'
export { inReachAt, inReachAtTimes, inReachSeries, meanInReach } from './in-reach.ts'
export { deadlineAltitude, launchWindow, reachAtDeadline, type LaunchClock } from './launch.ts'
export { leastInclination } from './out-of-reach.ts'
export { joined, latitudesOf, requireRings, shortWay, type Rings } from './region.ts'
export { phaseShare } from './size-band.ts'
export { LifeTable, span, type LifeAt, type LifeDemand } from './size-life.ts'
export { inReachOverTime, type OverTime } from './over-time.ts'
export {
  lineAvailability,
  regionAvailability,
  type OverPlaces,
  type OverPlacesOptions,
  type PlaceInReach,
} from './over-places.ts'
export { ReachMap } from './reach-map.ts'
export type { ReachAt, ShellMotion } from './reach-path.ts'
export { designText, sizeFleet } from './size.ts'
export { SIZE_STAGES } from './size-types.ts'
export type {
  AltitudeTrade,
  Design,
  Guarantee,
  SizeBounds,
  SizedFleet,
  SizeLaunch,
  SizeOptions,
  SizeProgress,
  SizeResult,
} from './size-types.ts'
export { leastFleet, type LeastFleet, type LeastFleetOptions } from './least-fleet.ts'
export { spacedSalvoFleet, type SpacedSalvoFleet, type SpacedSalvoOptions } from './spaced-salvo.ts'
export type { InReachStatistics } from './statistics.ts'
export { TwoPhaseCount, type TwoPhase } from './two-phase.ts'
export { afterRaid, type AfterRaid, type AfterRaidOptions } from './after-raid.ts'
export {
  latitudeMap,
  worldMap,
  type LatitudeMapOptions,
  type PlacesOptions,
  type WorldMap,
  type WorldMapOptions,
} from './maps.ts'
export { boostAzimuth, carryProfile, carryTrajectory, type Carried } from './profile.ts'
export { salvo, salvoOf, type SalvoMissile, type SalvoOptions, type SalvoResult } from './salvo.ts'

export { statedTrack, type Track } from './stated-track.ts'
export { NearestNeighbour } from './associate.ts'
export { fitInnovation, gateThreshold, type InnovationFit } from './gate.ts'
export { JointAssociation } from './jpda.ts'
export {
  covarianceIntersection,
  fuseTracks,
  matchTracks,
  type Estimate,
  type FusedTrack,
  type IntersectionCriterion,
} from './intersection.ts'
export { GatedPairs } from './pairs.ts'
export {
  newStartEstimate,
  triangulate,
  type SightFrames,
  type StartBelief,
  type StartEstimate,
  type StartOutcome,
} from './triangulate.ts'
export { consistency, consistencyBounds, nees, rmse, type Consistency } from './metrics-errors.ts'
export {
  GospaSequence,
  TrackSwitches,
  gospa,
  ospa,
  type Gospa,
  type GospaStep,
  type Identified,
  type Ospa,
  type Points,
  type SetMetricOptions,
} from './metrics-sets.ts'
export { clearMot, type ClearMot } from './metrics-clear.ts'
export type { PathAssociation, SampledPath } from './metrics-paths.ts'
export { siap, type Siap, type SiapAttributes } from './metrics-siap.ts'

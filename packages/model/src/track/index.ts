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
export { TrackCustody, type CustodyGap } from './custody.ts'
export { siap, type Siap, type SiapAttributes } from './metrics-siap.ts'
export { ConstantVelocity, LinearMeasurement, type MeasurementModel, type MotionModel } from './models.ts'
export { FreeFlight } from './free-flight-model.ts'
export { Boost, type BoostNoise } from './boost-model.ts'
export { kalmanPredict, kalmanUpdate, type Belief, type Control, type Updated } from './kalman.ts'
export type { Filter } from './filter.ts'
export { LinearFilter } from './linear-filter.ts'
export { ExtendedFilter } from './extended.ts'
export { UnscentedFilter } from './unscented.ts'
export { Imm } from './imm.ts'
export { boosterTemplate, type BoosterTemplate, type TemplateSigmas } from './template.ts'
export type { LaunchEstimate } from './launch.ts'
export type { ImpactEstimate } from './impact.ts'
export { newPath, type PredictedBurnout, type PredictedPath } from './predict.ts'
export { trackingOptions, type Tracking } from './options.ts'
export type { TrackStatus, TrackView } from './track.ts'
export { Tracker } from './tracker.ts'
export { SightModel } from './sight-model.ts'
export { posteriorBound } from './bound.ts'
export { fuseNodes, type CommonTrack } from './nodes.ts'

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

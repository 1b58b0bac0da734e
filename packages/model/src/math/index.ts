export * from './functions.ts'
export * from './ode.ts'
export * from './roots.ts'
export { quadrature } from './quadrature.ts'
export { Histogram } from './histogram.ts'
export { SobolSequence, MOST_SOBOL_DIMENSIONS } from './sobol.ts'
export { latinHypercube, shuffledIndices } from './latin-hypercube.ts'
export { sobolDesign, sobolIndices, type SobolIndices } from './sobol-indices.ts'
export { morrisDesign, morrisEffects, type MorrisDesign, type MorrisEffect } from './morris.ts'
export { crowding, dominates, knee, sortedFronts, type Evaluation } from './dominance.ts'
export { Nsga2 } from './nsga2.ts'
export { Stream, fnv1a32, philox } from './random.ts'
export { binomialQuantile } from './binomial.ts'
export {
  betaQuantile,
  chiSquareCdf,
  chiSquareQuantile,
  normalCdf,
  normalQuantile,
  studentQuantile,
} from './distributions.ts'
export { incompleteBeta, incompleteGamma, incompleteGammaUpper } from './incomplete.ts'
export { clopperPearson, meanInterval, wilson, type Interval } from './intervals.ts'
export { mean, quantile, sampleVariance } from './statistics.ts'
export { cross3, dot3, norm, solve, unit3 } from './linear.ts'
export { AssignmentSolver } from './assignment.ts'
export { drawnOrders, shapley } from './shapley.ts'
export {
  cholesky,
  choleskyDistance,
  choleskyForward,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolve,
  tryCholesky,
} from './cholesky.ts'

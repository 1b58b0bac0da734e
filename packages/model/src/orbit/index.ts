export { circularSpeed, orbitalPeriod, propagateKepler } from './kepler.ts'
export { elementsFromState, stateFromElements, type OrbitalElements } from './elements.ts'
export { lambert, lambertInto, shortWay, type LambertSolution } from './lambert.ts'
export { secularRates, type SecularRates } from './j2.ts'
export { Shell, type ShellDefinition } from './shell.ts'
export { EllipticOrbit, type EllipseDefinition } from './ellipse.ts'
export {
  centralAngleAt,
  centralAngleWithin,
  elevationAt,
  horizonCapFraction,
  limbConeAngle,
  worstCentralAngle,
  type WorstAngleOptions,
} from './visibility.ts'
export { leastInView, type LeastInViewOptions } from './in-view.ts'
export { streetsOfCoverage, type Streets, type StreetsOptions } from './streets.ts'
export { orbitalLife, type LifeOptions } from './life.ts'
export { orbitDensity, type OrbitDensityOptions, type SolarActivity } from './life-density.ts'
export { dragMakeUp, propellantFraction, type DragMakeUp } from './life-makeup.ts'
export { parseTle } from './tle.ts'
export { readOmm } from './omm.ts'
export type { MeanElements } from './mean-elements.ts'
export { Sgp4, type Sgp4Options } from './sgp4.ts'
export type { GravityName } from './sgp4-gravity.ts'
export { MeanElementOrbit, type MeanElementOrbitOptions } from './mean-element-orbit.ts'

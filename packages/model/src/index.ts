/**
 * The model of opendome: what a user's own program needs. The rooms stand behind subpaths
 * (`@opendome/model/threat`, …).
 *
 * @module
 */
export { OpendomeError, type ErrorCode } from './core/index.ts'
export {
  availability,
  evenSpacingFleet,
  evenSpacingRatio,
  shotsFor,
  sizeFleet,
  type Availability,
  type EvenSpacing,
  type SizeOptions,
  type SizeResult,
} from './fleet/index.ts'
export {
  lifeCycleCost,
  type CostItem,
  type CostPart,
  type CostPlan,
  type CostYear,
  type Figure,
  type LifeCycleCost,
} from './cost/index.ts'
export {
  catalogEntry,
  costPresets,
  locateField,
  readCost,
  readScenario,
  readVehicle,
  scenarioMistakes,
  withOverrides,
} from './scenario/index.ts'
export {
  SensorNetwork,
  coverage,
  type Coverage,
  type CoverageOptions,
  type NetworkOptions,
} from './sense/index.ts'
export type { ScenarioCost } from './scenario/index.ts'
export type { Disputed, Overrides, ReadOptions, Scenario } from './scenario/index.ts'
export {
  assumptionRange,
  assumptionRangeSteps,
  flyReport,
  flyThreat,
  MonteCarlo,
  monteCarlo,
  prepare,
  runReport,
  simulate,
  VERSION,
  type AssumptionRange,
  type FlyReport,
  type FlyThreatOptions,
  type MonteCarloOptions,
  type Prepared,
  type RunReport,
  type StudyResult,
} from './study/index.ts'
export { fleetInReach, prepareSize, sizeReport, type SizeReport, type SizeStudy } from './study/index.ts'
export {
  costReport,
  costStudy,
  costWorth,
  sbiCalculator,
  type CostReport,
  type CostStudy,
  type CostWorth,
  type SbiCalculatorInputs,
  type SbiCalculatorResult,
} from './study/index.ts'
export { TrackStudy, trackReport, type TrackReport } from './study/index.ts'
export {
  courseOf,
  joinTables,
  packTable,
  readStudy,
  runCourse,
  runTable,
  studyMistakes,
  studyPresets,
  studySize,
  taskKey,
  TaskRunner,
  unpackTable,
  type Course,
  type CourseOptions,
  type CourseProgress,
  type RunTable,
  type Study,
  type StudyReport,
  type Task,
} from './study/index.ts'
export {
  compareReport,
  compareStudies,
  type CompareOptions,
  type CompareReport,
  type Comparison,
  type StudyInput,
} from './study/index.ts'

export {
  Cores,
  allCores,
  type Answered,
  type PlanOrder,
  type Planned,
  type StudyPlan,
} from './cores/index.ts'
export { StudyFailure } from './failure.ts'
export { programVersion } from './program.ts'
export { ResultStore } from './store/index.ts'
export {
  CoreEngine,
  conduct,
  performStudy,
  readManifest,
  removeStudy,
  stateOf,
  taskRuns,
  type Engine,
  type Manifest,
  type Performed,
  type StudyState,
} from './study/index.ts'

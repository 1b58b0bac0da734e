export { Cores, allCores } from './cores/index.ts'
export { StudyFailure } from './failure.ts'
export { programVersion } from './program.ts'
export { ResultStore } from './store/index.ts'
export {
  CoreEngine,
  performStudy,
  readManifest,
  removeStudy,
  stateOf,
  taskRuns,
  type Engine,
  type Manifest,
  type Performed,
} from './study/index.ts'

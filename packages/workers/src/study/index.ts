export { conduct, type ConductOptions, type PointAsked } from './conduct.ts'
export { CoreEngine, computeShards } from './core-engine.ts'
export type { Engine } from './engine.ts'
export { figuresUsed, type FigureUsed } from './figures.ts'
export { performStudy, taskRuns, type Performed, type PerformOptions } from './perform.ts'
export {
  StudyRecord,
  readManifest,
  stateOf,
  type Manifest,
  type StudyHead,
  type StudyState,
} from './record.ts'
export { settingHash, settingOf, type Setting } from './setting.ts'
export { removeStudy } from './remove.ts'

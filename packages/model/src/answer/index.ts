export { answerOf, inputOf, plain, type Answer, type Question, type Subject } from './answer.ts'
export { checkDocument, checkSteps, countsOf, isStudyText, studyCheckDocument } from './check.ts'
export { comparedPreset, comparedScenario, inStudy, type ComparedStudy } from './compare.ts'
export { presetCost, scenarioCost, type CostAnswer, type CostQuestion } from './cost.ts'
export { runDocument, type RunDocument } from './run-document.ts'
export { runSteps, type Column, type RunAnswer, type RunQuestion } from './run.ts'
export { inPlace, loadScenario, placed, type ScenarioInput } from './scenario-text.ts'
export { sceneOf, type Scene, type ScenePath, type ScenePlace, type SceneShell } from './scene.ts'
export type { SceneHead } from './scene-heads.ts'
export { sightsOf, type Sight, type Sights } from './scene-sights.ts'
export type { ShotPath } from './scene-shots.ts'
export { presetOf, variationText } from './variation.ts'
export { inSearch, ownFleet, ownRegion } from './size.ts'
export {
  allSources,
  searchSources,
  sourceNames,
  sourcesDocument,
  titleOf,
  type FoundSources,
} from './sources.ts'
export { SCENARIO_BESIDE, studyOptions } from './study-text.ts'

export {
  assumptionRange,
  assumptionRangeSteps,
  usualDisputes,
  type AssumptionRange,
  type RangeOptions,
} from './assumptions.ts'
export {
  MonteCarlo,
  monteCarlo,
  statistic,
  type MonteCarloOptions,
  type RunStatistic,
  type StudyResult,
} from './monte-carlo.ts'
export { prepare, solveFlights, type FlightCache, type Prepared } from './prepare.ts'
export { flyReport, runReport, type FlyReport, type RunReport } from './report.ts'
export { carriedFor, catalogVehicle, flyThreat, type FlyThreatOptions } from './fly-threat.ts'
export type { Course, CourseOptions, CourseProgress, StudyReport } from './course.ts'
export { countedRuns } from './course.ts'
export { courseOf, courseSteps, runCourse, studySize, MOST_UNASKED } from './course-of.ts'
export { packTable, unpackTable } from './pack-table.ts'
export { joinTables, runTable, type RunTable } from './run-table.ts'
export { readStudy, studyMistakes, studyPresets, type Study } from './study-file.ts'
export { studyFields, studyJsonSchema } from './study-json-schema.ts'
export type {
  AxisReport,
  FrontDesign,
  FrontReport,
  InputEffect,
  PointReport,
  PointValues,
  RunsReport,
  SensitivityReport,
  SweepReport,
} from './study-report.ts'
export { TaskRunner, taskKey, type Refusal, type Task } from './task.ts'
export { simulate } from './simulate.ts'
export { VERSION } from './version.ts'
export { fleetInReach, prepareSize, type FleetInReach, type FleetShell } from './size.ts'
export { placesReport, type PlacesReport, type Whence } from './size-places.ts'
export {
  sizeReport,
  type Elsewhere,
  type SizeFound,
  type SizeReport,
  type TradeReport,
} from './size-report.ts'
export { searchOptions, shellsOf } from './size-search.ts'
export { inReachMap, inReachSeries, type InReachMap, type InReachSeries } from './size-series.ts'
export type { SizeLaunchPoint, SizeStudy } from './size-study.ts'
export type { Spread, TrackingResult } from './tracking-tally.ts'
export { bracketSteps, type BracketOptions, type BracketStep, type BracketStudy } from './bracket.ts'
export { bracketReport, type BracketReport, type SizedReport } from './bracket-report.ts'
export { costReport, costStudy, type CostReport } from './cost-report.ts'
export type { CostStudy } from './cost-study.ts'
export { asksOf } from './cost-shares.ts'
export { costWorth, type CostWorth } from './cost-worth.ts'
export { sbiCalculator, type SbiCalculatorInputs, type SbiCalculatorResult } from './sbi-calculator.ts'
export { TRACK_CHECKS } from './track-followed.ts'
export { trackReport, trackSamples } from './track-report.ts'
export { TrackStudy } from './track-study.ts'
export type { FollowedReport, TrackReport, TrackSamplesReport } from './track-document.ts'
export { compareSteps, compareStudies, type CompareOptions, type Comparison } from './compare.ts'
export type { StudyInput } from './compare-kind.ts'
export { compareReport, type CompareReport, type OutputReport } from './compare-report.ts'
export type { CompareStep } from './compare-work.ts'
export { whatMattersSteps, type WhatMatters } from './what-matters.ts'
export { whatMattersReport, type WhatMattersReport } from './what-matters-report.ts'
export { footprints, type FootprintStudyOptions, type LayerFootprint } from './footprint.ts'
export { footprintReport, type FootprintEntry, type FootprintReport } from './footprint-report.ts'
export { explainMissile, type ExplainReport } from './explain.ts'
export { placeName, type Language } from './place-name.ts'
export { variantsOf, type Variant } from './variants.ts'
export { Nations, type Whose, type Zone } from './nations.ts'
export { type Fall, type FallZone } from './fall-zone.ts'
export { impactTrack, type ImpactPoint, type ImpactTrack } from './impact-track.ts'
export { shortfallSteps, type Remains, type Shortfall, type ShortfallOptions } from './shortfall.ts'
export {
  shortfallReport,
  type PlaceEntry,
  type ShortfallEntry,
  type ShortfallReport,
} from './shortfall-report.ts'
export { PartnersGame, type OutputValue, type PartnerValue } from './partners-game.ts'
export { partnerChanges, type PartnerChange, type PartnerChanges } from './partner-changes.ts'
export { partnersReport, type PartnersReport } from './partners-report.ts'
export { PointsRuns } from './points-runs.ts'
export type { PairedMean } from './paired.ts'
export { ConsentGame, type ConsentReport } from './consent-game.ts'
export { BriefGame, type BriefReport } from './brief.ts'
export type { BriefSource } from './brief-sources.ts'

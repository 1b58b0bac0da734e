export { BRACKET_SCENARIOS, bracketsPage, wholeBracket } from './brackets-page.ts'
export type { CaseClass, CaseResult } from './case.ts'
export { casesTable } from './page.ts'
export { ROOMS, caseSteps, runCases } from './run.ts'

export type { CaseClass, CaseResult } from './case.ts'
export { casesTable } from './page.ts'
export { runCases } from './run.ts'

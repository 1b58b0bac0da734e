import type { CostReport, CostStudy } from '@opendome/model/study'

/** What is shown: the study, its document, and whose words stand over it. */
export interface Costed {
  readonly study: CostStudy
  readonly report: CostReport
  readonly name: string
  readonly doc: string | undefined
  readonly assumed: readonly string[]
  /** What was typed. */
  readonly source: string
}

import type { CostAnswer } from '@opendome/model/answer'

/** What is shown. */
export interface Costed extends CostAnswer {
  /** What was typed. */
  readonly source: string
}

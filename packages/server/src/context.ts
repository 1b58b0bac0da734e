import type { Answers } from './answers.ts'
import type { Metrics } from './metrics.ts'
import type { Hosts } from './studies/hosts.ts'
import type { StudyDesk } from './studies/desk.ts'
import type { Gate } from './tokens/gate.ts'

/** What the routes work with. */
export interface Context {
  readonly answers: Answers
  readonly desk: StudyDesk
  readonly gate: Gate
  readonly metrics: Metrics
  /** Undefined where the threads of the server perform the studies. */
  readonly hosts: Hosts | undefined
}

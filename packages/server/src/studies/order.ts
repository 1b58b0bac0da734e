import type { CourseProgress } from '@opendome/model'
import type { Refusal } from '@opendome/model/study'

/** What the thread of a study is given. */
export interface StudyOrder {
  readonly text: string
  /** Text of the scenario that came with the study, where one did. */
  readonly scenario: string | undefined
  readonly consent: boolean
  /** Folder of the result store. */
  readonly folder: string
  readonly threads: number
  /** Address of a Redis whose hosts perform the runs; without it threads of this machine do. */
  readonly redis: string | undefined
}

/** What the thread of a study says. */
export type StudyMessage =
  | {
      readonly progress: Pick<CourseProgress, 'runs' | 'of' | 'points' | 'ofPoints'> & {
        /** Hosts at work for it; undefined for threads of this machine. */
        readonly hosts: number | undefined
      }
    }
  /** For the log. */
  | { readonly remark: string }
  | { readonly ended: 'done' | 'stopped'; readonly runs: number }
  | { readonly failed: Refusal }

/** What it is told: end soon, what is done is kept. */
export const STOP = 'stop'

import type { FlightCache, Refusal, Study, Task } from '@opendome/model/study'

/** Places in the flags that main thread and threads share: a wish to stop, and runs done so far. */
export const STOP = 0
export const DONE = 1

/** What a thread needs of a scenario: its text, and its flights, which were solved in the main thread. */
export interface Solved {
  readonly text: string
  readonly flights: FlightCache
}

/** `Solved`, written once into memory that all threads share. */
export interface Base {
  readonly id: number
  readonly solved: SharedArrayBuffer
}

export type EventsOrder = Pick<Task, 'set' | 'from' | 'to'> & { readonly base: Base }

export type RunsOrder = EventsOrder & Pick<Task, 'point'> & { readonly control: SharedArrayBuffer }

/** A document as the command prints it, or the mistakes of what was asked. */
export type Answered =
  | { readonly text: string; readonly mistakes?: undefined }
  | { readonly mistakes: readonly Refusal[]; readonly text?: undefined }

/** A study file that is to be looked at. */
export interface PlanOrder {
  /** Stands in places of mistakes. */
  readonly name: string
  readonly text: string
  /** Text of the scenario that came with it, where one did. */
  readonly scenario?: string | undefined
  /** Consent to a study of very many runs. */
  readonly consent: boolean
}

/** What a study asks for: its id in a store, and the most points and runs that it can come to. */
export interface StudyPlan {
  readonly id: string
  readonly name: string
  readonly kind: Study['kind']
  readonly points: number
  readonly runs: number
}

export type Planned =
  | { readonly plan: StudyPlan; readonly mistakes?: undefined }
  | { readonly mistakes: readonly Refusal[]; readonly plan?: undefined }

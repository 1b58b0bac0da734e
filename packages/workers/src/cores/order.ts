import type { FlightCache, Task } from '@opendome/model/study'

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

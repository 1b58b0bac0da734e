import type { RunTable, Task } from '@opendome/model/study'

/** Who computes tasks: the threads of this machine, or other hosts. */
export interface Engine {
  /** Tasks worth having under way at once. */
  readonly width: number
  /** Runs computed since the start, as far as is known. */
  readonly done: number
  /**
   * Computes the runs of a task and leaves them in the store under the hash of its setting. `shares`: pieces worth cutting it into. The tables come in the order of
   * runs; all of them, or what was done before `stop`. Throws what the model refuses, and `StoreFailure`.
   */
  compute(setting: string, task: Task, shares: number): Promise<readonly RunTable[]>
  /** Writes the events of the runs of a task into the store. */
  events(setting: string, task: Task): Promise<void>
  /** Ends soon; what is done is kept. */
  stop(): void
  close(): Promise<void>
}

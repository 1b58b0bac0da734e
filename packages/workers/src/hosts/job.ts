import type { Refusal, Task } from '@opendome/model/study'
import { programVersion } from '../program.ts'
import type { ResultStore, ShardFile } from '../store/index.ts'

/** Prefix of everything that studies keep in Redis. */
export const PREFIX = 'opendome'

/** What a host is asked: runs of one setting, as a shard in the store that it shares with the asker. */
export interface Job extends Pick<Task, 'point' | 'set' | 'from' | 'to'> {
  readonly kind: ShardFile['kind']
  /** Program version of the asker. */
  readonly opendome: string
  /** Id of the store. */
  readonly store: string
  readonly setting: string
  /** Hash under which the scenario's text lies in Redis. */
  readonly scenario: string
}

/** What a host answers: where the runs lie, never the runs. */
export interface JobResult {
  readonly shards: readonly Pick<ShardFile, 'file' | 'from' | 'to' | 'sha256'>[]
  /** The model refuses the setting. */
  readonly refused?: Refusal | undefined
}

/** A queue for each program version and store: a host takes only work that it can do. */
export function queueName(store: Pick<ResultStore, 'id'>): string {
  return `runs-${programVersion()}-${store.id}`
}

/** The same range of the same setting is the same job, whoever asks for it. */
export function jobId({ kind, setting, from, to }: Pick<Job, 'kind' | 'setting' | 'from' | 'to'>): string {
  return `${kind}-${setting}-${from}-${to}`
}

/** Key of a scenario's text. */
export function scenarioKey(hash: string): string {
  return `${PREFIX}:scenario:${hash}`
}

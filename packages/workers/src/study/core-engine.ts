import { joinTables, type RunTable, type Task } from '@opendome/model/study'
import type { Cores } from '../cores/index.ts'
import type { ResultStore, ShardFile } from '../store/index.ts'
import type { Engine } from './engine.ts'

/** The threads of this machine. */
export class CoreEngine implements Engine {
  readonly #cores: Cores
  readonly #store: ResultStore

  constructor(cores: Cores, store: ResultStore) {
    this.#cores = cores
    this.#store = store
  }

  get width(): number {
    return 2 * this.#cores.threads
  }

  get done(): number {
    return this.#cores.done
  }

  async compute(setting: string, task: Task, shares: number): Promise<readonly RunTable[]> {
    return (await computeShards(this.#cores, this.#store, setting, task, shares)).map(({ table }) => table)
  }

  async events(setting: string, task: Task): Promise<void> {
    await this.#store.write(setting, 'events', task, await this.#cores.events(task))
  }

  stop(): void {
    this.#cores.stop()
  }

  close(): Promise<void> {
    return this.#cores.close()
  }
}

/** Computes a task and writes its runs as shards: one, or one for each stretch that was done before a stop. */
export async function computeShards(
  cores: Cores,
  store: ResultStore,
  setting: string,
  task: Task,
  shares: number,
): Promise<{ readonly table: RunTable; readonly shard: ShardFile }[]> {
  const written = []
  for (const table of stretches(await cores.runs(task, shares)))
    written.push({ table, shard: await store.write(setting, 'runs', table, await cores.encode(table)) })
  return written
}

/** Tables that follow each other as one. */
function stretches(tables: readonly RunTable[]): RunTable[] {
  const groups: RunTable[][] = []
  for (const table of tables) {
    const last = groups.at(-1)
    if (last?.at(-1)?.to === table.from) last.push(table)
    else groups.push([table])
  }
  return groups.map((group) => (group.length === 1 ? group[0]! : joinTables(group)))
}

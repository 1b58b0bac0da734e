import { OpendomeError } from '@opendome/model'
import { joinTables, taskKey, type Course, type RunTable, type Task } from '@opendome/model/study'
import { StudyFailure } from '../failure.ts'
import { StoreFailure, coverOf, gapsOf, type ResultStore, type ShardFile } from '../store/index.ts'
import type { Engine } from './engine.ts'
import { settingHash, settingOf } from './setting.ts'

export interface ConductOptions {
  readonly course: Pick<Course, 'ask' | 'tell' | 'refuse'>
  readonly store: ResultStore
  readonly engine: Engine
  /** Runs of each point, from the first on, whose events are written; default 1. */
  readonly eventRuns?: number
  /** Ends the study after what is under way. */
  readonly signal?: AbortSignal
  /** A point is asked for: called before its first run. */
  readonly onPoint?: (point: PointAsked) => Promise<void> | void
  /** A task has been told. `computed`: its runs that were not in the store. */
  readonly onTold?: (task: Task, computed: number) => void
  /** A shard was damaged and its runs are computed again. */
  readonly onDamaged?: (path: string) => void
}

/** A point of a study: what is set in the scenario, and where its runs lie. */
export interface PointAsked {
  readonly point: number
  readonly set: Task['set']
  readonly setting: string
  /** Runs asked for so far: 0 to `to` − 1. */
  readonly to: number
}

/**
 * Carries out a course: takes from the store what is there, has the engine compute the rest, and tells both, until the course asks for nothing more. What the
 * course makes of it depends on neither. Rejects with a `StudyFailure` or an unexpected error; whatever was whole by then is in the store.
 */
export async function conduct(options: ConductOptions): Promise<void> {
  await new Conduct(options).run()
}

class Conduct {
  readonly #options: ConductOptions
  readonly #started = new Set<string>()
  #stale = true
  readonly #points = new Map<number, PointAsked>()
  readonly #shards = new Map<string, ShardFile[]>()
  #queue: Task[] = []
  readonly #underWay = new Set<Promise<void>>()
  /** Tasks that nobody could do; the others go on. */
  readonly #setAside: StudyFailure[] = []
  #failed: { readonly error: unknown } | undefined

  constructor(options: ConductOptions) {
    this.#options = options
  }

  async run(): Promise<void> {
    const { engine, signal } = this.#options
    const stop = (): void => engine.stop()
    signal?.addEventListener('abort', stop)
    try {
      for (;;) {
        if (this.#ended()) break
        this.#ask()
        while (this.#underWay.size < engine.width && this.#queue.length > 0 && !this.#ended()) {
          const task = this.#queue.shift()!
          await this.#pointOf(task)
          this.#start(task)
        }
        if (this.#underWay.size === 0) break
        await Promise.race(this.#underWay)
      }
      // A failure stops the engine, so that what is under way ends soon.
      await Promise.all(this.#underWay)
    } finally {
      signal?.removeEventListener('abort', stop)
    }
    if (this.#failed !== undefined) throw this.#failed.error
    const [first, ...more] = this.#setAside
    if (first !== undefined) throw and(first, more.length)
  }

  #ended(): boolean {
    return this.#failed !== undefined || this.#options.signal?.aborted === true
  }

  /** What is wanted now: what was wanted before may no longer be. Asked again only when something has been told. */
  #ask(): void {
    if (!this.#stale) return
    this.#stale = false
    this.#queue = this.#options.course.ask().filter((task) => !this.#started.has(taskKey(task)))
  }

  /** The point of a task, and its place in the store. */
  async #pointOf(task: Task): Promise<void> {
    const { store, onPoint } = this.#options
    const known = this.#points.get(task.point)
    if (known !== undefined && known.to >= task.to) return
    const whole = settingOf(task)
    const setting = known?.setting ?? settingHash(whole)
    const point = { point: task.point, set: task.set, setting, to: task.to }
    this.#points.set(task.point, point)
    if (!this.#shards.has(setting)) {
      await store.describe(setting, whole)
      this.#shards.set(setting, store.shards(setting))
    }
    await onPoint?.(point)
  }

  #start(task: Task): void {
    this.#started.add(taskKey(task))
    const work = this.#carryOut(task).catch((error: unknown) => {
      this.#failed ??= { error }
      this.#options.engine.stop()
    })
    const done = work.then(() => {
      this.#underWay.delete(done)
      this.#stale = true
    })
    this.#underWay.add(done)
  }

  async #carryOut(task: Task): Promise<void> {
    const { course, engine, onTold } = this.#options
    const { setting } = this.#points.get(task.point)!
    const tables = await this.#fromStore(setting, task)
    const gaps = gapsOf(tables, task)
    let computed = 0
    try {
      for (const gap of gaps) {
        const own = await engine.compute(setting, { ...task, ...gap }, this.#shares())
        tables.push(...own)
        computed += own.reduce((sum, t) => sum + t.to - t.from, 0)
      }
    } catch (error) {
      if (!(error instanceof OpendomeError) || error instanceof StoreFailure) throw error
      if (error instanceof StudyFailure) {
        this.#setAside.push(error)
        return
      }
      course.refuse(task, error)
      return
    }
    const runs = tables.reduce((sum, t) => sum + t.to - t.from, 0)
    if (runs < task.to - task.from) return
    course.tell(task, joinTables(tables))
    this.#stale = true
    onTold?.(task, computed)
    // After it is told: the course counts runs from the first on, and events stand behind all tasks that are under way.
    try {
      await this.#events(setting, task)
    } catch (error) {
      if (!(error instanceof StudyFailure) || error instanceof StoreFailure) throw error
      this.#setAside.push(error)
    }
  }

  /** Pieces of a task: none where other tasks keep the threads busy. */
  #shares(): number {
    const { engine } = this.#options
    return Math.max(1, Math.ceil(engine.width / Math.max(1, this.#underWay.size + this.#queue.length)))
  }

  /** What the store holds of a task, in whole shards that have the right bytes. */
  async #fromStore(setting: string, task: Task): Promise<RunTable[]> {
    const { store, onDamaged } = this.#options
    for (;;) {
      const shards = this.#shards.get(setting)!
      const tables: RunTable[] = []
      let damaged: ShardFile | undefined
      for (const { shard, from, to } of coverOf(shards, task)) {
        const table = await store.read(shard)
        if (table === undefined) {
          damaged = shard
          break
        }
        tables.push(part(table, from, to))
      }
      if (damaged === undefined) return tables
      onDamaged?.(store.pathOf(damaged))
      this.#shards.set(
        setting,
        shards.filter((shard) => shard !== damaged),
      )
    }
  }

  /** Writes the events of the first runs of a point, once. */
  async #events(setting: string, task: Task): Promise<void> {
    const { engine, store, signal, eventRuns = 1 } = this.#options
    if (task.from !== 0 || eventRuns === 0 || signal?.aborted === true) return
    const to = Math.min(task.to, eventRuns)
    if (store.shards(setting, 'events').some((shard) => shard.from === 0 && shard.to >= to)) return
    await engine.events(setting, { ...task, to })
  }
}

/** The first of several failures, and how many more there are. */
function and(first: StudyFailure, more: number): StudyFailure {
  if (more === 0) return first
  const { code, message, where, hint } = first
  return new StudyFailure(code, `${message.slice(code.length + 1)}; ${more} more like it`, { where, hint })
}

/** Rows `from` to `to` − 1 of a table, without copying. */
function part(table: RunTable, from: number, to: number): RunTable {
  if (from === table.from && to === table.to) return table
  const columns = new Map(
    [...table.columns].map(([name, column]) => [name, column.subarray(from - table.from, to - table.from)]),
  )
  return { from, to, columns }
}

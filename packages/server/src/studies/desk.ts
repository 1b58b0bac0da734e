import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ResultStore, readManifest, stateOf, type StudyPlan } from '@opendome/workers'
import { failure } from '../failure.ts'
import type { StudyState } from '../schemas.ts'
import { askedNow, errorOf, readAsked, resumable, type Asked, type StudyRequest } from './asked.ts'
import type { StudyMessage } from './order.ts'
import { PATIENCE, StudyThread } from './study-thread.ts'

export interface DeskOptions {
  /** Folder of the result store; made at the first study. */
  readonly folder: string
  readonly threads: number
  /** Address of a Redis whose hosts perform the runs. */
  readonly redis: string | undefined
  /** Studies that may wait. */
  readonly queue: number
  readonly log: (text: string) => void
}

type Progress = Extract<StudyMessage, { progress: unknown }>['progress']

interface Entry {
  asked: Asked
  progress: Progress | undefined
  readonly watchers: Set<(state: StudyState) => void>
}

/** The studies of a server: one is performed after the other. What it was asked for is kept in the store until its end, through restarts. */
export class StudyDesk {
  readonly #options: DeskOptions
  readonly #entries = new Map<string, Entry>()
  #queue: string[] = []
  #store: ResultStore | undefined
  #thread: StudyThread | undefined
  /** The study of the thread. */
  #current: Entry | undefined
  #work: Promise<void> = Promise.resolve()
  #closed = false

  /** Opens the store where there is one, and goes on with what was asked for before. */
  constructor(options: DeskOptions) {
    this.#options = options
    if (!existsSync(join(options.folder, 'store.json'))) return
    this.#store = ResultStore.open(options.folder)
    for (const before of readAsked(this.#store)) {
      const asked = resumable(before)
      this.#entries.set(asked.id, { asked, progress: undefined, watchers: new Set() })
      if (asked.outcome === 'waiting') this.#queue.push(asked.id)
    }
    this.#next()
  }

  /** Studies that somebody asked for and that are not at their end. */
  openOf(by: string): number {
    return this.#open().filter(({ asked }) => asked.by === by).length
  }

  /** Takes up a study, or says how far it is where it is known. Throws a failure of status 503 where too many wait. */
  async ask(
    plan: StudyPlan,
    request: StudyRequest,
  ): Promise<{ readonly state: StudyState; readonly isNew: boolean }> {
    const known = this.#entries.get(plan.id)
    if (known?.asked.outcome === 'waiting') return { state: this.#stateOf(known), isNew: false }
    if (this.#closed || this.#queue.length >= this.#options.queue)
      throw failure(503, 'infeasible', `study: ${this.#queue.length} wait`, 'ask again in a while', 60)
    const entry: Entry = {
      asked: askedNow(plan, request),
      progress: undefined,
      watchers: known?.watchers ?? new Set(),
    }
    // Known at once, so that the same study asked for twice is not begun twice.
    this.#entries.set(plan.id, entry)
    try {
      this.#store ??= await ResultStore.create(this.#options.folder)
      await this.#keep(entry)
    } catch (error) {
      if (known === undefined) this.#entries.delete(plan.id)
      else this.#entries.set(plan.id, known)
      throw error
    }
    this.#queue.push(plan.id)
    this.#next()
    return { state: this.#stateOf(entry), isNew: true }
  }

  /** All studies of the store, in order of their ids. */
  list(): StudyState[] {
    const ids = new Set([...(this.#store?.studies() ?? []), ...this.#entries.keys()])
    return [...ids].sort().flatMap((id) => this.find(id) ?? [])
  }

  /** One study. */
  find(id: string): StudyState | undefined {
    const entry = this.#entries.get(id)
    if (entry !== undefined) return this.#stateOf(entry)
    // Only names that the store lists are looked up in it.
    if (this.#store?.studies().includes(id) !== true) return undefined
    const manifest = readManifest(this.#store, id)
    if (manifest === undefined) return undefined
    return {
      study: id,
      name: manifest.name,
      kind: manifest.kind,
      state: stateOf(manifest),
      runs: manifest.runs,
      of_runs: manifest.runs,
      points: manifest.points.length,
      of_points: manifest.points.length,
      hosts: null,
      asked: null,
      error: null,
    }
  }

  /** The report of a study as its file has it; undefined where it has none yet. */
  report(id: string): string | undefined {
    if (this.#store === undefined || this.find(id) === undefined) return undefined
    const report = this.#store.readDocument(id, 'report')
    return report === undefined ? undefined : `${JSON.stringify(report, null, 2)}\n`
  }

  /** Who asked for a study of this server. */
  askerOf(id: string): string | undefined {
    return this.#entries.get(id)?.asked.by
  }

  /** Ends a study before its time, and resolves when it has ended: what is done is kept and reported. */
  async cancel(id: string): Promise<StudyState> {
    const entry = this.#entries.get(id)
    if (entry?.asked.outcome !== 'waiting')
      throw failure(422, 'infeasible', `cancelling ${id}: it is at its end, or not of this server`)
    entry.asked = { ...entry.asked, outcome: 'cancelled' }
    await this.#keep(entry)
    this.#queue = this.#queue.filter((waiting) => waiting !== id)
    if (this.#current === entry) {
      this.#thread?.stop(PATIENCE.ending)
      await this.#work
    } else this.#tell(entry)
    return this.#stateOf(entry)
  }

  /** Calls `watcher` whenever a study has moved; returns what ends that. */
  watch(id: string, watcher: (state: StudyState) => void): () => void {
    const watchers = this.#entries.get(id)?.watchers
    watchers?.add(watcher)
    return () => void watchers?.delete(watcher)
  }

  /** Studies of this server by state. */
  counts(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const entry of this.#entries.values()) {
      const { state } = this.#stateOf(entry)
      counts.set(state, (counts.get(state) ?? 0) + 1)
    }
    return counts
  }

  /** Ends the study at work; it and those that wait go on at the next start. */
  async close(): Promise<void> {
    this.#closed = true
    this.#thread?.stop(PATIENCE.closing)
    await this.#work
  }

  #open(): Entry[] {
    return [...this.#entries.values()].filter(({ asked }) => asked.outcome === 'waiting')
  }

  #next(): void {
    if (this.#closed || this.#thread !== undefined) return
    const id = this.#queue.shift()
    const entry = id === undefined ? undefined : this.#entries.get(id)
    if (entry === undefined) return
    const { text, scenario, consent } = entry.asked
    const { folder, threads, redis } = this.#options
    const order = { text, scenario, consent, folder, threads, redis }
    const thread = new StudyThread(entry.asked.id, order, {
      onProgress: (progress) => {
        entry.progress = progress
        this.#tell(entry)
      },
      log: this.#options.log,
    })
    this.#thread = thread
    this.#current = entry
    this.#tell(entry)
    this.#work = this.#finish(entry, thread)
  }

  async #finish(entry: Entry, thread: StudyThread): Promise<void> {
    const end = await thread.ended
    this.#thread = undefined
    this.#current = undefined
    const { id, outcome } = entry.asked
    if ('failed' in end) {
      entry.asked = { ...entry.asked, outcome: 'failed', error: errorOf(end.failed) }
      this.#options.log(`study ${id} failed: ${end.failed.message}`)
    } else if (end.ended === 'done') entry.asked = { ...entry.asked, outcome: 'done' }
    // One that was stopped was cancelled, or goes on at the next start.
    if (entry.asked.outcome !== outcome)
      await this.#keep(entry).catch((error: unknown) =>
        this.#options.log(`study ${id}: ${error instanceof Error ? error.message : String(error)}`),
      )
    this.#tell(entry)
    this.#next()
  }

  async #keep({ asked }: Entry): Promise<void> {
    await this.#store!.writeDocument(asked.id, 'asked', asked)
  }

  #tell(entry: Entry): void {
    if (entry.watchers.size === 0) return
    const state = this.#stateOf(entry)
    for (const watcher of entry.watchers) watcher(state)
  }

  #stateOf(entry: Entry): StudyState {
    const { asked, progress } = entry
    const { outcome } = asked
    const manifest = progress === undefined ? this.#manifestOf(asked.id) : undefined
    return {
      study: asked.id,
      name: asked.name,
      kind: asked.kind,
      // One that is cancelled runs until its thread has handed over what is done.
      state: this.#current === entry ? 'running' : outcome,
      runs: progress?.runs ?? manifest?.runs ?? 0,
      of_runs: progress?.of ?? asked.runs,
      points: progress?.points ?? (outcome === 'done' ? asked.points : 0),
      of_points: progress?.ofPoints ?? asked.points,
      hosts: this.#current === entry ? (progress?.hosts ?? null) : null,
      asked: asked.asked,
      error: asked.error,
    }
  }

  #manifestOf(id: string) {
    return this.#store === undefined ? undefined : readManifest(this.#store, id)
  }
}

import { hostname } from 'node:os'
import { OpendomeError } from '@opendome/model'
import type { Study } from '@opendome/model/study'
import { programVersion } from '../program.ts'
import { isAlive, sha256, type ResultStore } from '../store/index.ts'
import type { PointAsked } from './conduct.ts'
import type { FigureUsed } from './figures.ts'

/** Version of a manifest. Fields may be added to it; what has a meaning keeps it. */
const MANIFEST = 1

export type StudyState = 'running' | 'stopped' | 'failed' | 'done'

/** What a store says of one study. Times are UTC. */
export interface Manifest {
  readonly manifest: number
  readonly id: string
  readonly opendome: string
  readonly name: string
  readonly kind: string
  /** SHA-256 of the program version, the study and the scenario as read, apart from how often they are run. */
  readonly hash: string
  readonly seed: number
  readonly file: string
  readonly state: StudyState
  readonly started: string
  readonly updated: string
  readonly finished: string | null
  /** The program that works on it. */
  readonly by: { readonly host: string; readonly pid: number }
  /** Runs told so far, over all points. */
  readonly runs: number
  readonly points: readonly PointAsked[]
  readonly changed_assumptions: readonly unknown[]
  readonly figures: readonly FigureUsed[]
  /** The study and the scenario as read. */
  readonly study: unknown
  readonly scenario: unknown
}

/** What is known of a study before its first run. */
export type StudyHead = Pick<
  Manifest,
  'opendome' | 'name' | 'kind' | 'seed' | 'file' | 'changed_assumptions' | 'figures' | 'study' | 'scenario'
>

/** Milliseconds between two writings of a manifest while nothing but counts change. */
const PERIOD = 5000

/** The manifest of a study at work: kept up to date in the store while it runs. */
export class StudyRecord {
  readonly id: string
  /** The manifest that was there before; undefined for a new study. */
  readonly before: Manifest | undefined
  readonly #store: ResultStore
  readonly #points = new Map<number, PointAsked>()
  #manifest: Manifest
  #written = 0
  #writing: Promise<void> = Promise.resolve()

  private constructor(store: ResultStore, before: Manifest | undefined, manifest: Manifest) {
    this.#store = store
    this.before = before
    this.id = manifest.id
    this.#manifest = manifest
  }

  /** Takes up a study: the one of this hash, or a new one. Throws `StoreFailure`. */
  static async begin(store: ResultStore, head: StudyHead): Promise<StudyRecord> {
    const { hash, id } = identified(head)
    const before = readManifest(store, id)
    const now = new Date().toISOString()
    const manifest: Manifest = {
      manifest: MANIFEST,
      id,
      ...head,
      hash,
      state: 'running',
      started: before?.started ?? now,
      updated: now,
      finished: null,
      by: { host: hostname(), pid: process.pid },
      runs: 0,
      points: [],
    }
    const record = new StudyRecord(store, before, manifest)
    await record.#write()
    return record
  }

  /** A point is asked for. Written before its runs, so that nobody removes them as belonging to no study. */
  async point(point: PointAsked): Promise<void> {
    const isNew = !this.#points.has(point.point)
    this.#points.set(point.point, point)
    if (isNew && this.#points.size === 1) await this.#write()
    else await this.#writeNowAndThen()
  }

  /** So many runs of a point count in the end, though more may have been computed. */
  counted(point: number, runs: number): void {
    const known = this.#points.get(point)
    if (known !== undefined) this.#points.set(point, { ...known, to: runs })
  }

  /** Runs have been told. The count is written now and then, and at the end. */
  told(runs: number): void {
    this.#manifest = { ...this.#manifest, runs: this.#manifest.runs + runs }
  }

  /** The last word of this program on the study; `runs`: those that count. */
  async end(state: Exclude<StudyState, 'running'>, runs = this.#manifest.runs): Promise<void> {
    const now = new Date().toISOString()
    this.#manifest = { ...this.#manifest, state, runs, finished: state === 'done' ? now : null }
    await this.#write()
  }

  async #writeNowAndThen(): Promise<void> {
    if (performance.now() - this.#written > PERIOD) await this.#write()
  }

  /** One writing after the other. */
  #write(): Promise<void> {
    this.#written = performance.now()
    this.#manifest = {
      ...this.#manifest,
      updated: new Date().toISOString(),
      points: [...this.#points.values()].sort((a, b) => a.point - b.point),
    }
    const write = (): Promise<void> => this.#store.writeDocument(this.id, 'manifest', this.#manifest)
    return (this.#writing = this.#writing.then(write, write))
  }
}

/** The manifest of a study; undefined where there is none. Throws `unsupported` for one of a newer program. */
export function readManifest(store: ResultStore, id: string): Manifest | undefined {
  const manifest = store.readDocument(id, 'manifest') as Manifest | undefined
  if (manifest !== undefined && manifest.manifest > MANIFEST)
    throw new OpendomeError(
      'unsupported',
      `study ${id}: its manifest is of version ${manifest.manifest}, this program reads up to ${MANIFEST}`,
      { where: store.studyFolder(id), hint: 'use a newer opendome' },
    )
  return manifest
}

/** A manifest that says `running` although its program is gone: it was killed. */
export function stateOf(manifest: Manifest): StudyState {
  const { state, by } = manifest
  return state === 'running' && by.host === hostname() && !isAlive(by.pid) ? 'stopped' : state
}

/** The id of a study in any store, of this build of the program. */
export function studyId({ name, document, scenario }: Study): string {
  return identified({ opendome: programVersion(), name, study: document, scenario: scenario.document }).id
}

/** What tells studies apart. */
function identified(head: Pick<StudyHead, 'opendome' | 'name' | 'study' | 'scenario'>): {
  readonly hash: string
  readonly id: string
} {
  const hash = sha256(JSON.stringify([head.opendome, identity(head.study), identity(head.scenario)]))
  return { hash, id: `${slug(head.name)}-${hash.slice(0, 10)}` }
}

/** A document without what says how often something is run: more runs extend a study, and make no other. */
function identity(document: unknown): unknown {
  const { sampling: _, ...rest } = document as Record<string, unknown>
  const { runs: __, ...run } = (rest['run'] ?? {}) as Record<string, unknown>
  return rest['run'] === undefined ? rest : { ...rest, run }
}

/** A name as it may stand in a path. */
function slug(name: string): string {
  const text = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 28)
    .replace(/-$/, '')
  return text === '' ? 'study' : text
}

import { countedRuns, type Course, type Study, type StudyReport } from '@opendome/model/study'
import { programVersion } from '../program.ts'
import type { ResultStore } from '../store/index.ts'
import { conduct } from './conduct.ts'
import type { Engine } from './engine.ts'
import { figuresUsed } from './figures.ts'
import { StudyRecord } from './record.ts'

export interface PerformOptions {
  readonly study: Study
  /** The study's file, as it was typed. */
  readonly file: string
  readonly course: Course
  readonly store: ResultStore
  readonly engine: Engine
  readonly signal?: AbortSignal
  readonly eventRuns?: number
  /** Called when something was told. `computed`: runs so far that were not in the store. */
  readonly onProgress?: (computed: number) => void
  readonly onDamaged?: (path: string) => void
}

/** What a study came to. */
export interface Performed {
  /** Its id in the store. */
  readonly id: string
  readonly report: StudyReport
  /** Runs computed by this program, and runs that were in the store. */
  readonly computed: number
  readonly found: number
  /** Ended by the signal, before its end. */
  readonly stopped: boolean
}

/** Runs of a point above which its tasks are ten times as large: a second of work each, and few enough files. */
const MANY = 1_000_000

/**
 * Runs of a task: what a shard holds, and what is lost where a host dies. Runs with sensors take a hundred times as long; a stop rule looks after each
 * batch.
 */
export function taskRuns({ scenario, file }: Pick<Study, 'scenario' | 'file'>): number {
  const { until, batch, runs = scenario.run.runs } = file.sampling
  if (scenario.sensors.length > 0) return 50
  const most = runs > MANY ? 10_000 : 1000
  return until === undefined ? most : Math.min(most, batch)
}

/** Performs a study in a store: its manifest, its runs, its report. Rejects as `conduct`; the manifest then says `failed`. */
export async function performStudy(options: PerformOptions): Promise<Performed> {
  const { study, file, course, store, signal, onProgress } = options
  const { scenario } = study
  const record = await StudyRecord.begin(store, {
    opendome: programVersion(),
    name: study.name,
    kind: study.kind,
    seed: scenario.run.seed,
    file,
    changed_assumptions: scenario.changed,
    figures: figuresUsed(scenario.document),
    study: study.document,
    scenario: scenario.document,
  })
  let computed = 0
  let found = 0
  try {
    await conduct({
      ...options,
      onPoint: (point) => record.point(point),
      onTold: (task, own) => {
        computed += own
        found += task.to - task.from - own
        record.told(task.to - task.from)
        onProgress?.(computed)
      },
    })
    const report = course.result()
    for (const { point, runs } of countedRuns(report)) record.counted(point, runs)
    await store.writeDocument(record.id, 'report', report)
    await record.end(report.done ? 'done' : 'stopped', report.runs)
    return { id: record.id, report, computed, found, stopped: signal?.aborted === true && !report.done }
  } catch (error) {
    // The first error counts; the store may be what fails.
    await record.end('failed').catch(() => undefined)
    throw error
  }
}

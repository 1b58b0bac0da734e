import type { StudyReport } from '@opendome/model'
import { OpendomeError } from '@opendome/model'
import { nearest } from '@opendome/model/scenario'
import { ResultStore, readManifest, removeStudy, stateOf, type Manifest } from '@opendome/workers'
import { StoreQuery, exportRuns, type ExportFormat } from '@opendome/workers/query'
import { EXIT } from '../exit.ts'
import { DEFAULT_STORE } from '../study/options.ts'
import { studyText } from '../study/text.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { csv } from '../text/csv.ts'
import { fixed } from '../text/format.ts'
import { ownVersion } from '../version.ts'
import { listText, resultText } from './text.ts'

export interface ResultsOptions {
  readonly out?: string
  readonly json?: boolean
  readonly csv?: boolean
}

/** `opendome results list`: the studies of a store. */
export function listCommand(options: ResultsOptions): number {
  const store = openStore(options)
  const manifests = store.studies().flatMap((id) => readManifest(store, id) ?? [])
  if (options.json === true)
    answerJson({
      opendome: ownVersion(),
      studies: manifests.map((m) => ({
        study: m.id,
        name: m.name,
        kind: m.kind,
        state: stateOf(m),
        opendome: m.opendome,
        seed: m.seed,
        points: m.points.length,
        runs: m.runs,
        started: m.started,
        updated: m.updated,
      })),
    })
  else if (manifests.length === 0) answer(`no study in ${store.folder}`)
  else answer(listText(manifests, outputWidth()))
  return EXIT.ok
}

/** `opendome results show`: the report of a study. */
export function showCommand(id: string, options: ResultsOptions): number {
  const store = openStore(options)
  const manifest = manifestOf(store, id)
  const report = store.readDocument(manifest.id, 'report') as StudyReport | undefined
  if (report === undefined)
    throw new OpendomeError('missing', `report of ${manifest.id}: it came to none (${stateOf(manifest)})`, {
      hint: `type opendome study ${manifest.file} again: what is done is kept`,
    })
  if (options.json === true) answerJson(report)
  else answer(studyText(report, { width: outputWidth(), emphasise: emphasis(), source: manifest.file }))
  return EXIT.ok
}

/** `opendome results query`: SQL over the store. */
export async function queryCommand(sql: string, options: ResultsOptions): Promise<number> {
  const query = await StoreQuery.open(openStore(options))
  try {
    sayDamaged(query.damaged)
    const { columns, rows } = await query.ask(sql)
    if (options.json === true)
      answerJson({
        opendome: ownVersion(),
        columns,
        rows: rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]]))),
      })
    else if (options.csv === true)
      answer(
        csv(
          [],
          columns,
          rows.map((row) =>
            row.map((cell) => (cell === null ? '' : typeof cell === 'boolean' ? String(cell) : cell)),
          ),
        ),
      )
    else answer(resultText({ columns, rows }, outputWidth()))
    return EXIT.ok
  } finally {
    query.close()
  }
}

/** `opendome results export`: the runs of a study in one file. */
export async function exportCommand(
  format: ExportFormat,
  id: string,
  file: string | undefined,
  options: ResultsOptions,
): Promise<number> {
  const store = openStore(options)
  const manifest = manifestOf(store, id)
  const path = file ?? `${manifest.id}.${format}`
  sayDamaged(await exportRuns(store, manifest, format, path))
  remark(`written: ${path}`)
  return EXIT.ok
}

/** `opendome results rm`: removes a study, and the runs that no other study needs. */
export async function removeCommand(id: string, options: ResultsOptions): Promise<number> {
  const store = openStore(options)
  const manifest = manifestOf(store, id)
  const { settings, bytes } = await removeStudy(store, manifest)
  if (options.json === true)
    answerJson({ opendome: ownVersion(), study: manifest.id, settings_removed: settings, bytes_freed: bytes })
  else answer(`removed ${manifest.id}; ${fixed(bytes / 1e6, 1)} MB of runs went with it`)
  return EXIT.ok
}

function openStore({ out }: ResultsOptions): ResultStore {
  return ResultStore.open(out ?? DEFAULT_STORE)
}

function sayDamaged(paths: readonly string[]): void {
  for (const path of paths) remark(`damaged shard, left out: ${path}`)
}

/** The study of an id, or of the beginning of one. Throws `unknown` with the nearest, or with what it may mean. */
function manifestOf(store: ResultStore, id: string): Manifest {
  const ids = store.studies()
  const meant = ids.includes(id) ? [id] : ids.filter((one) => one.startsWith(id))
  const [only] = meant
  if (only !== undefined && meant.length === 1) return readManifest(store, only)!
  if (meant.length > 1)
    throw new OpendomeError('unknown', `study ${id}: ${meant.length} begin so`, {
      hint: `give more of its name: ${meant.slice(0, 4).join(', ')}`,
    })
  const near = nearest(id, ids)
  throw new OpendomeError('unknown', `study ${id}: not in ${store.folder}`, {
    hint: near === undefined ? 'opendome results list names them' : `did you mean ${near}?`,
  })
}

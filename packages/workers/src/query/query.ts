import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, StatementType, type DuckDBConnection } from '@duckdb/node-api'
import { OpendomeError } from '@opendome/model'
import { coverOf, type Piece, type ResultStore, type ShardFile } from '../store/index.ts'
import { readManifest, stateOf, type Manifest, type PointAsked } from '../study/index.ts'

/** What a query gave: names of the columns, and rows of plain values. */
export interface QueryResult {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

export type Cell = string | number | boolean | null

/** Statements that read only. */
const READS: ReadonlySet<StatementType> = new Set([StatementType.SELECT, StatementType.EXPLAIN])
/** Largest whole number that stays exact. */
const EXACT = BigInt(Number.MAX_SAFE_INTEGER)

/**
 * SQL over a store: tables `studies`, `points`, `runs` and `events`. Reads the store's whole shards and nothing else of the machine, and changes nothing.
 *
 * @example
 * const query = await StoreQuery.open(ResultStore.open('opendome-results'))
 * const { rows } = await query.ask('SELECT point, avg(leaked) FROM runs GROUP BY point')
 * query.close()
 */
export class StoreQuery {
  readonly #connection: DuckDBConnection
  readonly #instance: DuckDBInstance
  /** Shards whose bytes are not those they were named for; they are left out. */
  readonly damaged: readonly string[]

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, damaged: readonly string[]) {
    this.#instance = instance
    this.#connection = connection
    this.damaged = damaged
  }

  /**
   * `studies`: only these; default all of the store. Each shard's hash is checked first. `writes`: the one file that `export` may write.
   */
  static async open(
    store: ResultStore,
    studies: readonly string[] = store.studies(),
    writes?: string,
  ): Promise<StoreQuery> {
    const manifests = studies.flatMap((id) => readManifest(store, id) ?? [])
    const damaged: string[] = []
    const runs = await sourcesOf(store, manifests, 'runs', damaged)
    const events = await sourcesOf(store, manifests, 'events', damaged)
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await studiesTable(connection, manifests)
    await pointsTable(connection, manifests)
    await shardView(connection, 'runs', runs)
    await shardView(connection, 'events', events)
    const paths = [
      ...new Set([...runs, ...events].map(({ path }) => path)),
      ...(writes === undefined ? [] : [writes]),
    ]
    await connection.run(`SET temp_directory = ${quoted(join(tmpdir(), `opendome-query-${process.pid}`))}`)
    await connection.run(`SET allowed_paths = [${paths.map(quoted).join(', ')}]`)
    await connection.run('SET enable_external_access = false')
    await connection.run('SET lock_configuration = true')
    return new StoreQuery(instance, connection, [...new Set(damaged)])
  }

  /** The rows of one statement that reads. Throws `invalid` for SQL that is wrong, `unsupported` for what is more than one reading statement. */
  async ask(sql: string): Promise<QueryResult> {
    try {
      if (sql.trim() === '') throw new OpendomeError('missing', 'SQL: the query is empty')
      const statements = await this.#connection.extractStatements(sql)
      if (statements.count !== 1)
        throw new OpendomeError('unsupported', `SQL of ${statements.count} statements: expected one`, {
          hint: 'ask one SELECT at a time',
        })
      const prepared = await statements.prepare(0)
      if (!READS.has(prepared.statementType))
        throw new OpendomeError(
          'unsupported',
          'SQL that does more than read: the result store is only read',
          {
            hint: 'ask with SELECT; opendome results export writes files',
          },
        )
      const reader = await prepared.runAndReadAll()
      return {
        columns: reader.deduplicatedColumnNames(),
        rows: reader.getRowsJS().map((row) => row.map(plain)),
      }
    } catch (error) {
      if (error instanceof OpendomeError) throw error
      throw refused(error)
    }
  }

  /** Writes the runs into the file of `open`, by point and run. `about` goes into a Parquet file as metadata. */
  async export(
    format: 'csv' | 'json' | 'parquet',
    path: string,
    about: Readonly<Record<string, string>>,
  ): Promise<void> {
    const metadata = Object.entries(about).map(([key, value]) => `${name(key)}: ${quoted(value)}`)
    const options = {
      csv: 'FORMAT csv, HEADER',
      json: 'FORMAT json, ARRAY true',
      parquet: `FORMAT parquet, COMPRESSION zstd, KV_METADATA {${metadata.join(', ')}}`,
    }[format]
    await this.#connection.run(
      `COPY (SELECT * EXCLUDE (study) FROM runs ORDER BY point, run) TO ${quoted(path)} (${options})`,
    )
  }

  close(): void {
    this.#connection.closeSync()
    this.#instance.closeSync()
  }
}

/** A point of a study and one whole shard of its setting. */
interface Source {
  readonly study: string
  readonly point: number
  readonly path: string
  readonly from: number
  readonly to: number
}

async function sourcesOf(
  store: ResultStore,
  manifests: readonly Manifest[],
  kind: ShardFile['kind'],
  damaged: string[],
): Promise<Source[]> {
  const whole = new Map<string, ShardFile[]>()
  const sources: Source[] = []
  for (const { id, points } of manifests) {
    for (const point of points) {
      const { setting } = point
      if (!whole.has(setting)) {
        const shards = store.shards(setting, kind)
        const checked = await Promise.all(shards.map((shard) => store.isWhole(shard)))
        shards.forEach((shard, i) => {
          if (!checked[i]!) damaged.push(store.pathOf(shard))
        })
        whole.set(
          setting,
          shards.filter((_, i) => checked[i]),
        )
      }
      for (const piece of coverOf(whole.get(setting)!, { from: 0, to: point.to }))
        sources.push(sourceOf(store, id, point, piece))
    }
  }
  return sources
}

function sourceOf(
  store: ResultStore,
  study: string,
  { point }: PointAsked,
  { shard, from, to }: Piece<ShardFile>,
): Source {
  return { study, point, path: store.pathOf(shard), from, to }
}

async function studiesTable(connection: DuckDBConnection, manifests: readonly Manifest[]): Promise<void> {
  await connection.run(
    'CREATE TABLE studies (study VARCHAR, name VARCHAR, kind VARCHAR, state VARCHAR, opendome VARCHAR, seed BIGINT, runs BIGINT, points INTEGER, started TIMESTAMP, updated TIMESTAMP, file VARCHAR)',
  )
  for (const m of manifests)
    await connection.run(
      'INSERT INTO studies VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::TIMESTAMP, $10::TIMESTAMP, $11)',
      [
        m.id,
        m.name,
        m.kind,
        stateOf(m),
        m.opendome,
        BigInt(m.seed),
        m.runs,
        m.points.length,
        m.started,
        m.updated,
        m.file,
      ],
    )
}

/** A column for each field that some point sets; numbers stay numbers where all of its values are. */
async function pointsTable(connection: DuckDBConnection, manifests: readonly Manifest[]): Promise<void> {
  const all = manifests.flatMap((m) => m.points.map((point) => ({ study: m.id, ...point })))
  const paths = [...new Set(all.flatMap(({ set }) => Object.keys(set)))]
  const numeric = paths.map((path) =>
    all.every(({ set }) => set[path] === undefined || typeof set[path] === 'number'),
  )
  const fields = paths.map((path, i) => `, ${name(path)} ${numeric[i]! ? 'DOUBLE' : 'VARCHAR'}`)
  await connection.run(
    `CREATE TABLE points (study VARCHAR, point INTEGER, runs BIGINT, setting VARCHAR${fields.join('')})`,
  )
  const appender = await connection.createAppender('points')
  for (const { study, point, to, setting, set } of all) {
    appender.appendVarchar(study)
    appender.appendInteger(point)
    appender.appendBigInt(BigInt(to))
    appender.appendVarchar(setting)
    paths.forEach((path, i) => {
      const value = set[path]
      if (value === undefined) appender.appendNull()
      else if (numeric[i]!) appender.appendDouble(value as number)
      else appender.appendVarchar(typeof value === 'string' ? value : JSON.stringify(value))
    })
    appender.endRow()
  }
  appender.flushSync()
  appender.closeSync()
}

/** A view that takes from each shard the rows that count, and says which study and point they are of. */
async function shardView(
  connection: DuckDBConnection,
  view: 'runs' | 'events',
  sources: readonly Source[],
): Promise<void> {
  await connection.run(
    `CREATE TABLE shards_of_${view} (study VARCHAR, point INTEGER, path VARCHAR, low BIGINT, high BIGINT)`,
  )
  const appender = await connection.createAppender(`shards_of_${view}`)
  for (const { study, point, path, from, to } of sources) {
    appender.appendVarchar(study)
    appender.appendInteger(point)
    appender.appendVarchar(path)
    appender.appendBigInt(BigInt(from))
    appender.appendBigInt(BigInt(to))
    appender.endRow()
  }
  appender.flushSync()
  appender.closeSync()
  const paths = [...new Set(sources.map(({ path }) => path))]
  if (paths.length === 0) {
    await connection.run(
      `CREATE VIEW ${view} AS SELECT study, point, low AS run FROM shards_of_${view} WHERE false`,
    )
    return
  }
  await connection.run(
    `CREATE VIEW ${view} AS SELECT s.study, s.point, r.* EXCLUDE (path_of_shard)
     FROM read_parquet([${paths.map(quoted).join(', ')}], union_by_name = true, filename = 'path_of_shard') r
     JOIN shards_of_${view} s ON r.path_of_shard = s.path AND r.run >= s.low AND r.run < s.high`,
  )
}

/** A text as an SQL literal, a name as an SQL identifier. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const name = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** Values of DuckDB as JSON has them. */
function plain(value: unknown): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return value <= EXACT && value >= -EXACT ? Number(value) : value.toString()
  if (value instanceof Date) return value.toISOString()
  return JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? v.toString() : v))
}

/** DuckDB's message without its report of the whole statement. */
function refused(error: unknown): OpendomeError {
  const text = (error instanceof Error ? error.message : String(error))
    .split('\n')[0]!
    .replace('Failed to extract statements: ', '')
    .trim()
  const permission = /permission error|disabled by configuration|file system operations are disabled/i.test(
    text,
  )
  return new OpendomeError(
    permission ? 'unsupported' : 'invalid',
    permission ? 'SQL that reads outside the result store' : `SQL: ${text}`,
    {
      hint: permission
        ? 'ask the tables runs, points, studies and events'
        : 'tables are runs, points, studies and events; DESCRIBE runs lists the columns; names with / or . stand in double quotes',
      cause: error,
    },
  )
}

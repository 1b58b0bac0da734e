import { createHash } from 'node:crypto'
import { OpendomeError } from '@opendome/model'
import type { RunTable } from '@opendome/model/study'
import { parquetMetadata, parquetRead } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'

/** A whole shard: the bytes of its file, and their SHA-256 in hexadecimal. */
export interface ShardBytes {
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** Rows to a row group: one for most shards. */
const ROW_GROUP = 100_000

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * A table of runs as Parquet: the column `run` (index of the run, 64-bit integer), then the table's columns in their order: counts as 32-bit integers, others as
 * doubles. The bytes
 * depend on the table only.
 */
export function encodeRuns(table: RunTable): ShardBytes {
  const run = BigInt64Array.from({ length: table.to - table.from }, (_, i) => BigInt(table.from + i))
  return encoded([
    { name: 'run', data: run, type: 'INT64', nullable: false },
    ...[...table.columns].map(([name, data]) => ({ name, nullable: false, ...typed(data) })),
  ])
}

/** Counts as 32-bit integers, anything else as doubles. */
function typed(data: Float64Array): { data: Int32Array | Float64Array; type: 'INT32' | 'DOUBLE' } {
  return data.every((x) => Object.is(x | 0, x))
    ? { data: Int32Array.from(data), type: 'INT32' }
    : { data, type: 'DOUBLE' }
}

/** One event of one run. Units as in `run --json`; `run` is the index of the run. */
export interface EventRow {
  readonly run: number
  readonly t_s: number
  readonly kind: string
  readonly missile: string
  readonly object?: string | undefined
  readonly layer?: string | undefined
  readonly interceptor?: string | undefined
  readonly lat_deg: number
  readonly lon_deg: number
  readonly altitude_km: number
}

/** Events as Parquet, in the order given. */
export function encodeEvents(events: readonly EventRow[]): ShardBytes {
  const numbers = (key: 't_s' | 'lat_deg' | 'lon_deg' | 'altitude_km') => ({
    name: key,
    data: Float64Array.from(events, (e) => e[key]),
    type: 'DOUBLE' as const,
    nullable: false,
  })
  const texts = (key: 'kind' | 'missile' | 'object' | 'layer' | 'interceptor') => ({
    name: key,
    data: events.map((e) => e[key] ?? null),
    type: 'STRING' as const,
    nullable: true,
  })
  return encoded([
    { name: 'run', data: BigInt64Array.from(events, (e) => BigInt(e.run)), type: 'INT64', nullable: false },
    numbers('t_s'),
    texts('kind'),
    texts('missile'),
    texts('object'),
    texts('layer'),
    texts('interceptor'),
    numbers('lat_deg'),
    numbers('lon_deg'),
    numbers('altitude_km'),
  ])
}

function encoded(columnData: Parameters<typeof parquetWriteBuffer>[0]['columnData']): ShardBytes {
  const bytes = new Uint8Array(
    parquetWriteBuffer({ columnData, rowGroupSize: ROW_GROUP, createdBy: 'opendome' }),
  )
  return { bytes, sha256: sha256(bytes) }
}

/**
 * The table of a shard whose hash has been checked. Throws `invalid` where the rows are not those of runs `from` to `to` − 1: the file is then
 * none of this program's.
 */
export async function decodeRuns(bytes: Uint8Array, from: number, to: number): Promise<RunTable> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const refuse = (why: string): OpendomeError =>
    new OpendomeError('invalid', `shard of runs ${from} to ${to - 1}: ${why}`, {
      hint: 'remove the file; its runs are then computed again',
    })
  const metadata = parquetMetadata(file)
  if (Number(metadata.num_rows) !== to - from)
    throw refuse(`expected ${to - from} rows, found ${metadata.num_rows}`)
  const columns = new Map(
    metadata.schema.slice(1).map(({ name }) => [name, new Float64Array(to - from)] as const),
  )
  await parquetRead({
    file,
    metadata,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const column = columns.get(columnName)!
      for (let i = 0; i < columnData.length; i++) column[rowStart + i] = Number(columnData[i])
    },
  })
  const run = columns.get('run')
  if (run === undefined) throw refuse('it has no column run')
  for (let i = 0; i < run.length; i++) if (run[i] !== from + i) throw refuse('its rows are out of order')
  columns.delete('run')
  return { from, to, columns }
}

import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { OpendomeError } from '@opendome/model'
import type { ResultStore } from '../store/index.ts'
import type { Manifest } from '../study/index.ts'
import { StoreQuery } from './query.ts'

export const EXPORT_FORMATS = ['csv', 'parquet', 'json'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/**
 * Writes the runs of a study into one file, by point and run, with what they are of: lines after `#` before a CSV, names around the `runs` of a JSON document, metadata of
 * a Parquet file. The file is there whole or not at all. Returns damaged shards, whose runs are missing. Throws `invalid` where it cannot be written.
 */
export async function exportRuns(
  store: ResultStore,
  { id, name, opendome, seed, hash, changed_assumptions }: Manifest,
  format: ExportFormat,
  path: string,
): Promise<readonly string[]> {
  const about = { opendome, study: name, id, hash, seed, changed_assumptions }
  const mark = `${path}.tmp-${process.pid}-${randomBytes(4).toString('hex')}`
  const [body, whole] = [`${mark}-body`, `${mark}-whole`]
  const query = await StoreQuery.open(store, [id], body)
  try {
    const texts = Object.entries(about).map(([key, value]): [string, string] => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ])
    await query.export(format, body, Object.fromEntries(texts))
    if (format === 'parquet') await rename(body, path)
    else {
      const out = createWriteStream(whole, { flags: 'wx' })
      const head =
        format === 'csv'
          ? texts.map(([key, value]) => `# ${key}: ${value}\n`).join('')
          : `${JSON.stringify(about, null, 2).slice(0, -2)},\n  "runs": `
      await pipeline(async function* () {
        yield head
        yield* createReadStream(body)
        if (format === 'json') yield '}\n'
      }, out)
      await rename(whole, path)
    }
    return query.damaged
  } catch (error) {
    throw new OpendomeError('invalid', 'output file: cannot be written', {
      where: path,
      hint: 'choose another place',
      cause: error,
    })
  } finally {
    query.close()
    for (const file of [body, whole]) await rm(file, { force: true })
  }
}

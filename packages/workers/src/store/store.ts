import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { OpendomeError } from '@opendome/model'
import type { RunTable } from '@opendome/model/study'
import { decodeRuns, sha256, type ShardBytes } from './shard.ts'
import type { Range } from './cover.ts'
import { makeFolders, removeLeftovers, storeFailure, writeWhole } from './write.ts'

/** Version of the layout of a store. An older one opens, a newer one is refused. */
export const STORE_FORMAT = 1

/** A shard as its name tells: what it holds, and the hash that its bytes must have. */
export interface ShardFile extends Range {
  readonly kind: 'runs' | 'events'
  /** The setting whose runs it holds. */
  readonly setting: string
  readonly file: string
  readonly sha256: string
}

const SHARD = /^(runs|events)-(\d+)-(\d+)-([0-9a-f]{64})\.parquet$/
const SETTING = /^[0-9a-f]{64}$/

/**
 * A folder of results, for one program or several at once. Runs lie under the hash of the setting they are of (program version, scenario, overrides), so that
 * studies share them:
 *
 *     store.json                                 layout version and id
 *     runs/SETTING/setting.json                  scenario and overrides
 *     runs/SETTING/runs-FROM-TO-SHA256.parquet   runs FROM to TO − 1
 *     runs/SETTING/events-FROM-TO-SHA256.parquet their events
 *     studies/ID/manifest.json, report.json      one study
 *     studies/ID/asked.json                      what a server was asked for, so that it can go on with it
 *
 * A shard is written under another name and renamed when whole; its name holds the hash of its bytes, which is checked before it counts.
 */
export class ResultStore {
  readonly folder: string
  /** Tells two stores apart where hosts must look into the same one. */
  readonly id: string

  private constructor(folder: string, id: string) {
    this.folder = folder
    this.id = id
  }

  /** Opens a store and makes it where there is none. Throws `StoreFailure` where it cannot be written, `unsupported` for a newer layout. */
  static async create(folder: string): Promise<ResultStore> {
    const file = join(folder, 'store.json')
    if (!existsSync(file)) {
      makeFolders(folder)
      await writeWhole(file, `${JSON.stringify({ opendome_store: STORE_FORMAT, id: randomUUID() })}\n`)
    }
    return ResultStore.open(folder)
  }

  /** Opens a store that is there. Throws `missing` where there is none, `invalid` or `unsupported` where it is none of this program's. */
  static open(folder: string): ResultStore {
    const file = join(folder, 'store.json')
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch (error) {
      const isThere = existsSync(file)
      throw new OpendomeError(
        isThere ? 'invalid' : 'missing',
        isThere ? 'result store: store.json cannot be read' : `result store: there is none in ${folder}`,
        {
          where: isThere ? file : undefined,
          hint: isThere
            ? 'check the permissions'
            : 'opendome study FILE makes one; --out DIR names another folder',
          cause: error,
        },
      )
    }
    const { opendome_store: format, id } = parsed(file, text) as { opendome_store?: unknown; id?: unknown }
    if (typeof format !== 'number' || typeof id !== 'string')
      throw new OpendomeError('invalid', 'result store: store.json names no version and id', { where: file })
    if (format > STORE_FORMAT)
      throw new OpendomeError(
        'unsupported',
        `result store of version ${format}: this program reads up to ${STORE_FORMAT}`,
        { where: file, hint: 'use a newer opendome' },
      )
    return new ResultStore(folder, id)
  }

  settingFolder(setting: string): string {
    return join(this.folder, 'runs', setting)
  }

  /** Settings that have a folder. */
  settings(): string[] {
    return namesIn(join(this.folder, 'runs')).filter((name) => SETTING.test(name))
  }

  /** Prepares the folder of a setting and says once what it is. Leftovers of killed programs of this host go. */
  async describe(setting: string, description: unknown): Promise<void> {
    const folder = this.settingFolder(setting)
    const file = join(folder, 'setting.json')
    removeLeftovers(folder)
    if (existsSync(file)) return
    makeFolders(folder)
    await writeWhole(file, `${JSON.stringify(description)}\n`)
  }

  /** Shards of a setting by their names; their bytes are not looked at. */
  shards(setting: string, kind: ShardFile['kind'] = 'runs'): ShardFile[] {
    return namesIn(this.settingFolder(setting)).flatMap((name): ShardFile[] => {
      const [, is, from, to, hash] = SHARD.exec(name) ?? []
      if (is !== kind || hash === undefined || !(Number(from) < Number(to))) return []
      return [{ kind: is, setting, file: name, from: Number(from), to: Number(to), sha256: hash }]
    })
  }

  pathOf(shard: ShardFile): string {
    return join(this.settingFolder(shard.setting), shard.file)
  }

  /** Writes a shard; equal runs give the same name, whoever writes them. Throws `StoreFailure`. */
  async write(setting: string, kind: ShardFile['kind'], range: Range, shard: ShardBytes): Promise<ShardFile> {
    const file = `${kind}-${range.from}-${range.to}-${shard.sha256}.parquet`
    const written: ShardFile = {
      kind,
      setting,
      file,
      from: range.from,
      to: range.to,
      sha256: shard.sha256,
    }
    await writeWhole(this.pathOf(written), shard.bytes)
    return written
  }

  /**
   * The runs of a shard once its hash has been checked; undefined where its bytes are not those it was named for. Such a file is set aside under
   * another name, so that it counts nowhere.
   */
  async read(shard: ShardFile): Promise<RunTable | undefined> {
    const path = this.pathOf(shard)
    let bytes: Uint8Array
    try {
      bytes = await readFile(path)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw new OpendomeError('invalid', 'shard: it cannot be read', { where: path, cause: error })
    }
    if (sha256(bytes) !== shard.sha256) {
      await rename(path, `${path}.corrupt`).catch(() => undefined)
      return undefined
    }
    return decodeRuns(bytes, shard.from, shard.to)
  }

  /** Is the shard whole? Reads its bytes. */
  async isWhole(shard: ShardFile): Promise<boolean> {
    try {
      return sha256(await readFile(this.pathOf(shard))) === shard.sha256
    } catch {
      return false
    }
  }

  /** Removes the runs of a setting. Throws `StoreFailure`. */
  async removeSetting(setting: string): Promise<void> {
    await this.#remove(this.settingFolder(setting))
  }

  studyFolder(study: string): string {
    return join(this.folder, 'studies', study)
  }

  /** Ids of the studies, in order. */
  studies(): string[] {
    return namesIn(join(this.folder, 'studies'))
      .filter((name) => existsSync(join(this.studyFolder(name), 'manifest.json')))
      .sort()
  }

  /** Ids of the studies that a server was asked for, in order. */
  asked(): string[] {
    return namesIn(join(this.folder, 'studies'))
      .filter((name) => existsSync(join(this.studyFolder(name), 'asked.json')))
      .sort()
  }

  /** A document of a study; undefined where it has none. Throws `invalid` where it is no JSON. */
  readDocument(study: string, name: 'manifest' | 'report' | 'asked'): unknown {
    const file = join(this.studyFolder(study), `${name}.json`)
    if (!existsSync(file)) return undefined
    return parsed(file, readFileSync(file, 'utf8'))
  }

  async writeDocument(
    study: string,
    name: 'manifest' | 'report' | 'asked',
    document: unknown,
  ): Promise<void> {
    const folder = this.studyFolder(study)
    makeFolders(folder)
    removeLeftovers(folder)
    await writeWhole(join(folder, `${name}.json`), `${JSON.stringify(document, null, 2)}\n`)
  }

  async removeStudy(study: string): Promise<void> {
    await this.#remove(this.studyFolder(study))
  }

  async #remove(folder: string): Promise<void> {
    try {
      await rm(folder, { recursive: true, force: true })
    } catch (error) {
      throw storeFailure(folder, error)
    }
  }

  /** Bytes on disk of a folder of the store. */
  bytesOf(setting: string): number {
    const folder = this.settingFolder(setting)
    return namesIn(folder).reduce((sum, name) => {
      const stat = statSync(join(folder, name), { throwIfNoEntry: false })
      return sum + (stat?.size ?? 0)
    }, 0)
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new OpendomeError('invalid', 'document of the result store: it is no JSON', {
      where: file,
      hint: 'the file was changed or damaged; remove it and type the study again, its runs are kept',
      cause: error,
    })
  }
}

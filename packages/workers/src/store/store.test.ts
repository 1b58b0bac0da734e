import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ResultStore } from './store.ts'
import { encodeRuns } from './shard.ts'
import { StoreFailure } from './write.ts'

const SETTING = 'a'.repeat(64)
const table = { from: 0, to: 4, columns: new Map([['leaked', Float64Array.of(1, 2, 3, 4)]]) }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opendome-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function withShard(): Promise<{ store: ResultStore; path: string }> {
  const store = await ResultStore.create(join(folder, 'results'))
  await store.describe(SETTING, {})
  const shard = await store.write(SETTING, 'runs', table, encodeRuns(table))
  return { store, path: store.pathOf(shard) }
}

describe('ResultStore', () => {
  it('keeps its id, and gives back what was written', async () => {
    const { store } = await withShard()
    const again = await ResultStore.create(store.folder)
    expect(again.id).toBe(store.id)
    const shards = again.shards(SETTING)
    expect(shards.map(({ from, to }) => [from, to])).toEqual([[0, 4]])
    expect(await again.read(shards[0]!)).toEqual(table)
  })

  it('counts a shard with one changed byte nowhere, and sets it aside', async () => {
    const { store, path } = await withShard()
    const bytes = readFileSync(path)
    bytes[20]! ^= 1
    writeFileSync(path, bytes)
    const [shard] = store.shards(SETTING)
    expect(await store.isWhole(shard!)).toBe(false)
    expect(await store.read(shard!)).toBeUndefined()
    expect(store.shards(SETTING)).toEqual([])
    expect(
      readdirSync(store.settingFolder(SETTING)).filter((name) => name.endsWith('.corrupt')),
    ).toHaveLength(1)
  })

  it('counts a cut shard nowhere', async () => {
    const { store, path } = await withShard()
    writeFileSync(path, readFileSync(path).subarray(0, 100))
    expect(await store.read(store.shards(SETTING)[0]!)).toBeUndefined()
  })

  it('never counts a file under a temporary name, and removes those of programs that are gone', async () => {
    const { store, path } = await withShard()
    // Process ids end far below.
    const dead = `${path}.tmp-${hostname()}-2147483646-0123abcd`
    const alive = `${path}.tmp-${hostname()}-${process.pid}-0123abcd`
    const elsewhere = `${path}.tmp-another-host-7-0123abcd`
    for (const file of [dead, alive, elsewhere]) writeFileSync(file, 'half')
    expect(store.shards(SETTING)).toHaveLength(1)
    await store.describe(SETTING, {})
    const names = readdirSync(store.settingFolder(SETTING)).map((name) =>
      join(store.settingFolder(SETTING), name),
    )
    expect(names).not.toContain(dead)
    expect(names).toEqual(expect.arrayContaining([alive, elsewhere]))
  })

  it('lets two programs write one shard at once', async () => {
    const { store } = await withShard()
    const other = ResultStore.open(store.folder)
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 === 0 ? store : other).write(SETTING, 'runs', table, encodeRuns(table)),
      ),
    )
    const shards = store.shards(SETTING)
    expect(shards).toHaveLength(1)
    expect(await other.read(shards[0]!)).toEqual(table)
  })

  it('opens a store of this layout with fields it does not know, and refuses a newer one, a broken one and none', () => {
    const file = join(folder, 'store.json')
    writeFileSync(file, '{"opendome_store": 1, "id": "x", "more": [1]}')
    expect(ResultStore.open(folder).id).toBe('x')
    writeFileSync(file, '{"opendome_store": 2, "id": "x"}')
    expect(() => ResultStore.open(folder)).toThrow(
      /^unsupported result store of version 2: this program reads up to 1$/,
    )
    writeFileSync(file, '{"opendome_store"')
    expect(() => ResultStore.open(folder)).toThrow(/^invalid document of the result store: it is no JSON$/)
    writeFileSync(file, '{}')
    expect(() => ResultStore.open(folder)).toThrow(
      /^invalid result store: store.json names no version and id$/,
    )
    rmSync(file)
    expect(() => ResultStore.open(folder)).toThrow(/^missing result store: there is none in /)
  })

  it.each(['/proc/x/results', '/dev/null/results'])('says that %s cannot be written', async (place) => {
    const error: unknown = await ResultStore.create(place).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(StoreFailure)
    expect((error as StoreFailure).message).toMatch(/^invalid result store: it cannot be written \(.+\)$/)
    expect((error as StoreFailure).where).toBe(place)
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ResultStore, encodeEvents, encodeRuns } from '../store/index.ts'
import { StudyRecord } from '../study/index.ts'
import { StoreQuery } from './query.ts'

const [ONE, TWO] = ['1'.repeat(64), '2'.repeat(64)] as const
const HEAD = {
  opendome: '0.1.0',
  kind: 'sweep',
  seed: 7,
  file: 'x.yaml',
  changed_assumptions: [],
  figures: [],
  study: {},
  scenario: {},
}

function table(from: number, to: number, extra: string): Parameters<typeof encodeRuns>[0] {
  const leaked = Float64Array.from({ length: to - from }, (_, i) => from + i)
  return {
    from,
    to,
    columns: new Map([
      ['leaked', leaked],
      [extra, leaked.map((x) => 10 * x)],
    ]),
  }
}

let folder: string
let store: ResultStore
let query: StoreQuery

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opendome-query-'))
  store = await ResultStore.create(join(folder, "it's a store"))
  for (const setting of [ONE, TWO]) await store.describe(setting, {})
  const write = (setting: string, from: number, to: number, extra: string): Promise<unknown> =>
    store.write(setting, 'runs', { from, to }, encodeRuns(table(from, to, extra)))
  // Shards that overlap, as two studies at once leave them.
  await write(ONE, 0, 6, 'shots/sbi')
  await write(ONE, 4, 10, 'shots/sbi')
  await write(TWO, 0, 10, 'shots/gbi')
  const event = { run: 1, t_s: 2.5, kind: 'leak', missile: 'raid-1', lat_deg: 1, lon_deg: 2, altitude_km: 0 }
  await store.write(ONE, 'events', { from: 0, to: 2 }, encodeEvents([event]))
  const first = await StudyRecord.begin(store, { ...HEAD, name: 'First study' })
  await first.point({ point: 0, set: { 'command.decision_time_s': 30 }, setting: ONE, to: 10 })
  await first.point({
    point: 1,
    set: { 'command.decision_time_s': 60, 'threats.raid.vehicle': 'x' },
    setting: TWO,
    to: 10,
  })
  first.told(20)
  await first.end('done')
  const second = await StudyRecord.begin(store, { ...HEAD, name: 'Second study', kind: 'runs' })
  await second.point({ point: 0, set: {}, setting: ONE, to: 5 })
  await second.end('done')
  query = await StoreQuery.open(store)
})
afterAll(() => {
  query.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = async (sql: string): Promise<unknown> => (await query.ask(sql)).rows

describe('StoreQuery', () => {
  it('counts each run of each point once, although shards overlap and studies share them', async () => {
    expect(
      await ask(
        'SELECT study, point, count(*), count(DISTINCT run), sum(leaked) FROM runs GROUP BY ALL ORDER BY ALL',
      ),
    ).toEqual([
      [expect.stringMatching(/^first-study-/), 0, 10, 10, 45],
      [expect.stringMatching(/^first-study-/), 1, 10, 10, 45],
      [expect.stringMatching(/^second-study-/), 0, 5, 5, 10],
    ])
  })

  it('leaves columns empty that a scenario does not have', async () => {
    expect(
      await ask(
        'SELECT point, sum("shots/sbi"), sum("shots/gbi") FROM runs WHERE study LIKE \'first%\' GROUP BY ALL ORDER BY ALL',
      ),
    ).toEqual([
      [0, 450, null],
      [1, null, 450],
    ])
  })

  it('knows what points set, studies and events', async () => {
    expect(
      await ask('SELECT "command.decision_time_s", "threats.raid.vehicle" FROM points ORDER BY study, point'),
    ).toEqual([
      [30, null],
      [60, 'x'],
      [null, null],
    ])
    expect(await ask('SELECT name, kind, state, seed, runs, points FROM studies ORDER BY name')).toEqual([
      ['First study', 'sweep', 'done', 7, 20, 2],
      ['Second study', 'runs', 'done', 7, 0, 1],
    ])
    expect(await ask("SELECT run, t_s, kind, missile, layer FROM events WHERE study LIKE 'first%'")).toEqual([
      [1, 2.5, 'leak', 'raid-1', null],
    ])
  })

  it.each([
    ['SELECT * FROM runz', /^invalid SQL: Catalog Error: Table with name runz does not exist!/],
    ['SELEKT 1', /^invalid SQL: Parser Error: syntax error at or near "SELEKT"/],
    ['SELECT 1; SELECT 2', /^unsupported SQL of 2 statements: expected one$/],
    [' ', /^missing SQL: the query is empty$/],
    ['DROP VIEW runs', /^unsupported SQL that does more than read/],
    ["COPY (SELECT 1) TO 'x.csv'", /^unsupported SQL that reads outside the result store$/],
    ["ATTACH 'x.db'", /^unsupported SQL that does more than read/],
    ['INSTALL httpfs', /^unsupported SQL that does more than read/],
    ['SET enable_external_access = true', /^unsupported SQL that does more than read/],
    ["SELECT * FROM read_text('/etc/passwd')", /^unsupported SQL that reads outside the result store$/],
    ["SELECT * FROM '/etc/passwd'", /^(unsupported SQL that reads outside the result store|invalid SQL: )/],
    [
      "SELECT * FROM read_csv('https://127.0.0.1:9/x.csv')",
      /^(unsupported SQL that reads outside the result store|invalid SQL: )/,
    ],
    ["SELECT * FROM glob('/etc/*')", /^(unsupported SQL that reads outside the result store|invalid SQL: )/],
  ])('refuses %s', async (sql, message) => {
    await expect(query.ask(sql)).rejects.toThrow(message)
  })

  it('leaves out a damaged shard and names it', async () => {
    const [shard] = store.shards(TWO)
    writeFileSync(store.pathOf(shard!), 'x')
    const again = await StoreQuery.open(store)
    expect(again.damaged).toEqual([store.pathOf(shard!)])
    expect((await again.ask('SELECT count(*) FROM runs')).rows).toEqual([[15]])
    again.close()
  })
})

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OpendomeError, readScenario } from '@opendome/model'
import { TaskRunner, joinTables, packTable, type RunTable, type Task } from '@opendome/model/study'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Cores } from '../cores/index.ts'
import { ResultStore, sha256, StoreFailure } from '../store/index.ts'
import { conduct, type ConductOptions } from './conduct.ts'
import { CoreEngine } from './core-engine.ts'
import type { Engine } from './engine.ts'
import { settingHash, settingOf } from './setting.ts'

const SCENARIO = JSON.stringify(readScenario('opendome: 1\nfrom: first-flight\n').document)

/** Two points of a scenario, cut into tasks of so many runs; keeps what it is told. */
class Whole {
  readonly tasks: Task[]
  readonly told: { task: Task; table: RunTable }[] = []
  readonly refused: string[] = []

  constructor(
    runs: number,
    size: number,
    sets: readonly Task['set'][] = [{}, { 'command.decision_time_s': 90 }],
  ) {
    this.tasks = sets.flatMap((set, point) =>
      Array.from({ length: Math.ceil(runs / size) }, (_, i) => ({
        point,
        scenario: SCENARIO,
        set,
        from: i * size,
        to: Math.min(runs, (i + 1) * size),
      })),
    )
  }

  ask(): readonly Task[] {
    return this.tasks
  }

  tell(task: Task, table: RunTable): void {
    this.told.push({ task, table })
  }

  refuse(task: Task, error: OpendomeError): void {
    this.refused.push(`${task.point}: ${error.message}`)
  }

  /** Hash of all that was told of a point. */
  hash(point: number): string {
    const tables = this.told.filter(({ task }) => task.point === point).map(({ table }) => table)
    return sha256(new Uint8Array(packTable(joinTables(tables))))
  }
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opendome-conduct-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Threads take a second to start: all tests but those that stop them share these. */
let shared: Cores
beforeAll(() => {
  shared = new Cores(2)
})
afterAll(() => shared.close())

/** Carries out a course into a store of this name; returns the runs that were computed. */
async function carryOut(
  course: Whole,
  name = 'store',
  options: Partial<ConductOptions> = {},
  cores: Cores = shared,
): Promise<number> {
  const store = await ResultStore.create(join(folder, name))
  const engine = new CoreEngine(cores, store)
  let computed = 0
  await conduct({ course, store, engine, onTold: (_, runs) => (computed += runs), ...options })
  return computed
}

/** The same with threads of its own. */
async function carryOutWith(
  threads: number,
  ...[course, name, options]: Parameters<typeof carryOut>
): Promise<number> {
  const cores = new Cores(threads)
  try {
    return await carryOut(course, name, options, cores)
  } finally {
    await cores.close()
  }
}

const settingOfPoint = (course: Whole, point: number): string =>
  settingHash(settingOf(course.tasks.find((task) => task.point === point)!))

describe('conduct', () => {
  it('gives the same bytes and the same shards at 1, 2, 4 and 8 threads, however the work is cut, as without threads', async () => {
    const runner = new TaskRunner()
    const expected = [{}, { 'command.decision_time_s': 90 }].map((set, point) =>
      sha256(new Uint8Array(packTable(runner.run({ point, scenario: SCENARIO, set, from: 0, to: 150 })))),
    )
    expect(expected[0]).not.toBe(expected[1])
    const shards = new Set<string>()
    for (const threads of [1, 2, 4, 8]) {
      const course = new Whole(150, 50)
      expect(await carryOutWith(threads, course, `threads-${threads}`)).toBe(300)
      expect([course.hash(0), course.hash(1)]).toEqual(expected)
      shards.add(
        readdirSync(join(folder, `threads-${threads}`, 'runs'), { recursive: true })
          .map(String)
          .sort()
          .join('\n'),
      )
    }
    expect(shards.size).toBe(1)
    const other = new Whole(150, 35)
    await carryOut(other, 'other-cut')
    expect([other.hash(0), other.hash(1)]).toEqual(expected)
  })

  it('computes nothing twice: a finished study is read, and more runs extend it', async () => {
    const first = new Whole(60, 30)
    expect(await carryOut(first, 'store')).toBe(120)
    const again = new Whole(60, 20)
    expect(await carryOut(again, 'store')).toBe(0)
    expect([again.hash(0), again.hash(1)]).toEqual([first.hash(0), first.hash(1)])
    const more = new Whole(90, 45)
    expect(await carryOut(more, 'store')).toBe(60)
    const alone = new Whole(90, 90)
    await carryOut(alone, 'alone')
    expect(more.hash(1)).toBe(alone.hash(1))
  })

  it('computes the runs of a damaged shard again and says so', async () => {
    const first = new Whole(60, 30)
    await carryOut(first, 'store')
    const store = ResultStore.open(join(folder, 'store'))
    const shard = store.shards(settingOfPoint(first, 0)).find(({ from }) => from === 30)!
    const bytes = readFileSync(store.pathOf(shard))
    bytes[bytes.length >> 1]! ^= 0x10
    writeFileSync(store.pathOf(shard), bytes)
    const damaged: string[] = []
    const again = new Whole(60, 30)
    expect(await carryOut(again, 'store', { onDamaged: (path) => damaged.push(path) })).toBe(30)
    expect(damaged).toEqual([store.pathOf(shard)])
    expect(again.hash(0)).toBe(first.hash(0))
  })

  it('keeps what is done when it is stopped, and takes it up from there', async () => {
    const stop = new AbortController()
    const course = new Whole(600, 100, [{}])
    await carryOutWith(2, course, 'store', {
      signal: stop.signal,
      onTold: () => stop.abort(),
    })
    const store = ResultStore.open(join(folder, 'store'))
    const kept = store.shards(settingOfPoint(course, 0)).reduce((sum, { from, to }) => sum + to - from, 0)
    expect(kept).toBeGreaterThanOrEqual(100)
    expect(kept).toBeLessThan(600)
    const rest = new Whole(600, 100, [{}])
    expect(await carryOut(rest)).toBe(600 - kept)
    const whole = new Whole(600, 600, [{}])
    await carryOut(whole, 'whole')
    expect(rest.hash(0)).toBe(whole.hash(0))
  })

  it('lets two programs work on one store at once', async () => {
    const [a, b] = [new Whole(120, 30), new Whole(120, 40)]
    await Promise.all([carryOut(a, 'store'), carryOut(b, 'store')])
    expect([a.hash(0), a.hash(1)]).toEqual([b.hash(0), b.hash(1)])
  })

  it('hands the course what the model refuses, and goes on', async () => {
    const course = new Whole(20, 20, [
      {},
      { 'threats.missile.vehicle': 'v-2' },
      { 'command.decision_time_s': -1 },
    ])
    await carryOut(course)
    expect(course.told.map(({ task }) => task.point)).toEqual([0])
    expect(course.refused.sort()).toEqual([
      expect.stringMatching(/^1: infeasible range \d+ km/),
      expect.stringMatching(/^2: invalid command\.decision_time_s -1/),
    ])
  })

  it('tells the first task though its events are still behind other work', async () => {
    const course = new Whole(60, 20, [{}])
    const store = await ResultStore.create(join(folder, 'store'))
    const engine = new CoreEngine(shared, store)
    const told: number[] = []
    let release = (): void => undefined
    const behind = new Promise<void>((resolve) => (release = resolve))
    const slow: Engine = {
      width: 4,
      done: 0,
      compute: (...args) => engine.compute(...args),
      // As on a queue of hosts: what is asked for last comes last.
      events: async (...args) => {
        await behind
        await engine.events(...args)
      },
      stop: () => undefined,
      close: () => Promise.resolve(),
    }
    const work = conduct({
      course,
      store,
      engine: slow,
      onTold: ({ from }) => {
        told.push(from)
        if (told.length === 3) release()
      },
    })
    await work
    expect(told.sort((a, b) => a - b)).toEqual([0, 20, 40])
    expect(store.shards(settingOfPoint(course, 0), 'events')).toHaveLength(1)
  })

  it('fails at once where the store takes no events', async () => {
    const store = await ResultStore.create(join(folder, 'store'))
    const engine = new CoreEngine(shared, store)
    const full: Engine = {
      width: 1,
      done: 0,
      compute: (...args) => engine.compute(...args),
      events: () => Promise.reject(new StoreFailure('infeasible', 'no room left')),
      stop: () => undefined,
      close: () => Promise.resolve(),
    }
    const told: number[] = []
    const course = new Whole(400, 20, [{}])
    const work = conduct({ course, store, engine: full, onTold: ({ from }) => void told.push(from) })
    await expect(work).rejects.toThrow(StoreFailure)
    expect(told.length).toBeLessThan(20)
  })

  it('writes the events of the first runs of each point once', async () => {
    const course = new Whole(40, 20, [{}])
    await carryOut(course, 'store', { eventRuns: 3 })
    await carryOut(new Whole(40, 20, [{}]), 'store', { eventRuns: 2 })
    const store = ResultStore.open(join(folder, 'store'))
    expect(store.shards(settingOfPoint(course, 0), 'events').map(({ from, to }) => [from, to])).toEqual([
      [0, 3],
    ])
  })

  it('reads a store that another machine copied', async () => {
    const first = new Whole(30, 30)
    await carryOut(first, 'store')
    cpSync(join(folder, 'store'), join(folder, 'copy'), { recursive: true })
    const again = new Whole(30, 30)
    expect(await carryOut(again, 'copy')).toBe(0)
    expect(again.hash(0)).toBe(first.hash(0))
  })
})

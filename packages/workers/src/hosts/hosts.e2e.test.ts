import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readScenario } from '@opendome/model'
import type { Task } from '@opendome/model/study'
import { Queue } from 'bullmq'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cores } from '../cores/index.ts'
import { StudyFailure } from '../failure.ts'
import { programVersion } from '../program.ts'
import { ResultStore } from '../store/index.ts'
import { conduct, settingHash, settingOf } from '../study/index.ts'
import { TestRedis } from '../testing/index.ts'
import { Board, fits, hostsAtWork, type Notice } from './board.ts'
import { HostEngine } from './host-engine.ts'
import { Host } from './host.ts'
import { PREFIX, queueName } from './job.ts'
import { connectRedis, redisAddress } from './redis.ts'

const scenario = JSON.stringify(readScenario('opendome: 1\nfrom: first-flight').document)
const task = (point: number, set: Task['set']): Task => ({ point, scenario, set, from: 0, to: 20 })

let folder: string
let redis: TestRedis
let cores: Cores
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opendome-hosts-'))
  redis = await TestRedis.start(folder)
  cores = new Cores(1)
})
afterAll(async () => {
  await cores.close()
  await redis.kill()
  rmSync(folder, { recursive: true, force: true })
})

const hashOf = (t: Task): string => settingHash(settingOf(t))

describe('a host', () => {
  it('sets a job aside that it cannot do, hands back what the model refuses, and does the others', async () => {
    const [good, poison, refusal] = [
      task(0, {}),
      task(1, { 'command.decision_time_s': 40 }),
      task(2, { 'command.decision_time_s': -5 }),
    ]
    const store = await ResultStore.create(join(folder, 'store'))
    // The host sees the same store, but cannot write the runs of one setting.
    const seen = join(folder, 'seen-by-host')
    mkdirSync(join(seen, 'runs'), { recursive: true })
    writeFileSync(join(seen, 'store.json'), JSON.stringify({ opendome_store: 1, id: store.id }))
    writeFileSync(join(seen, 'runs', hashOf(poison)), '')
    symlinkSync(store.settingFolder(hashOf(good)), join(seen, 'runs', hashOf(good)))
    const lent = await connectRedis(redisAddress(redis.url))
    const errors: string[] = []
    const host = new Host({
      redis: lent,
      store: ResultStore.open(seen),
      cores,
      onJob: (_, outcome) => 'error' in outcome && errors.push(outcome.error),
    })
    const engine = new HostEngine(
      await connectRedis(redisAddress(redis.url)),
      store,
      'poison',
      () => undefined,
    )
    const queue = new Queue(queueName(store), {
      connection: { host: '127.0.0.1', port: redis.port, maxRetriesPerRequest: null },
      prefix: PREFIX,
    })
    const told: number[] = []
    const refused: string[] = []
    try {
      const error: unknown = await conduct({
        course: {
          ask: () => [good, poison, refusal],
          tell: ({ point }) => void told.push(point),
          refuse: ({ point }, { message }) => void refused.push(`${point}: ${message}`),
        },
        store,
        engine,
        eventRuns: 0,
      }).catch((e: unknown) => e)
      expect(error).toBeInstanceOf(StudyFailure)
      expect((error as Error).message).toMatch(
        /^infeasible runs 0 to 19 of point 1: set aside after 4 attempts \(invalid result store: it cannot be written \(ENOTDIR\)\)$/,
      )
      expect(told).toEqual([0])
      expect(refused).toEqual([expect.stringMatching(/^2: invalid command\.decision_time_s -5/)])
      expect(errors).toHaveLength(4)
      const failed = await queue.getFailed()
      expect(failed.map((job) => job.failedReason)).toEqual([errors[0]])

      // A job of another version is refused at once, however it came here.
      const job = await queue.add(
        'runs',
        { ...(failed[0]!.data as object), opendome: '0.0.1' },
        { attempts: 4 },
      )
      while (!(await job.isFailed())) await new Promise((resolve) => setTimeout(resolve, 20))
      expect((await queue.getJob(job.id!))?.failedReason).toBe(
        `unsupported job of opendome 0.0.1: this host runs ${programVersion()}`,
      )
      expect(errors).toHaveLength(5)
    } finally {
      await queue.close()
      await engine.close()
      await host.close()
      lent.disconnect()
    }
  })
})

describe('the board', () => {
  it('shows hosts and studies each other, and who does not fit', async () => {
    const store = await ResultStore.create(join(folder, 'board'))
    const redisOf = (): ReturnType<typeof connectRedis> => connectRedis(redisAddress(redis.url))
    const seen = new Map<string, Notice>()
    const note = (by: string) => (notice: Notice) => void seen.set(`${by} sees ${notice.opendome}`, notice)
    const [a, b, c] = [await redisOf(), await redisOf(), await redisOf()]
    const host = new Board(a, { role: 'host' }, store, note('host'))
    const study = new Board(b, { role: 'study', name: 'New' }, store, note('study'))
    const old = new Board(c, { role: 'study', name: 'Old' }, store, note('old study'), '0.0.1')
    const own = programVersion()
    while (seen.size < 4) await new Promise((resolve) => setTimeout(resolve, 50))
    expect([...seen.keys()].sort()).toEqual([
      'host sees 0.0.1',
      `host sees ${own}`,
      `old study sees ${own}`,
      `study sees ${own}`,
    ])
    expect(seen.get('host sees 0.0.1')?.name).toBe('Old')
    const [me, other] = [seen.get(`study sees ${own}`)!, seen.get('host sees 0.0.1')!]
    expect([fits(me, seen.get(`host sees ${own}`)!), fits(me, other)]).toEqual([true, false])
    expect([host.fitting, study.fitting, old.fitting]).toEqual([1, 1, 0])
    expect(await hostsAtWork(a, store)).toBe(1)
    expect(await hostsAtWork(a, { id: 'another' })).toBe(0)
    for (const board of [host, study, old]) await board.close()
    expect(await a.keys('opendome:board:*')).toEqual([])
    for (const connection of [a, b, c]) connection.disconnect()
    expect(await hostsAtWork(a, store)).toBeUndefined()
  })
})

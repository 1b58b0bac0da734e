import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { inFolder, opendome, type Outcome } from '../testing/command.ts'
import { TestRedis } from '@opendome/workers/testing'

/** Twenty-four jobs. */
const STUDY = `opendome_study: 1
name: For hosts
scenario: first-flight
outputs: [leaked]
sampling: { runs: 12000 }
against:
  - { id: slow, set: { command.decision_time_s: 90 } }
`

const started: { readonly child: ChildProcess; readonly end: Promise<Outcome> }[] = []
let redis: TestRedis | undefined

/** Starts a command that is ended later. */
function start(
  args: readonly string[],
  cwd: string,
): (typeof started)[number] & { readonly err: () => string } {
  let child: ChildProcess | undefined
  let err = ''
  const end = opendome(args, {
    cwd,
    started: (c) => {
      child = c
      c.stderr!.on('data', (text: string) => (err += text))
    },
  })
  const process = { child: child!, end, err: () => err }
  started.push(process)
  return process
}

afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL')
  await Promise.all(started.splice(0).map(({ end }) => end))
  await redis?.kill()
  redis = undefined
})

/** Resolves when it holds; a test that waits for ever is ended by its time. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** Names of the shards of runs below the settings of a store, in order: each holds the range and the hash of its bytes. */
function shards(store: string): string[] {
  try {
    return readdirSync(join(store, 'runs'), { recursive: true })
      .map(String)
      .filter((name) => /runs-\d+-\d+-[0-9a-f]{64}\.parquet$/.test(name))
      .sort()
  } catch {
    return []
  }
}

describe('hosts on Redis', () => {
  it('end with the same bytes as one thread and no run twice, although one is killed, and Redis too', async () => {
    await inFolder({ 'study.yaml': STUDY }, async (cwd) => {
      mkdirSync(join(cwd, 'redis'))
      redis = await TestRedis.start(join(cwd, 'redis'))
      const store = join(cwd, 'shared')
      const worker = ['worker', '--redis', redis.url, '--workers', '1', '--out', store]
      const hosts = [0, 1, 2].map(() => start(worker, cwd))
      const study = start(['study', 'study.yaml', '--json', '--redis', redis.url, '--out', store], cwd)
      await until(() => shards(store).length >= 3)
      hosts[0]!.child.kill('SIGKILL')
      await until(() => shards(store).length >= 8)
      await redis.kill()
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(shards(store).length).toBeLessThan(24)
      await redis.up()
      const { code, out, err } = await study.end
      expect(err).toMatch(/host \S+ works for this study/)
      expect(err).toMatch(/24,000 runs computed, 0 runs found/)
      expect(code).toBe(0)
      hosts[1]!.child.kill('SIGINT')
      const ended = await hosts[1]!.end
      expect(ended.code).toBe(130)
      expect(ended.out).toMatch(/^\d+ jobs?, [\d,]+ runs?, 0 failures\n$/)
      const alone = await opendome(['study', 'study.yaml', '--json', '--workers', '1', '--out', 'alone'], {
        cwd,
      })
      expect(out).toBe(alone.out)
      expect(shards(store)).toEqual(shards(join(cwd, 'alone')))
      expect(shards(store)).toHaveLength(24)
    })
  })
})

describe('a Redis that does not fit', () => {
  it.each([
    [
      ['--maxmemory-policy', 'allkeys-lru'],
      /^unsupported setting maxmemory-policy allkeys-lru of Redis at redis:\/\/127\.0\.0\.1:\d+: a study needs noeviction\nhint: type redis-cli CONFIG SET maxmemory-policy noeviction/,
    ],
    [['--appendonly', 'no'], /^unsupported setting appendonly no of Redis at .*: a study needs yes\nhint: /],
    [
      ['--requirepass', 'right'],
      /^missing password for Redis at redis:\/\/127\.0\.0\.1:\d+: it asks for one\nhint: /,
    ],
  ])('is refused with code 2: %j', async (options, err) => {
    await inFolder({}, async (cwd) => {
      redis = await TestRedis.start(cwd, options)
      const outcome = await opendome(['worker', '--redis', redis.url, '--workers', '1'], { cwd })
      expect(outcome.err).toMatch(err)
      expect([outcome.code, outcome.out]).toEqual([2, ''])
    })
  })

  it('is refused with a wrong password, which no message repeats', async () => {
    await inFolder({}, async (cwd) => {
      redis = await TestRedis.start(cwd, ['--requirepass', 'right'])
      const url = `redis://:wr%40ng@127.0.0.1:${redis.port}`
      const outcome = await opendome(['worker', '--redis', url, '--workers', '1'], { cwd })
      expect(outcome.err).toMatch(
        /^invalid password for Redis at redis:\/\/127\.0\.0\.1:\d+: it refuses it\nhint: /,
      )
      expect(outcome.err).not.toContain('wr@ng')
      expect(outcome.code).toBe(2)
    })
  })
})

describe('hosts and studies that do not fit', () => {
  it('tell each other', async () => {
    await inFolder({ 'study.yaml': STUDY }, async (cwd) => {
      redis = await TestRedis.start(cwd)
      const host = start(['worker', '--redis', redis.url, '--workers', '1', '--out', 'here'], cwd)
      const study = start(['study', 'study.yaml', '--redis', redis.url, '--out', 'there'], cwd)
      await until(() => study.err().includes('refuses this study') && host.err().includes('refused study'))
      expect(study.err()).toMatch(
        /^host \S+ refuses this study: its results go to another store; give both the same shared folder/m,
      )
      expect(host.err()).toMatch(
        /^refused study "For hosts" of \S+: its results go to another store than here$/m,
      )
      study.child.kill('SIGINT')
      expect((await study.end).code).toBe(130)
    })
  })
})

import type { ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { TestRedis } from '@opendome/workers/testing'
import { afterEach, expect, it } from 'vitest'
import { inFolder, opendome, type Outcome } from '../testing/command.ts'

/** Sixty jobs: some seconds of work for two hosts, so that there is a middle in which to kill them. */
const RUNS = 60_000
const STUDY = `opendome_study: 1
name: Lent
scenario: first-flight
outputs: [leaked]
sampling: { runs: ${RUNS} }
`

const started: { readonly child: ChildProcess; readonly end: Promise<Outcome>; err: string }[] = []
let redis: TestRedis | undefined

function start(args: readonly string[], cwd: string): (typeof started)[number] {
  let child: ChildProcess | undefined
  const end = opendome(args, { cwd, started: (c) => (child = c) })
  const one = { child: child!, end, err: '' }
  child!.stderr!.on('data', (text: string) => (one.err += text))
  started.push(one)
  return one
}

/** Nobody writes to the folder any more. */
async function ended(): Promise<void> {
  for (const { child } of started) child.kill('SIGKILL')
  await Promise.all(started.splice(0).map(({ end }) => end))
}

afterEach(async () => {
  await ended()
  await redis?.kill()
  redis = undefined
})

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

interface Seen {
  readonly study: string
  readonly state: string
  readonly runs: number
  readonly hosts: number | null
  readonly redis: { readonly reachable: boolean; readonly hosts: number } | null
}

const seen = async (url: string, init?: RequestInit): Promise<Seen> =>
  (await (await fetch(url, init)).json()) as Seen

it('performs studies on hosts: a host, the server and Redis killed in mid-study lose nothing; health and metrics say who is there', async () => {
  await inFolder({ 'lent.yaml': STUDY }, async (cwd) => {
    mkdirSync(join(cwd, 'redis'))
    redis = await TestRedis.start(join(cwd, 'redis'))
    const shared = ['--redis', redis.url, '--workers', '1', '--out', 'shared']
    const serve = async (): Promise<{ address: string; child: ChildProcess }> => {
      const one = start(['serve', '--port', '0', ...shared], cwd)
      const address = await until(() => / at (http:\/\/127\.0\.0\.1:\d+)\/,/.exec(one.err)?.[1])
      return { address, child: one.child }
    }
    const { address, child } = await serve()
    expect((await seen(`${address}/api/health`)).redis).toEqual({ reachable: true, hosts: 0 })
    const post = (text: string): Promise<Seen> =>
      seen(`${address}/api/studies`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ study: text }),
      })
    // Nobody is at work for it, and it says so; ended while it waits.
    const unwanted = `${address}/api/studies/${(await post(STUDY.replace('Lent', 'Unwanted'))).study}`
    await until(async () => ((await seen(unwanted)).hosts === 0 ? true : undefined))
    expect(await seen(unwanted, { method: 'DELETE' })).toMatchObject({ state: 'cancelled', runs: 0 })
    const hosts = [0, 1].map(() => start(['worker', ...shared], cwd))
    await until(async () => ((await seen(`${address}/api/health`)).redis?.hosts === 2 ? true : undefined))
    expect(await (await fetch(`${address}/metrics`)).text()).toMatch(
      /^opendome_redis_up 1$[^]*^opendome_hosts 2$/m,
    )
    // Asked once both hosts are there, so that both have work.
    const { study } = await post(STUDY)
    const runs = await until(async () => {
      const now = (await seen(`${address}/api/studies/${study}`)).runs
      return now > 0 ? now : undefined
    })
    expect(runs).toBeLessThan(RUNS)
    hosts[0]!.child.kill('SIGKILL')
    child.kill('SIGKILL')
    await redis.kill()
    await redis.up()
    const again = await serve()
    const before = await seen(`${again.address}/api/studies/${study}`)
    expect(before.state).toBe('running')
    const events = await (await fetch(`${again.address}/api/studies/${study}/events`)).text()
    expect(events).toMatch(new RegExp(`event: end\ndata: \\{.*"state":"done","runs":${RUNS},.*\\}\n\n$`))
    const report = await (await fetch(`${again.address}/api/studies/${study}/report`)).text()
    const alone = await opendome(['study', 'lent.yaml', '--json', '--workers', '1', '--out', 'alone'], {
      cwd,
    })
    expect(report).toBe(alone.out)
    // Without Redis the server lives, and says that it is gone.
    await redis.kill()
    await until(async () =>
      (await seen(`${again.address}/api/health`)).redis?.reachable === false ? true : undefined,
    )
    expect(await (await fetch(`${again.address}/metrics`)).text()).toMatch(/^opendome_redis_up 0$/m)
    await ended()
  })
})

it('does not start without the Redis that it is given, and tells why in a line', async () => {
  await inFolder({}, async (cwd) => {
    const outcome = await opendome(['serve', '--port', '0', '--redis', 'redis://127.0.0.1:1'], { cwd })
    expect([outcome.code, outcome.out]).toEqual([2, ''])
    expect(outcome.err).toMatch(
      /^missing Redis at redis:\/\/127\.0\.0\.1:1: it cannot be reached \(ECONNREFUSED\)\nhint: /,
    )
  })
})

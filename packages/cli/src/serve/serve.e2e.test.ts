import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { inFolder, opendome, type Outcome } from '../testing/command.ts'

const STUDY = `opendome_study: 1
name: Kept
scenario: first-flight
outputs: [leaked]
sampling: { runs: 4000 }
`

/** Starts the server on a free port, works with it, sends the signal; gives how it ended. */
async function served(
  cwd: string,
  work: (address: string) => Promise<void>,
  signal: NodeJS.Signals = 'SIGINT',
): Promise<Outcome> {
  let child: ChildProcess | undefined
  const ended = opendome(['serve', '--port', '0', '--workers', '1', '--out', 'store'], {
    cwd,
    started: (started) => (child = started),
  })
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let err = ''
      child!.stderr!.on('data', (text: string) => {
        err += text
        const [, found] = / at (http:\/\/127\.0\.0\.1:\d+)\/, results in store; Ctrl-C ends\n/.exec(err) ?? []
        if (found !== undefined) resolve(found)
      })
      child!.once('close', () => reject(new Error(err)))
    })
    await work(address)
  } finally {
    child!.kill(signal)
  }
  return ended
}

const post = (url: string, body: object): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

describe('opendome serve', () => {
  it('answers with the bytes that the commands print, and ends with 130 at Ctrl-C', async () => {
    const orders: [string, object, string[]][] = [
      ['check', { preset: 'first-flight' }, ['check', 'first-flight']],
      [
        'run',
        { preset: 'first-flight', runs: 20, seed: 3 },
        ['run', 'first-flight', '--runs', '20', '--seed', '3'],
      ],
      ['size', { preset: 'first-flight' }, ['size', 'first-flight']],
      [
        'cost',
        { preset: 'cbo-2026', runs: 0, draws: 100 },
        ['cost', 'cbo-2026', '--runs', '0', '--draws', '100'],
      ],
      [
        'compare',
        { a: { preset: 'cbo-2026' }, b: { preset: 'aei-2025-robust' }, runs: 0 },
        ['compare', 'cbo-2026', 'aei-2025-robust', '--runs', '0'],
      ],
    ]
    await inFolder({}, async (cwd) => {
      const outcome = await served(cwd, async (address) => {
        for (const [path, body, args] of orders) {
          const [answer, printed] = await Promise.all([
            post(`${address}/api/${path}`, body).then((response) => response.text()),
            opendome([...args, '--json']),
          ])
          expect(printed.code).toBe(0)
          expect(answer).toBe(printed.out)
        }
        const sources = await fetch(`${address}/api/sources?q=burn_time`)
        expect(await sources.text()).toBe((await opendome(['sources', 'burn_time', '--json'])).out)
      })
      expect([outcome.code, outcome.out]).toEqual([130, ''])
    })
  })

  it('keeps a study through kill -9 and a restart, and tells 40 readers of its end over sockets', async () => {
    await inFolder({ 'kept.yaml': STUDY }, async (cwd) => {
      let id = ''
      const killed = await served(
        cwd,
        async (address) => {
          const begun = (await (await post(`${address}/api/studies`, { study: STUDY })).json()) as {
            study: string
          }
          id = begun.study
          for (;;) {
            const state = (await (await fetch(`${address}/api/studies/${id}`)).json()) as { runs: number }
            if (state.runs > 0) {
              expect(state.runs).toBeLessThan(4000)
              break
            }
            await new Promise((resolve) => setTimeout(resolve, 50))
          }
        },
        'SIGKILL',
      )
      expect(killed.code).toBeNull()
      let report = ''
      const outcome = await served(
        cwd,
        async (address) => {
          const path = `${address}/api/studies/${id}`
          const streams = await Promise.all(
            Array.from({ length: 40 }, async () => (await fetch(`${path}/events`)).text()),
          )
          for (const text of streams)
            expect(text).toMatch(/event: end\ndata: \{.*"state":"done","runs":4000,.*\}\n\n$/)
          report = await (await fetch(`${path}/report`)).text()
        },
        'SIGTERM',
      )
      expect(outcome.code).toBe(0)
      const { out } = await opendome(['study', 'kept.yaml', '--json', '--out', 'other'], { cwd })
      expect(report).toBe(out)
      expect((await opendome(['results', 'show', id, '--json', '--out', 'store'], { cwd })).out).toBe(out)
    })
  })

  it('tells in a line why it cannot listen', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    try {
      await inFolder({}, async (cwd) => {
        expect(await opendome(['serve', '--port', String(port), '--workers', '1'], { cwd })).toMatchObject({
          code: 2,
          out: '',
          err: `invalid --port ${port}: another program listens on it\nhint: give another --port; 0 takes a free one\n`,
        })
        expect(await opendome(['serve', '--host', '0.0.0.0'], { cwd })).toMatchObject({
          code: 2,
          err: expect.stringMatching(
            /^missing --tokens: 0\.0\.0\.0 can be reached from other machines\nhint: /,
          ) as string,
        })
        expect((await opendome(['serve', '--port', '70000'], { cwd })).code).toBe(2)
      })
    } finally {
      other.close()
    }
  })

  it('makes tokens, which it demands on other addresses', async () => {
    await inFolder({}, async (cwd) => {
      const make = (...more: string[]): Promise<Outcome> => opendome(['serve', 'token', ...more], { cwd })
      const made = await make('--tokens', 't.json', '--role', 'read')
      expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^opendome_[\w-]{43}\n$/)])
      expect(made.err).toMatch(
        /^token [0-9a-f]{8}, role read, until .*Z; its hash is in t\.json, and it is not shown again\n$/,
      )
      expect((await make('--role', 'run')).err).toMatch(/^missing --tokens: /)
      expect((await make('--tokens', 't.json', '--role', 'king')).code).toBe(2)
      expect((await make('--tokens', 't.json', '--days', '0')).err).toMatch(/^invalid --days 0: /)
    })
  })
})

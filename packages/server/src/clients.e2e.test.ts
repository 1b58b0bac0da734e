import { connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { withServer } from './testing/server.ts'

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

const STUDY =
  'opendome_study: 1\nname: Watched\nscenario: first-flight\noutputs: [leaked]\nsampling: { runs: 30000 }\n'

interface Client {
  /** All that the server said, once it has closed the connection. */
  readonly end: Promise<string>
  readonly socket: Socket
}

/** A connection to a port of this machine. */
function client(port: number): Client {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString()))
  const end = new Promise<string>((resolve) => {
    socket.once('close', () => resolve(text))
    // What is sent after the server has closed is lost.
    socket.on('error', () => undefined)
  })
  return { socket, end }
}

/** Sends a text a character at a time. */
function trickle(socket: Socket, text: string, milliseconds: number): void {
  let at = 0
  const timer = setInterval(() => {
    if (at === text.length || socket.destroyed) clearInterval(timer)
    else socket.write(text[at++]!)
  }, milliseconds)
}

const port = (address: string): number => Number(new URL(address).port)

it('slow headers and slow bodies are cut off with 408 and an error document; nobody else is held up', async () => {
  await withServer({ arrival: 6000 }, async (app) => {
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const head = 'POST /api/check HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n'
    const ask = async () => {
      const body = JSON.stringify({ preset: 'first-flight' })
      const headers = { 'content-type': 'application/json' }
      return (await fetch(`${address}/api/check`, { method: 'POST', headers, body })).status
    }
    // The first answer waits for its thread.
    expect(await ask()).toBe(200)
    let cut = 0
    const slow = Array.from({ length: 40 }, (_, i) => {
      const { socket, end } = client(port(address))
      if (i % 2 === 0) trickle(socket, head, 200)
      else {
        socket.write(`${head}content-length: 400000\r\n\r\n`)
        trickle(socket, `{"scenario": "${'x'.repeat(1000)}`, 100)
      }
      void end.then(() => cut++)
      return end
    })
    expect(await ask()).toBe(200)
    expect(await (await fetch(`${address}/api/health`)).json()).toMatchObject({ ok: true, questions: 0 })
    // They were still there when others were answered: those of slow bodies at least.
    expect(cut).toBeLessThanOrEqual(20)
    for (const said of await Promise.all(slow)) {
      expect(said).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
      expect(JSON.parse(said.split('\r\n\r\n')[1]!)).toMatchObject({
        code: 'invalid',
        message: 'invalid request: it did not arrive within 6 s',
      })
    }
    expect(await ask()).toBe(200)
  })
})

it('what is no HTTP, or has headers without end, is told so and closed', async () => {
  await withServer({}, async (app) => {
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const said = (text: string): Promise<string> => {
      const { socket, end } = client(port(address))
      socket.write(text)
      return end
    }
    expect(await said('hello there\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*"invalid request: it is no HTTP"/)
    const large = `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`
    expect(await said(large)).toMatch(/^HTTP\/1\.1 431 [^]*"invalid request: its headers are too large"/)
  })
})

it('200 clients on progress streams are all told of the end, beside some that never read and some that leave', async () => {
  await withServer({}, async (app) => {
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const begun = await fetch(`${address}/api/studies`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ study: STUDY }),
    })
    const { study } = (await begun.json()) as { study: string }
    const path = `/api/studies/${study}/events`
    for (let i = 0; i < 10; i++) {
      const { socket } = client(port(address))
      socket.pause()
      socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`)
      if (i % 2 === 1) setTimeout(() => socket.destroy(), 300)
    }
    const readers = Array.from({ length: 200 }, async () => (await fetch(address + path)).text())
    expect((await fetch(`${address}/api/health`)).status).toBe(200)
    for (const said of await Promise.all(readers)) {
      expect(said).toMatch(/^event: (progress|end)\n/)
      expect(said.match(/event: end\n/g)).toHaveLength(1)
      expect(said).toMatch(/event: end\ndata: \{.*"state":"done","runs":30000,.*\}\n\n$/)
    }
  })
})

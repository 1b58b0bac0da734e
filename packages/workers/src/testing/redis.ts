import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, connect } from 'node:net'

/** A Redis server of a test: Debian's, on a free port of this machine, with its files in a folder of the test. */
export class TestRedis {
  readonly port: number
  readonly #folder: string
  readonly #options: readonly string[]
  #child: ChildProcess | undefined

  private constructor(port: number, folder: string, options: readonly string[]) {
    this.port = port
    this.#folder = folder
    this.#options = options
  }

  /** Starts a server; `options` as on its command line. */
  static async start(folder: string, options: readonly string[] = []): Promise<TestRedis> {
    const redis = new TestRedis(await freePort(), folder, options)
    await redis.up()
    return redis
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Starts it, again after `kill`; resolves when it takes connections and has read its file. */
  async up(): Promise<void> {
    const usual = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder, '--save', '']
    const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction']
    const child = spawn('redis-server', [...usual, ...durable, ...this.#options], { stdio: 'ignore' })
    this.#child = child
    const failed = new Promise<never>((_, reject) => {
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)))
    })
    failed.catch(() => undefined)
    await Promise.race([failed, answers(this.port)])
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      )
    })
  })
}

/** Resolves when the server answers PING, with PONG or with the demand for a password. */
async function answers(port: number): Promise<void> {
  for (;;) {
    const text = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
      socket.once('data', (data) => resolve(data.toString()))
      socket.once('error', () => resolve(''))
      socket.once('close', () => resolve(''))
      setTimeout(() => socket.destroy(), 1000).unref()
    })
    if (/^\+PONG|^-NOAUTH/.test(text)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

import { main } from '../main.ts'
// Loaded at once, so that the time it takes is known before the first command.
import '@opendome/model'

/** One command, as `commands.ts` asks for it. */
export interface Asked {
  readonly args: readonly string[]
  readonly cwd: string | undefined
}

/** What came of it. `seconds`: processor time, with that of a start. */
export interface Answered {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly seconds: number
}

const home = process.cwd()
const seconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
const start = seconds()

async function answered({ args, cwd }: Asked): Promise<Answered> {
  const before = seconds()
  const streams = [process.stdout, process.stderr] as const
  const writes = streams.map((stream) => stream.write.bind(stream))
  const texts = ['', '']
  streams.forEach((stream, k) => {
    stream.write = (text: string | Uint8Array) => {
      texts[k] += typeof text === 'string' ? text : Buffer.from(text).toString()
      return true
    }
  })
  process.chdir(cwd ?? home)
  try {
    const code = await main([process.execPath, 'opendome', ...args])
    return { code, out: texts[0]!, err: texts[1]!, seconds: start + seconds() - before }
  } finally {
    process.chdir(home)
    streams.forEach((stream, k) => (stream.write = writes[k]!))
    // What main() sets up anew each time.
    process.stderr.removeAllListeners('error')
  }
}

process.on('message', (asked: Asked) => {
  void answered(asked).then((outcome) => process.send!(outcome))
})
process.on('disconnect', () => process.exit())

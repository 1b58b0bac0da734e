import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The command as users start it. Tests of the built program only. */
const PROGRAM = fileURLToPath(new URL('../../bin/opendome.js', import.meta.url))

export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** Processor time, s: what the wall clock shows where the machine does nothing else. NaN where the child was killed. */
  readonly seconds: number
}

export interface RunOptions {
  readonly cwd?: string
  /** Called when the child has started. */
  readonly started?: (child: ReturnType<typeof spawn>) => void
}

/** Lets the child tell its processor time on file descriptor 3 when it ends. */
const CLOCK = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from 'node:fs'
   process.on('exit', () => {
     const { user, system } = process.cpuUsage()
     writeSync(3, String((user + system) / 1e6))
   })`,
)}`

/** Runs the command to its end. A test that fails leaves no child behind: it is killed within the time of a test. */
export function opendome(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', CLOCK, PROGRAM, ...args], {
      cwd: options.cwd,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: 170_000,
      killSignal: 'SIGKILL',
    })
    let out = ''
    let err = ''
    let clock = ''
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (err += text))
    child.stdio[3]!.on('data', (text: Buffer) => (clock += text.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err, seconds: clock === '' ? NaN : Number(clock) }))
    options.started?.(child)
  })
}

/** Ctrl-C for a process that has used so much processor time, s; at once where the system does not tell (not Linux). */
export async function interruptAfter(pid: number, seconds: number): Promise<void> {
  const stat = `/proc/${pid}/stat`
  const used = (): number => {
    if (!existsSync(stat)) return Infinity
    // Fields 14 and 15, in hundredths of a second; the second, the name in brackets, may hold spaces.
    const fields = readFileSync(stat, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  }
  while (used() < seconds) await new Promise((resolve) => setTimeout(resolve, 20))
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    // It has ended already; its exit code tells.
  }
}

/** Does `work` in a folder of its own with these files, and removes it. */
export async function inFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'opendome-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Names and types of a document: lists show their first entry. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])]
  if (value === null) return 'null'
  if (typeof value !== 'object') return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Answered, Asked } from './answering.ts'
import { opendome as inItsOwnProcess, type Outcome, type RunOptions } from './command.ts'

const ANSWERING = fileURLToPath(new URL('../../dist/testing/answering.js', import.meta.url))
const LONGEST = 170_000

const started = new Set<string | undefined>()
let answering: ChildProcess | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * `opendome` of command.ts for files with many commands. The first of each name, and one that a test interrupts, is a process of its own;
 * those after it are answered one after another by one process that has loaded the built program already.
 */
export function opendome(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const [name] = args
  if (!started.has(name) || options.started !== undefined) {
    started.add(name)
    return inItsOwnProcess(args, options)
  }
  const outcome = last.then(() => answer({ args, cwd: options.cwd }))
  last = outcome.catch(() => undefined)
  return outcome
}

function answer(asked: Asked): Promise<Outcome> {
  const child = (answering ??= fork(ANSWERING, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }))
  child.unref()
  child.channel?.unref()
  return new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      clearTimeout(timer)
      child.off('exit', ended).off('message', told)
      if (error === undefined) return
      answering = undefined
      child.kill('SIGKILL')
      reject(error)
    }
    const told = (answered: Answered): void => {
      end()
      resolve(answered)
    }
    const ended = (code: number | null): void => end(new Error(`the process that answers ended with ${code}`))
    const timer = setTimeout(() => end(new Error(`no answer to ${asked.args.join(' ')}`)), LONGEST)
    child.on('exit', ended).on('message', told)
    child.send(asked)
  })
}

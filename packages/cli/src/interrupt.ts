import { EXIT } from './exit.ts'

/** How long work may go on without looking up, ms: Ctrl-C is felt and the bar moves. */
const LOOK_UP = 40

/**
 * Hands a signal to one listener, in place of all before it. The new one comes first: without any listener for a moment the system's own
 * handling comes back, and a signal that has arrived and waits for its turn is lost.
 */
export function takeOver(signal: 'SIGINT' | 'SIGTERM', listener: () => void): void {
  const before = process.listeners(signal)
  process.on(signal, listener)
  for (const old of before) process.off(signal, old)
}

/** Resolves with the exit code at Ctrl-C or a request to terminate; the second of either ends the program at once. */
export function stopAsked(): Promise<number> {
  return new Promise((resolve) => {
    const stop = (code: number) => (): void => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) takeOver(signal, () => process.exit(code))
      resolve(code)
    }
    takeOver('SIGINT', stop(EXIT.interrupted))
    takeOver('SIGTERM', stop(EXIT.ok))
  })
}

/**
 * Ctrl-C during long work: the first asks it to end, the second ends the program at once. Takes over from bin/opendome.js, which ends it
 * while it is being loaded.
 */
export class Interrupt {
  stopped = false
  /** Called at the first Ctrl-C, for work that goes on elsewhere. */
  onStop: (() => void) | undefined
  #last = performance.now()
  readonly #onSignal = (): void => {
    if (this.stopped) process.exit(EXIT.interrupted)
    this.stopped = true
    this.onStop?.()
  }

  constructor() {
    takeOver('SIGINT', this.#onSignal)
  }

  /** Lets signals and timers through now and then. False once the work should end. */
  async lookUp(): Promise<boolean> {
    if (performance.now() - this.#last > LOOK_UP) {
      await new Promise((resolve) => setImmediate(resolve))
      this.#last = performance.now()
    }
    return !this.stopped
  }

  dispose(): void {
    process.off('SIGINT', this.#onSignal)
  }
}

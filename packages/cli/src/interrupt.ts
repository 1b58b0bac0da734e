import { EXIT } from './exit.ts'

/** How long work may go on without looking up, ms: Ctrl-C is felt and the bar moves. */
const LOOK_UP = 40

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
    process.removeAllListeners('SIGINT')
    process.on('SIGINT', this.#onSignal)
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

import { SingleBar } from 'cli-progress'

/** A bar on standard error while long work goes on; nothing where standard error is no terminal. */
export interface Progress {
  /** Work done so far, in [0, total], and what is being done. */
  update(done: number, what: string): void
  stop(): void
}

export function progress(total: number): Progress {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined }
  const bar = new SingleBar({
    format: '{bar} {percentage} %  {what}',
    barCompleteChar: '#',
    barIncompleteChar: '.',
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
    stream: process.stderr,
  })
  bar.start(total, 0, { what: 'solving trajectories' })
  return {
    update: (done, what) => bar.update(done, { what }),
    stop: () => bar.stop(),
  }
}

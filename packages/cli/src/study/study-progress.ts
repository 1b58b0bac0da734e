import type { Course } from '@opendome/model'
import type { Engine } from '@opendome/workers'
import { progress, type Progress } from '../progress.ts'
import { counted, fixed } from '../text/format.ts'

/** Milliseconds between two looks at how far a study is. */
const PERIOD = 200
/** The rate is that of the last so many looks. */
const LOOKS = 50

/** The bar of a study: runs done, rate, time left, and the interval that a stop rule waits for. */
export class StudyProgress {
  readonly #bar: Progress
  readonly #timer: NodeJS.Timeout
  readonly #seen: { readonly t: number; readonly done: number }[] = []

  constructor(course: Pick<Course, 'progress'>, engine: Pick<Engine, 'done'>) {
    this.#bar = progress(1)
    this.#timer = setInterval(() => {
      const { runs, of, interval, points, ofPoints } = course.progress()
      this.#seen.push({ t: performance.now(), done: engine.done })
      if (this.#seen.length > LOOKS) this.#seen.shift()
      this.#bar.update(
        of === 0 ? 0 : Math.min(1, runs / of),
        progressWords({ runs, of, points, ofPoints, interval, rate: this.#rate() }),
      )
    }, PERIOD)
  }

  /** Runs per second that were computed lately. */
  #rate(): number {
    const [first, last] = [this.#seen[0], this.#seen.at(-1)]
    if (first === undefined || last === undefined || last.t === first.t) return 0
    return ((last.done - first.done) / (last.t - first.t)) * 1000
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#bar.stop()
  }
}

/** `1,200 of 4,000 runs, 2 of 3 points, 950/s, 3 s left, leaked 0.31 wide, 0.2 wanted`. */
export function progressWords(now: ReturnType<Course['progress']> & { readonly rate: number }): string {
  const { runs, of, points, ofPoints, interval, rate } = now
  const parts = [`${fixed(runs)} of ${counted(of, 'run')}`]
  if (ofPoints > 1) parts.push(`${fixed(points)} of ${counted(ofPoints, 'point')}`)
  if (rate > 0) parts.push(`${fixed(rate, rate < 10 ? 1 : 0)}/s`, `${duration((of - runs) / rate)} left`)
  if (interval !== undefined)
    parts.push(
      `${interval.output} ${interval.width.toPrecision(2)} wide, ${interval.wanted.toPrecision(2)} wanted`,
    )
  return parts.join(', ')
}

/** `4 s`, `3 min`, `2.5 h`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${fixed(Math.max(0, seconds))} s`
  if (seconds < 5400) return `${fixed(seconds / 60)} min`
  return `${fixed(seconds / 3600, 1)} h`
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StudyState } from '../schemas.ts'
import { Streams } from './streams.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))

/** Lets streams do what they do in a turn of their own. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

afterEach(() => void vi.useRealTimers())

const state = (runs: number, more: Partial<StudyState> = {}): StudyState => ({
  study: 'a',
  name: 'x'.repeat(1000),
  kind: 'runs',
  state: 'running',
  runs,
  of_runs: 1e6,
  points: 0,
  of_points: 1,
  hosts: null,
  asked: null,
  error: null,
  ...more,
})

/** A desk with one study, whose state the test sets. */
class Desk {
  now = state(0)
  readonly watchers = new Set<(state: StudyState) => void>()
  find = (): StudyState => this.now
  watch = (_: string, watcher: (state: StudyState) => void) => {
    this.watchers.add(watcher)
    return () => void this.watchers.delete(watcher)
  }
  tell(now: StudyState): void {
    this.now = now
    for (const watcher of this.watchers) watcher(now)
  }
}

/** Runs of the events in what was read. */
const runsIn = (text: string): number[] => [...text.matchAll(/"runs":(\d+)/g)].map(([, runs]) => Number(runs))

describe('streams', () => {
  it('tell a reader who is slow the newest state only, and its end in any case', async () => {
    const desk = new Desk()
    const stream = new Streams(desk).open('a')
    for (let runs = 1; runs <= 5000; runs++) desk.tell(state(runs))
    desk.tell(state(5000, { state: 'done' }))
    let text = ''
    for await (const chunk of stream) text += String(chunk)
    expect(runsIn(text).length).toBeLessThan(100)
    expect(runsIn(text).at(-1)).toBe(5000)
    expect(text).toMatch(/^event: progress\n/)
    expect(text.match(/event: end\n/g)).toHaveLength(1)
    expect(desk.watchers.size).toBe(0)
  })

  it('do not hold up other readers', async () => {
    const desk = new Desk()
    const streams = new Streams(desk)
    streams.open('a')
    const quick = streams.open('a')
    let text = ''
    quick.on('data', (chunk) => (text += String(chunk)))
    for (let runs = 1; runs <= 200; runs++) {
      desk.tell(state(runs))
      await turn()
    }
    expect(runsIn(text).at(-1)).toBe(200)
    streams.close()
  })

  it('look by themselves now and then, since the study of another program tells nobody', async () => {
    const desk = new Desk()
    const stream = new Streams(desk).open('a')
    desk.now = state(7, { state: 'done' })
    vi.advanceTimersByTime(15_000)
    expect(runsIn(String(stream.read()))).toEqual([0, 7])
    expect(stream.read()).toBeNull()
    await turn()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('are so many at most', () => {
    const streams = new Streams(new Desk())
    for (let i = 0; i < 512; i++) streams.open('a')
    expect(() => streams.open('a')).toThrow('infeasible stream: 512 are open')
    streams.close()
  })
})

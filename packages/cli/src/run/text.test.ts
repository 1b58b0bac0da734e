import { readScenario } from '@opendome/model'
import { runDocument, type RunQuestion } from '@opendome/model/answer'
import { describe, expect, it } from 'vitest'
import { Interrupt } from '../interrupt.ts'
import { runStudy, type Study } from './study.ts'
import { runText } from './text.ts'

const READINGS = `
readings:
  - { id: two, name: two shots, set: {} }
  - { id: one, name: one shot only, set: { command.shots_per_target: 1 } }
disputed:
  - { id: sspk, doc: 0.9 or 0.5, low: { interceptors.sbi.vehicle.sspk: 0.9 }, high: { interceptors.sbi.vehicle.sspk: 0.5 } }
`

async function study(
  more: string,
  options: RunQuestion,
  interrupt = new Interrupt(),
): Promise<Study | undefined> {
  const text = `opendome: 1\nfrom: first-flight\n${more}`
  const input = { name: 'mine.yaml', text, options: () => ({ name: 'mine.yaml' }) }
  try {
    return await runStudy(input, readScenario(text), options, interrupt)
  } finally {
    interrupt.dispose()
  }
}

const page = (done: Study): string => runText(done, { width: 100, emphasise: (t) => t, source: 'mine.yaml' })

/** An interrupt that comes after so many looks. */
class After extends Interrupt {
  left: number
  constructor(left: number) {
    super()
    this.left = left
  }

  override lookUp(): Promise<boolean> {
    this.stopped = --this.left < 0
    return Promise.resolve(!this.stopped)
  }
}

describe('runText', () => {
  it('shows one column for a scenario without readings', async () => {
    const text = page((await study('', { runs: 4, range: false }))!)
    expect(text).toMatch(/^Means of 4 runs +as written$/m)
    expect(text).toContain('Assumption range: not computed (--no-range).')
    expect(text).not.toContain('What moves the answer')
  })

  it('shows readings side by side, and the range of what is disputed', async () => {
    const done = (await study(READINGS, { runs: 20, range: true }))!
    const text = page(done)
    expect(text).toMatch(/^Means of 20 runs +two shots +one shot only$/m)
    expect(text).toMatch(/^Interceptors used +2 +1$/m)
    expect(text).toMatch(/^sspk +0\.9 or 0\.5 +/m)
    expect(text).toContain('"one shot only" sets command.shots_per_target: 1')
    const { assumption_range: range, leaked, readings } = runDocument(done)
    expect(range!.low).toBeLessThanOrEqual(leaked.mean)
    expect(readings.map((r) => [r.id, r.shots])).toEqual([
      ['two', 2],
      ['one', 1],
    ])
    const moved = (low: number, high: number): string =>
      page({ ...done, report: { ...done.report, assumption_range: { ...range!, low, high, set_by: null } } })
    expect(moved(0, 0.4)).toContain('None of it moves it alone, all of it together does.')
    expect(moved(0.4, 0.4)).toContain('Nothing that was varied moves it.')
  })

  it('says how far it came when it was stopped', async () => {
    const first = (await study(READINGS, { runs: 50, range: true }, new After(11)))!
    expect(first.report.runs).toBe(10)
    expect(page(first)).toContain('stopped after 10 of 50 runs of "two shots"; 1 reading not begun')
    const second = (await study(READINGS, { runs: 50, range: true }, new After(1 + 50 + 5)))!
    expect(page(second)).toContain('stopped after 5 of 50 runs of "one shot only"')
    expect(page(second)).toMatch(/^Runs +50 +5$/m)
  })

  it('has nothing to say when it was stopped before the first run', async () => {
    expect(await study('', { runs: 5, range: true }, new After(0))).toBeUndefined()
  })
})

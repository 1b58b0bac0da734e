import { describe, expect, it } from 'vitest'
import { courseOf, runCourse, studySize } from './course-of.ts'
import { monteCarlo } from './monte-carlo.ts'
import { prepare } from './prepare.ts'
import { withOverrides } from '../scenario/index.ts'
import { readStudy, studyMistakes } from './study-file.ts'
import type { SweepReport } from './study-report.ts'
import { TaskRunner } from './task.ts'

const HEAD =
  'opendome_study: 1\nname: t\nscenario: cbo-2026\nsampling: {runs: 20, batch: 50}\noutputs: [leaked, total_usd_b]\n'
const report = (text: string, taskRuns = 20): SweepReport =>
  runCourse(courseOf(readStudy(HEAD + text), { taskRuns })) as SweepReport

describe('a sweep', () => {
  const text = `sweep:
  axes:
    - {id: planes, path: interceptors.sbi.shell.planes, values: [50, 100], also: {interceptors.sbi.shell.raan_deg: {times: 0.01}}}
    - {id: wait, path: command.decision_time_s, range: [0, 30], steps: 2}
`
  const study = readStudy(HEAD + text)
  const whole = report(text)

  it('runs each combination as monteCarlo does, with the same draws, and costs it', () => {
    expect(whole.points.map((p) => p.at)).toEqual([
      { planes: 50, wait: 0 },
      { planes: 50, wait: 30 },
      { planes: 100, wait: 0 },
      { planes: 100, wait: 30 },
    ])
    for (const point of whole.points) {
      const alone = monteCarlo(prepare(withOverrides(study.scenario, point.set)), { runs: 20 })
      expect(point.outputs[0]).toMatchObject({ output: 'leaked', mean: alone.leaked.mean })
    }
    const costs = whole.points.map((p) => p.outputs[1]!.mean)
    expect(costs[0]).toBe(costs[1])
    expect(costs[2]!).toBeGreaterThan(costs[0]! + 100)
    expect(whole.axes[1]).toEqual({
      id: 'wait',
      name: 'command.decision_time_s',
      path: 'command.decision_time_s',
      unit: 's',
      ends: [0, 30],
      log: false,
      values: [0, 30],
    })
    expect(whole).toMatchObject({ kind: 'sweep', method: 'grid', done: true, runs: 80 })
  })

  it('is the same from the last task to the first and in smaller pieces', () => {
    const course = courseOf(study, { taskRuns: 7 })
    const runner = new TaskRunner()
    for (const task of [...course.ask()].reverse()) course.tell(task, runner.run(task))
    expect(course.ask()).toEqual([])
    expect(course.result()).toEqual(whole)
  })

  it.each(['sobol', 'latin-hypercube'])('spreads %s points over axes that act', (method) => {
    const { points, axes } = report(`sweep:
  method: ${method}
  points: 8
  axes:
    - {id: vehicle, options: [{id: solid, set: {}}, {id: liquid, set: {threats.raid.vehicle: icbm-liquid-generic}}]}
    - {id: solution, path: command.solution_at_s, range: [50, 70], when: {vehicle: [liquid]}}
    - {id: count, path: threats.raid.count, range: [1, 8], whole: true}
`)
    expect(points).toHaveLength(8)
    expect(points.filter((p) => p.at['vehicle'] === 'liquid')).toHaveLength(4)
    for (const { at } of points) expect(at['solution'] === null).toBe(at['vehicle'] === 'solid')
    // One of eight points in each eighth: every number of missiles once.
    expect(axes[2]!.values).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(points.every((p) => p.means['launched'] === p.at['count'])).toBe(true)
  })

  it('ends each point when its own interval is narrow enough', () => {
    const until = HEAD.replace('runs: 20, batch: 50', 'runs: 600, batch: 100, until: {ci95_width: 0.3}')
    const axes = 'sweep: {axes: [{id: wait, path: command.decision_time_s, values: [15, 60]}]}'
    const { points } = runCourse(courseOf(readStudy(until + axes))) as SweepReport
    const [wide, narrow] = points
    // With 60 s nearly all ten leak, and their number hardly varies.
    expect(narrow).toMatchObject({ ended: 'interval', runs: 200, looks: 1 })
    expect(wide!.runs).toBeGreaterThan(200)
    for (const { ended, outputs } of points) {
      const [low, high] = outputs[0]!.ci95!
      expect(ended).toBe('interval')
      expect(high - low).toBeLessThanOrEqual(0.3)
    }
  })

  it('says which points the model refuses, and goes on', () => {
    const { points, done } = report(
      'sweep: {axes: [{id: load, path: threats.raid.payload_kg, values: [500, 30000]}]}',
    )
    expect(done).toBe(true)
    expect(points.map((p) => [p.ended, p.runs])).toEqual([
      ['runs', 20],
      ['refused', 0],
    ])
    expect(points[1]!.refused!.message).toMatch(/^(infeasible|invalid|unsupported) /)
    expect(points[1]!.outputs.map((o) => o.output)).toEqual(['total_usd_b'])
  })

  it('is not begun where it is large, without consent', () => {
    const large = readStudy(
      `${HEAD}sweep: {axes: [{id: a, path: command.decision_time_s, range: [0, 60], steps: 1001}]}`,
    )
    expect(studySize(large)).toEqual({ points: 1001, runs: 20_020 })
    expect(() => courseOf(large)).toThrow('invalid study of 1001 points, 20020 runs: more than 1000 points')
    expect(courseOf(large, { consent: true }).ask()).toHaveLength(1001)
    const huge = readStudy(
      `${HEAD}sweep: {method: sobol, points: 1000000, axes: [{id: a, path: command.decision_time_s, range: [0, 60]}]}`,
    )
    expect(studySize(huge).points).toBe(1_000_000)
    expect(() =>
      courseOf({ ...huge, kind: 'sweep', sweep: { ...huge.file.sweep!, points: 2e6 } } as typeof huge, {
        consent: true,
      }),
    ).toThrow('expected at most 1000000')
  })
})

describe('bad axes', () => {
  it.each([
    [
      '{id: a, path: command.decision_tim_s, values: [1]}',
      's:6:30: unknown field command.decision_tim_s | did you mean decision_time_s (in s)?',
    ],
    [
      '{id: a, path: threats.rade.count, values: [1]}',
      's:6:30: unknown path threats.rade.count: no entry rade | entries here: raid',
    ],
    [
      '{id: a, path: threats.raid.count, values: [1, 0]}',
      's:6:62: invalid threats.raid.count 0: expected a whole number 1 to 10000',
    ],
    [
      '{id: a, path: command.decision_time_s, range: [0, 9999]}',
      /^s:6:\d+: invalid command.decision_time_s 9999: expected 0 to 3600 s/,
    ],
    [
      '{id: a, path: command.decision_time_s}',
      's:6:17: missing a: expected one of values, range, log, options',
    ],
    [
      '{id: a, path: command.decision_time_s, range: [0, 1], log: [1, 2]}',
      /^s:6:\d+: invalid a: expected one of values, range, log, options/,
    ],
    ['{id: a, values: [1]}', 's:6:17: missing a: field path | add the field of the scenario that it sets'],
    ['{id: a, path: command.decision_time_s, range: [3, 3]}', /invalid a: range from 3 to 3/],
    ['{id: a, path: command.decision_time_s, log: [0, 3]}', /invalid a: log from 0 to 3: expected above 0/],
    ['{id: a, path: x, options: [{id: o, set: {}}]}', /invalid a: options set their fields themselves/],
    [
      '{id: a, path: command.decision_time_s, values: [x], also: {threats.raid.count: {}}}',
      /invalid a: also needs numbers/,
    ],
    [
      '{id: a, path: command.decision_time_s, values: [1], also: {threats.raid.cuont: {}}}',
      /unknown field threats.raid.cuont \| did you mean count/,
    ],
    [
      '{id: a, path: command.decision_time_s, values: [1], when: {b: [1]}}',
      /unknown axis b \| it has to stand before this one/,
    ],
    [
      '{id: a, path: run.strata, values: [1]}',
      's:6:30: unsupported run.strata: a study says this itself | give it under set, for all points alike',
    ],
    [
      '{id: a, options: [{id: o, set: {command.shots_per_target: -1}}]}',
      /^s:6:48: invalid command.shots_per_target -1/,
    ],
    [
      '{id: a, path: command.decision_time_s, values: [1]}, {id: b, path: command.decision_time_s, values: [2]}',
      /invalid b: command.decision_time_s is set by a too/,
    ],
  ])('%s', (axis, says) => {
    const [error] = studyMistakes(`${HEAD}sweep: {axes: [${axis}]}`, { name: 's' })
    const said = `${error?.where}: ${error?.message}${error?.hint === undefined ? '' : ` | ${error.hint}`}`
    if (typeof says === 'string') expect(said).toBe(says)
    else expect(said).toMatch(says)
  })

  it('refuses variations beside a sweep', () => {
    const errors = studyMistakes(
      `${HEAD}against: [{id: x, set: {}}]\nsweep: {axes: [{id: a, path: command.decision_time_s, values: [1]}]}`,
      { name: 's' },
    )
    expect(errors.map((e) => `${e.where}: ${e.message}`)).toEqual([
      's:6:1: unsupported against: not together with sweep',
    ])
  })
})

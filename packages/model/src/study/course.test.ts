import { describe, expect, it } from 'vitest'
import { Stream, wilson } from '../math/index.ts'
import { courseOf, runCourse } from './course-of.ts'
import type { Course, CourseOptions } from './course.ts'
import { monteCarlo } from './monte-carlo.ts'
import { prepare } from './prepare.ts'
import { readStudy, type Study } from './study-file.ts'
import type { RunsReport } from './study-report.ts'
import { TaskRunner, taskKey, type Task } from './task.ts'
import type { RunTable } from './run-table.ts'

const HEAD = 'opendome_study: 1\nname: t\nscenario: cbo-2026\n'
const study = readStudy(
  `${HEAD}sampling: {runs: 450, batch: 50}\nagainst: [{id: fast, set: {command.decision_time_s: 15}}]`,
)

const ended = (course: Course): RunsReport => runCourse(course) as RunsReport

/** Runs are expensive and the same everywhere: a row is computed once. */
const rows = new Map<string, RunTable>()
const runner = new TaskRunner()
function answerTo(task: Task): RunTable {
  const key = `${task.scenario.length} ${JSON.stringify(task.set)} ${taskKey(task)}`
  const known = rows.get(key) ?? runner.run(task)
  rows.set(key, known)
  return known
}

/** The end of a course whose answers come in an order of chance, some of them twice. */
function shuffled(of: Study, options: CourseOptions, seed: number): Course {
  const course = courseOf(of, options)
  const stream = new Stream(seed, 0, 'order', 0)
  const told: Task[] = []
  for (let tasks = course.ask(); tasks.length > 0; tasks = course.ask()) {
    const task = tasks[Math.floor(stream.uniform() * tasks.length)]!
    course.tell(task, answerTo(task))
    told.push(task)
    const again = told[Math.floor(stream.uniform() * told.length)]!
    course.tell(again, answerTo(again))
  }
  return course
}

describe('a course of runs', () => {
  const expected = ended(courseOf(study, { taskRuns: 450 }))

  it('gives what monteCarlo gives', () => {
    const result = monteCarlo(prepare(study.scenario), { runs: 450 })
    const [leaked, killed, shots, none] = expected.points[0]!.outputs
    expect(leaked).toMatchObject({ output: 'leaked', mean: result.leaked.mean, interval: 'student' })
    expect(leaked!.ci95![0]).toBeCloseTo(result.leaked.ci95[0], 12)
    expect(leaked!.ci95![1]).toBeCloseTo(result.leaked.ci95[1], 12)
    expect([leaked!.p05, leaked!.p50, leaked!.p95]).toEqual([
      result.leaked.p05,
      result.leaked.p50,
      result.leaked.p95,
    ])
    expect([killed!.mean, shots!.mean]).toEqual([result.killed, result.shots])
    expect(none).toMatchObject({ mean: result.noLeak.estimate, ci95: result.noLeak.ci95, interval: 'wilson' })
    expect(expected.points[0]!.means['engaged']).toBe(result.engaged)
    expect(expected).toMatchObject({
      kind: 'runs',
      done: true,
      runs: 900,
      seed: 1,
      scenario: study.scenario.name,
    })
  })

  it.each([
    [1, 7, 0],
    [2, 50, 3],
    [3, 77, 1],
    [4, 450, 0],
  ])(
    'is the same in any order of arrival, however it is cut (%s: %s runs a task, %s ahead)',
    (seed, taskRuns, ahead) => {
      expect(shuffled(study, { taskRuns, ahead }, seed).result()).toEqual(expected)
    },
  )

  it('asks again for what was not told, and for nothing at the end', () => {
    const course = courseOf(study, { taskRuns: 200 })
    const asked = course.ask()
    expect(asked.map(taskKey)).toEqual([
      '0/0-200',
      '1/0-200',
      '0/200-400',
      '1/200-400',
      '0/400-450',
      '1/400-450',
    ])
    expect(course.ask()).toEqual(asked)
    course.tell(asked[3]!, answerTo(asked[3]!))
    expect(course.ask().map(taskKey)).toEqual(['0/0-200', '1/0-200', '0/200-400', '0/400-450', '1/400-450'])
    expect(course.progress()).toMatchObject({ runs: 0, of: 900, points: 0, ofPoints: 2 })
    for (const task of course.ask()) course.tell(task, answerTo(task))
    expect(course.ask()).toEqual([])
    expect(course.progress()).toMatchObject({ runs: 900, of: 900, points: 2 })
  })

  it('holds variations against the scenario run by run', () => {
    const [base, fast] = expected.points
    const [difference] = fast!.differences
    expect(difference!.mean).toBeCloseTo(fast!.outputs[0]!.mean - base!.outputs[0]!.mean, 12)
    const width = ([low, high]: readonly [number, number]): number => high - low
    const apart = Math.hypot(width(base!.outputs[0]!.ci95!), width(fast!.outputs[0]!.ci95!))
    // The same draws: the interval of the difference is that of runs_saved_ratio times as many runs with draws of their own.
    expect(width(difference!.ci95!)).toBeCloseTo(apart / Math.sqrt(difference!.runs_saved_ratio!), 2)
    expect(difference!.runs_saved_ratio).toBeGreaterThan(1.2)
    expect(base!.differences).toEqual([])
  })

  it('refuses answers to what it did not ask', () => {
    const course = courseOf(study, { taskRuns: 100 })
    const [task] = course.ask()
    const table = answerTo(task!)
    expect(() => course.tell({ ...task!, point: 2 }, table)).toThrow('invalid runs 0 to 100 of point 2')
    expect(() => course.tell({ ...task!, to: 90 }, table)).toThrow('not what was asked for')
    const odd = { ...task!, to: 90 }
    expect(() => course.tell(odd, runner.run(odd))).toThrow('expected 100 runs a task')
    expect(() => course.refuse({ ...task!, point: 9 }, { code: 'invalid', message: 'x' })).toThrow('point 9')
    expect(() => courseOf(study, { taskRuns: 0 })).toThrow('invalid runs of a task 0')
  })

  it('goes on without a variation that the model refuses, and says so', () => {
    const far = readStudy(
      `${HEAD}sampling: {runs: 60, batch: 50}\nagainst:\n  - {id: far, set: {threats.raid.payload_kg: 30000}}\n  - {id: fast, set: {command.decision_time_s: 15}}`,
    )
    const { points, done } = ended(courseOf(far))
    expect(done).toBe(true)
    expect(points.map(({ id, ended, runs }) => [id, ended, runs])).toEqual([
      ['scenario', 'runs', 60],
      ['far', 'refused', 0],
      ['fast', 'runs', 60],
    ])
    expect(points[1]!.refused).toMatchObject({ where: 'threats.raid' })
    expect(points[2]!.differences).toHaveLength(4)
  })

  it.each([1, 2, 3, 4])(
    'drops a variation at the run that is refused, whenever that is told (order %i)',
    (order) => {
      const of = readStudy(
        `${HEAD}sampling: {runs: 400, batch: 50, until: {output: leaked, ci95_width: 0.6}}\nagainst: [{id: fast, set: {command.decision_time_s: 15}}]`,
      )
      const told = (seed: number): unknown => {
        const course = courseOf(of, { taskRuns: 50, ahead: 6 })
        const stream = new Stream(seed, 0, 'order', 0)
        for (let tasks = course.ask(); tasks.length > 0; tasks = course.ask()) {
          const task = tasks[Math.floor(stream.uniform() * tasks.length)]!
          if (task.point === 1 && task.from >= 100)
            course.refuse(task, { code: 'infeasible', message: `infeasible from ${task.from}` })
          else course.tell(task, answerTo(task))
        }
        return course.result()
      }
      const { points } = told(order) as RunsReport
      expect(points[1]).toMatchObject({
        ended: 'refused',
        runs: 0,
        refused: { message: 'infeasible from 100' },
      })
      expect(points[0]).toMatchObject({ ended: 'interval' })
      expect(told(order)).toEqual(told(0))
    },
  )

  it('ends where the scenario itself is refused', () => {
    const far = readStudy(`${HEAD}set: {threats.raid.payload_kg: 30000}`)
    const report = ended(courseOf(far))
    expect(report.points[0]).toMatchObject({ ended: 'refused', runs: 0, outputs: [] })
    expect(report.done).toBe(true)
  })
})

describe('the stop rule', () => {
  const until = (width: number, more = ''): Study =>
    readStudy(
      `${HEAD}sampling: {runs: 2000, batch: 100, until: {output: p_no_leak, ci95_width: ${width}}${more}}`,
    )

  it('ends at the first whole batch from 200 runs on whose interval is narrow enough, and counts its looks', () => {
    // No run lets none through, and Wilson's interval of 0 of n is z²/(n + z²) wide.
    const width = wilson(0, 700, 0.95).high
    const of = until(width + 1e-12)
    const report = ended(courseOf(of, { taskRuns: 70 }))
    expect(report.points[0]).toMatchObject({ ended: 'interval', runs: 700, looks: 6 })
    expect(ended(courseOf(until(width * 0.9999), { taskRuns: 100 })).points[0]).toMatchObject({
      runs: 800,
      looks: 7,
    })
    expect(shuffled(of, { taskRuns: 90, ahead: 6 }, 5).result()).toEqual(report)
  })

  it('never looks before 200 runs', () => {
    expect(ended(courseOf(until(10))).points[0]).toMatchObject({ ended: 'interval', runs: 200, looks: 1 })
  })

  it('ends with the runs where the interval stays wide', () => {
    const of = readStudy(`${HEAD}sampling: {runs: 230, batch: 100, until: {ci95_width: 0.001}}`)
    expect(ended(courseOf(of)).points[0]).toMatchObject({ ended: 'runs', runs: 230, looks: 1 })
  })
})

import { describe, expect, it } from 'vitest'
import { courseOf, runCourse, studySize } from './course-of.ts'
import { readStudy, studyMistakes } from './study-file.ts'
import type { FrontReport } from './study-report.ts'
import { TaskRunner } from './task.ts'

const HEAD =
  'opendome_study: 1\nname: t\nscenario: cbo-2026\nsampling: {runs: 10, batch: 50}\noutputs: [leaked]\n'
const FRONT = `front:
  variables:
    - {id: planes, path: interceptors.sbi.shell.planes, range: [20, 120], whole: true}
    - {id: vehicle, options: [{id: slow, set: {interceptors.sbi.vehicle.delta_v_km_s: 4}}, {id: fast, set: {interceptors.sbi.vehicle.delta_v_km_s: 8}}]}
    - {id: tilt, path: interceptors.sbi.shell.inclination_deg, values: [50, 86]}
  objectives: [{output: killed, goal: most}, {output: interceptors}]
  constraints: [{output: total_usd_b, at_most: 1000}, {output: leaked, at_most: 8, at_least: 0}]
  population: 8
  generations: 3
`

describe('a front', () => {
  const study = readStudy(HEAD + FRONT)
  const report = runCourse(courseOf(study)) as FrontReport

  it('holds the designs that keep the constraints and that none found beats, the best of the first objective first', () => {
    expect(report).toMatchObject({ kind: 'front', done: true, generations: 4, of_generations: 4 })
    const kept = report.designs.filter(
      ({ values }) => values['total_usd_b']! <= 1000 && values['leaked']! <= 8,
    )
    expect(report.designs.filter((d) => d.keeps_constraints)).toEqual(kept)
    expect(kept.length).toBeLessThan(report.designs.length)
    const better = (a: (typeof kept)[number], b: (typeof kept)[number]): boolean =>
      a.values['killed']! >= b.values['killed']! &&
      a.values['interceptors']! <= b.values['interceptors']! &&
      (a.values['killed']! > b.values['killed']! || a.values['interceptors']! < b.values['interceptors']!)
    const best = kept.filter((d) => !kept.some((other) => better(other, d)))
    expect(report.front.map((d) => d.point).sort((a, b) => a - b)).toEqual(best.map((d) => d.point))
    expect(report.front.length).toBeGreaterThan(1)
    const killed = report.front.map((d) => d.values['killed']!)
    expect(killed).toEqual([...killed].sort((a, b) => b - a))
    expect(report.front.flatMap((d, k) => (d.knee ? [k] : []))).toEqual(
      report.knee === null ? [] : [report.knee],
    )
    // Faster interceptors cost the same here, and launches near 41° N are met by more satellites of 50° than of 86°.
    expect(report.front.every((d) => d.at['vehicle'] === 'fast' && d.at['tilt'] === 50)).toBe(true)
  })

  it('runs no design twice, and says of each what it sets', () => {
    const sets = report.designs.map((d) => JSON.stringify(d.at))
    expect(new Set(sets).size).toBe(sets.length)
    expect(report.designs.length).toBeLessThanOrEqual(studySize(study).points)
    expect(studySize(study)).toEqual({ points: 32, runs: 320 })
    expect(report.runs).toBe(10 * report.designs.length)
    for (const { set, at, outputs } of report.front) {
      expect(set['interceptors.sbi.shell.planes']).toBe(at['planes'])
      expect(outputs.map((o) => o.output)).toEqual(['leaked'])
    }
  })

  it('is the same in any order of arrival, in smaller pieces', () => {
    const course = courseOf(study, { taskRuns: 3 })
    const runner = new TaskRunner()
    expect(course.progress()).toMatchObject({ runs: 0, of: 320, points: 0, ofPoints: 32 })
    expect((course.result() as FrontReport).front).toEqual([])
    for (let tasks = course.ask(); tasks.length > 0; tasks = course.ask())
      for (const task of [...tasks].reverse()) course.tell(task, runner.run(task))
    expect(course.result()).toEqual(report)
  })

  it('passes over designs that the model refuses', () => {
    const text = FRONT.replace(
      / {4}- \{id: tilt.*\n/,
      '    - {id: salvo, path: command.shots_per_target, values: [1, 2]}\n',
    )
    const of = readStudy(HEAD + text)
    const course = courseOf(of)
    const runner = new TaskRunner()
    for (let tasks = course.ask(); tasks.length > 0; tasks = course.ask())
      for (const task of tasks)
        if (task.set['command.shots_per_target'] === 2)
          course.refuse(task, { code: 'infeasible', message: 'infeasible here' })
        else course.tell(task, runner.run(task))
    const { front, refused, designs } = course.result() as FrontReport
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every(({ point }) => designs[point]!.at['salvo'] === 2)).toBe(true)
    expect(front.length).toBeGreaterThan(0)
    expect(front.every((d) => d.at['salvo'] === 1)).toBe(true)
  })
})

describe('bad fronts', () => {
  const said = (from: string, to: string): string[] => {
    expect(FRONT).toContain(from)
    return studyMistakes(HEAD + FRONT.replace(from, to), { name: 's' }).map((e) => `${e.where}: ${e.message}`)
  }

  it.each([
    ['{output: interceptors}]', '{output: killed}]', ['s:11:55: invalid objective killed: given twice']],
    ['{output: interceptors}]', '{output: interceptor}]', ['s:11:55: unknown output interceptor']],
    [
      'at_most: 8, at_least: 0',
      'at_most: 8, at_least: 9',
      ['s:12:55: invalid constraint on leaked: at_least 9 is above at_most 8'],
    ],
    [', at_most: 8, at_least: 0', '', ['s:12:55: missing constraint on leaked: at_most or at_least']],
    ['population: 8', 'population: 9', ['s:13:15: invalid front.population 9: expected an even number']],
    [
      'path: interceptors.sbi.shell.inclination_deg, values: [50, 86]',
      'path: threats.raid.interval_s, values: [0, 5]',
      ['s:10:7: unsupported threats.raid.interval_s: a front is of designs of the shield, not of the raid'],
    ],
    [
      'id: tilt, path: interceptors.sbi.shell.inclination_deg',
      'id: planes, path: interceptors.sbi.shell.inclination_deg',
      [expect.stringContaining('two entries have the id planes')],
    ],
  ])('%s → %s', (from, to, says) => {
    expect(said(from, to)).toEqual(says)
  })
})

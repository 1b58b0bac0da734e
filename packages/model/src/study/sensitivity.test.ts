import { describe, expect, it } from 'vitest'
import { courseOf, runCourse, studySize } from './course-of.ts'
import { readStudy, studyMistakes } from './study-file.ts'
import type { InputEffect, SensitivityReport } from './study-report.ts'
import { TaskRunner } from './task.ts'

const HEAD =
  'opendome_study: 1\nname: t\nscenario: cbo-2026\nset: {threats.raid.count: 1}\nsampling: {runs: 1, batch: 50}\n'
const PLANES = '{id: planes, path: interceptors.sbi.shell.planes, range: [10, 89], whole: true}'
const EACH = '{id: each, path: interceptors.sbi.shell.per_plane, values: [10, 20, 30, 40]}'
const WAIT = '{id: wait, path: command.decision_time_s, range: [0, 1]}'

const run = (text: string): SensitivityReport =>
  runCourse(courseOf(readStudy(HEAD + text))) as SensitivityReport
const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length
const variance = (xs: readonly number[]): number => mean(xs.map((x) => (x - mean(xs)) ** 2))

describe('a sensitivity analysis', () => {
  // The number of interceptors is planes · each, exactly: the indices of a product of two independent numbers.
  const planes = Array.from({ length: 80 }, (_, i) => 10 + i)
  const each = [10, 20, 30, 40]
  const parts = [
    mean(each) ** 2 * variance(planes),
    mean(planes) ** 2 * variance(each),
    variance(planes) * variance(each),
  ]
  const total = parts[0]! + parts[1]! + parts[2]!

  it('finds the indices of a product of two fields', () => {
    const text = `outputs: [interceptors]\nsensitivity: {samples: 64, inputs: [${PLANES}, ${EACH}, ${WAIT}]}`
    const study = readStudy(HEAD + text)
    expect(studySize(study)).toEqual({ points: 320, runs: 320 })
    const report = runCourse(courseOf(study)) as SensitivityReport
    expect(report).toMatchObject({ kind: 'sensitivity', method: 'sobol', done: true, runs: 320, refused: [] })
    const [output] = report.outputs
    expect(output!.mean! / (mean(planes) * mean(each))).toBeCloseTo(1, 1)
    expect(output!.variance! / total).toBeCloseTo(1, 1)
    const of = (i: number): Extract<InputEffect, { first: number }> =>
      output!.effects[i] as Extract<InputEffect, { first: number }>
    // Errors of 64 samples are up to 0.1 for functions as smooth as this.
    expect(Math.abs(of(0).first - parts[0]! / total)).toBeLessThan(0.1)
    expect(Math.abs(of(1).first - parts[1]! / total)).toBeLessThan(0.1)
    expect(Math.abs(of(0).total - (parts[0]! + parts[2]!) / total)).toBeLessThan(0.1)
    expect(Math.abs(of(1).total - (parts[1]! + parts[2]!) / total)).toBeLessThan(0.1)
    expect(of(2)).toMatchObject({ input: 'wait', first: 0, total: 0, total_ci95: [0, 0] })
    expect(report.inputs.map((i) => [i.id, i.ends])).toEqual([
      ['planes', [10, 89]],
      ['each', null],
      ['wait', [0, 1]],
    ])
    // Sixty-four samples of A and of B: of whole numbers some come twice.
    expect(report.inputs.map((i) => i.values.length > 60)).toEqual([true, false, true])
    expect(report.inputs[1]!.values).toEqual(each)
    for (const { at, values } of report.points)
      expect(values['interceptors']).toBe(Number(at['planes']) * Number(at['each']))
  })

  it('screens the same by Morris, and ends the same in any order of arrival', () => {
    const text = `outputs: [interceptors, leaked]\nsensitivity: {method: morris, trajectories: 12, inputs: [${PLANES}, ${EACH}, ${WAIT}]}`
    const report = run(text)
    const [interceptors, leaked] = report.outputs
    const [a, b, c] = interceptors!.effects as Extract<InputEffect, { mu: number }>[]
    // On levels 0, 1/3, 2/3 and 1: planes 10, 36, 63, 89, each 10 to 40; two levels further 53 or 53 planes and 20 each.
    expect(a!.mu).toBeGreaterThan(1000)
    expect(a!.mu).toBeLessThan(3200)
    expect(b!.mu_star).toBeGreaterThan(b!.sigma)
    expect(c).toMatchObject({ mu: 0, mu_star: 0, sigma: 0, effects: 12 })
    expect(leaked!.effects).toHaveLength(3)
    const course = courseOf(readStudy(HEAD + text), { taskRuns: 9 })
    const runner = new TaskRunner()
    expect((course.result() as SensitivityReport).outputs[0]).toEqual({
      output: 'interceptors',
      mean: null,
      variance: null,
      samples: 0,
      effects: [],
    })
    for (const task of [...course.ask()].reverse()) course.tell(task, runner.run(task))
    expect(course.result()).toEqual(report)
  })

  it('leaves out samples with points that the model refuses, and says which', () => {
    const load = '{id: load, path: threats.raid.payload_kg, values: [500, 600, 700, 30000]}'
    const report = run(`outputs: [leaked]\nsensitivity: {samples: 16, inputs: [${load}, ${WAIT}]}`)
    const far = report.points.flatMap(({ at }, i) => (at['load'] === 30000 ? [i] : []))
    expect(report.refused.map((r) => r.point)).toEqual(far)
    expect(far.every((i) => report.points[i]!.values['leaked'] === null)).toBe(true)
    expect(report.outputs[0]!.samples).toBeLessThan(16)
    expect(report.runs).toBe(64 - far.length)
    const heavy = HEAD.replace('count: 1', 'payload_kg: 30000')
    const none = runCourse(
      courseOf(readStudy(`${heavy}outputs: [leaked]\nsensitivity: {samples: 2, inputs: [${WAIT}]}`)),
    ) as SensitivityReport
    expect(none.outputs[0]).toEqual({ output: 'leaked', mean: null, variance: null, samples: 0, effects: [] })
  })

  it('refuses samples that are no power of two, odd levels, and two kinds at once', () => {
    const said = (text: string): string[] =>
      studyMistakes(HEAD + text, { name: 's' }).map((e) => `${e.where}: ${e.message} | ${e.hint}`)
    expect(said(`sensitivity: {samples: 100, inputs: [${WAIT}]}`)).toEqual([
      's:6:24: invalid sensitivity.samples 100: expected a power of two | give 64 or 128',
    ])
    expect(said(`sensitivity: {method: morris, levels: 5, inputs: [${WAIT}]}`)).toEqual([
      's:6:39: invalid sensitivity.levels 5: expected an even number | undefined',
    ])
    expect(said(`sweep: {axes: [${WAIT}]}\nsensitivity: {inputs: [${WAIT}]}`)).toEqual([
      's:7:1: invalid sensitivity: not together with sweep | make two studies',
    ])
  })
})

import type { Scenario } from '../scenario/index.ts'
import { checkAxes } from './check-axes.ts'
import type { StudyFile } from './schema.ts'
import type { StudyChecks } from './study-checks.ts'

/** The blocks that make a study more than runs of a scenario and its variations. */
const KINDS = ['sweep', 'sensitivity', 'front'] as const

type Kind = 'runs' | (typeof KINDS)[number]

/** The kind of a study, after the checks of its block. */
export function checkKind(file: StudyFile, scenario: Scenario, checks: StudyChecks): Kind {
  const [kind, other] = KINDS.filter((k) => file[k] !== undefined)
  if (kind === undefined) return 'runs'
  if (other !== undefined)
    checks.fault('invalid', `${other}: not together with ${kind}`, [other], 'key', 'make two studies')
  if (file.against.length > 0)
    checks.fault(
      'unsupported',
      `against: not together with ${kind}`,
      ['against'],
      'key',
      'make it an axis with options',
    )
  if (file.sweep !== undefined) checkAxes(file.sweep.axes, ['sweep', 'axes'], scenario, checks)
  if (file.sensitivity !== undefined) checkSensitivity(file.sensitivity, scenario, checks)
  if (file.front !== undefined) checkFront(file.front, scenario, checks)
  return kind
}

function checkSensitivity(
  { method, samples, levels, inputs }: NonNullable<StudyFile['sensitivity']>,
  scenario: Scenario,
  checks: StudyChecks,
): void {
  checkAxes(inputs, ['sensitivity', 'inputs'], scenario, checks)
  if (method === 'sobol' && (samples & (samples - 1)) !== 0) {
    const near = 1 << (31 - Math.clz32(samples))
    const text = `sensitivity.samples ${samples}: expected a power of two`
    checks.fault('invalid', text, ['sensitivity', 'samples'], 'value', `give ${near} or ${2 * near}`)
  }
  if (method === 'morris' && levels % 2 !== 0)
    checks.fault('invalid', `sensitivity.levels ${levels}: expected an even number`, [
      'sensitivity',
      'levels',
    ])
}

function checkFront(front: NonNullable<StudyFile['front']>, scenario: Scenario, checks: StudyChecks): void {
  checkAxes(front.variables, ['front', 'variables'], scenario, checks)
  front.variables.forEach(({ path, also, options = [] }, i) => {
    const fields = [path ?? '', ...Object.keys(also), ...options.flatMap((o) => Object.keys(o.set))]
    const threat = fields.find((f) => /^threats(\.|$)/.test(f))
    if (threat !== undefined)
      checks.fault(
        'unsupported',
        `${threat}: a front is of designs of the shield, not of the raid`,
        ['front', 'variables', i],
        'key',
        'set it under set, or sweep it',
      )
  })
  front.objectives.forEach(({ output }, i) =>
    checks.output(output, scenario, ['front', 'objectives', i, 'output']),
  )
  front.constraints.forEach(({ output, at_most: most, at_least: least }, i) => {
    const at = ['front', 'constraints', i]
    checks.output(output, scenario, [...at, 'output'])
    if (most === undefined && least === undefined)
      checks.fault('missing', `constraint on ${output}: at_most or at_least`, at, 'key')
    if (most !== undefined && least !== undefined && least > most)
      checks.fault(
        'invalid',
        `constraint on ${output}: at_least ${least} is above at_most ${most}`,
        at,
        'key',
      )
  })
  const outputs = front.objectives.map((o) => o.output)
  outputs.forEach((output, i) => {
    if (outputs.indexOf(output) < i)
      checks.fault('invalid', `objective ${output}: given twice`, ['front', 'objectives', i, 'output'])
  })
  if (front.population % 2 !== 0)
    checks.fault('invalid', `front.population ${front.population}: expected an even number`, [
      'front',
      'population',
    ])
}

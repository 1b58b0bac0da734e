import { readFileSync, readdirSync } from 'node:fs'
import Ajv from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { studyJsonSchema } from './study-json-schema.ts'

const root = new URL('../../../../', import.meta.url)
const written = JSON.parse(readFileSync(new URL('schema/study.schema.json', root), 'utf8')) as object
const validate = new Ajv.default({
  strict: true,
  strictRequired: false,
  keywords: ['x-unit'],
  allowUnionTypes: true,
}).compile(written)

describe('schema/study.schema.json', () => {
  it('is what the program says (npm run schema writes it)', () => {
    expect(JSON.parse(JSON.stringify(studyJsonSchema()))).toEqual(written)
  })

  it.each(readdirSync(new URL('studies/', root)).filter((f) => f.endsWith('.yaml')))(
    'accepts studies/%s',
    (file) => {
      const valid = validate(parse(readFileSync(new URL(`studies/${file}`, root), 'utf8')))
      expect(validate.errors ?? []).toEqual([])
      expect(valid).toBe(true)
    },
  )

  const whole = { opendome_study: 1, name: 'x', scenario: 'cbo-2026' }
  const axis = { id: 'a', path: 'command.decision_time_s', range: [0, 1] }
  it.each([
    ['what is least', whole, true],
    ['a variation with nothing but its parent', { from: 'leakers-to-interval' }, true],
    ['a variation that removes a block', { from: 'leakers-to-interval', sampling: { until: null } }, true],
    ['a sweep', { ...whole, sweep: { axes: [axis] } }, true],
    ['no scenario', { opendome_study: 1, name: 'x' }, false],
    ['a field that does not exist', { ...whole, sweeps: {} }, false],
    ['a range of one number', { ...whole, sweep: { axes: [{ ...axis, range: [0] }] } }, false],
    ['no axes', { ...whole, sweep: { axes: [] } }, false],
    ['one objective', { ...whole, front: { variables: [axis], objectives: [{ output: 'leaked' }] } }, false],
    ['another version', { ...whole, opendome_study: 2 }, false],
  ])('takes %s as the program does', (_, document, right) => {
    expect(validate(document)).toBe(right)
  })
})

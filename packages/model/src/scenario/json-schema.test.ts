import { readFileSync, readdirSync } from 'node:fs'
import Ajv from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { fieldSchemas, fieldTable, scenarioJsonSchema } from './index.ts'

const root = new URL('../../../../', import.meta.url)
const written = JSON.parse(readFileSync(new URL('schema/scenario.schema.json', root), 'utf8')) as object
const validate = new Ajv.default({
  strict: true,
  strictRequired: false,
  keywords: ['x-unit'],
  allowUnionTypes: true,
}).compile(written)

describe('schema/scenario.schema.json', () => {
  it('is what the program says (npm run schema writes it)', () => {
    expect(JSON.parse(JSON.stringify(scenarioJsonSchema()))).toEqual(written)
  })

  it.each(readdirSync(new URL('scenarios/', root)).filter((f) => f.endsWith('.yaml')))(
    'accepts scenarios/%s',
    (file) => {
      const valid = validate(parse(readFileSync(new URL(`scenarios/${file}`, root), 'utf8')))
      expect(validate.errors ?? []).toEqual([])
      expect(valid).toBe(true)
    },
  )

  const threat = { id: 'raid', vehicle: 'v-2', launch: { site: 'chicago' }, aim: { lat_deg: 1, lon_deg: 2 } }
  const whole = {
    opendome: 1,
    name: 'x',
    epoch: '2030-01-01T00:00:00Z',
    threats: [threat],
    defended: [{ area: 'canada' }],
  }
  const head = { opendome: 1, from: 'cbo-2026' }
  it.each([
    ['a variation with nothing but its parent', { from: 'cbo-2026' }, true],
    [
      'a variation of one field of a thing',
      { ...head, interceptors: [{ id: 'sbi', shell: { altitude_km: 500 } }] },
      true,
    ],
    ['a removal', { ...head, doc: null, command: { solution_at_s: null } }, true],
    [
      'a vehicle from the catalog',
      { ...head, threats: [{ id: 'raid', vehicle: { from: 'v-2', payload_kg: 5 } }] },
      true,
    ],
    ['a value out of range', { ...head, command: { decision_time_s: -1 } }, false],
    ['an unknown field', { ...head, comand: {} }, false],
    [
      'an unknown field of a vehicle',
      { ...head, threats: [{ id: 'raid', vehicle: { from: 'v-2', payload: 5 } }] },
      false,
    ],
    [
      'a change of the parent’s own vehicle',
      { ...head, threats: [{ id: 'raid', vehicle: { payload_kg: 5 } }] },
      true,
    ],
    ['a whole file', whole, true],
    [
      'a vehicle without its fields',
      { ...whole, threats: [{ ...threat, vehicle: { payload_kg: 5 } }] },
      false,
    ],
    [
      'a vehicle from the catalog in a whole file',
      { ...whole, threats: [{ ...threat, vehicle: { from: 'v-2' } }] },
      true,
    ],
    ['a misspelt word', { ...head, interceptors: [{ id: 'sbi', deadline: 'burn' }] }, false],
    [
      'a whole file without threats',
      { opendome: 1, name: 'x', epoch: '2030-01-01T00:00:00Z', defended: [{ area: 'canada' }] },
      false,
    ],
    ['a newer version', { opendome: 2, from: 'cbo-2026' }, false],
  ])('judges %s', (_, value, right) => {
    expect(validate(value)).toBe(right)
  })

  it('gives every number with a unit its unit, and every field a line of text', () => {
    const bare: string[] = []
    const walk = (schema: ReturnType<typeof scenarioJsonSchema>, path: string): void => {
      for (const [name, field] of Object.entries(schema.properties ?? {})) {
        if (field.description === undefined) bare.push(`${path}${name}`)
        if (/_(km|s|deg|kg|m|kn|g|km_s)$/.test(name)) expect(field['x-unit'], name).toMatch(/./)
        walk(field, `${path}${name}.`)
        if (field.items !== undefined) walk(field.items, `${path}${name}[].`)
      }
    }
    Object.values(fieldSchemas()).forEach((schema) => walk(schema, ''))
    // Words of another room's schema that explain themselves.
    expect(bare).toEqual(['reentry'])
  })
})

describe('the tables of docs/scenario.md', () => {
  const manual = readFileSync(new URL('docs/scenario.md', root), 'utf8')
  const cells = (text: string): string[] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('|') && !/^\|[ -]*-\|?/.test(line.replaceAll(' ', '')))
      .map((line) =>
        line
          .split('|')
          .map((cell) => cell.trim())
          .join('|'),
      )

  it.each(Object.entries(fieldSchemas()))('are what the program says: %s', (name, schema) => {
    const block = new RegExp(`<!-- fields: ${name} -->\\n([^]*?)<!-- end -->`).exec(manual)?.[1] ?? ''
    expect(cells(block)).toEqual(cells(fieldTable(schema)))
    expect(cells(block).length).toBeGreaterThan(7)
  })
})

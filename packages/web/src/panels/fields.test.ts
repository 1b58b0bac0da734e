import { readScenario, withOverrides } from '@opendome/model'
import { expect, it } from 'vitest'
import { PRESETS } from '@opendome/model/generated'
import { fieldsOf } from './fields.ts'

const read = (id: string) => readScenario(`opendome: 1\nfrom: ${id}\n`, { name: id })
const find = (fields: ReturnType<typeof fieldsOf>, path: string) => fields.find((f) => f.path === path)

it('gives range, unit and value of a written field, and of one that its catalog entry gives', () => {
  const { document } = read('cbo-2026')
  const fields = fieldsOf(document, document)
  expect(find(fields, 'interceptors.sbi.shell.altitude_km')).toMatchObject({
    card: 'fleet',
    thing: 'sbi',
    kind: 'number',
    unit: 'km',
    low: 150,
    high: 50_000,
    value: 400,
    was: 400,
  })
  expect(find(fields, 'interceptors.sbi.shell.availability')).toMatchObject({ value: 1, low: 0, high: 1 })
  expect(find(fields, 'interceptors.sbi.vehicle.delta_v_km_s')).toMatchObject({ value: 6, unit: 'km/s' })
  expect(find(fields, 'interceptors.sbi.vehicle.acceleration_g')).toMatchObject({ value: 15, unit: 'g' })
  expect(find(fields, 'threats.raid.launch.site')).toMatchObject({ kind: 'choice', value: 'sinpung-dong' })
  expect(find(fields, 'threats.raid.trajectory')).toMatchObject({ kind: 'choice', value: 'minimum-energy' })
  expect(find(fields, 'cost.items.sbi.average_unit_usd_m')).toMatchObject({ card: 'cost', value: 22 })
  // A stated time of the firing solution stands for these.
  expect(find(fields, 'command.cloud_top_km')).toBeUndefined()
  expect(find(fields, 'command.solution_at_s')).toMatchObject({ value: 45, high: 3600 })
})

it('offers vehicles of the catalog that fit their place', () => {
  const { document } = read('four-layers')
  const fields = fieldsOf(document, document)
  const ground = find(fields, 'interceptors.gbi-greely.vehicle')!
  expect(ground).toMatchObject({ card: 'ground', value: 'gbi-class' })
  expect(ground.options!.map((o) => o.id)).toContain('ngi-class')
  expect(ground.options!.map((o) => o.id)).not.toContain('sbi-notional')
})

it('says what a changed field was, below a changed vehicle too', () => {
  const before = read('cbo-2026')
  const now = withOverrides(before, {
    'threats.raid.vehicle': 'icbm-liquid-generic',
    'cost.items.sbi.life_years': 8,
    'interceptors.sbi.shell.planes': 120,
  })
  const fields = fieldsOf(before.document, now.document)
  expect(find(fields, 'threats.raid.vehicle')).toMatchObject({
    value: 'icbm-liquid-generic',
    was: 'icbm-solid-generic',
  })
  expect(find(fields, 'cost.items.sbi.life_years')).toMatchObject({ value: 8, was: 5 })
  expect(find(fields, 'interceptors.sbi.shell.planes')).toMatchObject({ value: 120, was: 100 })
})

it.each(Object.keys(PRESETS))('every field of %s can be set to the value it has, and stays that', (id) => {
  const before = read(id)
  const fields = fieldsOf(before.document, before.document)
  expect(new Set(fields.map((f) => f.path)).size).toBe(fields.length)
  const given = fields.filter((f) => f.value !== undefined)
  const now = withOverrides(before, Object.fromEntries(given.map((f) => [f.path, f.value])))
  const after = new Map(fieldsOf(before.document, now.document).map((f) => [f.path, f.value]))
  expect(given.map((f) => [f.path, after.get(f.path)])).toEqual(given.map((f) => [f.path, f.value]))
})

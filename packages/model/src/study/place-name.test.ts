import { expect, it } from 'vitest'
import { AREAS } from '../generated/areas.ts'
import { NATIONS } from '../generated/nations.ts'
import { NAMES_FR } from './names.fr.ts'
import { placeName } from './place-name.ts'

it('has a French name of every nation and area, and of nothing else', () => {
  expect(Object.keys(NAMES_FR)).toEqual(NATIONS.map((n) => n.id))
  for (const { id } of AREAS) expect(Object.keys(NAMES_FR)).toContain(id)
})

it('calls nations as readers do', () => {
  expect(placeName('united-states', 'fr')).toBe('États-Unis')
  expect(placeName('united-states', 'en', 'United States of America')).toBe('United States')
  expect(placeName('south-korea', 'en')).toBe('South Korea')
  expect(placeName('dem-rep-congo', 'en', 'Dem. Rep. Congo')).toBe('Dem. Rep. Congo')
  expect(placeName('dem-rep-congo', 'fr', 'Dem. Rep. Congo')).toBe('Congo-Kinshasa')
  expect(placeName('built-up', 'fr', 'Built-up places')).toBe('Built-up places')
})

import { atmosphere, density } from '@opendome/model/earth'
import { KM, relative, within, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

const LOWER = relative(
  1e-3,
  'The acceptance limit for the standard below 86 km, whose tables print five digits.',
)
const UPPER = relative(
  5e-3,
  'Above 86 km the standard integrates its diffusion equations coarsely, and prints four digits.',
)
const TEMPERATURE = relative(
  1e-3,
  'The acceptance limit; the standard prints temperature to 0.01 K or better.',
)

const COLUMNS = ['density', 'pressure', 'temperature'] as const
const UNITS = { density: 'kg/m³', pressure: 'Pa', temperature: 'K' }

/** Altitude in km, then density, pressure and temperature as far as the case quotes them. */
type Level = readonly [altitude: number, ...values: (number | undefined)[]]

function levels(table: readonly Level[]): Row[] {
  const out = new Float64Array(3)
  return table.flatMap(([altitude, ...values]) => {
    atmosphere(altitude * KM, out)
    return values.flatMap((expected, i) => {
      const column = COLUMNS[i]
      const got = out[i]
      if (expected === undefined || column === undefined || got === undefined) return []
      const tolerance = column === 'temperature' ? TEMPERATURE : altitude < 86 ? LOWER : UPPER
      return [within(`${column} ${altitude} km`, UNITS[column], expected, got, tolerance)]
    })
  })
}

function kernel(table: readonly (readonly [altitude: number, density: number])[]): Row[] {
  return table.map(([altitude, expected]) =>
    within(
      `density ${altitude} km`,
      UNITS.density,
      expected,
      density(altitude * KM),
      altitude < 86 ? LOWER : UPPER,
    ),
  )
}

export const ATMOSPHERE_CASES: readonly Case[] = [
  {
    id: 'earth/us76',
    class: 'published',
    source: source('us76', 'table I'),
    rows: () =>
      levels([
        [0.5, 1.1673, undefined, 284.9],
        [1, 1.1117, undefined, 281.651],
        [10, 0.41351, undefined, 223.252],
        [77, 2.9448e-5, undefined, 204.493],
      ]),
  },
  {
    id: 'earth/us76-upper',
    class: 'published',
    source: source('us76', 'table I'),
    rows: () =>
      levels([
        [86, 6.958e-6],
        [230, 1.029e-10],
      ]),
  },
  {
    id: 'earth/us76-more',
    class: 'published',
    source: source('us76', 'table I; pressures printed in mbar'),
    rows: () =>
      levels([
        [0.5, undefined, 95461],
        [1, undefined, 89876],
        [10, undefined, 26499],
        [77, undefined, 1.7286],
        [86, undefined, 0.37338, 186.87],
        [92, 2.393e-6, 0.12887, 186.96],
        [230, undefined, 3.9276e-5, 915.78],
        [1000, 3.561e-15, 7.5138e-9, 1000],
      ]),
  },
  {
    id: 'earth/us76-drag',
    class: 'published',
    source: source('us76', 'table I'),
    note: 'The fast density that drag uses in flight, beside the formulas of the standard.',
    rows: () =>
      kernel([
        [0.5, 1.1673],
        [1, 1.1117],
        [10, 0.41351],
        [77, 2.9448e-5],
        [86, 6.958e-6],
        [92, 2.393e-6],
        [230, 1.029e-10],
        [1000, 3.561e-15],
      ]),
  },
]

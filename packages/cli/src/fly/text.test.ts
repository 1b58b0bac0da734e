import { expect, it } from 'vitest'
import { coordinates, minutes, shapeWords } from './text.ts'

it('writes durations, places and shapes in words', () => {
  expect([minutes(42.4), minutes(2101), minutes(59.9)]).toEqual(['42 s', '35 min 1 s', '1 min 0 s'])
  expect(coordinates(41.9, -87.6)).toBe('41.90 N, 87.60 W')
  expect([shapeWords('lofted'), shapeWords({ apogee: 4_500_000 })]).toEqual(['lofted', 'apogee 4,500 km'])
})

import { describe, expect, it } from 'vitest'
import { parsePlace } from './place.ts'

const DEG = 180 / Math.PI

describe('parsePlace', () => {
  it('reads coordinates, with sign and spaces', () => {
    const { lat, lon, name } = parsePlace('--from', ' -33.9, 18.4 ')
    expect([lat * DEG, lon * DEG]).toEqual([expect.closeTo(-33.9, 12), expect.closeTo(18.4, 12)])
    expect(name).toBe('-33.9, 18.4')
  })

  it('reads a site of the catalog', () => {
    const { lat, lon, name } = parsePlace('--to', 'chicago')
    expect([name, lat * DEG, lon * DEG]).toEqual([
      'Chicago',
      expect.closeTo(41.85, 1),
      expect.closeTo(-87.65, 1),
    ])
  })

  it.each(['91,0', '0,181', 'nan,0', 'NaN', 'Infinity', '1;2', '40', '', '1,2,3', 'here there'])(
    'refuses %j',
    (text) => {
      expect(() => parsePlace('--from', text)).toThrow(/^invalid --from /)
    },
  )

  it('gives the nearest site for an unknown one', () => {
    expect(() => parsePlace('--to', 'chicagoo')).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^unknown --to chicagoo/) as string,
        hint: 'did you mean chicago?',
      }),
    )
  })
})

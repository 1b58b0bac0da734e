import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberOption, oneOf } from './options.ts'

const RUNS = { low: 1, high: 1000, whole: true }

describe('numberOption', () => {
  it('reads every whole number of the range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (n) => {
        expect(numberOption('--runs', String(n), RUNS)).toBe(n)
      }),
    )
    expect(numberOption('--runs', '1e3', RUNS)).toBe(1000)
    expect(numberOption('--x', ' -2.5 ', { low: -3, high: 3 })).toBe(-2.5)
  })

  it.each(['', 'NaN', 'Infinity', '-Infinity', 'ten', '0x10', '1,000', '5 km', '1e', '--json', 'null'])(
    'refuses %j with the range',
    (text) => {
      expect(() => numberOption('--runs', text, RUNS)).toThrow(
        /^invalid --runs .*: expected a whole number from 1 to 1000$/,
      )
    },
  )

  it.each(['0', '-4', '1001', '2.5', '1e309'])(
    'refuses %s, which is out of the range or not whole',
    (text) => {
      expect(() => numberOption('--runs', text, RUNS)).toThrow(
        `invalid --runs ${text}: expected a whole number`,
      )
    },
  )
})

describe('oneOf', () => {
  it('refuses two options that exclude each other', () => {
    expect(() => oneOf({ '--csv': true, '--json': true })).toThrow(
      'invalid --csv and --json: expected one of them',
    )
    expect(() => oneOf({ '--csv': undefined, '--json': true })).not.toThrow()
  })
})

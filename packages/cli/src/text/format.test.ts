import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { counted, decimalsFor, fixed, percent, plain, significant, span } from './format.ts'

describe('fixed', () => {
  it('groups thousands and keeps the decimals', () => {
    expect([fixed(7800), fixed(1234567.891, 2), fixed(0.35, 2), fixed(-1234.5, 1), fixed(999)]).toEqual([
      '7,800',
      '1,234,567.89',
      '0.35',
      '-1,234.5',
      '999',
    ])
  })

  it('writes no minus before a zero', () => {
    expect(fixed(-0.001, 1)).toBe('0.0')
  })

  it('can be read back to within half of the last decimal', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: 0, max: 4 }), (x, d) => {
        expect(Math.abs(Number(fixed(x, d).replaceAll(',', '')) - x)).toBeLessThanOrEqual(
          0.5000001 * 10 ** -d,
        )
      }),
    )
  })
})

describe('decimalsFor', () => {
  it('gives none to whole numbers, two to small ones, one to the rest', () => {
    expect([decimalsFor([10, 0]), decimalsFor([0.18, 0]), decimalsFor([5.045, 0.2])]).toEqual([0, 2, 1])
  })
})

describe('percent', () => {
  it('never rounds a chance to certainty', () => {
    expect([0, 1e-5, 0.0188, 0.62, 0.965, 0.99999, 1].map(percent)).toEqual([
      '0 %',
      '< 0.1 %',
      '1.9 %',
      '62 %',
      '96.5 %',
      '> 99.9 %',
      '100 %',
    ])
  })
})

describe('span', () => {
  it('writes one number where both ends read the same, and a bare zero', () => {
    expect([span(0.2, 8.8, 1), span(5.01, 5.04, 1), span(0, 0.8, 2)]).toEqual([
      '0.2 to 8.8',
      '5.0',
      '0 to 0.80',
    ])
  })
})

describe('significant', () => {
  it('drops trailing zeros and writes tiny numbers with an exponent', () => {
    expect([
      significant(1.1673),
      significant(400),
      significant(2.9448e-5),
      significant(0),
      significant(99.9999999),
    ]).toEqual(['1.1673', '400', '2.9448e-5', '0', '100'])
  })
})

describe('counted and plain', () => {
  it('use the singular for one, and JSON for what is no text', () => {
    expect([counted(1, 'run'), counted(2000, 'run'), plain('a'), plain({ a: 1 }), plain(null)]).toEqual([
      '1 run',
      '2,000 runs',
      'a',
      '{"a":1}',
      'none',
    ])
  })
})

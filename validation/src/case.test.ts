import { describe, expect, it } from 'vitest'
import { absolute, between, exact, printed, relative, reported, within, withinFactor } from './case.ts'

describe('tolerances', () => {
  it('accept up to their limit and no further', () => {
    const tenth = relative(0.1, 'Why.')
    expect(within('q', 'm', -10, -11, tenth)).toMatchObject({ pass: true, share: 1, tolerance: '10 %' })
    expect(within('q', 'm', -10, -11.01, tenth).pass).toBe(false)
    const half = absolute(0.5, 'km', 'Why.')
    expect(within('q', 'km', 0, -0.25, half)).toMatchObject({ pass: true, share: 0.5, tolerance: '0.5 km' })
    expect(within('q', 'km', 0, 0.51, half).pass).toBe(false)
    expect(within('q', '', 3, 3, exact('Why.'))).toMatchObject({ pass: true, share: 0 })
    expect(within('q', '', 3, 4, exact('Why.')).pass).toBe(false)
  })

  it('do not ask for digits that were not printed', () => {
    const tolerance = printed(1e-4, 0.05, 'km', 'Why.')
    expect(tolerance.words).toBe('0.01 % or 0.05 km')
    expect(tolerance.limit(240)).toBe(0.05)
    expect(tolerance.limit(1000)).toBeCloseTo(0.1, 12)
  })

  it('never accept what is not a number', () => {
    expect(within('q', 'm', 1, NaN, relative(1, 'Why.')).pass).toBe(false)
    expect(between('q', 'm', '0 to 1', NaN, [0, 1], 'Why.').pass).toBe(false)
    expect(withinFactor('q', 'm', 1, NaN, 2, 'Why.').pass).toBe(false)
  })

  it('of a factor reach as far down as up', () => {
    expect(withinFactor('q', 'm', 10, 5.01, 2, 'Why.').pass).toBe(true)
    expect(withinFactor('q', 'm', 10, 4.99, 2, 'Why.').pass).toBe(false)
    expect(withinFactor('q', 'm', 10, 20.01, 2, 'Why.').pass).toBe(false)
  })

  it('of bounds take neither bound', () => {
    expect(between('q', 's', '0 to 1', 0.5, [0, 1], 'Why.').pass).toBe(true)
    expect(between('q', 's', '0 to 1', 1, [0, 1], 'Why.').pass).toBe(false)
  })
})

it('a bracket reports its distance and is not judged', () => {
  expect(reported('q', '', 7800, 5000)).toMatchObject({ difference: -2800, pass: null, share: null })
})

import { describe, expect, it } from 'vitest'
import { OpendomeError, idSchema, integer, number, requireWithin } from './index.ts'

describe('OpendomeError', () => {
  it('starts its message with its code and carries place, hint and cause', () => {
    const cause = new Error('inner')
    const error = new OpendomeError('unknown', 'site x', { where: 'f:1:2', hint: 'y', cause })
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('OpendomeError')
    expect(error.message).toBe('unknown site x')
    expect([error.code, error.where, error.hint, error.cause]).toEqual(['unknown', 'f:1:2', 'y', cause])
  })

  it('has no place, hint or cause unless given', () => {
    const error = new OpendomeError('invalid', 'x')
    expect([error.where, error.hint]).toEqual([undefined, undefined])
    expect('cause' in error).toBe(false)
  })

  it('takes another place and keeps the rest', () => {
    const error = new OpendomeError('missing', 'field a', { where: 'a', hint: 'add it' })
    const placed = error.at('f:3:1')
    expect(placed).not.toBe(error)
    expect([placed.code, placed.message, placed.where, placed.hint]).toEqual([
      'missing',
      'missing field a',
      'f:3:1',
      'add it',
    ])
    expect(error.where).toBe('a')
  })
})

describe('requireWithin', () => {
  it('accepts the ends and what lies between', () => {
    for (const x of [0, 0.5, 1]) expect(() => requireWithin('x', x, 0, 1)).not.toThrow()
  })

  it.each([[-1e-9], [1.0000001], [Number.NaN], [Infinity], [-Infinity]])('refuses %s', (x) => {
    expect(() => requireWithin('share', x, 0, 1, 'km')).toThrow(`invalid share ${x} km: expected 0 to 1 km`)
  })
})

describe('schema helpers', () => {
  it('bound numbers, whole numbers and ids', () => {
    expect(number(1, 2, 'x').safeParse(2).success).toBe(true)
    for (const bad of [0.99, 2.01, Number.NaN, Infinity, '1'])
      expect(number(1, 2, 'x').safeParse(bad).success).toBe(false)
    expect(integer(1, 3, 'x').safeParse(2).success).toBe(true)
    for (const bad of [1.5, 0, 4, 2 ** 60]) expect(integer(1, 3, 'x').safeParse(bad).success).toBe(false)
    for (const id of ['a', '0', 'v-2', 'x'.repeat(64)]) expect(idSchema.safeParse(id).success).toBe(true)
    for (const id of ['', '-a', 'A', 'a b', 'a_b', 'x'.repeat(65), 'a\n'])
      expect(idSchema.safeParse(id).success).toBe(false)
  })
})

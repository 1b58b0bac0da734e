import { describe, expect, it } from 'vitest'
import { custody } from './index.ts'
import { INFRARED, leo, network, target } from './fixture.ts'

const few = network([leo('low', INFRARED, 3, 5)])
const object = { ...target(41, 127, 2e5), liftoff: 500, end: 8500 }

describe('custody of an object', () => {
  it('counts the heads that see it at each time, from liftoff to its end', () => {
    const got = custody(few, object, { step: 10 })
    expect([got.times[0], got.times.at(-1), got.times.length]).toEqual([500, 8500, 801])
    const seen = new Int32Array(few.heads)
    for (const i of [0, 100, 400, 800]) expect(got.heads[i]).toBe(few.visible(got.times[i]!, object, seen))
  })

  it('has gaps exactly where too few see it', () => {
    for (const enough of [1, 2]) {
      const { times, heads, first, gaps } = custody(few, object, { step: 10, enough })
      expect(gaps.length).toBeGreaterThan(1)
      times.forEach((t, i) => {
        const open = first === undefined || t < first || gaps.some((g) => t > g.from && t < g.to)
        const atEnd = t === times.at(-1)
        expect(heads[i]! < enough, `${t}`).toBe(atEnd ? heads[i]! < enough : open)
      })
    }
  })

  it('has no gap where enough see it always, and no first time where none ever does', () => {
    const many = network([leo('low')])
    expect(custody(many, object, { step: 60 }).gaps).toEqual([])
    const never = custody(many, target(41, 127, 5000), { step: 60 })
    expect([never.first, never.gaps]).toEqual([undefined, []])
  })

  it.each([
    [{ step: 0 }, 'invalid custody step 0 s'],
    [{ enough: 0 }, 'invalid enough heads 0'],
    [{ enough: 1.5 }, 'invalid enough heads 1.5'],
  ])('refuses %o', (options, message) => {
    expect(() => custody(few, object, options)).toThrow(message)
  })
})

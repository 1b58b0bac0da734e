import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statedTrack } from './index.ts'

const sight = { sensor: 'stated', t: 30, available: 35 }

describe('a stated track', () => {
  it('has its solution the delay after the report', () => {
    expect(statedTrack(sight, { delay: 15 })).toEqual({ seen: 35, solution: 50 })
  })

  it('does not exist without a sight', () => {
    expect(statedTrack(undefined, { delay: 15 })).toBeUndefined()
  })

  it('has its solution at the stated time after launch, whatever the sight', () => {
    expect(statedTrack(sight, { at: 45 })).toEqual({ seen: 35, solution: 45 })
    expect(statedTrack(undefined, { at: 45 })).toEqual({ seen: 45, solution: 45 })
  })

  it('never has a solution before the sight it came from', () => {
    const time = fc.double({ min: 0, max: 600, noNaN: true })
    fc.assert(
      fc.property(time, time, (available, at) => {
        const track = statedTrack({ sensor: 'stated', t: 0, available }, { at })!
        expect(track.solution).toBe(at)
        expect(track.seen).toBe(Math.min(available, at))
      }),
    )
  })
})

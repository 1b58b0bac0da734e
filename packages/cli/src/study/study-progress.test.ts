import { describe, expect, it } from 'vitest'
import { duration, progressWords } from './study-progress.ts'

describe('progressWords', () => {
  const now = { runs: 1200, of: 4000, points: 0, ofPoints: 1, interval: undefined, rate: 0 }

  it('says runs only while nothing is known of the pace', () => {
    expect(progressWords(now)).toBe('1,200 of 4,000 runs')
  })

  it('says pace, time left, points and the interval that is waited for', () => {
    const interval = { output: 'leaked', width: 0.3141, wanted: 0.2 }
    expect(progressWords({ ...now, points: 1, ofPoints: 3, interval, rate: 700 })).toBe(
      '1,200 of 4,000 runs, 1 of 3 points, 700/s, 4 s left, leaked 0.31 wide, 0.20 wanted',
    )
  })
})

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [89.4, '89 s'],
    [600, '10 min'],
    [9000, '2.5 h'],
  ])('%d s is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })
})

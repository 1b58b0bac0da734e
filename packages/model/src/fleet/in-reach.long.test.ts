import { describe, expect, it } from 'vitest'
import { compareAtTimes, compareFinely } from './in-reach.property.test.ts'

describe('in reach, in many more shells', () => {
  it('equals a search over all satellites at the same path times, in 10,000 random shells', () => {
    expect(compareAtTimes(2000)).toBeGreaterThan(3500)
  })

  it('equals a fine search over path and satellites to the stated error of the union, in 5,000 random shells', () => {
    expect(compareFinely(1000)).toBeGreaterThan(1600)
  })
})

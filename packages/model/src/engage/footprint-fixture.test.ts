import { describe, expect, it } from 'vitest'
import { FLIGHTS } from './footprint-fixture.ts'

describe('the flights', () => {
  it('come down', () => {
    for (const flight of FLIGHTS) expect(flight.impact.t).toBeGreaterThan(600)
  })
})

import { expect, it } from 'vitest'
import { flyAnywhere } from './guidance.test.ts'

it('180 flights from anywhere to anywhere hit within 100 m', () => {
  expect(flyAnywhere(180)).toBe(180)
})

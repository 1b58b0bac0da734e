import { describe, it } from 'vitest'
import { ExtendedFilter, Imm, LinearFilter, UnscentedFilter, ConstantVelocity } from './index.ts'
import { fuzz } from './filter.test.ts'

// The covariance of each filter over a million random steps, back and forth, with measurements of any quality.

const motion = new ConstantVelocity(1, 0.1)

describe('a million fuzzed steps', () => {
  it.each([
    ['linear', (s: { x: number[]; P: number[] }) => new LinearFilter(motion, s.x, s.P)],
    ['extended', (s: { x: number[]; P: number[] }) => new ExtendedFilter(motion, s.x, s.P)],
    ['unscented', (s: { x: number[]; P: number[] }) => new UnscentedFilter(motion, s.x, s.P)],
    [
      'interacting models',
      (s: { x: number[]; P: number[] }) =>
        new Imm([motion, new ConstantVelocity(1, 10)], [s, s], [0, 0.03, 0.03, 0], [0.5, 0.5]),
    ],
  ])('leave the covariance of the %s filter symmetric positive definite', (_name, make) => {
    fuzz(make, 1_000_000)
  })
})

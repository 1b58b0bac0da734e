import { expect, it } from 'vitest'
import { CASES, study } from './consistency.test.ts'
import { ExtendedFilter, UnscentedFilter, consistencyBounds } from './index.ts'

// The table of docs/track.md: matched models over 500 runs, against the posterior Cramér–Rao bound.

it('prints the consistency of the filters and their distance from the bound', () => {
  const rows = Object.entries(CASES).flatMap(([name, problem]) =>
    [ExtendedFilter, UnscentedFilter].map((Kind) => {
      const got = study(problem, (x, P) => new Kind(problem.motion, x, P))
      const bounds = consistencyBounds(problem.motion.dimension, 500, 0.95)
      const nees = got.nees.reduce((a, b) => a + b, 0) / got.nees.length
      const ratios = got.rms.map((r, k) => r / got.bound[k]!)
      expect(Math.max(...ratios)).toBeLessThan(1.3)
      return [
        `${name}, ${Kind.name}`,
        {
          'mean NEES': nees.toFixed(2),
          low: bounds.low.toFixed(2),
          high: bounds.high.toFixed(2),
          'steps outside': got.nees.filter((v) => v < bounds.low || v > bounds.high).length,
          'least RMS/bound': Math.min(...ratios).toFixed(2),
          'largest RMS/bound': Math.max(...ratios).toFixed(2),
          'last RMS m': got.rms.at(-1)!.toFixed(0),
          'last bound m': got.bound.at(-1)!.toFixed(0),
        },
      ] as const
    }),
  )
  console.table(Object.fromEntries(rows))
})

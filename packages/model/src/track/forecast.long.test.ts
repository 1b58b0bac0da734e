import { describe, expect, it } from 'vitest'
import { forecasts } from './forecast.test.ts'

// What is asked of predicted impacts: ellipses of 90 % hold 90 ± 3 % of the impacts. 500 runs have a sampling error of 1.3 %. That is where the
// model is matched: half a minute and more after thrust has ended. Under thrust it is not, on purpose: the filter allows for a staging at any second, so
// its ellipses are wider than need be between stagings, and for a few seconds too small at one. There the mean over moments may be too careful, by up to
// half of the tenth left out, never too bold by more than 3 %.

const RUNS = 500

describe.each([
  ['solid', 0, [40, 60, 80, 100, 130, 160, 200], [240, 280]],
  ['liquid', 1, [60, 80, 100, 130, 160, 200, 225], [290, 320]],
] as const)('five hundred drawn missiles of the %s template', (name, which, thrust, free) => {
  it('come down in their ellipses 90 ± 3 % of the time', () => {
    const got = forecasts(which, [...thrust, ...free], RUNS)
    console.table(
      Object.fromEntries(
        [...got].map(([t, f]) => [
          `${name} ${t} s`,
          {
            typed: f.typed,
            held: f.held,
            told: f.told,
            'major km': f.semiMajor / 1000,
            'minor km': f.semiMinor / 1000,
            'burnout s': f.burnoutError,
            z2: f.burnout,
            'launch m': f.launchError,
            'launch s': f.launchTime,
            'launch z2': f.launch,
            'path z2': f.path.map((e) => e.toFixed(2)).join(' '),
            'path km': f.pathError.map((e) => (e / 1000).toFixed(2)).join(' '),
          },
        ]),
      ),
    )
    const held = (moments: readonly number[]): number =>
      moments.reduce((sum, t) => sum + got.get(t)!.held, 0) / moments.length
    expect(Math.abs(held(free) - 0.9)).toBeLessThanOrEqual(0.03)
    expect(held(thrust)).toBeGreaterThanOrEqual(0.87)
    expect(held(thrust)).toBeLessThanOrEqual(0.95)
  })
})

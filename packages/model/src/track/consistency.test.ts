import { describe, expect, it } from 'vitest'
import { tryCholesky, Stream } from '../math/index.ts'
import { Shell } from '../orbit/index.ts'
import { consistencyBounds, nees } from './metrics-errors.ts'
import { Boost, ExtendedFilter, FreeFlight, SightModel, UnscentedFilter, posteriorBound } from './index.ts'
import type { Filter } from './filter.ts'
import type { MotionModel } from './models.ts'

// Matched models: the truth moves by the filter's own model with its noise, is seen by four satellites with the stated errors, and is started with the stated covariance. Then the filter's covariance is right on average
// (NEES) and its errors are near the posterior Cramér–Rao bound, which no filter can beat.

const RUNS = 500
const STEPS = 60
/** RMS over bound that is asked of a filter where the bound applies. */
const NEAR_BOUND = 1.3

interface Case {
  readonly motion: MotionModel
  readonly x0: readonly number[]
  readonly sigmas: readonly number[]
  readonly step: number
}

export const CASES: Record<string, Case> = {
  boost: {
    motion: new Boost({ steering: 0.25, thrust: 2, growth: 2.5e-7 }),
    // Growth such that the mass does not run out within the minute: κ₀ T stays below 1.
    x0: [-2_900_000, 3_900_000, 4_200_000, 300, 1000, 1100, 30, 0.008],
    sigmas: [500, 500, 500, 50, 50, 50, 5, 0.002],
    step: 1,
  },
  'free flight': {
    motion: new FreeFlight(8000, 1e-4, 0.2),
    x0: [-3_000_000, 4_100_000, 4_600_000, -1000, 3500, 4500],
    sigmas: [1000, 1000, 1000, 100, 100, 100],
    step: 2,
  },
}

const shell = new Shell({ altitude: 1_000_000, inclination: 1.2, planes: 6, perPlane: 10, phasing: 1 })
/** Four satellites above the horizon of the start of both cases. */
const WATCHING = [0, 1, 2, 3]

/** Draws from N(0, P). */
function draw(stream: Stream, n: number, P: Float64Array, out: Float64Array): void {
  const L = P.slice(0, n * n)
  for (let i = 0; i < n; i++) L[i * n + i]! += 1e-18
  if (!tryCholesky(n, L)) throw new Error('noise')
  const z = Array.from({ length: n }, () => stream.normal())
  for (let i = 0; i < n; i++) {
    out[i] = 0
    for (let k = 0; k <= i; k++) out[i]! += L[i * n + k]! * z[k]!
  }
}

/** Average NEES per step, RMS position error per step, and the bound's, of one kind of filter. */
export function study(
  { motion, x0, sigmas, step }: Case,
  make: (x: Float64Array, P: Float64Array) => Filter,
): { nees: Float64Array; rms: Float64Array; bound: Float64Array } {
  const n = motion.dimension
  const P0 = new Float64Array(n * n)
  sigmas.forEach((s, i) => (P0[i * n + i] = s * s))
  const sums = { nees: new Float64Array(STEPS), rms: new Float64Array(STEPS), bound: new Float64Array(STEPS) }
  const F = new Float64Array(n * n)
  const Q = new Float64Array(n * n)
  const H = new Float64Array(2 * n)
  const error = new Float64Array(n)
  const sight = new SightModel(n, 1e-4)
  const sensor = new Float64Array(3)
  const u = new Float64Array(3)
  const z = new Float64Array(2)
  const times = Array.from({ length: STEPS }, (_, k) => k * step)
  const aim = (t: number, w: number, x: Float64Array): void => {
    // Any four of the shell: the Earth is not in this test.
    shell.position(t, 7 * WATCHING[w]!, sensor)
    const d = [0, 1, 2].map((i) => x[i]! - sensor[i]!)
    const size = Math.hypot(...d)
    d.forEach((c, i) => (u[i] = c / size))
    sight.aim(sensor, u)
  }
  for (let run = 0; run < RUNS; run++) {
    const stream = new Stream(11, run, 'test/consistency', n)
    const x = Float64Array.from(x0)
    draw(stream, n, P0, error)
    const filter = make(
      x.map((c, i) => c + error[i]!),
      P0,
    )
    const states = new Float64Array(n * STEPS)
    for (let k = 0; k < STEPS; k++) {
      if (k > 0) {
        motion.linearise(x, step, F, Q)
        motion.move(x, step)
        draw(stream, n, Q, error)
        for (let i = 0; i < n; i++) x[i]! += error[i]!
        filter.predict(step)
      }
      states.set(x, k * n)
      for (let w = 0; w < WATCHING.length; w++) {
        aim(times[k]!, w, x)
        z[0] = 1e-4 * stream.normal()
        z[1] = 1e-4 * stream.normal()
        filter.update(sight, z)
      }
      for (let i = 0; i < n; i++) error[i] = filter.x[i]! - x[i]!
      sums.nees[k]! += nees(error, filter.P) / RUNS
      sums.rms[k]! += (error[0]! ** 2 + error[1]! ** 2 + error[2]! ** 2) / RUNS
    }
    // The bound along this run's own path; a tenth of the runs is plenty for its average.
    if (run % 10 !== 0) continue
    const bound = posteriorBound(motion, P0, times, states, (k, J) => {
      const at = states.subarray(k * n, k * n + n)
      for (let w = 0; w < WATCHING.length; w++) {
        aim(times[k]!, w, at)
        sight.linearise(at, H)
        for (let r = 0; r < 2; r++)
          for (let i = 0; i < n; i++)
            for (let j = 0; j < n; j++) J[i * n + j]! += (H[r * n + i]! * H[r * n + j]!) / sight.R[0]!
      }
    })
    for (let k = 0; k < STEPS; k++) {
      const at = k * n * n
      sums.bound[k]! += (bound[at]! + bound[at + n + 1]! + bound[at + 2 * (n + 1)]!) / (RUNS / 10)
    }
  }
  return { nees: sums.nees, rms: sums.rms.map(Math.sqrt), bound: sums.bound.map(Math.sqrt) }
}

describe.each(Object.entries(CASES))('matched %s', (_name, problem) => {
  const n = problem.motion.dimension
  it.each([
    ['extended', (x: Float64Array, P: Float64Array): Filter => new ExtendedFilter(problem.motion, x, P)],
    ['unscented', (x: Float64Array, P: Float64Array): Filter => new UnscentedFilter(problem.motion, x, P)],
  ])('the %s filter is consistent and near the bound over 500 runs', (_filter, make) => {
    const got = study(problem, make)
    // 95 % bounds of the average NEES of 500 runs; of 60 steps about 3 lie outside by chance, and steps are correlated: the mean over steps is asked to lie inside, and nine tenths of the steps.
    const bounds = consistencyBounds(n, RUNS, 0.95)
    const mean = got.nees.reduce((a, b) => a + b, 0) / STEPS
    expect(mean).toBeGreaterThan(bounds.low)
    expect(mean).toBeLessThan(bounds.high)
    const outside = got.nees.filter((v) => v < bounds.low || v > bounds.high).length
    expect(outside).toBeLessThan(0.2 * STEPS)
    const ratios = got.rms.map((r, k) => r / got.bound[k]!)
    // RMS of 500 runs has itself an error of 2 to 3 %.
    expect(Math.max(...ratios)).toBeLessThan(NEAR_BOUND)
    expect(Math.min(...ratios)).toBeGreaterThan(0.9)
  })
})

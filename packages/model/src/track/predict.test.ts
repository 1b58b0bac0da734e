import { beforeAll, describe, expect, it } from 'vitest'
import { Stream, tryCholesky } from '../math/index.ts'
import { newMeasurements } from '../sense/index.ts'
import { Beliefs } from './beliefs.ts'
import { drawFlight, flyThreat, observe, watchers, RAD } from './fixture.ts'
import { flyFreely, flyTemplate } from './fly-on.ts'
import { Tracker, boosterTemplate, newPath, trackingOptions } from './index.ts'
import { Predictor } from './predict.ts'
import type { Track } from './track.ts'

// The predicted path against single paths: the ways on of a track are drawn from, each draw is flown by itself, and mean and scatter of the flights are what
// the prediction has to say.

const OPTIONS = trackingOptions({})
const REFERENCE = flyThreat({
  vehicle: 'icbm-solid-generic',
  launch: { lat: 40 * RAD, lon: 126 * RAD },
  aim: { lat: 35 * RAD, lon: -140 * RAD },
}).trajectory
const TEMPLATES = [boosterTemplate('solid', REFERENCE, { burnTimeSigma: 0.04, accelerationSigma: 0.04 })]
const SATELLITES = watchers({ planes: 9, perPlane: 12, altitude: 1_000_000 }, 1e-4)
const HORIZONS = [10, 30, 60, 120]
const DRAWS = 4000
/** Four sampling errors of a mean of 4,000 flights, in sigmas of the flights; the same of their scatter (1/√(2 · 4,000)) and the bend of second order. */
const SAMPLING = 0.063
const SCATTER = 0.06
/** What the bend of the dynamics moves the mean by, in sigmas: 0.07 was seen with stagings ahead. */
const BEND = 0.15

interface Drawn {
  /** Mean (6) and covariance (6 × 6) of the flights at each horizon. */
  readonly mean: Float64Array[]
  readonly covariance: Float64Array[]
}

/** Follows one drawn missile to `until` s after liftoff. */
function followed(until: number): { tracker: Tracker; track: Track } {
  const tracker = new Tracker(OPTIONS, TEMPLATES, 0)
  const stream = new Stream(5, 0, 'test/predict', 0)
  const missile = drawFlight(TEMPLATES[0]!, REFERENCE, 0.2, 0, 0, stream)
  const list = newMeasurements(1000)
  for (let t = 0; t <= until; t++) {
    list.count = 0
    observe(SATELLITES, [missile.truth], t, stream, list)
    tracker.step(t, list)
  }
  return { tracker, track: tracker.tracks.find((k) => k.status === 'confirmed') as Track }
}

/** Draws from the ways on of a track and flies each draw. */
function drawn(track: Track): Drawn {
  const predictor = new Predictor(new Beliefs(OPTIONS), TEMPLATES, OPTIONS)
  const count = predictor.ways(track)
  const stream = new Stream(6, 0, 'test/predict', 1)
  const sums = HORIZONS.map(() => new Float64Array(6))
  const flights: Float64Array[][] = HORIZONS.map(() => [])
  const factors = Array.from({ length: count }, (_, k) => {
    const { template, covariance } = predictor.way(k)
    const n = template < 0 ? 7 : 9
    const L = covariance.slice(0, n * n)
    expect(tryCholesky(n, L)).toBe(true)
    return { n, L }
  })
  for (let i = 0; i < DRAWS; i++) {
    let k = 0
    for (let u = stream.uniform() - predictor.way(0).weight; u > 0 && k + 1 < count;)
      u -= predictor.way(++k).weight
    const { template, mean } = predictor.way(k)
    const { n, L } = factors[k]!
    const z = Array.from({ length: n }, () => stream.normal())
    const x = Float64Array.from({ length: 9 }, (_, a) => {
      let value = mean[a]!
      for (let b = 0; a < n && b <= a; b++) value += L[n * a + b]! * z[b]!
      return value
    })
    const flying = { liftoff: x[6]!, stretch: x[7]!, strength: x[8]! }
    let t = track.t
    HORIZONS.forEach((h, at) => {
      if (template < 0) flyFreely(x, t, track.t + h, OPTIONS.ballisticCoefficient * x[6]!)
      else flyTemplate(x, t, track.t + h, TEMPLATES[template]!, flying)
      t = track.t + h
      flights[at]!.push(x.slice(0, 6))
      for (let c = 0; c < 6; c++) sums[at]![c]! += x[c]! / DRAWS
    })
  }
  const covariance = flights.map((list, at) => {
    const P = new Float64Array(36)
    for (const x of list)
      for (let k = 0; k < 36; k++) {
        const [a, b] = [Math.floor(k / 6), k % 6]
        P[k]! += ((x[a]! - sums[at]![a]!) * (x[b]! - sums[at]![b]!)) / DRAWS
      }
    return P
  })
  return { mean: sums, covariance }
}

const rootOfTrace = (P: Float64Array, at: number): number => Math.sqrt(P[at]! + P[at + 7]! + P[at + 14]!)

describe.each([
  ['under thrust', 100],
  ['about the end of thrust', 170],
  ['in free flight', 220],
] as const)('the predicted path of a missile %s', (_name, until) => {
  let tracker: Tracker
  let track: Track
  let flown: Drawn
  beforeAll(() => {
    ;({ tracker, track } = followed(until))
    flown = drawn(track)
  })
  const out = newPath(HORIZONS.length)
  const times = (): number[] => HORIZONS.map((h) => track.t + h)
  const apart = (i: number): number => {
    let sum = 0
    for (let c = 0; c < 3; c++) sum += (out.r_eci[3 * i + c]! - flown.mean[i]![c]!) ** 2
    return Math.sqrt(sum)
  }

  it('is the mean of single flights, and its covariance their scatter', () => {
    expect(tracker.path(track.id, times(), out)).toBe(true)
    HORIZONS.forEach((h, i) => {
      const sigma = rootOfTrace(flown.covariance[i]!, 0)
      const said = rootOfTrace(out.covariance.subarray(36 * i, 36 * i + 36), 0)
      expect(apart(i) / sigma, `${h} s ahead`).toBeLessThan(SAMPLING)
      expect(Math.abs(said / sigma - 1), `${h} s ahead`).toBeLessThan(SCATTER)
    })
  })

  it('is passed close by the path through the means of its ways', () => {
    expect(tracker.meanPath(track.id, times(), out)).toBe(true)
    HORIZONS.forEach((h, i) => {
      const sigma = rootOfTrace(flown.covariance[i]!, 0)
      expect(apart(i) / sigma, `${h} s ahead`).toBeLessThan(BEND)
    })
  })
})

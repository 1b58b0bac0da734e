import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Stream, normalCdf } from '../math/index.ts'
import { chanceWithin, divertReach, hitChance, sigmaAcross, type LastLeg } from './hit-chance.ts'

const G = 9.80665
const LEG: LastLeg = {
  sigma: [800, 800],
  closingSpeed: 10_000,
  seekerRange: 100e3,
  divert: 200,
  divertAcceleration: 4 * G,
  guidanceLag: 0.1,
  hitRadius: 0.5,
}

/**
 * The guidance loop of one shot, the other way to the same number: the miss is drawn, and every step the kill vehicle thrusts at
 * full acceleration against the zero-effort miss that it sees, its own lagging thrust in it, until its Δv is spent.
 */
function missOf({ divert, divertAcceleration, guidanceLag }: LastLeg, tau: number, y: number[]): number {
  const v = [0, 0]
  const a = [0, 0]
  let left = divert
  const step = tau / 10_000
  const fade = 1 - Math.exp(-step / guidanceLag)
  for (let i = 0; i < 10_000; i++) {
    const go = tau - i * step
    const x = go / guidanceLag
    // Zarchan: what the lagging acceleration still does to the miss.
    const rest = guidanceLag * guidanceLag * (Math.exp(-x) + x - 1)
    const zem = [0, 1].map((k) => y[k]! + v[k]! * go + a[k]! * rest)
    const size = Math.hypot(zem[0]!, zem[1]!)
    // A command no longer than a step may overshoot by what it does until intercept.
    const wanted = size > 0 && left > 0 ? Math.min(divertAcceleration, size / (go * step), left / step) : 0
    left -= wanted * step
    for (let k = 0; k < 2; k++) {
      a[k]! += fade * ((size > 0 ? (-wanted * zem[k]!) / size : 0) - a[k]!)
      v[k]! += a[k]! * step
      y[k]! += v[k]! * step
    }
  }
  return Math.hypot(y[0]!, y[1]!)
}

describe('the chance to hit', () => {
  const cases: LastLeg[] = [
    LEG,
    { ...LEG, sigma: [2000, 300] },
    { ...LEG, divert: 2000, divertAcceleration: 2 * G },
    { ...LEG, seekerRange: 20e3, sigma: [60, 60], guidanceLag: 0.4, divertAcceleration: 10 * G },
    { ...LEG, sigma: [1500, 900], divert: 100 },
  ]
  const tauOf = (leg: LastLeg): number => leg.seekerRange / leg.closingSpeed
  const reachOf = (leg: LastLeg): number =>
    divertReach(leg.divert, leg.divertAcceleration, leg.guidanceLag, tauOf(leg)) + leg.hitRadius

  it('rests on what a guidance loop takes out: 30 shots in each of five geometries hit where the closed form says', () => {
    cases.forEach((leg, n) => {
      const stream = new Stream(11, n, 'guidance', 0)
      let hits = 0
      for (let i = 0; i < 30; i++) {
        const y = [leg.sigma[0] * stream.normal(), leg.sigma[1] * stream.normal()]
        const beyond = Math.hypot(...y) - reachOf(leg)
        const miss = missOf(leg, tauOf(leg), y)
        if (beyond < 0) hits++
        if (beyond < 0) expect(miss).toBeLessThan(leg.hitRadius + 0.01)
        // What divert cannot take out is left over.
        else expect(Math.abs(miss - leg.hitRadius - beyond)).toBeLessThan(0.01 * beyond + 0.01)
      }
      expect(hits).toBeGreaterThan(3)
      expect(hits).toBeLessThan(30)
    })
  })

  it('is the share of 40,000 drawn errors that such a loop takes out', () => {
    cases.forEach((leg, n) => {
      const stream = new Stream(12, n, 'errors', 0)
      let hits = 0
      for (let i = 0; i < 40_000; i++)
        if (Math.hypot(leg.sigma[0] * stream.normal(), leg.sigma[1] * stream.normal()) <= reachOf(leg)) hits++
      const chance = hitChance(leg)
      // Four standard errors.
      expect(Math.abs(hits / 40_000 - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / 40_000))
    })
  })

  it('is Rayleigh’s where both deviations are equal, and one-dimensional where one is zero', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 5000, noNaN: true }),
        fc.double({ min: 0.1, max: 5000, noNaN: true }),
        (radius, sigma) => {
          expect(chanceWithin(radius, sigma, sigma)).toBeCloseTo(
            1 - Math.exp(-((radius / sigma) ** 2) / 2),
            12,
          )
          const line = 2 * normalCdf(radius / sigma) - 1
          // One standard deviation of zero leaves a corner in the integrand.
          expect(Math.abs(chanceWithin(radius, sigma, 0) - line)).toBeLessThan(0.004)
          expect(chanceWithin(radius, 0, 0)).toBe(1)
          expect(chanceWithin(radius, sigma, 0.3 * sigma)).toBeCloseTo(
            chanceWithin(radius, 0.3 * sigma, sigma),
            12,
          )
        },
      ),
    )
  })

  it('falls with the error and rises with divert, time to go and hit radius', () => {
    const rises = (a: LastLeg, b: LastLeg): void => expect(hitChance(b)).toBeGreaterThan(hitChance(a))
    rises({ ...LEG, sigma: [900, 800] }, LEG)
    rises(LEG, { ...LEG, divert: 220 })
    rises(LEG, { ...LEG, divertAcceleration: 5 * G })
    rises(LEG, { ...LEG, seekerRange: 120e3 })
    rises(LEG, { ...LEG, hitRadius: 30 })
    rises({ ...LEG, guidanceLag: 1 }, LEG)
    rises({ ...LEG, closingSpeed: 12_000 }, LEG)
    rises({ ...LEG, flown: 5 }, LEG)
    expect(hitChance({ ...LEG, sigma: [0, 0] })).toBe(1)
    expect(hitChance({ ...LEG, divert: 0, hitRadius: 0 })).toBe(0)
  })

  it('refuses a leg that does not close', () => {
    for (const closingSpeed of [0, -1, NaN, Infinity])
      expect(() => hitChance({ ...LEG, closingSpeed })).toThrow(/^invalid last leg/)
    expect(() => hitChance({ ...LEG, sigma: [NaN, 1] })).toThrow(/^invalid last leg/)
  })
})

describe('the reach of divert', () => {
  it('is Δv·τ with thrust to spare, half of Aτ² without, and less with a lag', () => {
    expect(divertReach(200, 1e9, 0, 10)).toBeCloseTo(2000, 3)
    expect(divertReach(1e9, 40, 0, 10)).toBeCloseTo(2000, 9)
    expect(divertReach(1e9, 40, 0.5, 10)).toBeCloseTo(40 * (50 - 5 + 0.25), 6)
    expect(divertReach(200, 40, 0, 10)).toBeCloseTo(200 * (10 - 2.5), 9)
    expect(divertReach(200, 40, 0.1, 0)).toBe(0)
    expect(divertReach(0, 40, 0.1, 10)).toBe(0)
  })
})

describe('deviations across a direction', () => {
  it('are those of the drawn errors, projected', () => {
    const covariance = Float64Array.of(9, 2, 1, 2, 16, 3, 1, 3, 25)
    const [a, b] = sigmaAcross(covariance, 3, Float64Array.of(0, 0, 1))
    // Of [[9, 2], [2, 16]] by hand: 12.5 ± √(3.5² + 2²).
    expect(a).toBeCloseTo(Math.sqrt(12.5 + Math.sqrt(16.25)), 12)
    expect(b).toBeCloseTo(Math.sqrt(12.5 - Math.sqrt(16.25)), 12)
  })

  it('leave out the error along it and keep the trace across', () => {
    const unit = fc
      .tuple(...[0, 1, 2].map(() => fc.double({ min: -1, max: 1, noNaN: true })))
      .filter((u) => Math.hypot(...u) > 0.1)
    fc.assert(
      fc.property(unit, (u) => {
        const size = Math.hypot(...u)
        const n = Float64Array.from(u, (c) => c / size)
        const covariance = new Float64Array(36)
        for (let i = 0; i < 3; i++)
          for (let k = 0; k < 3; k++) covariance[6 * i + k] = (i === k ? 4 : 0) + 100 * n[i]! * n[k]!
        const [a, b] = sigmaAcross(covariance, 6, n)
        expect(a).toBeCloseTo(2, 9)
        expect(b).toBeCloseTo(2, 9)
      }),
    )
  })
})

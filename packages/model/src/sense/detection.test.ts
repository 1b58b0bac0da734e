import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { fadingDetection, fadingSnr, steadyDetection } from './detection.ts'

const snr = fc.double({ min: 0, max: 1e4, noNaN: true })

describe('detection of a steady signal', () => {
  it('is one half at the threshold, and what noise does where there is no signal', () => {
    expect(steadyDetection(6, 6)).toBe(0.5)
    // Φ(−3) = 1.349898e-3 (Abramowitz and Stegun, table 26.1).
    expect(steadyDetection(0, 3)).toBeCloseTo(1.349898e-3, 9)
  })

  it('rises with the signal and falls with the threshold', () => {
    fc.assert(
      fc.property(snr, snr, fc.double({ min: 1, max: 20, noNaN: true }), (a, b, threshold) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        expect(steadyDetection(low, threshold)).toBeLessThanOrEqual(steadyDetection(high, threshold))
        expect(steadyDetection(a, threshold + 1)).toBeLessThanOrEqual(steadyDetection(a, threshold))
      }),
    )
  })
})

describe('detection of a fading target', () => {
  it('is the false-alarm probability without signal, and rises with it', () => {
    expect(fadingDetection(0, 1e-6)).toBe(1e-6)
    fc.assert(
      fc.property(snr, snr, (a, b) => {
        expect(fadingDetection(Math.min(a, b), 1e-6)).toBeLessThanOrEqual(
          fadingDetection(Math.max(a, b), 1e-6),
        )
      }),
    )
  })

  it('is undone by fadingSnr', () => {
    for (const p of [0.05, 0.5, 0.9, 0.99])
      expect(fadingDetection(fadingSnr(p, 1e-6), 1e-6)).toBeCloseTo(p, 12)
    // 21.1 dB for 0.9 at 1e-6: 131.1 − 1 as a ratio.
    expect(fadingSnr(0.9, 1e-6)).toBeCloseTo(130.126, 2)
  })

  it('is how often an exponential power of mean 1 + S/N passes the threshold −ln P_fa', () => {
    const draws = new Stream(1, 0, 'swerling', 0)
    const ratio = 8
    const threshold = -Math.log(1e-3)
    let passed = 0
    const looks = 200_000
    for (let i = 0; i < looks; i++) if (-(1 + ratio) * Math.log(draws.uniform()) > threshold) passed++
    const expected = fadingDetection(ratio, 1e-3)
    const sigma = Math.sqrt((expected * (1 - expected)) / looks)
    expect(Math.abs(passed / looks - expected)).toBeLessThan(4 * sigma)
  })
})

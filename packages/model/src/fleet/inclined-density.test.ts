import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { Shell } from '../orbit/index.ts'
import { meanInCap, simpleMeanInCap, uniformShell } from './index.ts'

const DEG = Math.PI / 180

describe('mean number in a cap', () => {
  it('is that of the shells of random node and phase, within five standard errors, by position', () => {
    const out = new Float64Array(3)
    for (const [inclination, latitude, cap] of [
      [60, 40, 5.132],
      [45, 40, 5.132],
      [50, 52, 5],
      [86, 85, 10],
      [98, -70, 8],
      [135, 0, 20],
      [30, 80, 55],
      [2, 3, 6],
    ] as const) {
      const stream = new Stream(3, 0, `${inclination}/${latitude}`, 0)
      const [z, flat] = [Math.sin(latitude * DEG), Math.cos(latitude * DEG)]
      const samples: number[] = []
      for (let n = 0; n < 600; n++) {
        const shell = new Shell({
          altitude: 400e3,
          inclination: inclination * DEG,
          planes: 10,
          perPlane: 10,
          phasing: 3.7,
          raan0: 2 * Math.PI * stream.uniform(),
          anomaly0: 2 * Math.PI * stream.uniform(),
        })
        let inside = 0
        for (let i = 0; i < shell.count; i++) {
          shell.position(0, i, out)
          if ((out[0]! * flat + out[2]! * z) / shell.radius >= Math.cos(cap * DEG)) inside++
        }
        samples.push(inside)
      }
      const mean = samples.reduce((a, b) => a + b, 0) / samples.length
      const variance = samples.reduce((a, b) => a + (b - mean) ** 2, 0) / (samples.length - 1)
      const error = Math.sqrt(Math.max(variance, mean) / samples.length)
      const expected = meanInCap(100, cap * DEG, latitude * DEG, inclination * DEG)
      expect(Math.abs(mean - expected), `${inclination}° ${latitude}°`).toBeLessThan(5 * error)
    }
  })

  it('adds up to the fleet: over the sphere the mean is that of an even spread', () => {
    // ∫ mean(φ) cos φ dφ / 2 = N (1 − cos θ)/2, whatever the inclination.
    for (const inclination of [53, 120]) {
      const steps = 360
      let sum = 0
      for (let k = 0; k < steps; k++) {
        const latitude = Math.PI * ((k + 0.5) / steps - 0.5)
        sum += meanInCap(1000, 0.2, latitude, inclination * DEG) * Math.cos(latitude) * (Math.PI / steps / 2)
      }
      expect(Math.abs(sum / ((1000 * (1 - Math.cos(0.2))) / 2) - 1)).toBeLessThan(5e-4)
    }
  })

  it('is the simple density N θ²/(2π√(sin²i − sin²φ)) for a small cap far from the inclination', () => {
    const simple = (1000 * 0.01 ** 2) / (2 * Math.PI * Math.sqrt(Math.sin(1.2) ** 2 - Math.sin(0.5) ** 2))
    expect(Math.abs(meanInCap(1000, 0.01, 0.5, 1.2) / simple - 1)).toBeLessThan(2e-4)
  })

  it('is a chord of the equator for an equatorial shell, and nothing far from it', () => {
    expect(meanInCap(360, 10 * DEG, 0, 0)).toBeCloseTo(20, 9)
    expect(meanInCap(360, 10 * DEG, 0, Math.PI)).toBeCloseTo(20, 9)
    expect(meanInCap(360, 10 * DEG, 10 * DEG, 0)).toBeLessThan(1e-4)
    expect(meanInCap(360, 10 * DEG, 11 * DEG, 0)).toBe(0)
    const chord = Math.acos(Math.cos(10 * DEG) / Math.cos(6 * DEG)) / DEG
    expect(meanInCap(360, 10 * DEG, 6 * DEG, 0)).toBeCloseTo(2 * chord, 9)
    // The limit of small inclinations.
    expect(meanInCap(360, 10 * DEG, 6 * DEG, 1e-5)).toBeCloseTo(2 * chord, 2)
  })

  it('refuses values out of range and NaN', () => {
    for (const [count, cap, latitude, inclination] of [
      [NaN, 0.1, 0, 1],
      [10, 0, 0, 1],
      [10, 2, 0, 1],
      [10, NaN, 0, 1],
      [10, 0.1, 2, 1],
      [10, 0.1, 0, 4],
      [10, 0.1, NaN, 1],
    ] as const)
      expect(() => meanInCap(count, cap, latitude, inclination)).toThrow(/^invalid .* expected/)
  })
})

describe('the simple density', () => {
  it('tends to the integral for small caps far from the inclination, and parts from it near', () => {
    const ratio = (cap: number, latitude: number): number =>
      simpleMeanInCap(1000, cap, latitude * DEG, 60 * DEG) / meanInCap(1000, cap, latitude * DEG, 60 * DEG)
    expect(ratio(0.01, 20)).toBeCloseTo(1, 3)
    // Case of the figures collection: 4.333 by the formula, 5.307 counted.
    expect(
      simpleMeanInCap(1000, 5.132 * DEG, 40 * DEG, 45 * DEG) /
        meanInCap(1000, 5.132 * DEG, 40 * DEG, 45 * DEG),
    ).toBeCloseTo(4.333 / 5.307, 1)
    expect(ratio(0.09, 59.9)).toBeGreaterThan(1.5)
  })

  it('refuses latitudes from the inclination on, and what is out of range', () => {
    expect(() => simpleMeanInCap(1000, 0.1, 1, 1)).toThrow(/^infeasible latitude 1 rad/)
    expect(() => simpleMeanInCap(1000, 0.1, -1.2, 1)).toThrow(/^infeasible/)
    expect(() => simpleMeanInCap(1000, 2, 0, 1)).toThrow(/^invalid cap 2/)
    expect(() => simpleMeanInCap(NaN, 0.1, 0, 1)).toThrow(/^invalid satellites NaN/)
    expect(() => uniformShell(1000, 0)).toThrow(/^invalid cap 0/)
    expect(() => uniformShell(-1, 0.1)).toThrow(/^invalid satellites -1/)
  })
})

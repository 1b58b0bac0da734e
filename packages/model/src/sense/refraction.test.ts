import { describe, expect, it } from 'vitest'
import { WGS84_A } from '../earth/index.ts'
import { refraction } from './refraction.ts'

const DEGREE = Math.PI / 180
/** What the arc of one curvature leaves out of the exponential profile. */
const CLOSE = 0.03 * DEGREE

/** Bending of a ray through the CRPL exponential atmosphere, N₀ = 313, scale height 7.35 km, by steps of 100 m. */
function traced(elevation: number): number {
  const [N0, H, step] = [313e-6, 7350, 100]
  let [r, angle, bent] = [WGS84_A, elevation, 0]
  while (r - WGS84_A < 60_000) {
    const n = 1 + N0 * Math.exp(-(r - WGS84_A) / H)
    const curvature = (((n - 1) / H) * Math.cos(angle)) / n
    const turn = step * (Math.cos(angle) / r - curvature)
    r += step * Math.sin(angle + turn / 2)
    angle += turn
    bent += step * curvature
  }
  return bent
}

describe('refraction', () => {
  it.each([0, 0.5, 1, 2, 3, 5, 10, 20])('bends a ray at %s° as a traced one, to 0.03°', (degrees) => {
    const elevation = degrees * DEGREE
    expect(Math.abs(refraction(Math.sin(elevation), 1e9) - traced(elevation))).toBeLessThan(CLOSE)
  })

  it('is half the bending of the 4/3 Earth for a target within the lowest layer', () => {
    // On a circular arc the chord leaves the tangent by half the angle the arc turns through.
    expect(refraction(0, 100_000)).toBeCloseTo(100_000 / (4 * WGS84_A) / 2, 12)
  })

  it('falls with elevation and rises with distance', () => {
    for (let i = 0; i < 20; i++) {
      expect(refraction((i + 1) / 20, 5e6)).toBeLessThan(refraction(i / 20, 5e6))
      expect(refraction(0, 1e5 * (i + 1))).toBeLessThan(refraction(0, 1e5 * (i + 2)))
    }
  })
})

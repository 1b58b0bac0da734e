import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastInView, Shell, worstCentralAngle } from './index.ts'

const DEG = Math.PI / 180

/** Number of satellites within an angle of a point, at a time. */
function inView(shell: Shell, t: number, lat: number, lon: number, angle: number): number {
  const r = new Float64Array(3)
  const p = [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)]
  let count = 0
  for (let i = 0; i < shell.count; i++) {
    shell.position(t, i, r)
    if ((r[0]! * p[0]! + r[1]! * p[1]! + r[2]! * p[2]!) / shell.radius >= Math.cos(angle)) count++
  }
  return count
}

const shells = fc
  .record({
    planes: fc.integer({ min: 1, max: 9 }),
    perPlane: fc.integer({ min: 1, max: 9 }),
    phasing: fc.integer({ min: 0, max: 8 }),
    inclination: fc.double({ min: 0, max: 180, noNaN: true }),
    pattern: fc.constantFrom('delta' as const, 'star' as const),
  })
  .map(
    (d) =>
      new Shell({
        ...d,
        altitude: 1e6,
        inclination: d.inclination * DEG,
        phasing: d.phasing % d.planes,
      }),
  )

describe('leastInView', () => {
  it('is never above what any point sees at any moment, and some point sees hardly more', () => {
    // Sampled minima lie above the true one; with 4,000 points most come down to it or one more.
    let close = 0
    let tried = 0
    fc.assert(
      fc.property(
        shells,
        fc.double({ min: 10, max: 80, noNaN: true }),
        fc.constantFrom([-90, 90] as const, [-60, 60] as const, [20, 50] as const),
        (shell, angle, [south, north]) => {
          const least = leastInView(shell, angle * DEG, { latitude: [south * DEG, north * DEG] })
          let sampled = Infinity
          for (let k = 0; k < 4000; k++) {
            const t = ((k * 0.6180339887) % 1) * (2 * Math.PI) * (1 / shell.meanMotion)
            const lat = south + ((k * 0.7548776662) % 1) * (north - south)
            const lon = ((k * 0.5698402909) % 1) * 360
            sampled = Math.min(sampled, inView(shell, t, lat * DEG, lon * DEG, angle * DEG))
          }
          tried++
          if (sampled - least <= 1) close++
          return least <= sampled
        },
      ),
      { numRuns: 60, seed: 5 },
    )
    expect(close / tried).toBeGreaterThan(0.9)
  })

  it('is one just above the worst central angle and none just below it', () => {
    for (const [planes, perPlane, phasing, inclination] of [
      [5, 1, 1, 43.66],
      [8, 6, 1, 52],
      [6, 11, 3, 86.4],
    ] as const) {
      const shell = new Shell({
        altitude: 1e6,
        inclination: inclination * DEG,
        planes,
        perPlane,
        phasing,
        pattern: planes === 6 ? 'star' : 'delta',
      })
      const worst = worstCentralAngle(shell)
      expect(leastInView(shell, worst + 5e-5)).toBe(1)
      expect(leastInView(shell, worst - 5e-5)).toBe(0)
    }
  })

  it('counts a single satellite where caps never meet, and all where every cap holds the band', () => {
    const one = new Shell({ altitude: 1e6, inclination: 0, planes: 1, perPlane: 1, phasing: 0 })
    expect(leastInView(one, 30 * DEG)).toBe(0)
    const ring = new Shell({ altitude: 1e6, inclination: 0, planes: 1, perPlane: 4, phasing: 0 })
    // From the pole every satellite of the equator stands 90° away.
    expect(leastInView(ring, Math.PI / 2, { latitude: [89.9 * DEG, 90 * DEG] })).toBeLessThanOrEqual(4)
    // On the equator four satellites 90° apart: two within 46° never, one always.
    expect(leastInView(ring, 46 * DEG, { latitude: [0, 0] })).toBe(1)
    expect(leastInView(ring, 44 * DEG, { latitude: [0, 0] })).toBe(0)
    // 90° apart and 60° of reach: between two, never fewer than one, at 45° of latitude none midway.
    expect(leastInView(ring, 60.5 * DEG, { latitude: [0, 45 * DEG] })).toBe(1)
    expect(leastInView(ring, 59.5 * DEG, { latitude: [0, 45 * DEG] })).toBe(0)
  })

  it('refuses what it cannot know', () => {
    const shell = new Shell({ altitude: 1e6, inclination: 1, planes: 2, perPlane: 2, phasing: 0 })
    expect(() => leastInView(shell, 0)).toThrow(/^invalid central angle 0/)
    expect(() => leastInView(shell, NaN)).toThrow(/^invalid central angle NaN/)
    expect(() => leastInView(shell, 2)).toThrow(/^invalid central angle 2/)
    expect(() => leastInView(shell, 1, { latitude: [0.5, 0.2] })).toThrow(/^invalid northern latitude/)
    expect(() => leastInView(shell, 1, { tolerance: 1 })).toThrow(/^invalid tolerance 1/)
  })
})

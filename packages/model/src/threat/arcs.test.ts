import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WGS84_GM } from '../earth/index.ts'
import { propagateKepler } from '../orbit/index.ts'
import { arcThrough, minimumEnergyArc, type Arc } from './arcs.ts'

const R = 6_371_000

/** Flies an arc with orbit room's propagation from angle 0; angle and radius where it ends, and at half time. */
function flown(arc: Arc): { angle: number; radius: number; top: number } {
  const r = Float64Array.of(R, 0, 0)
  const v = Float64Array.of(
    arc.speed * Math.sin(arc.flightPathAngle),
    arc.speed * Math.cos(arc.flightPathAngle),
    0,
  )
  const [r1, v1] = [new Float64Array(3), new Float64Array(3)]
  propagateKepler(WGS84_GM, r, v, arc.time / 2, r1, v1)
  const top = Math.hypot(r1[0]!, r1[1]!)
  propagateKepler(WGS84_GM, r, v, arc.time, r1, v1)
  return { angle: Math.atan2(r1[1]!, r1[0]!), radius: Math.hypot(r1[0]!, r1[1]!), top }
}

describe('ballistic arcs', () => {
  it('meet the ground at their range and their apogee at half time, by Kepler propagation', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e5, max: 1.9e7, noNaN: true }),
        fc.double({ min: 5e4, max: 1e7, noNaN: true }),
        (range, apogee) => {
          for (const arc of [minimumEnergyArc(range, R, WGS84_GM), arcThrough(range, apogee, R, WGS84_GM)]) {
            const end = flown(arc)
            expect(Math.abs(end.angle * R - range)).toBeLessThan(0.1)
            expect(Math.abs(end.radius - R)).toBeLessThan(0.1)
            expect(Math.abs(end.top - R - arc.apogee)).toBeLessThan(0.1)
          }
        },
      ),
      { numRuns: 200, seed: 1 },
    )
  })

  it('are slowest at the apogee of minimum energy', () => {
    for (const range of [5e5, 3e6, 1e7, 1.6e7]) {
      const cheapest = minimumEnergyArc(range, R, WGS84_GM)
      expect(arcThrough(range, cheapest.apogee, R, WGS84_GM).speed).toBeCloseTo(cheapest.speed, 6)
      for (const factor of [0.8, 0.99, 1.01, 1.3])
        expect(arcThrough(range, factor * cheapest.apogee, R, WGS84_GM).speed).toBeGreaterThan(cheapest.speed)
    }
  })

  it('refuse a range of nothing, of half the sphere, and no apogee', () => {
    for (const range of [0, -1, Math.PI * R, NaN]) {
      expect(() => minimumEnergyArc(range, R, WGS84_GM)).toThrow(/^invalid range/)
      expect(() => arcThrough(range, 1e6, R, WGS84_GM)).toThrow(/^invalid arc/)
    }
    expect(() => arcThrough(1e6, 0, R, WGS84_GM)).toThrow(/^invalid arc/)
  })
})

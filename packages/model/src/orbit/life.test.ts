import { describe, expect, it } from 'vitest'
import { density, WGS84_A, WGS84_GM } from '../earth/index.ts'
import { integrate } from '../math/index.ts'
import { orbitalLife } from './index.ts'

describe('orbitalLife', () => {
  it('is the time that integrating da/dt takes', () => {
    const rate = 2.2 * 0.01
    const { stopped } = integrate(
      (_t, y, out) => {
        out[0] = -Math.sqrt(WGS84_GM * y[0]!) * density(y[0]! - WGS84_A) * rate
      },
      0,
      Float64Array.of(WGS84_A + 450e3),
      1e10,
      {
        relative: 1e-9,
        absolute: Float64Array.of(1e-3),
        events: [{ name: 'end', value: (_t, y) => y[0]! - WGS84_A - 180e3, direction: -1, terminal: true }],
      },
    )
    expect(orbitalLife(450e3, 0.01) / stopped!.t).toBeCloseTo(1, 5)
  })

  it('halves when the area doubles', () => {
    expect(orbitalLife(500e3, 0.01) / orbitalLife(500e3, 0.02)).toBeCloseTo(2, 12)
    expect(orbitalLife(500e3, 0.01) / orbitalLife(500e3, 0.01, { dragCoefficient: 4.4 })).toBeCloseTo(2, 12)
  })

  it('grows with altitude and is nothing at its end', () => {
    const lives = [180, 200, 300, 400, 600, 800, 1000].map((altitude) => orbitalLife(altitude * 1e3, 0.01))
    expect(lives[0]).toBe(0)
    for (let k = 1; k < lives.length; k++) expect(lives[k]).toBeGreaterThan(2 * lives[k - 1]!)
  })

  it('refuses what it cannot know', () => {
    expect(() => orbitalLife(1.2e6, 0.01)).toThrow(/^unsupported altitude 1200000 m/)
    expect(() => orbitalLife(150e3, 0.01)).toThrow(/^invalid altitude 150000 m/)
    expect(() => orbitalLife(400e3, 0)).toThrow(/^invalid area-to-mass ratio 0/)
    expect(() => orbitalLife(400e3, 0.01, { dragCoefficient: NaN })).toThrow(/^invalid drag coefficient/)
    expect(() => orbitalLife(400e3, 0.01, { density: () => 0 })).toThrow(/^infeasible density 0/)
  })
})

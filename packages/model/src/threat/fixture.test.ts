import { describe, expect, it } from 'vitest'
import { J2_R2, MU, OMEGA, dot, outside, run, type V3 } from './fixture.ts'

describe('outside', () => {
  it('keeps energy in the turning frame, with J2, over a revolution', () => {
    const energy = (r: V3, v: V3): number => {
      const size = Math.sqrt(dot(r, r))
      const j2 = (J2_R2 / size ** 2) * (1.5 * (r[2] / size) ** 2 - 0.5)
      return dot(v, v) / 2 - (MU / size) * (1 - j2) - (OMEGA ** 2 * (r[0] ** 2 + r[1] ** 2)) / 2
    }
    const [r, v]: [V3, V3] = [
      [7e6, 0, 0],
      [0, 4500, 5500],
    ]
    const [r1, v1] = run((_t, at, speed) => outside(at, speed), 0, 5800, r, v, 2)
    expect(Math.abs(energy(r1, v1) / energy(r, v) - 1)).toBeLessThan(1e-10)
  })
})

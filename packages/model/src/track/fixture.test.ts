import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { newMeasurements } from '../sense/index.ts'
import { observe, watchers, type Truth } from './fixture.ts'

describe('sights of the fixture', () => {
  it('have the errors they say', () => {
    const sensors = watchers({ planes: 3, perPlane: 3, altitude: 1_000_000 }, 1e-4)
    const list = newMeasurements(100_000)
    const stream = new Stream(1, 0, 'test/fixture', 0)
    const still: Truth = (_t, out) => {
      out.set([6_600_000, 0, 0, 0, 0, 0])
      return true
    }
    for (let t = 0; t < 3000; t++) observe(sensors, [still], t, stream, list)
    let sum = 0
    for (let row = 0; row < list.count; row++) {
      let cosine = 0
      let distance = 0
      for (let i = 0; i < 3; i++) {
        const d = (i === 0 ? 6_600_000 : 0) - list.rSensor_eci[3 * row + i]!
        distance += d * d
        cosine += d * list.u_eci[3 * row + i]!
      }
      sum += 2 * (1 - cosine / Math.sqrt(distance))
    }
    // Mean square of two angles; its own error is 1e-8 · √(2/n).
    expect(list.count).toBeGreaterThan(2000)
    expect(Math.abs(sum / list.count / 2e-8 - 1)).toBeLessThan(5 / Math.sqrt(list.count))
  })
})

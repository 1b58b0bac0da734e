import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newMeasurements, sightAxes } from './index.ts'

const dot = (a: Float64Array, b: Float64Array): number => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!
const cross = (a: Float64Array, b: Float64Array): Float64Array =>
  Float64Array.of(a[1]! * b[2]! - a[2]! * b[1]!, a[2]! * b[0]! - a[0]! * b[2]!, a[0]! * b[1]! - a[1]! * b[0]!)
const unit = (a: readonly number[]): Float64Array => Float64Array.from(a, (x) => x / Math.hypot(...a))

const component = fc.double({ min: -1, max: 1, noNaN: true })
const direction = fc
  .tuple(component, component, component)
  .filter((v) => Math.hypot(...v) > 0.1)
  .map(unit)

function axes(r: Float64Array, u: Float64Array): [Float64Array, Float64Array] {
  const e1 = new Float64Array(3)
  const e2 = new Float64Array(3)
  sightAxes(r, u, e1, e2)
  return [e1, e2]
}

describe('the axes of a sight', () => {
  it('are unit vectors at right angles, and e1 × e2 = u', () => {
    fc.assert(
      fc.property(
        direction,
        direction,
        fc.double({ min: 6e6, max: 5e7, noNaN: true }),
        (rUnit, u, radius) => {
          const [e1, e2] = axes(
            rUnit.map((x) => radius * x),
            u,
          )
          const back = cross(e1, e2)
          for (let k = 0; k < 3; k++) expect(back[k]).toBeCloseTo(u[k]!, 12)
          expect([dot(e1, e1), dot(e2, e2)]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)])
          expect(dot(e1, u)).toBeCloseTo(0, 12)
        },
      ),
    )
  })

  it('lie level at the sensor: e1 has no part along the sensor’s own position', () => {
    const r = Float64Array.of(7e6, 1e6, -2e6)
    const u = unit([-0.5, 0.3, 0.1])
    const [e1] = axes(r, u)
    expect(dot(e1, r) / Math.hypot(...r)).toBeCloseTo(0, 12)
    const level = cross(r, u)
    expect(dot(e1, level)).toBeGreaterThan(0)
  })

  it('come from x where the sight is vertical, and from y where it is vertical along x', () => {
    const up = axes(Float64Array.of(0, 0, 7e6), Float64Array.of(0, 0, -1))
    expect([...up[0]].map((x) => x + 0)).toEqual([1, 0, 0])
    const along = axes(Float64Array.of(7e6, 0, 0), Float64Array.of(-1, 0, 0))
    expect([...along[0]].map((x) => x + 0)).toEqual([0, 1, 0])
  })
})

describe('rows of measurements', () => {
  it('begin empty, with room for as many as asked', () => {
    const rows = newMeasurements(5)
    expect([rows.count, rows.t.length, rows.u_eci.length, rows.sigma.length]).toEqual([0, 5, 15, 15])
  })

  it.each([0, -1, 1.5, NaN])('are refused for %s', (capacity) => {
    expect(() => newMeasurements(capacity)).toThrow(`invalid capacity ${capacity}`)
  })
})

import { describe, expect, it } from 'vitest'
import { centralAngle, ecefFromGeodetic } from '../earth/index.ts'
import { Course } from './course.ts'

const point = (lat: number, lon: number): Float64Array => {
  const r = new Float64Array(3)
  ecefFromGeodetic(lat, lon, 0, r)
  return r
}

describe('Course', () => {
  it('measures along and beside the great circle, east along the equator', () => {
    const course = new Course({ lat: 0, lon: 0.5 }, point(0, 1.5))
    expect(course.azimuth).toBeCloseTo(Math.PI / 2, 12)
    expect(course.length).toBeCloseTo(1, 12)
    expect(course.along(point(0, 0.2))).toBeCloseTo(-0.3, 12)
    expect(course.along(point(0, 0.5 + 4))).toBeCloseTo(4, 12)
    expect(course.left(point(0.01, 0.9))).toBeGreaterThan(0.0098)
    expect(course.left(point(-0.01, 0.9))).toBeLessThan(-0.0098)
  })

  it('is as long as the central angle on the sphere to 0.4 %, and has the aim on it', () => {
    const course = new Course({ lat: 0.7, lon: 2.2 }, point(0.6, -1.6))
    expect(course.length / centralAngle(0.7, 2.2, 0.6, -1.6)).toBeCloseTo(1, 2)
    expect(Math.abs(course.left(point(0.6, -1.6)))).toBeLessThan(1e-12)
  })

  it('may start elsewhere than at the launch point, and holds where the aim is its origin', () => {
    const far = new Course({ lat: 0, lon: 0 }, point(0, 0.1), point(0, -0.1))
    expect(far.length).toBeCloseTo(0.2, 12)
    expect(far.azimuth).toBeCloseTo(Math.PI / 2, 9)
    const none = new Course({ lat: 0.3, lon: 1 }, point(0.3, 1))
    expect(none.length).toBeCloseTo(0, 12)
    expect(none.azimuth).toBeCloseTo(0, 2)
  })
})

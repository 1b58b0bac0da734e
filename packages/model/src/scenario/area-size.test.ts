import { describe, expect, it } from 'vitest'
import { areaSize, countrySize } from './area-size.ts'

const RAD = Math.PI / 180
const ring = (...degrees: number[]): Float64Array => Float64Array.from(degrees, (d) => d * RAD)

describe('areaSize', () => {
  it('is an eighth of the sphere for one octant', () => {
    const octant = areaSize([ring(0, 0, 0, 90, 90, 90, 90, 0)])
    expect(octant / ((4 * Math.PI * 6_371_007.181 ** 2) / 8)).toBeCloseTo(1, 12)
  })

  it('does not ask which way the ring turns, and takes a hole off', () => {
    const outer = ring(0, 0, 0, 10, 10, 10, 10, 0)
    const turned = ring(10, 0, 10, 10, 0, 10, 0, 0)
    expect(areaSize([turned])).toBeCloseTo(areaSize([outer]), 0)
    const hole = ring(5, 2, 5, 4, 2, 4, 2, 2)
    expect(areaSize([outer, hole])).toBeCloseTo(areaSize([outer]) - areaSize([hole]), 0)
  })

  it('comes near the published areas: Canada within 2 per cent, the United States without their large lakes within 6', () => {
    // Total areas with lakes: 9,984,670 km² (Canada) and 9,833,517 km² (United States, with coastal and Great Lakes waters that the
    // outline leaves out), CIA World Factbook; the outlines are of the scale 1:50 million.
    expect(countrySize('canada')! / 9.985e12).toBeGreaterThan(0.98)
    expect(countrySize('canada')! / 9.985e12).toBeLessThan(1.02)
    expect(countrySize('united-states')! / 9.834e12).toBeGreaterThan(0.94)
    expect(countrySize('united-states')! / 9.834e12).toBeLessThan(1.0)
    expect(countrySize('atlantis')).toBeUndefined()
  })
})

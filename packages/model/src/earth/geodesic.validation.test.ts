import { describe, expect, it } from 'vitest'
import { geodesic } from './geodesic.ts'
import { centralAngle } from './geodesy.ts'

const RAD = Math.PI / 180
const degrees = (d: number, m: number, s: number): number => (d + m / 60 + s / 3600) * RAD
const ARCSECOND = RAD / 3600

describe('geodesic against published lines', () => {
  it('gives 5,551.76 km from New York JFK to London Heathrow', () => {
    // GeographicLib documentation, class Geodesic, example: JFK (40.6, −73.8) to LHR (51.6, −0.5).
    const line = geodesic(40.6 * RAD, -73.8 * RAD, 51.6 * RAD, -0.5 * RAD)
    const printedDigits = 5
    expect(Math.abs(line.distance - 5551760)).toBeLessThan(printedDigits)
  })

  it('gives 15,347,628 m from New York JFK to Singapore Changi', () => {
    // GeographicLib, GeodSolve(1) manual page, example: 003:18:29.9 177:29:09.2 15347628.
    const line = geodesic(degrees(40, 38, 23), -degrees(73, 46, 44), degrees(1, 21, 33), degrees(103, 59, 22))
    expect(Math.abs(line.distance - 15347628)).toBeLessThan(0.5)
    expect(Math.abs(line.azimuth1 - degrees(3, 18, 29.9))).toBeLessThan(0.05 * ARCSECOND)
    expect(Math.abs(line.azimuth2 - degrees(177, 29, 9.2))).toBeLessThan(0.05 * ARCSECOND)
  })

  it('gives 19,959,679.267 m from Wellington to Salamanca, nearly antipodal', () => {
    // GeographicLib for Python, documentation, examples: Inverse(-41.32, 174.81, 40.96, -5.50).
    const line = geodesic(-41.32 * RAD, 174.81 * RAD, 40.96 * RAD, -5.5 * RAD)
    expect(Math.abs(line.distance - 19959679.267)).toBeLessThan(0.0005)
  })

  it('gives 54,972.271 m from Flinders Peak to Buninyong', () => {
    // Geocentric Datum of Australia technical manual (ICSM), chapter 4; GRS 80, whose flattening differs from
    // that of WGS 84 by 5e−11 of itself. The printed reverse azimuth is that of looking back.
    const line = geodesic(
      -degrees(37, 57, 3.7203),
      degrees(144, 25, 29.5244),
      -degrees(37, 39, 10.1561),
      degrees(143, 55, 35.3839),
    )
    expect(Math.abs(line.distance - 54972.271)).toBeLessThan(0.001)
    expect(Math.abs(line.azimuth1 + 2 * Math.PI - degrees(306, 52, 5.37))).toBeLessThan(0.01 * ARCSECOND)
    expect(Math.abs(line.azimuth2 + Math.PI - degrees(127, 10, 25.07))).toBeLessThan(0.01 * ARCSECOND)
  })

  it('gives a great circle of 7,769.4 km from Vandenberg to Kwajalein on a sphere of 6,371 km', () => {
    // validation/cases.json, earth/geodesic: printed to 0.1 km from coordinates of 0.01 degree.
    const angle = centralAngle(34.75 * RAD, -120.57 * RAD, 9.4 * RAD, 167.47 * RAD)
    expect(Math.abs(6371 * angle - 7769.4)).toBeLessThan(0.5)
  })
})

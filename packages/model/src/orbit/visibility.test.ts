import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WGS84_A } from '../earth/index.ts'
import { SphericalCell } from './cell.ts'
import {
  centralAngleAt,
  centralAngleWithin,
  elevationAt,
  horizonCapFraction,
  limbConeAngle,
  Shell,
  worstCentralAngle,
  type ShellDefinition,
} from './index.ts'

/** Largest angle from a point of a set to its nearest satellite, at one moment, by brute force over a fine set of points. */
function sampledWorst(unit: Float64Array, points: number): number {
  let worst = 1
  for (let k = 0; k < points; k++) {
    // Fibonacci lattice.
    const z = 1 - (2 * k + 1) / points
    const flat = Math.sqrt(1 - z * z)
    const turn = k * Math.PI * (3 - Math.sqrt(5))
    let nearest = -1
    for (let i = 0; i < unit.length; i += 3) {
      const cosine =
        unit[i]! * flat * Math.cos(turn) + unit[i + 1]! * flat * Math.sin(turn) + unit[i + 2]! * z
      nearest = Math.max(nearest, cosine)
    }
    worst = Math.min(worst, nearest)
  }
  return Math.acos(worst)
}

function hullWorst(unit: Float64Array): number {
  const cell = new SphericalCell(unit.length / 3)
  let worst = 0
  for (let i = 0; i < unit.length / 3; i++) worst = Math.max(worst, cell.radius(unit, i))
  return worst
}

const unitVectors = fc
  .array(
    fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0, max: 6.283, noNaN: true })),
    { minLength: 1, maxLength: 30 },
  )
  .map((points) =>
    Float64Array.from(
      points.flatMap(([z, turn]) => {
        const flat = Math.sqrt(1 - z * z)
        return [flat * Math.cos(turn), flat * Math.sin(turn), z]
      }),
    ),
  )

describe('SphericalCell', () => {
  it('finds the largest hole that a fine set of points finds, for any satellites', () => {
    fc.assert(
      fc.property(unitVectors, (unit) => {
        const exact = hullWorst(unit)
        const sampled = sampledWorst(unit, 4000)
        // A lattice of 4,000 points has one within 0.045 rad of every place.
        expect(exact).toBeGreaterThan(sampled - 1e-9)
        expect(exact).toBeLessThan(sampled + 0.05)
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('knows the regular bodies', () => {
    const octahedron = Float64Array.of(1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1)
    expect(hullWorst(octahedron)).toBeCloseTo(Math.acos(1 / Math.sqrt(3)), 12)
    const tetrahedron = Float64Array.of(1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1).map((x) => x / Math.sqrt(3))
    expect(hullWorst(tetrahedron)).toBeCloseTo(Math.acos(1 / 3), 12)
  })

  it('knows holes of more than half the sphere', () => {
    expect(hullWorst(Float64Array.of(0.6, 0, 0.8))).toBeCloseTo(Math.PI, 12)
    expect(hullWorst(Float64Array.of(1, 0, 0, -1, 0, 0))).toBeCloseTo(Math.PI / 2, 12)
    expect(hullWorst(Float64Array.of(1, 0, 0, 0, 1, 0))).toBeCloseTo(0.75 * Math.PI, 12)
  })

  it('counts satellites in one place once', () => {
    const pair = Float64Array.of(1, 0, 0, -1, 0, 0, 1, 0, 0, -1, 0, 0)
    expect(hullWorst(pair)).toBeCloseTo(Math.PI / 2, 12)
  })
})

describe('worstCentralAngle', () => {
  const sampledShell = (shell: Shell, moments: number, points: number): number => {
    const place = new Float64Array(3)
    const unit = new Float64Array(3 * shell.count)
    let worst = 0
    for (let k = 0; k < moments; k++) {
      for (let i = 0; i < shell.count; i++) {
        shell.position((k * 2 * Math.PI) / shell.meanMotion / moments, i, place)
        unit.set(
          place.map((x) => x / shell.radius),
          3 * i,
        )
      }
      worst = Math.max(worst, points > 0 ? sampledWorst(unit, points) : hullWorst(unit))
    }
    return worst
  }

  it.each<[string, Partial<ShellDefinition>]>([
    ['delta', {}],
    ['delta without phasing', { phasing: 0 }],
    ['delta with a common divisor', { planes: 4, perPlane: 3, phasing: 2 }],
    ['star', { pattern: 'star', inclination: 1.5 }],
    ['broken phasing', { phasing: 0.5 }],
  ])('is what a whole revolution in small steps shows, and no more: %s', (_name, change) => {
    const definition = { altitude: 8e5, inclination: 1, planes: 5, perPlane: 4, phasing: 1, ...change }
    const shell = new Shell(definition)
    const worst = worstCentralAngle(shell)
    const stepped = sampledShell(shell, 2000, 0)
    // Never below the sampled maximum but for the tolerance, and above it by at most half a step.
    expect(worst).toBeGreaterThan(stepped - 1e-5)
    expect(worst).toBeLessThan(stepped + Math.PI / 2000)
    expect(worst).toBeGreaterThan(sampledShell(shell, 40, 1000) - 1e-5)
  })

  it('leaves the poles 90° away from an equatorial ring', () => {
    const ring = new Shell({ altitude: 35_786e3, inclination: 0, planes: 1, perPlane: 3, phasing: 0 })
    expect(worstCentralAngle(ring, { tolerance: 1e-3 })).toBeCloseTo(Math.PI / 2, 9)
  })

  it('refuses a tolerance out of range', () => {
    const ring = new Shell({ altitude: 1e6, inclination: 0, planes: 1, perPlane: 3, phasing: 0 })
    expect(() => worstCentralAngle(ring, { tolerance: 0 })).toThrow(/^invalid tolerance 0 rad/)
  })
})

describe('visibility geometry', () => {
  it('turns elevation into central angle and back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e5, max: 4e7, noNaN: true }),
        fc.double({ min: -0.1, max: 1.5, noNaN: true }),
        (altitude, elevation) => {
          expect(elevationAt(altitude, centralAngleAt(altitude, elevation))).toBeCloseTo(elevation, 9)
        },
      ),
    )
  })

  it('closes at the horizon: limb cone, horizon cap and zero elevation agree', () => {
    const central = centralAngleAt(1e6, 0)
    expect(limbConeAngle(1e6) / 2 + central).toBeCloseTo(Math.PI / 2, 12)
    expect(horizonCapFraction(1e6)).toBeCloseTo((1 - Math.cos(central)) / 2, 12)
    expect(elevationAt(1e6, 0)).toBeCloseTo(Math.PI / 2, 12)
  })

  it('refuses altitudes and angles out of range', () => {
    expect(() => limbConeAngle(-1)).toThrow(/^invalid altitude -1 m/)
    expect(() => horizonCapFraction(NaN)).toThrow(/^invalid altitude/)
    expect(() => centralAngleAt(1e6, 2)).toThrow(/^invalid elevation/)
    expect(() => elevationAt(1e6, -1)).toThrow(/^invalid central angle/)
    expect(() => limbConeAngle(1e6, 0)).toThrow(/^invalid radius/)
  })
})

describe('centralAngleWithin', () => {
  it('stands at the angle from the vertical it was asked for', () => {
    for (const nadir of [0.1, 0.4, 0.9]) {
      const psi = centralAngleWithin(1e6, nadir, 20e3)
      const [rs, rt] = [WGS84_A + 1e6, WGS84_A + 20e3]
      expect(Math.atan2(rt * Math.sin(psi), rs - rt * Math.cos(psi))).toBeCloseTo(nadir, 12)
    }
  })

  it('ends at the horizon: of the ground as elevation 0 says, of what flies above it farther', () => {
    expect(centralAngleWithin(1e6, Math.PI / 2)).toBeCloseTo(centralAngleAt(1e6, 0), 12)
    const beyond = centralAngleWithin(1e6, Math.PI / 2, 20e3) - centralAngleAt(1e6, 0)
    expect(beyond).toBeCloseTo(Math.acos(WGS84_A / (WGS84_A + 20e3)), 12)
  })

  it('refuses what it cannot know', () => {
    expect(() => centralAngleWithin(1e6, -0.1)).toThrow(/^invalid angle from the vertical/)
    expect(() => centralAngleWithin(1e6, 1, 2e6)).toThrow(/^invalid target altitude 2000000 m/)
    expect(() => centralAngleWithin(1e6, 1, NaN)).toThrow(/^invalid target altitude NaN/)
  })
})

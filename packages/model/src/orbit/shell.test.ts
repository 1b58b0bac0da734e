import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EGM2008_RADIUS, J2, WGS84_GM } from '../earth/index.ts'
import { secularRates, Shell, type ShellDefinition } from './index.ts'

const TURN = 2 * Math.PI
const DEGREE = Math.PI / 180

const walker: ShellDefinition = {
  altitude: 400e3,
  inclination: 53 * DEGREE,
  planes: 9,
  perPlane: 7,
  phasing: 4,
  raan0: 0.3,
  anomaly0: 0.7,
}

function positionOf(shell: Shell, t: number, index: number): Float64Array {
  const out = new Float64Array(3)
  shell.position(t, index, out)
  return out
}

const apart = (a: Float64Array, b: Float64Array): number => Math.hypot(...a.map((x, k) => x - b[k]!))

const definitions = fc.record({
  altitude: fc.double({ min: 2e5, max: 4e7, noNaN: true }),
  inclination: fc.double({ min: 0, max: Math.PI, noNaN: true }),
  planes: fc.integer({ min: 1, max: 12 }),
  perPlane: fc.integer({ min: 1, max: 12 }),
  phasing: fc.integer({ min: -12, max: 12 }),
  raan0: fc.double({ min: 0, max: 6, noNaN: true }),
  anomaly0: fc.double({ min: 0, max: 6, noNaN: true }),
})
const times = fc.double({ min: -3e5, max: 6e5, noNaN: true })

describe('Shell', () => {
  it('numbers satellites plane by plane', () => {
    const shell = new Shell(walker)
    expect([shell.count, shell.planes, shell.perPlane]).toEqual([63, 9, 7])
    expect(shell.radius).toBe(6_778_137)
    const p = new Float64Array(3)
    const q = new Float64Array(3)
    for (let index = 0; index < shell.count; index++) {
      const plane = Math.floor(index / 7)
      shell.planeAxes(5000, plane, p, q)
      const u = shell.argumentOfLatitude(5000, plane, index % 7)
      const expected = p.map((x, k) => shell.radius * (Math.cos(u) * x + Math.sin(u) * q[k]!))
      expect(apart(positionOf(shell, 5000, index), expected)).toBeLessThan(1e-7)
    }
  })

  it('spaces nodes over a full turn, half a turn, or as told', () => {
    const nodes = (definition: ShellDefinition): number[] => {
      const shell = new Shell(definition)
      return [0, 1].map((plane) => shell.node(0, plane))
    }
    expect(nodes(walker)[1]! - nodes(walker)[0]!).toBeCloseTo(TURN / 9, 14)
    const star = nodes({ ...walker, pattern: 'star' })
    expect(star[1]! - star[0]!).toBeCloseTo(Math.PI / 9, 14)
    const told = nodes({ ...walker, pattern: 'star', planeSpacing: 0.1 })
    expect(told[1]! - told[0]!).toBeCloseTo(0.1, 14)
    expect(told[0]).toBeCloseTo(0.3, 14)
  })

  it('offsets neighbouring planes by phasing · 360° / count', () => {
    const shell = new Shell(walker)
    expect(shell.argumentOfLatitude(0, 0, 0)).toBeCloseTo(0.7, 14)
    expect(shell.argumentOfLatitude(0, 1, 0) - 0.7).toBeCloseTo((4 * TURN) / 63, 14)
    expect(shell.argumentOfLatitude(0, 0, 1) - 0.7).toBeCloseTo(TURN / 7, 14)
  })

  it('has plane axes that are unit, square to each other, with q 90° ahead and the momentum at the inclination', () => {
    const p = new Float64Array(3)
    const q = new Float64Array(3)
    fc.assert(
      fc.property(definitions, times, (definition, t) => {
        const shell = new Shell(definition)
        shell.planeAxes(t, definition.planes - 1, p, q)
        expect(Math.hypot(...p)).toBeCloseTo(1, 13)
        expect(Math.hypot(...q)).toBeCloseTo(1, 13)
        expect(p[0]! * q[0]! + p[1]! * q[1]!).toBeCloseTo(0, 13)
        expect(p[0]! * q[1]! - p[1]! * q[0]!).toBeCloseTo(Math.cos(definition.inclination), 13)
        expect(Math.atan2(p[1]!, p[0]!) - shell.node(t, definition.planes - 1)).toSatisfy(
          (difference: number) => Math.abs(Math.sin(difference / 2)) < 1e-12,
        )
      }),
      { seed: 1 },
    )
  })

  it('maps onto itself by a turn of one plane spacing with the in-plane shift (Walker delta)', () => {
    fc.assert(
      fc.property(definitions, times, (definition, t) => {
        const shell = new Shell(definition)
        const { planes, perPlane, phasing } = definition
        const c = Math.cos(TURN / planes)
        const s = Math.sin(TURN / planes)
        // A shift of every satellite by phasing units of 2π/count takes this long.
        const later = t + shell.phaseOffset / shell.meanMotion
        const drift = new Shell({ ...definition, raan0: definition.raan0 - shell.nodeRate * (later - t) })
        for (let plane = 0; plane < planes; plane++) {
          const [x, y, z] = positionOf(drift, later, plane * perPlane)
          const turned = Float64Array.of(c * x! - s * y!, s * x! + c * y!, z!)
          // The last plane turns into the first, `phasing` slots further on.
          const slot = plane === planes - 1 ? ((phasing % perPlane) + perPlane) % perPlane : 0
          const next = ((plane + 1) % planes) * perPlane + slot
          expect(apart(turned, positionOf(shell, t, next)) / shell.radius).toBeLessThan(1e-10)
        }
      }),
      { seed: 2 },
    )
  })

  it('has a velocity that is the derivative of the position, turning node included', () => {
    const v = new Float64Array(3)
    fc.assert(
      fc.property(definitions, times, (definition, t) => {
        const shell = new Shell(definition)
        const index = shell.count - 1
        const h = 2e-3 / shell.meanMotion
        const before = positionOf(shell, t - h, index)
        const after = positionOf(shell, t + h, index)
        shell.velocity(t, index, v)
        const difference = after.map((x, k) => (x - before[k]!) / (2 * h))
        // Central difference: (n h)²/6 = 7e-7.
        expect(apart(v, difference) / Math.hypot(...v)).toBeLessThan(1e-6)
      }),
      { seed: 3 },
    )
  })

  it('gives the same whatever was asked before', () => {
    const fresh = positionOf(new Shell(walker), 86_400, 40)
    const used = new Shell(walker)
    positionOf(used, 12, 3)
    used.velocity(-5, 8, new Float64Array(3))
    positionOf(used, 86_400, 1)
    expect(positionOf(used, 86_400, 40)).toEqual(fresh)
  })

  it('moves at the Keplerian rate with fixed nodes where J2 is off', () => {
    const shell = new Shell({ ...walker, j2: false })
    expect(shell.nodeRate).toBe(-0)
    expect(shell.meanMotion).toBe(Math.sqrt(WGS84_GM / shell.radius) / shell.radius)
    const period = TURN / shell.meanMotion
    expect(apart(positionOf(shell, 0, 30), positionOf(shell, 15 * period, 30))).toBeLessThan(1e-5)
  })

  it('adds the secular rates of node, and of perigee plus mean anomaly, by J2', () => {
    const shell = new Shell(walker)
    const keplerian = Math.sqrt(WGS84_GM / shell.radius) / shell.radius
    const k = 1.5 * J2 * (EGM2008_RADIUS / shell.radius) ** 2
    expect(shell.nodeRate / keplerian).toBeCloseTo(-k * Math.cos(walker.inclination), 15)
    expect(shell.meanMotion / keplerian - 1).toBeCloseTo(k * (3 - 4 * Math.sin(walker.inclination) ** 2), 14)
  })

  it('refuses what is not a shell', () => {
    const refuse = (change: Partial<ShellDefinition>, text: RegExp): void => {
      expect(() => new Shell({ ...walker, ...change })).toThrow(text)
    }
    refuse({ altitude: -1 }, /^invalid shell altitude -1 m/)
    refuse({ altitude: NaN }, /^invalid shell altitude/)
    refuse({ inclination: 4 }, /^invalid shell inclination 4/)
    refuse({ planes: 0 }, /^invalid shell planes 0/)
    refuse({ perPlane: 2.5 }, /^invalid shell satellites per plane 2.5/)
    refuse({ planes: 1001, perPlane: 1000 }, /^invalid shell of 1001000 satellites/)
    refuse({ phasing: NaN }, /^invalid shell phasing/)
    refuse({ planeSpacing: 7 }, /^invalid shell plane spacing/)
    refuse({ raan0: Infinity }, /^invalid shell node/)
    refuse({ anomaly0: 100 }, /^invalid shell anomaly/)
    refuse({ pattern: 'rosette' as 'star' }, /^invalid shell pattern rosette/)
  })
})

describe('secularRates', () => {
  it('stop the perigee at the critical inclination and the node over the pole', () => {
    const critical = Math.asin(Math.sqrt(0.8))
    expect(secularRates(WGS84_GM, EGM2008_RADIUS, J2, 2.6e7, 0.7, critical).perigee).toBeCloseTo(0, 18)
    expect(secularRates(WGS84_GM, EGM2008_RADIUS, J2, 7e6, 0, Math.PI / 2).node).toBeCloseTo(0, 18)
  })

  it('turn a sun-synchronous node once a year', () => {
    // 800 km, 98.6°: the standard sun-synchronous pair; the year's mean motion of the Sun is 1.991064e-7 rad/s.
    const { node } = secularRates(WGS84_GM, EGM2008_RADIUS, J2, 7_178_137, 0, 98.603 * DEGREE)
    expect(node / 1.991064e-7).toBeCloseTo(1, 3)
  })

  it('refuse what is not an ellipse', () => {
    expect(() => secularRates(WGS84_GM, 1, J2, 7e6, 1, 0)).toThrow(/^invalid eccentricity 1/)
    expect(() => secularRates(WGS84_GM, 1, J2, -7e6, 0, 0)).toThrow(/^invalid semi-major axis/)
    expect(() => secularRates(WGS84_GM, 1, J2, 7e6, 0, 4)).toThrow(/^invalid inclination/)
  })
})

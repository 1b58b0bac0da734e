import { describe, expect, it } from 'vitest'
import { AREAS } from '../generated/areas.ts'
import { exp, normalCdf, quadrature, Stream } from '../math/index.ts'
import {
  checkRings,
  isThreat,
  ruleLedger,
  ThreatEvaluator,
  type ImpactBelief,
  type ValuedArea,
} from './index.ts'

const R = 6_378_137
const DEG = Math.PI / 180
/** The quadrature is asked for 1e-6, and its estimate can be fooled by kinks at the vertices. */
const EXACT = 1e-5

/** A ring of (east, north) in km about 0° N 20° E, where the plane is the sphere's. */
const ring = (...points: readonly (readonly [number, number])[]): Float64Array =>
  Float64Array.from(points.flatMap(([e, n]) => [(1000 * n) / R, 20 * DEG + (1000 * e) / R]))
const SQUARE = ring([-30, -20], [30, -20], [30, 20], [-30, 20])
/** Concave, with a hole. */
const STAR = [
  ring([-60, -40], [0, -10], [60, -50], [20, 5], [70, 60], [0, 20], [-50, 60], [-20, 0]),
  ring([-8, -4], [8, -4], [0, 10]),
]
const area = (rings: readonly Float64Array[], margin = 0, value = 1, id = 'a'): ValuedArea => ({
  id,
  rings,
  margin,
  value,
})
/** Mean (east, north) in km; sigmas in km along axes turned by `turn` from east. */
function belief(e: number, n: number, s1: number, s2: number, turn = 0): ImpactBelief {
  const [c, s] = [Math.cos(turn), Math.sin(turn)]
  const [p, q] = [s1 * s1 * 1e6, s2 * s2 * 1e6]
  return {
    lat: (1000 * n) / R,
    lon: 20 * DEG + (1000 * e) / R,
    covariance: [c * c * p + s * s * q, c * s * (p - q), c * s * (p - q), s * s * p + c * c * q],
  }
}
const chance = (rings: readonly Float64Array[], b: ImpactBelief, margin = 0): number =>
  new ThreatEvaluator([area(rings, margin)]).evaluate(b).chance

/**
 * The second method: a normal distribution over a polygon as a sum over its edges. In the plane in which it is round, each edge and the mean
 * make a triangle, whose part is Δφ/2π − [T(h, tan φ₂) − T(h, tan φ₁)], T Owen's function (1956), h the distance of the edge's line.
 */
function byEdges(rings: readonly Float64Array[], b: ImpactBelief): number {
  const [xx, xy, , yy] = Array.from(b.covariance)
  const l11 = Math.sqrt(xx!)
  const l21 = xy! / l11
  const l22 = Math.sqrt(yy! - l21 * l21)
  let sum = 0
  for (const one of rings) {
    let turned = 0
    const points: [number, number][] = []
    for (let k = 0; k < one.length; k += 2) {
      const e = R * Math.cos(b.lat) * (one[k + 1]! - b.lon)
      const n = R * (one[k]! - b.lat)
      points.push([e / l11, (n - (l21 * e) / l11) / l22])
    }
    points.forEach(([ax, ay], k) => {
      const [bx, by] = points[(k + 1) % points.length]!
      const length = Math.hypot(bx - ax, by - ay)
      const h = (ax * by - ay * bx) / length
      const along = (x: number, y: number): number => (x * (bx - ax) + y * (by - ay)) / length
      const from = Math.atan2(along(ax, ay), Math.abs(h))
      const to = Math.atan2(along(bx, by), Math.abs(h))
      const rest = quadrature((f) => exp((-0.5 * h * h) / Math.cos(f) ** 2), from, to, 1e-12)
      turned += (Math.sign(h) * (to - from - rest)) / (2 * Math.PI)
    })
    // The outer ring counts as it goes round, holes against it.
    sum += one === rings[0] ? Math.abs(turned) : -Math.abs(turned)
  }
  return sum
}

describe('the chance that an impact lies in an area', () => {
  it('is a product of two normal ranges for a square along the axes', () => {
    const b = belief(5, -3, 20, 12)
    const range = (low: number, high: number, s: number): number => normalCdf(high / s) - normalCdf(low / s)
    expect(Math.abs(chance([SQUARE], b) - range(-35, 25, 20) * range(-17, 23, 12))).toBeLessThan(EXACT)
  })

  it('agrees with the sum over edges, for any shape, place and covariance', () => {
    const s = new Stream(5, 0, 'test/impact', 0)
    for (let n = 0; n < 60; n += 1) {
      const b = belief(
        100 * s.uniform() - 50,
        100 * s.uniform() - 50,
        1 + 40 * s.uniform(),
        1 + 80 * s.uniform(),
        Math.PI * s.uniform(),
      )
      // The edges meet the plane at the mean's latitude; within 50 km of the equator its scale changes by 3e-5.
      expect(Math.abs(chance(STAR, b) - byEdges(STAR, b))).toBeLessThan(EXACT)
    }
  })

  it('counts the margin: of a line it is the chance of a stadium, of a corner that of a disc', () => {
    // A round distribution of sigma 10 km on a speck: 1 − exp(−m²/2σ²) for a disc of m.
    const speck = ring([0, 0], [0.0001, 0], [0, 0.0001])
    for (const margin of [2, 10, 25])
      expect(
        Math.abs(
          chance([speck], belief(0, 0, 10, 10), 1000 * margin) - (1 - Math.exp(-(margin * margin) / 200)),
        ),
      ).toBeLessThan(1e-5)
    // A long thin strip and its margin on both sides.
    const strip = ring([-5000, 0], [5000, 0], [5000, 0.0001], [-5000, 0.0001])
    expect(
      Math.abs(chance([strip], belief(0, 3, 50, 5), 4000) - (normalCdf(1 / 5) - normalCdf(-7 / 5))),
    ).toBeLessThan(1e-5)
  })

  it('is that of drawn impacts, margin and concave outline included', () => {
    const s = new Stream(6, 0, 'test/drawn', 0)
    const margin = 6
    const near = (e: number, n: number): boolean => {
      let odd = false
      let close = false
      for (const one of STAR) {
        for (let k = 0; k < one.length; k += 2) {
          const p = (i: number): [number, number] => {
            const at = (i + one.length) % one.length
            return [(R * (one[at + 1]! - 20 * DEG)) / 1000, (R * one[at]!) / 1000]
          }
          const [[ax, ay], [bx, by]] = [p(k), p(k + 2)]
          if (ax > e !== bx > e && ay + ((e - ax) / (bx - ax)) * (by - ay) > n) odd = !odd
          const t = ((e - ax) * (bx - ax) + (n - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
          const u = Math.min(1, Math.max(0, t))
          if (Math.hypot(e - ax - u * (bx - ax), n - ay - u * (by - ay)) <= margin) close = true
        }
      }
      return odd || close
    }
    for (const [s1, s2, turn] of [
      [30, 60, 0.4],
      [5, 40, 2],
    ] as const) {
      const draws = 20_000
      let hits = 0
      for (let k = 0; k < draws; k += 1) {
        const [x, y] = [s1 * s.normal(), s2 * s.normal()]
        if (near(20 + x * Math.cos(turn) - y * Math.sin(turn), 10 + x * Math.sin(turn) + y * Math.cos(turn)))
          hits += 1
      }
      const p = chance(STAR, belief(20, 10, s1, s2, turn), 1000 * margin)
      // Four standard errors of the drawn share.
      expect(Math.abs(hits / draws - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / draws))
    }
  })

  it('is yes or no for a point, and a share of a line', () => {
    expect(chance([SQUARE], belief(29, 19, 0, 0))).toBe(1)
    expect(chance([SQUARE], belief(31, 0, 0, 0))).toBe(0)
    expect(chance([SQUARE], belief(31, 0, 0, 0), 1500)).toBe(1)
    expect(chance([SQUARE], belief(30, 0, 10, 0))).toBeCloseTo(normalCdf(0) - normalCdf(-6), 9)
  })

  it('is one deep inside and nothing far outside, across the antimeridian too', () => {
    const fiji = Float64Array.of(
      -19 * DEG,
      -179.99 * DEG,
      -16 * DEG,
      -179.99 * DEG,
      -16 * DEG,
      -178 * DEG,
      -19 * DEG,
      -178 * DEG,
    )
    const b: ImpactBelief = { lat: -17.5 * DEG, lon: 179.9 * DEG, covariance: [1e8, 0, 0, 1e8] }
    const east = 17.5 * DEG
    const expected = normalCdf(-(0.11 * DEG * R * Math.cos(east)) / 1e4)
    expect(Math.abs(chance([fiji], b) - expected)).toBeLessThan(1e-6)
    expect(
      chance([ring([-900, -900], [900, -900], [900, 900], [-900, 900])], belief(0, 0, 50, 90, 1)),
    ).toBeCloseTo(1, 7)
    expect(chance([SQUARE], belief(1000, 0, 50, 90))).toBe(0)
  })

  it('adds up over areas apart, and does not count twice where they overlap', () => {
    const half = ring([0, -20], [30, -20], [30, 20], [0, 20])
    const other = ring([-30, -20], [0, -20], [0, 20], [-30, 20])
    const b = belief(3, 4, 25, 15, 0.3)
    const whole = chance([SQUARE], b)
    const apart = new ThreatEvaluator([area([half], 0, 2), area([other], 0, 5)]).evaluate(b)
    expect(Math.abs(apart.chance - whole)).toBeLessThan(EXACT)
    expect(Math.abs(apart.byArea[0]! + apart.byArea[1]! - whole)).toBeLessThan(EXACT)
    expect(apart.stake).toBeCloseTo(2 * apart.byArea[0]! + 5 * apart.byArea[1]!, 12)
    const over = new ThreatEvaluator([area([SQUARE]), area([half])]).evaluate(b)
    expect(Math.abs(over.chance - whole)).toBeLessThan(EXACT)
  })

  it('is found for a whole country', () => {
    const usa = AREAS.find((a) => a.id === 'united-states')!
    const rings = usa.polygons.map((r) => Float64Array.from(r, (degrees) => degrees * DEG))
    const evaluator = new ThreatEvaluator([{ id: usa.id, rings, margin: 25_000, value: 1 }])
    const at = (lat: number, lon: number, sigma: number): number =>
      evaluator.evaluate({ lat: lat * DEG, lon: lon * DEG, covariance: [sigma * sigma, 0, 0, sigma * sigma] })
        .chance
    expect(at(41.85, -87.65, 5000)).toBeCloseTo(1, 6)
    expect(at(30, -50, 50_000)).toBe(0)
    // Detroit's river is the border: Windsor is within the margin.
    expect(at(42.3, -83, 5000)).toBeGreaterThan(0.99)
    const broad = at(40, -100, 1_000_000)
    expect(broad).toBeGreaterThan(0.6)
    expect(broad).toBeLessThan(0.95)
  })

  it.each([
    [{ covariance: [1, 0, 0, -1] }, 'invalid covariance [1, 0, 0, -1] m²'],
    [{ covariance: [1, 2, 2, 1] }, 'invalid covariance'],
    [{ covariance: [1, 0, 0.5, 1] }, 'invalid covariance'],
    [{ covariance: [NaN, 0, 0, 1] }, 'invalid covariance'],
    [{ covariance: [1e14, 0, 0, 1] }, 'invalid covariance'],
    [{ lat: 1.56 }, 'invalid latitude 1.56 rad'],
    [{ lon: NaN }, 'invalid longitude NaN rad'],
  ])('is refused for %o', (change, message) => {
    expect(() =>
      new ThreatEvaluator([area([SQUARE])]).evaluate({ ...belief(0, 0, 1, 1), ...change }),
    ).toThrow(message)
  })

  it('is refused for an area with a margin or value below zero, or without rings', () => {
    for (const [bad, message] of [
      [area([SQUARE], -1), 'invalid margin -1: expected 0 to 1000000 m'],
      [area([SQUARE], 0, -2), 'invalid value -2: expected a number, 0 or more'],
      [area([]), 'invalid rings 0: expected 1 or more'],
    ] as const)
      expect(() => new ThreatEvaluator([bad])).toThrow(message)
  })
})

describe('the threshold rule', () => {
  const evaluation = { chance: 0.4, byArea: new Float64Array(1), stake: 0.4 }

  it('engages from the threshold on, a decoy less readily', () => {
    expect(isThreat(evaluation, 1, 0.4)).toBe(true)
    expect(isThreat(evaluation, 1, 0.41)).toBe(false)
    expect(isThreat(evaluation, 0.5, 0.25)).toBe(false)
    expect(isThreat(evaluation, 0, 0)).toBe(true)
    expect(() => isThreat(evaluation, 1, 1.5)).toThrow('invalid threshold 1.5: expected 0 to 1')
  })

  it('has books of what it saved and what it cost', () => {
    const objects = [
      ...Array.from({ length: 5 }, () => ({ judgedThreat: false, dangerous: false })),
      ...Array.from({ length: 2 }, () => ({ judgedThreat: false, dangerous: true })),
      ...Array.from({ length: 3 }, () => ({ judgedThreat: true, dangerous: true })),
      { judgedThreat: true, dangerous: false },
    ]
    expect(ruleLedger(objects, 2)).toEqual({
      objects: 11,
      engaged: 4,
      saved: 5,
      shotsSaved: 10,
      missed: 2,
      inVain: 1,
    })
  })
})

describe('rings at the door', () => {
  it('pass where they are in order, all of Natural Earth among them', () => {
    expect(() => checkRings([SQUARE, ...STAR], 'x')).not.toThrow()
    for (const a of AREAS)
      expect(() =>
        checkRings(
          a.polygons.map((r) => Float64Array.from(r, (d) => d * DEG)),
          a.id,
        ),
      ).not.toThrow()
  })

  it.each([
    [
      [Float64Array.of(0, 0, 0.1, 0.1, 0, 0.1, 0.1, 0)],
      'invalid ring: edges 0 and 2 cross',
      'defended.0.rings.0.0',
    ],
    [
      [SQUARE, Float64Array.of(0, 0, 1, 1)],
      'invalid 4 coordinates: expected 3 or more pairs',
      'defended.0.rings.1',
    ],
    [[Float64Array.of(0, 0, 2, 1, 1, 0)], 'invalid latitude 2 rad: expected', 'defended.0.rings.0.1'],
    [[Float64Array.of(0, 0, 1, NaN, 1, 0)], 'invalid longitude NaN rad: expected', 'defended.0.rings.0.1'],
    [
      [Float64Array.of(0, 3, 0.1, -3, 0.2, 3)],
      'unsupported edge from longitude 3 rad: crosses ±180°',
      'defended.0.rings.0.0',
    ],
  ])('are refused with place and reason (%#)', (rings, message, where) => {
    let error: unknown
    try {
      checkRings(rings, 'defended.0.rings')
    } catch (caught) {
      error = caught
    }
    expect(error).toMatchObject({ where })
    expect((error as Error).message).toContain(message)
  })
})

import { describe, expect, it } from 'vitest'
import {
  GospaSequence,
  TrackSwitches,
  clearMot,
  gospa,
  ospa,
  siap,
  type Identified,
  type PathAssociation,
  type SampledPath,
} from './index.ts'

// Stone Soup @ ec032a9f, stonesoup/metricgenerator/tests: test_ospametric.py, test_tracktotruthmetrics.py and test_clearmotmetrics.py with the
// samples of conftest.py.

/** Roundings of a few sums. */
const ROUNDING = 1e-12
/** Its values of cardinality errors have six printed digits. */
const PRINTED = 5e-6

const line = (n: number, offset: number): number[][] => Array.from({ length: n }, (_, i) => [i + offset])

describe("Stone Soup's OSPA values", () => {
  it.each([1, 2, Infinity])('for five tracks a little off, p = %s', (order) => {
    const options = { cutoff: 10, order }
    expect(Math.abs(ospa(line(5, 0.5), line(5, 0), options).distance - 0.5)).toBeLessThan(ROUNDING)
    expect(Math.abs(ospa(line(5, 1.2), line(5, 1), options).distance - 0.2)).toBeLessThan(ROUNDING)
  })

  it.each([
    [1, 2.4, 2.16],
    [2, 4.49444, 4.47571],
    [Infinity, 10, 10],
  ])('for a missing track, p = %s', (order, first, second) => {
    const options = { cutoff: 10, order }
    expect(Math.abs(ospa(line(4, 0.5), line(5, 0), options).distance - first)).toBeLessThan(PRINTED)
    expect(Math.abs(ospa(line(4, 1.2), line(5, 1), options).distance - second)).toBeLessThan(PRINTED)
  })
})

describe("Stone Soup's GOSPA values", () => {
  const options = { cutoff: 10, order: 1 }

  it('for tracks on and off their truths', () => {
    expect(gospa(line(5, 0), line(5, 0), options)).toMatchObject({
      distance: 0,
      localisation: 0,
      missed: 0,
      false: 0,
    })
    expect(gospa(line(5, 0.5), line(5, 0), options).distance).toBe(2.5)
    expect(gospa(line(5, 1), line(5, 0), options).distance).toBe(5)
  })

  it('for ten truths without a track and ten tracks without a truth', () => {
    expect(gospa([], line(10, 0), options)).toMatchObject({
      missed: 50,
      false: 0,
      distance: 50,
      missedCount: 10,
    })
    expect(gospa(line(10, 0), [], options)).toMatchObject({
      missed: 0,
      false: 50,
      distance: 50,
      falseCount: 10,
    })
  })

  it('for three missed and two false of ten on a circle', () => {
    const circle = Array.from({ length: 10 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 10
      return [47.746 * Math.cos(angle), 47.746 * Math.sin(angle)]
    })
    const tracks = [...circle.slice(0, 7), ...circle.slice(0, 2).map((r) => r.map((x) => 5 * x))]
    expect(gospa(tracks, circle, options)).toMatchObject({
      missedCount: 3,
      falseCount: 2,
      missed: 15,
      false: 10,
    })
  })

  it('for tracks that are swapped, lost and found again', () => {
    const sequence = new GospaSequence({ cutoff: 2, order: 2, switchingPenalty: 3 })
    const at = (...places: number[]): Identified[] => places.map((x, id) => ({ id, position: [x] }))
    const truths = at(1, 2, 3)
    expect(sequence.step(at(1, 2, 3), truths)).toMatchObject({ distance: 0, switching: 0 })
    const second = sequence.step(at(2, 1, 100), truths)
    expect(second).toMatchObject({ localisation: 0, missed: 2, false: 2, switches: 2.5 })
    // Its switching term is the root of ours.
    expect(Math.abs(Math.sqrt(second.switching) - Math.sqrt(2.5) * 3)).toBeLessThan(ROUNDING)
    expect(Math.abs(second.distance - Math.sqrt(4 + 2.5 * 9))).toBeLessThan(ROUNDING)
    const third = sequence.step(at(2, 1, 3), truths)
    expect(third).toMatchObject({ localisation: 0, missed: 0, false: 0, switches: 0.5 })
    expect(Math.abs(third.distance - Math.sqrt(0.5) * 3)).toBeLessThan(ROUNDING)
  })

  // Track of each truth, moment by moment; null for none. Then the switches.
  const NONE = undefined
  it.each([
    [
      [
        [0, 1, 2],
        [0, 1, 2],
        [0, 1, NONE],
        [0, 1, 2],
        [1, 0, 2],
        [1, 0, 2],
        [NONE, 2, 0],
      ],
      [0, 0, 0.5, 0.5, 2, 0, 2.5],
    ],
    [
      [
        [0, 1, 2],
        [NONE, NONE, NONE],
        [3, NONE, NONE],
      ],
      [0, 1.5, 0.5],
    ],
    [
      [
        [NONE, NONE, NONE],
        [0, 1, 2],
      ],
      [0, 0],
    ],
    [
      [[0], [0, 1], [0, 1, 3]],
      [0, 0, 0],
    ],
    [
      [[0, 1], [0], [0, 1], [0, 2]],
      [0, 0, 0, 1],
    ],
  ])('for the switches of case %#', (moments, expected) => {
    const switches = new TrackSwitches()
    expect(moments.map((tracks) => switches.add(tracks.map((track, truth) => [truth, track])))).toEqual(
      expected,
    )
  })
})

const path = (t: readonly number[], states: readonly (readonly number[])[]): SampledPath => ({
  t,
  position: states.map((s) => [s[0]!, s[2]!]),
  velocity: states.map((s) => [s[1]!, s[3]!]),
})

const SECONDS = [0, 1, 2, 3]
const TRUTHS = [
  path(SECONDS, [
    [0, 1, 0, 1],
    [1, 1, 1, 1],
    [2, 1, 2, 1],
    [3, 1, 3, 1],
  ]),
  path(SECONDS, [
    [-2, 1, -2, 1],
    [-1, 1, -1, 1],
    [0, 1, 0, 1],
    [2, 1, 2, 1],
  ]),
  path(SECONDS, [
    [-1, 1, 1, 0],
    [0, 1, 1, 0],
    [1, 1, 2, 0],
    [3, 1, 3, 0],
  ]),
]
const TRACKS = [
  path(
    SECONDS,
    [0.1, 1.1, 2.1, 3.1].map((x) => [x, 1.2, x, 1.2]),
  ),
  path(
    SECONDS,
    [-2.5, -1.5, 0.5, 1.5].map((x) => [x, 1.6, x, 1.6]),
  ),
  path(
    [0, 1, 1, 2, 3],
    [
      [-1.99, 1.99, 1.99, 1.99],
      [0.99, 1.99, 1.99, 1.99],
      [0.999, 1.99, 1.999, 1.99],
      [1.99, 1.99, 1.99, 1.99],
      [2.99, 1.99, 1.99, 1.99],
    ],
  ),
]
const on = (truth: number, track: number, from: number, to: number): PathAssociation => ({
  truth,
  track,
  from,
  to,
})
const ASSOCIATIONS = [on(0, 0, 0, 2), on(1, 1, 0, 1), on(1, 1, 2, 3), on(2, 2, 1, 2), on(0, 2, 1, 3)]

describe("Stone Soup's SIAP values", () => {
  const result = siap(TRUTHS, TRACKS, ASSOCIATIONS)

  it('at each time', () => {
    expect([...result.times]).toEqual(SECONDS)
    // Tracks 3 each time, associated ones 2, 3, 3, 2; objects 3 each time, tracked ones 2, 3, 3, 2.
    expect(result.atTimes.map((one) => one.spuriousness * 3)).toEqual([1, 0, 0, 1])
    expect(result.atTimes.map((one) => Math.round(one.completeness * 3))).toEqual([2, 3, 3, 2])
    expect(result.atTimes.map((one) => one.ambiguity)).toEqual([1, 1, 1, 1])
    const first = result.atTimes[0]!
    const position = Math.sqrt(0.02) + Math.sqrt(0.5)
    const velocity = Math.sqrt(0.08) + Math.sqrt(0.72)
    expect(Math.abs(2 * first.positionAccuracy - position)).toBeLessThan(ROUNDING)
    expect(Math.abs(2 * first.velocityAccuracy - velocity)).toBeLessThan(ROUNDING)
  })

  it('over all times', () => {
    expect(result.completeness).toBe(10 / 12)
    expect(result.ambiguity).toBe(1)
    expect(result.spuriousness).toBe(2 / 12)
    // Segments needed 2, 2 and 1; tracked for 3, 2 and 1 s.
    expect(result.rateOfTrackNumberChange).toBe((2 - 1 + 2 - 1 + 1 - 1) / (3 + 2 + 1))
    // The longest on one track 2, 2 and 1 s of lives of 3 s.
    expect(result.longestTrackSegment).toBe((2 + 2 + 1) / 9)
  })
})

describe("Stone Soup's CLEAR-MOT values", () => {
  const precision = Math.sqrt(0.02)

  it('for one object with its track', () => {
    const { motp, mota } = clearMot(TRUTHS.slice(0, 1), TRACKS.slice(0, 1), [on(0, 0, 0, 3)])
    expect(Math.abs(motp - precision)).toBeLessThan(ROUNDING)
    expect(mota).toBe(1)
  })

  it('for a false track beside it', () => {
    const { motp, mota, falsePositives } = clearMot(TRUTHS.slice(0, 1), TRACKS.slice(0, 2), [on(0, 0, 0, 3)])
    expect(Math.abs(motp - precision)).toBeLessThan(ROUNDING)
    expect(falsePositives).toBe(4)
    expect(mota).toBe(1 - 4 / 4)
  })

  it('for a track that breaks in two, a false track and an object without one', () => {
    const cut = (from: number, to: number): SampledPath => ({
      t: SECONDS.slice(from, to),
      position: TRACKS[0]!.position.slice(from, to),
    })
    const tracks = [cut(0, 2), cut(2, 4), TRACKS[1]!]
    const { motp, mota, mismatches } = clearMot(TRUTHS.slice(0, 2), tracks, [on(0, 0, 0, 1), on(0, 1, 2, 3)])
    expect(Math.abs(motp - precision)).toBeLessThan(ROUNDING)
    expect(mismatches).toBe(1)
    expect(mota).toBe(1 - (4 + 1 + 4) / 8)
  })

  it('not for an object with two tracks at one time', () => {
    expect(() => clearMot(TRUTHS, TRACKS, ASSOCIATIONS)).toThrow(
      /^invalid associations at 1 s: expected one track/,
    )
  })
})

import { describe, expect, it } from 'vitest'
import { geodesicDirect } from '../earth/index.ts'
import { Stream } from '../math/index.ts'
import { readScenario } from '../scenario/index.ts'
import { TrackCustody, newPath, type ImpactEstimate, type TrackView } from '../track/index.ts'
import { prepare } from './prepare.ts'
import { trackConsistency } from './track-consistency.ts'
import type { TrackNow } from './track-missile.ts'
import { TrackPairing, type Flying } from './track-pairing.ts'
import { MissileTruth } from './track-truth.ts'

describe('TrackCustody', () => {
  const of = (held: string, step = 1): TrackCustody => {
    const custody = new TrackCustody()
    ;[...held].forEach((c, k) => {
      custody.add(10 + k * step, c === '+')
    })
    custody.end(10 + held.length * step)
    return custody
  }

  it('begins at the first scan with a track: what lies before is no gap', () => {
    expect(of('---++++')).toMatchObject({ first: 13, gaps: [], lost: 0, longest: 0 })
  })

  it('has gaps from the first scan without a track to the next one with it', () => {
    const custody = of('-++--+-+++')
    expect(custody.gaps).toEqual([
      { from: 13, to: 15 },
      { from: 16, to: 17 },
    ])
    expect([custody.lost, custody.longest]).toEqual([3, 2])
  })

  it('ends with a gap until the impact where the track is not found again', () => {
    expect(of('++--', 0.5).gaps).toEqual([{ from: 11, to: 12 }])
  })

  it('never begins without a track', () => {
    expect(of('-----')).toMatchObject({ first: undefined, gaps: [], lost: 0 })
  })
})

describe('MissileTruth', () => {
  const { battle, scenario } = prepare(readScenario('opendome: 1\nfrom: first-flight'))
  const plan = battle.plan.missiles[0]!
  const truth = new MissileTruth(plan, 7000, 1)
  const { landing } = plan.flight

  /** A prediction so far (m) from the true impact towards a bearing (rad), with sigmas east and north and the edge of 90 %. */
  const predicted = (distance: number, bearing: number, east: number, north: number): ImpactEstimate => ({
    ...geodesicDirect(landing.lat, landing.lon, bearing, distance),
    t: 0,
    tSigma: 1,
    covariance: Float64Array.of(east * east, 0, 0, north * north),
    semiMajor: 0,
    semiMinor: 0,
    azimuth: 0,
    edge: 4.605170185988092,
    landing: 1,
  })

  it.each([
    ['east, within 2.15 sigma', 21_000, Math.PI / 2, true],
    ['east, beyond it', 22_000, Math.PI / 2, false],
    ['north, within 2.15 sigma', 2100, 0, true],
    ['north, beyond it', 2200, Math.PI, false],
  ])('says whether the ellipse holds an impact %s', (_, distance, bearing, inside) => {
    const miss = truth.missOf(predicted(distance, bearing, 10_000, 1000))
    expect(miss.error).toBeCloseTo(distance, 3)
    expect(miss.inside).toBe(inside)
  })

  it('knows launch, burnout and the last fall below 100 km', () => {
    expect(truth.launchError(scenario.threats[0]!.launch)).toBeLessThan(1)
    expect(truth.phase(truth.burnout)).toBe('boost')
    expect(truth.phase(truth.burnout + 1)).toBe('free-flight')
    // A steep fall at 5 to 7 km/s from 100 km.
    expect(truth.impact - truth.reentry).toBeGreaterThan(20)
    expect(truth.impact - truth.reentry).toBeLessThan(90)
    expect(truth.phase(truth.impact)).toBe('reentry')
  })
})

describe('TrackPairing', () => {
  const track = (id: number, x: number): TrackNow => {
    const path = newPath(1)
    path.r_eci.set([x, 0, 0])
    return { track: { id } as TrackView, path }
  }
  const missile = (index: number, x: number): Flying => ({ missile: index, r: Float64Array.of(x, 0, 0) })
  const owned = (pairing: TrackPairing): [number, number][] =>
    [...pairing.own].map(([m, one]): [number, number] => [m, one.track.id]).sort((a, b) => a[0] - b[0])

  it('gives each missile one track by least total squared distance', () => {
    // One by one, missile 0 would take track 1, and missile 1 the far one.
    const pairing = new TrackPairing().pair([track(0, -3e3), track(1, 4e3)], [missile(0, 0), missile(1, 9e3)])
    expect(owned(pairing)).toEqual([
      [0, 0],
      [1, 1],
    ])
  })

  it('keeps the pair of the scan before unless another track is at half the distance', () => {
    const pairing = new TrackPairing().pair([track(0, 1000)], [missile(0, 0)])
    expect(owned(pairing.pair([track(0, 1000), track(1, 600)], [missile(0, 0)]))).toEqual([[0, 0]])
    expect(pairing.near.get(0)).toBe(2)
    expect(owned(pairing.pair([track(0, 1000), track(1, 400)], [missile(0, 0)]))).toEqual([[0, 1]])
  })

  it('counts a track beyond 100 km as one of nothing, but not that of a missile that has landed', () => {
    const pairing = new TrackPairing().pair([track(0, 99e3)], [missile(0, 0), missile(1, 1e6)])
    expect([owned(pairing), pairing.strayNow]).toEqual([[[0, 0]], 0])
    pairing.pair([track(0, 101e3)], [missile(0, 0), missile(1, 1e6)])
    expect([owned(pairing), pairing.strayNow]).toEqual([[], 1])
    pairing.pair([track(0, 101e3)], [missile(1, 1e6)])
    expect([owned(pairing), pairing.strayNow, [...pairing.strays]]).toEqual([[], 0, [0]])
  })
})

describe('trackConsistency', () => {
  const SCANS = 2000
  const phases = [{ phase: (t: number) => (t < SCANS / 2 ? ('boost' as const) : ('free-flight' as const)) }]

  /** Sums over `runs` of squares of six normal numbers, `scale` times too large. */
  const sums = (runs: number, scale: number) => {
    const stream = new Stream(1, 0, 'test/consistency', runs)
    const sum = Float64Array.from({ length: SCANS }, () => {
      let total = 0
      for (let k = 0; k < 6 * runs; k++) total += stream.normal() ** 2
      return scale * total
    })
    return [{ sum, count: new Uint32Array(SCANS).fill(runs) }]
  }

  /** Standard deviation of a share of 5 % of 1,000 moments is 0.7 %; four of it. */
  const SHARE = 0.028

  it.each([1, 20])(
    'finds 95 % of the moments within the bounds where errors are as claimed, %i runs',
    (runs) => {
      for (const phase of trackConsistency(phases, sums(runs, 1), 1)) {
        expect(Math.abs(phase.within - 0.95)).toBeLessThan(SHARE)
        // Mean of 1,000 · runs chi-square numbers of 6 degrees, σ = √(12/n): five of it.
        expect(Math.abs(phase.mean - 6)).toBeLessThan(5 * Math.sqrt(12 / phase.scans))
        expect(phase.within + phase.below + phase.above).toBeCloseTo(1, 12)
      }
    },
  )

  it('tells errors larger and smaller than claimed apart', () => {
    const [large] = trackConsistency(phases, sums(20, 2), 1)
    const [small] = trackConsistency(phases, sums(20, 0.5), 1)
    expect(large!.above).toBeGreaterThan(0.9)
    expect(small!.below).toBeGreaterThan(0.9)
  })

  it('leaves out phases and scans without a track', () => {
    const [one] = sums(4, 1)
    one!.count.fill(0, SCANS / 2)
    one!.count.fill(0, 0, 100)
    const found = trackConsistency(phases, [one!], 1)
    expect(found.map((p) => [p.phase, p.scans])).toEqual([['boost', 4 * (SCANS / 2 - 100)]])
  })
})

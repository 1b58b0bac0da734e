import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { newMeasurements } from '../sense/index.ts'
import { RAD, flightTruth, flyThreat, observe, watchers } from './fixture.ts'
import { Tracker, trackingOptions } from './index.ts'

/** Seen again at this time before the impact, and for the last time, s. */
const FROM = 240
const UNTIL = 20

describe('a missile that has landed', () => {
  const { trajectory } = flyThreat({
    vehicle: 'icbm-liquid-generic',
    launch: { lat: 40.3 * RAD, lon: 125.3 * RAD },
    aim: { lat: 41.85 * RAD, lon: -87.65 * RAD },
  })
  const impact = trajectory.impact.t
  const truth = flightTruth(trajectory, 0, 1)
  const sensors = watchers({ planes: 6, perPlane: 8, altitude: 1_500_000 }, 1e-5)
  const list = newMeasurements(100_000)
  const tracker = new Tracker(trackingOptions(), [], 1)
  const stream = new Stream(1, 0, 'test/landing', 0)
  const statuses = new Map<number, string[]>()
  const start = Math.ceil(impact) - FROM
  for (let s = 0; s < FROM + 300; s++) {
    if (s < FROM - UNTIL) observe(sensors, [truth], start + s, stream, list)
    tracker.step(start + s, list)
    statuses.set(
      s,
      tracker.tracks.map((track) => track.status),
    )
  }

  it('is followed to its impact without reports', () => {
    expect(statuses.get(FROM - UNTIL)).toContain('confirmed')
    expect(statuses.get(FROM)).toContain('confirmed')
  })

  it('has no track half a minute later: none flies on under ground', () => {
    expect(tracker.options.coast).toBeGreaterThan(300)
    expect(new Set(statuses.get(FROM + 30))).toEqual(new Set(['lost']))
  })
})

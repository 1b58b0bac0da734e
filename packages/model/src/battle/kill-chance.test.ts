import { describe, expect, it } from 'vitest'
import { EARTH_RATE, WGS84_GM, eciFromEcefState } from '../earth/index.ts'
import { hitChance, longFlyOutDeltaV } from '../engage/index.ts'
import { lambert, propagateKepler, shortWay } from '../orbit/index.ts'
import { stateAt } from '../threat/index.ts'
import { planOf } from './fixture.ts'
import { KillChance } from './kill-chance.ts'
import type { SpaceLayer } from './plan.ts'

const START = 1000
const LAST_LEG = { seekerRange: 50e3, divert: 100, divertAcceleration: 40, guidanceLag: 0.1, hitRadius: 0.5 }

describe('chance of a shot over a long fly-out', () => {
  const plan = planOf({
    layers: [
      { layer: 'midcourse', interceptor: { ...LAST_LEG, hit: 'geometry', sspk: 0.9, maxFlight: 900 } },
    ],
    command: { predictionSigma: 500 },
  })
  const { shell, interceptor } = plan.layers[0] as SpaceLayer
  const path = plan.missiles[0]!.flight.trajectory
  const chance = new KillChance(plan, START)

  it('closes with the end of its arc, found by letting it fly', () => {
    let far = 0
    for (let satellite = 0; satellite < shell.count; satellite += 7) {
      for (const [release, intercept] of [
        [300, 600],
        [300, 1100],
      ] as const) {
        const [r, v, target, speed] = [0, 0, 0, 0].map(() => new Float64Array(3)) as [
          Float64Array,
          Float64Array,
          Float64Array,
          Float64Array,
        ]
        shell.position(START + release, satellite, r)
        shell.velocity(START + release, satellite, v)
        stateAt(path, intercept, target, speed)
        eciFromEcefState(plan.epochAngle + EARTH_RATE * (START + intercept), target, speed, target, speed)
        const time = intercept - release
        const deltaV = longFlyOutDeltaV(r, v, target, time, interceptor.acceleration)
        if (deltaV > 8000) continue
        // The second way: from the middle of the burn along the arc, its last hundredth of a second.
        const wait = deltaV / (2 * interceptor.acceleration)
        propagateKepler(WGS84_GM, r, v, wait, r, v)
        const { v1 } = lambert(WGS84_GM, r, target, time - wait, shortWay(r, target))
        const [near, end] = [new Float64Array(3), new Float64Array(3)]
        propagateKepler(WGS84_GM, r, v1, time - wait - 0.01, near, v)
        propagateKepler(WGS84_GM, r, v1, time - wait, end, v)
        const closing = Math.hypot(...speed.map((s, k) => s - (end[k]! - near[k]!) / 0.01))
        const closed = hitChance({ ...LAST_LEG, sigma: [500, 500], closingSpeed: closing, flown: time })
        expect(chance.of(0, satellite, path, 0, release, intercept)).toBeCloseTo(0.9 * closed, 4)
        far++
      }
    }
    expect(far).toBeGreaterThan(15)
  })
})

import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { geodeticFromEcef } from '../earth/index.ts'
import { solveFlight, stateAt } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { timeline } from './index.ts'
import { commandSchema } from './schema.ts'

const DEG = Math.PI / 180
const vehicle = CATALOG.find((e) => e.id === 'icbm-solid-generic')!.value
const { trajectory } = solveFlight({
  vehicle: toInternal(vehicleSchema.parse(vehicle)),
  launch: { lat: 40.3 * DEG, lon: 125.3 * DEG },
  aim: { lat: 41.85 * DEG, lon: -87.65 * DEG },
})
const command = (fields: object) => toInternal(commandSchema.parse(fields))

describe('one clock, three intervals', () => {
  it('adds cloud break + latency, solution delay, decision time', () => {
    const clock = timeline(
      trajectory,
      command({ cloud_top_km: 7, latency_s: 4, solution_delay_s: 11, decision_time_s: 30 }),
    )!
    const r = new Float64Array(3)
    stateAt(trajectory, clock.seen - 4, r)
    geodeticFromEcef(r, r)
    expect(r[2]).toBeCloseTo(7000, 2)
    expect(clock.solution - clock.seen).toBeCloseTo(11, 12)
    expect(clock.release - clock.solution).toBeCloseTo(30, 12)
  })

  it('takes a solution time published as after launch in place of the first two intervals, never added to them', () => {
    const at45 = { solution_at_s: 45, decision_time_s: 30 }
    for (const ignored of [{}, { latency_s: 20 }, { cloud_top_km: 12 }, { solution_delay_s: 60 }]) {
      const clock = timeline(trajectory, command({ ...at45, ...ignored }))!
      expect(clock.solution).toBe(45)
      expect(clock.release).toBe(75)
    }
  })

  it('sees nothing of a missile that never rises above the clouds, unless the solution time is stated', () => {
    const buried = { ...trajectory, times: trajectory.times.subarray(0, 5) }
    expect(timeline(buried, command({}))).toBeUndefined()
    expect(timeline(buried, command({ solution_at_s: 45, decision_time_s: 0 }))).toEqual({
      seen: 45,
      solution: 45,
      release: 45,
    })
  })
})

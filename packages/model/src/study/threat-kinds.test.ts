import { describe, expect, it } from 'vitest'
import { geodesic } from '../earth/index.ts'
import { PRESETS } from '../generated/index.ts'
import { readScenario } from '../scenario/index.ts'
import { phasesOf } from '../threat/index.ts'
import { monteCarlo } from './monte-carlo.ts'
import { prepare } from './prepare.ts'

// The scenarios that show one kind of threat each: they fly, land where they aim, and are counted to the last missile.
describe.each([
  ['orbital', 'orbital-1', ['boost', 'midcourse', 'terminal']],
  ['out-of-orbit', 'object-1', ['boost', 'midcourse', 'terminal']],
  ['boost-glide', 'glide-1', ['boost', 'midcourse', 'glide', 'terminal']],
  ['from-the-sea', 'sea-1', ['boost', 'midcourse', 'terminal']],
])('scenario %s', (id, first, names) => {
  const prepared = prepare(readScenario(PRESETS[id]!))
  const { missiles } = prepared.battle.plan

  it('flies every missile onto its aim', () => {
    expect(missiles[0]!.id).toBe(first)
    const { aim } = prepared.scenario.threats[0]!
    for (const { flight } of missiles) {
      const { impact } = flight.trajectory
      expect(geodesic(impact.lat, impact.lon, aim.lat, aim.lon).distance).toBeLessThan(300)
      expect(phasesOf(flight.trajectory).map((p) => p.name)).toEqual(names)
    }
  })

  it('counts every missile once', () => {
    const result = monteCarlo(prepared, { runs: 5 })
    expect(result.launched).toBe(missiles.length)
    expect(result.killed + result.leaked.mean + result.fellElsewhere).toBeCloseTo(result.launched, 9)
  })
})

describe('launchers of what steers after its burnout', () => {
  it('get flights of their own, from places of their own', () => {
    const { missiles } = prepare(readScenario(PRESETS['boost-glide']!)).battle.plan
    const starts = missiles.map(({ flight }) => [...flight.trajectory.r_ecef.subarray(0, 3)])
    for (const [i, a] of starts.entries())
      for (const b of starts.slice(i + 1)) {
        const apart = Math.hypot(...a.map((x, k) => x - b[k]!))
        expect(apart).toBeGreaterThan(100)
        expect(apart).toBeLessThan(41_000)
      }
  })
})

describe('releases that cannot be flown', () => {
  it('are refused at their field', () => {
    const text = `${PRESETS['from-the-sea']!.replace('count: 4', 'carries: { decoys: 300 }')}`
    expect(() => prepare(readScenario(text))).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^infeasible carries: last release 3060 s after burnout/) as string,
        where: 'threats.sea.carries',
      }),
    )
  })
})

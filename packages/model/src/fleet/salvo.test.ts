import { describe, expect, it } from 'vitest'
import { ReachFinder } from '../engage/index.ts'
import { Shell } from '../orbit/index.ts'
import { afterRaid } from './after-raid.ts'
import { mapLayer } from './availability.ts'
import { boostWindow, DEG, FLY_OUT, WINDOW } from './fixture.ts'
import { withLosses } from './holdings.ts'
import { inReachAt } from './in-reach.ts'
import { salvo, salvoOf } from './salvo.ts'

const SHELL = new Shell({ altitude: 400e3, inclination: 60 * DEG, planes: 40, perPlane: 40, phasing: 3 })
const layer = { shell: SHELL, flyOut: FLY_OUT }
const angle = 0.3

/** Missiles that can have all their shots: by trying every set, each by trying every choice of satellites. */
function bestInFull(edges: readonly (readonly number[])[], shots: number): number {
  const serve = (missiles: readonly number[], used: ReadonlySet<number>): boolean => {
    const [first, ...rest] = missiles
    if (first === undefined) return true
    const free = edges[first]!.filter((s) => !used.has(s))
    const choose = (from: number, chosen: readonly number[]): boolean => {
      if (chosen.length === shots) return serve(rest, new Set([...used, ...chosen]))
      for (let k = from; k < free.length; k++) if (choose(k + 1, [...chosen, free[k]!])) return true
      return false
    }
    return choose(0, [])
  }
  let best = 0
  for (let set = 0; set < 1 << edges.length; set++) {
    const missiles = edges.map((_, i) => i).filter((i) => (set >> i) & 1)
    if (missiles.length > best && serve(missiles, new Set())) best = missiles.length
  }
  return best
}

describe('salvo', () => {
  it('reduces to a count for missiles launched at once from one place', () => {
    const [n] = salvo({ layer, missiles: salvoOf(WINDOW, 1, 0, 100), shots: 1, siderealAngle: angle }).inReach
    expect(n).toBeGreaterThan(1)
    const found = salvo({ layer, missiles: salvoOf(WINDOW, 6, 0, 100), shots: 2, siderealAngle: angle })
    expect(found.shots).toBe(Math.min(12, n!))
    expect(found.engaged).toBe(Math.min(6, n!))
    expect(found.engagedInFull).toBe(Math.min(6, Math.floor(n! / 2)))
    expect(found.engagedInFullAtMost).toBe(found.engagedInFull)
    expect(found.onePool).toBe(found.engagedInFull)
    // Each missile as if alone counts the same interceptors again and again.
    expect(found.eachAlone).toBe(6)
  })

  it('engages more than one pool and no more than each alone when the salvo is spread over time', () => {
    let more = 0
    for (let k = 0; k < 20; k++) {
      const found = salvo({
        layer,
        missiles: salvoOf(WINDOW, 5, 60, 500 * k),
        shots: 2,
        siderealAngle: angle,
      })
      expect(found.engagedInFull).toBeGreaterThanOrEqual(found.onePool)
      expect(found.engagedInFull).toBeLessThanOrEqual(found.eachAlone)
      if (found.onePool < found.engagedInFull && found.engagedInFull < found.eachAlone) more++
    }
    expect(more).toBeGreaterThan(0)
  })

  it('equals the best found by trying everything, launches from several places competing', () => {
    const finder = new ReachFinder(SHELL)
    let tangled = 0
    for (let k = 0; k < 30; k++) {
      const missiles = [0, 1, 2, 3].map((i) => ({
        window: boostWindow((40 + i) * DEG, (126 + 2 * i) * DEG, 0.3),
        liftoff: 700 * k + 25 * i,
      }))
      const found = salvo({ layer, missiles, shots: 2, siderealAngle: angle })
      const edges = missiles.map(({ window, liftoff }) =>
        finder.find(window, FLY_OUT, liftoff, angle).map(({ satellite }) => satellite),
      )
      expect(found.engagedInFull).toBe(bestInFull(edges, 2))
      expect(found.engaged).toBeGreaterThanOrEqual(found.engagedInFull)
      if (found.engagedInFull < found.eachAlone) tangled++
      const pairs = found.assignments.map(({ missile, satellite }) => `${missile} ${satellite}`)
      expect(new Set(pairs).size).toBe(found.shots)
      expect(new Set(found.assignments.map((a) => a.satellite)).size).toBe(found.shots)
      for (const { missile, satellite } of found.assignments) expect(edges[missile]).toContain(satellite)
    }
    expect(tangled).toBeGreaterThan(0)
  })

  it('lets a satellite with two interceptors serve twice, and a dead one never', () => {
    const missiles = salvoOf(WINDOW, 8, 0, 100)
    const one = salvo({ layer, missiles, shots: 4, siderealAngle: angle })
    const two = salvo({
      layer: { ...layer, interceptorsPerSatellite: 2 },
      missiles,
      shots: 4,
      siderealAngle: angle,
    })
    expect(two.shots).toBe(Math.min(32, 2 * one.shots))
    expect([...two.spent.values()].every((n) => n <= 2)).toBe(true)
    const dead = [...one.spent.keys()]
    const none = salvo({ layer: { ...layer, dead }, missiles, shots: 4, siderealAngle: angle })
    expect(none.shots).toBe(0)
  })

  it('refuses a raid without missiles and shots that are not whole', () => {
    expect(() => salvo({ layer, missiles: [], shots: 1, siderealAngle: 0 })).toThrow(/missing no missile/)
    expect(() => salvo({ layer, missiles: salvoOf(WINDOW, 1, 0, 0), shots: 1.5, siderealAngle: 0 })).toThrow(
      /shots 1.5/,
    )
    expect(() => salvoOf(WINDOW, 0, 0, 0)).toThrow(/salvo 0/)
  })
})

describe('after a raid', () => {
  const raid = salvo({ layer, missiles: salvoOf(WINDOW, 3, 30, 100), shots: 2, siderealAngle: angle })
  const options = {
    layer: { ...layer, window: WINDOW },
    spent: raid.spent,
    from: 100,
    to: 90_000,
    siderealAngle: angle,
  }
  const found = afterRaid(options)

  it('equals counts of the full shell and of the shell without the spent, at any time', () => {
    const full = mapLayer({ ...layer, window: WINDOW })
    const left = withLosses(full, raid.spent)
    let k = 0
    for (let t = 101; t < 90_000; t += 37.7) {
      while (found.series[k + 1] !== undefined && found.series[k + 1]!.t <= t) k++
      const near = Math.min(t - found.series[k]!.t, (found.series[k + 1]?.t ?? Infinity) - t)
      if (near < 0.02) continue
      expect(found.series[k]).toMatchObject({
        full: inReachAt(full, t, angle),
        left: inReachAt(left, t, angle),
      })
    }
  })

  it('begins with what the raid spent out of reach, clears within minutes and is mixed later', () => {
    expect(raid.spent.size).toBeGreaterThan(2)
    expect(found.series[0]!.full - found.series[0]!.left).toBeGreaterThan(1)
    expect(found.clearAt).toBeGreaterThan(100)
    expect(found.clearAt).toBeLessThan(100 + 900)
    expect(found.mixedAt).toBeGreaterThanOrEqual(found.series[1]!.t)
    const share = raid.spent.size / SHELL.count
    expect(found.full.mean - found.left.mean).toBeCloseTo(found.full.mean * share, 1)
    expect(found.left.min).toBeLessThanOrEqual(found.full.min)
  })

  it('changes nothing when nothing is spent', () => {
    const same = afterRaid({ ...options, spent: new Map() })
    expect(same.series.every(({ full, left }) => full === left)).toBe(true)
    expect([same.clearAt, same.mixedAt]).toEqual([100, 100])
  })
})

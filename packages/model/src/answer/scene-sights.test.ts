import { describe, expect, it } from 'vitest'
import { EARTH_RATE, ecefFromEci, WGS84_A } from '../earth/index.ts'
import { readScenario } from '../scenario/index.ts'
import { prepare } from '../study/index.ts'
import { sceneOf, sightsOf } from './index.ts'
import { targetOf } from './scene-sights.ts'

const text = `opendome: 1
name: one missile under four kinds of sensors
epoch: 2030-01-01T00:00:00Z
sensors:
  - { id: low, sensor: cbo-2026-tracking-leo, shell: { altitude_km: 1000, inclination_deg: 80, planes: 4, per_plane: 4, phasing: 1 } }
  - { id: slot, sensor: early-warning-geo, orbit: { geostationary_deg: 120 } }
  - { id: dish, sensor: early-warning-radar-clear }
threats:
  - { id: raid, vehicle: icbm-solid-generic, launch: { site: sinpung-dong }, aim: { site: los-angeles }, count: 1 }
defended: [{ area: united-states }]
`
const prepared = prepare(readScenario(text))
const scene = sceneOf(prepared, 0)
const sights = sightsOf(prepared, scene)
const network = prepared.battle.plan.tracking!.network
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!)

/** Position on a way of samples at t, along straight lines. */
function at({ times, r_ecef }: { times: Float64Array; r_ecef: Float64Array }, t: number): number[] {
  const i = Math.min(
    times.length - 2,
    Math.max(
      0,
      times.findLastIndex((x) => x <= t),
    ),
  )
  const part = (t - times[i]!) / (times[i + 1]! - times[i]!)
  return [0, 1, 2].map((k) => r_ecef[3 * i + k]! * (1 - part) + r_ecef[3 * i + 3 + k]! * part)
}

describe('sightsOf', () => {
  it('has lines of sight that pass the Earth, from each kind of sensor', () => {
    const names = sights.heads.map((h) => h.name)
    expect(names.some((n) => n.startsWith('low-'))).toBe(true)
    expect(names).toContain('slot')
    expect(names).toContain('dish')
    for (const { head, path, from, to } of sights.sights) {
      expect(to).toBeGreaterThanOrEqual(from)
      for (let t = from; t < to; t += sights.step) {
        const [a, b] = [at(sights.heads[head]!, t), at(scene.paths[path]!, t)]
        const way = [b[0]! - a[0]!, b[1]! - a[1]!, b[2]! - a[2]!]
        const along =
          -(a[0]! * way[0]! + a[1]! * way[1]! + a[2]! * way[2]!) /
          (way[0]! ** 2 + way[1]! ** 2 + way[2]! ** 2)
        const s = Math.min(1, Math.max(0, along))
        const nearest = Math.hypot(a[0]! + s * way[0]!, a[1]! + s * way[1]!, a[2]! + s * way[2]!)
        // The polar radius, less what a path and an orbit leave their chords by.
        expect(nearest).toBeGreaterThan(WGS84_A * (1 - 1 / 298.257223563) - 2000)
      }
    }
  })

  it('says of every look what the network says', () => {
    const { until } = scene.paths[0]!
    const target = targetOf(prepared.battle, scene.start, scene.paths[0]!)
    const seen = new Int32Array(network.heads)
    const { start } = scene
    let looks = 0
    for (let t = 0; t <= until; t += sights.step) {
      const names = [...seen.subarray(0, network.visible(start + t, target, seen))].map((h) =>
        network.headName(h),
      )
      const drawn = sights.sights
        .filter((s) => s.from <= t && (t < s.to || s.to === until))
        .map((s) => sights.heads[s.head]!.name)
      expect(new Set(drawn)).toEqual(new Set(names))
      looks += names.length
    }
    expect(looks).toBeGreaterThan(50)
  })

  it('is empty by stated delays', () => {
    const stated = prepare(readScenario('opendome: 1\nfrom: first-flight'))
    expect(sightsOf(stated, sceneOf(stated, 0)).sights).toEqual([])
  })
})

it('has the satellites outside shells where the network has them', () => {
  expect(scene.shells.map((s) => s.id)).toEqual(['low'])
  expect(scene.satellites.map((s) => s.name)).toEqual(['slot'])
  const [slot] = scene.satellites
  const head = [...Array(network.heads).keys()].find((h) => network.headName(h) === 'slot')!
  const own = new Float64Array(3)
  for (const t of [0, 500, scene.end]) {
    network.headPosition(scene.start + t, head, own)
    ecefFromEci(scene.angle + EARTH_RATE * t, own, own)
    expect(apart(at(slot!, t), own)).toBeLessThan(1000)
  }
})

import { expect, it } from 'vitest'
import { EARTH_RATE, ecefFromEci } from '../earth/index.ts'
import { type Shell } from '../orbit/index.ts'
import { readScenario } from '../scenario/index.ts'
import { prepare } from '../study/index.ts'
import { stateAt } from '../threat/index.ts'
import { sceneOf, type SceneShell } from './index.ts'

const prepared = prepare(readScenario('opendome: 1\nfrom: four-layers'))
const scene = sceneOf(prepared, 3)
const { plan } = prepared.battle
const record = prepared.battle.run(3, true)
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!)

/** The formula that the doc of `SceneShell` states. */
function satellite(shell: SceneShell, k: number, t: number): number[] {
  const u = shell.arguments[k]! + shell.meanMotion * t
  const n = shell.nodes[k]! + shell.nodeRate * t
  const [x, y] = [Math.cos(u), Math.sin(u) * Math.cos(shell.inclination)]
  const r = shell.radius
  return [
    r * (x * Math.cos(n) - y * Math.sin(n)),
    r * (x * Math.sin(n) + y * Math.cos(n)),
    r * Math.sin(u) * Math.sin(shell.inclination),
  ]
}

it('has the satellites where the battle has them', () => {
  const [shell] = scene.shells
  const layer = plan.layers.find((l) => l.id === shell!.id)
  expect(layer !== undefined && 'shell' in layer).toBe(true)
  const own = (layer as { shell: Shell }).shell
  const at = new Float64Array(3)
  for (const t of [0, 100, 2000])
    for (const k of [0, 7, own.count - 1]) {
      own.position(scene.start + t, k, at)
      expect(apart(satellite(shell!, k, t), at)).toBeLessThan(0.01)
    }
})

it('brings every interceptor to what it was fired at, from where its carrier was', () => {
  expect(scene.shots.length).toBe(record.log.length)
  expect(
    scene.shots.some((s) => s.drawn === 'flown') && scene.shots.some((s) => s.drawn === 'schematic'),
  ).toBe(true)
  const at = new Float64Array(3)
  scene.shots.forEach((path, i) => {
    const shot = record.log[i]!
    const missile = plan.missiles[shot.missile]!
    const target = shot.object === undefined ? missile.flight : missile.flight.objects[shot.object]!
    stateAt(target.trajectory, shot.intercept - missile.liftoff, at)
    expect(apart(path.r_ecef.slice(-3), at)).toBeLessThan(1)
    const layer = plan.layers[shot.layer]!
    if ('shell' in layer) {
      layer.shell.position(scene.start + shot.release, shot.carrier, at)
      ecefFromEci(plan.epochAngle + EARTH_RATE * (scene.start + shot.release), at, at)
    } else at.set(layer.battery.r_ecef)
    expect(apart(path.r_ecef.slice(0, 3), at)).toBeLessThan(1)
    expect(path.times[0]).toBe(shot.release)
    expect(path.times.at(-1)).toBeCloseTo(shot.intercept, 9)
  })
})

it('tells the fates of the record, and ends what was hit at its intercept', () => {
  expect(scene.fates.map((f) => f.fate)).toEqual(record.fates)
  expect(scene.events).toEqual(record.events)
  const hits = scene.paths.filter((p) => p.end === 'hit')
  expect(hits.length).toBeGreaterThan(0)
  for (const path of hits)
    expect(record.log.some((s) => s.result === 'hit' && s.intercept === path.until)).toBe(true)
  const leaked = record.fates.filter((f) => f === 'leaked').length
  expect(new Set(scene.paths.filter((p) => p.end === 'leaked').map((p) => p.missile)).size).toBe(leaked)
})

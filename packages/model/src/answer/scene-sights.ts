import type { SensorNetwork, Target } from '../sense/index.ts'
import type { Prepared } from '../study/index.ts'
import { sampled, type SceneHead } from './scene-heads.ts'
import type { Scene, ScenePath } from './scene.ts'

/** A head sees an object, at each look from `from` to `to`, s since the start of the raid. `path` is the object's place in `Scene.paths`. */
export interface Sight {
  /** Place in `Sights.heads`. */
  readonly head: number
  readonly path: number
  readonly from: number
  readonly to: number
}

/** Who could see what in a run. */
export interface Sights {
  /** Time between two looks, s. */
  readonly step: number
  /** Heads that see something. */
  readonly heads: readonly SceneHead[]
  readonly sights: readonly Sight[]
}

/** Spacing of the looks, s. */
const LOOK_STEP = 10

/**
 * The sensors that could see each object of a scene with a chance of one half or more a look, were all to look and to work
 * (`SensorNetwork.visible`): no draws, and no limit of beams. Empty where the scenario has no sensors.
 */
export function sightsOf({ battle }: Prepared, scene: Scene): Sights {
  const network = battle.plan.tracking?.network
  if (network === undefined) return { step: LOOK_STEP, heads: [], sights: [] }
  const { start, paths } = scene
  const found: Sight[] = []
  const seen = new Int32Array(network.heads)
  paths.forEach((way, path) => {
    const { from, until } = way
    const target = targetOf(battle, start, way)
    const open = new Map<number, number>()
    for (let k = Math.ceil(from / LOOK_STEP); k * LOOK_STEP <= until; k++) {
      const t = k * LOOK_STEP
      const now = new Set(seen.subarray(0, network.visible(start + t, target, seen)))
      for (const [head, since] of open)
        if (!now.has(head)) {
          found.push({ head, path, from: since, to: t })
          open.delete(head)
        }
      for (const head of now) if (!open.has(head)) open.set(head, t)
    }
    for (const [head, since] of open) found.push({ head, path, from: since, to: until })
  })
  const heads = [...new Set(found.map((s) => s.head))].sort((a, b) => a - b)
  return {
    step: LOOK_STEP,
    heads: heads.map((head) => headOf(network, head, scene)),
    sights: found.map((s) => ({ ...s, head: heads.indexOf(s.head) })),
  }
}

/** The object of a path as the sensors meet it: from its release on, and a missile from its liftoff. `start` is the start of the raid, s since the epoch. */
export function targetOf(
  { plan }: Prepared['battle'],
  start: number,
  { missile, object, from, until }: ScenePath,
): Target {
  const { flight, liftoff } = plan.missiles.find((m) => m.id === missile)!
  const { trajectory, signature } = flight.objects.find((o) => o.name === object)!
  return { trajectory, signature, liftoff: start + liftoff, begin: start + from, end: start + until }
}

function headOf(network: SensorNetwork, head: number, scene: Scene): SceneHead {
  const position = (t: number, out: Float64Array): void => network.headPosition(t, head, out)
  return { name: network.headName(head), ...sampled(position, scene) }
}

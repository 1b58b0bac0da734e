import { OpendomeError } from '../core/index.ts'
import type { Scenario } from '../scenario/index.ts'

/** Throws `unsupported` for layers that a run does not fight with sensors yet: those from the ground, and those behind burnout. */
export function requireFought(scenario: Scenario): void {
  if (scenario.sensors.length === 0) return
  const ground = scenario.groundLayers[0]
  const layer = ground ?? scenario.layers.find((l) => l.layer !== 'boost' || l.doctrine !== undefined)
  if (layer === undefined) return
  throw new OpendomeError(
    'unsupported',
    `layer ${layer.layer}: with sensors a run fights satellites against missiles under thrust only, without a doctrine`,
    {
      where: `interceptors.${layer.id}`,
      hint: 'remove the sensors, and the scenario runs on stated delays; or name the layer under not_modelled',
    },
  )
}

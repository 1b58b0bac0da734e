import { OpendomeError } from '../core/index.ts'
import type { Scenario } from '../scenario/index.ts'

/** Throws `unsupported` for a layer on the ground, which a run does not fight yet. */
export function requireFought(scenario: Scenario): void {
  const [layer] = scenario.groundLayers
  if (layer === undefined) return
  throw new OpendomeError('unsupported', `layer ${layer.layer}: a run fights layers in space only`, {
    where: `interceptors.${layer.id}`,
    hint: 'remove the layer, or name it under not_modelled; opendome footprint draws what it covers',
  })
}

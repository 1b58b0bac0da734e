import { OpendomeError } from '../core/index.ts'
import type { Scenario } from '../scenario/index.ts'

/** Throws `unsupported` for what a run with sensors does not do yet: consent, links, batteries, and layers behind burnout or with a doctrine. */
export function requireFought(scenario: Scenario): void {
  if (scenario.sensors.length === 0) return
  for (const field of ['network', 'authority'] as const)
    if (scenario.command[field] !== undefined)
      throw new OpendomeError('unsupported', `command.${field}: does not act with sensors yet`, {
        where: `command.${field}`,
        hint: 'remove the sensors, and the scenario runs on stated delays; or remove the field',
      })
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

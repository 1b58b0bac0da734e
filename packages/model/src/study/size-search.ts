import { OpendomeError, toInternal } from '../core/index.ts'
import { Shell } from '../orbit/index.ts'
import type { Design, SizeBounds, SizeOptions } from '../fleet/index.ts'
import { scenarioSchema } from '../scenario/index.ts'
import type { FleetShell } from './size.ts'
import type { SizeStudy } from './size-study.ts'

/** What a search keeps to: the scenario's `size` block, or its defaults. */
export type SizeRequest = NonNullable<SizeStudy['scenario']['size']>

/** The scenario's `size` block; where it has none, what that block defaults to. */
export function sizeRequest({ scenario }: SizeStudy): SizeRequest {
  return scenario.size ?? toInternal(scenarioSchema.shape.size.unwrap().parse({}))
}

/**
 * The search for the smallest fleet as the scenario asks for it, as plain data that another thread may take. The interceptor, its
 * window and what stands on a satellite are those of the first boost layer. Throws `infeasible` where failures and `always` exclude each
 * other, `unsupported` where the first layer has no time at a launch point.
 */
export function searchOptions(study: SizeStudy): SizeOptions & { readonly bounds: SizeBounds } {
  const layer = study.layers[0]!
  const request = sizeRequest(study)
  const launches = study.launches.map(({ id, threat, windows }) => {
    const [window] = windows
    if (window === undefined)
      throw new OpendomeError('unsupported', `threat ${threat}: layer ${layer.id} has no time left`, {
        where: `interceptors.${layer.id}`,
        hint: 'a search takes the first boost layer; put another first',
      })
    return { id, window }
  })
  if (request.guarantee === 'always' && layer.availability < 1)
    throw new OpendomeError(
      'infeasible',
      `availability ${layer.availability} with the guarantee always: no fleet gives it, since any satellite may fail`,
      {
        where: `interceptors.${layer.id}.shell.availability`,
        hint: 'ask for size.guarantee: mean, or {probability: 0.95}',
      },
    )
  if (typeof request.guarantee === 'object' && request.shells === 2)
    throw new OpendomeError('unsupported', 'a probability with two shells: expected always or mean', {
      where: 'size.guarantee',
      hint: 'search for one shell, or ask for always or mean',
    })
  const { deltaV, acceleration } = layer.interceptor
  return {
    launches,
    flyOut: { deltaV, acceleration },
    salvo: study.salvo,
    shots: study.shots,
    guarantee: request.guarantee,
    bounds: {
      altitude: pair(request.altitude),
      inclination: pair(request.inclination),
      planes: [1, request.maxPlanes],
      perPlane: [1, request.maxPerPlane],
      altitudeStep: request.altitudeStep,
      inclinationStep: request.inclinationStep,
    },
    interceptorsPerSatellite: layer.perSatellite,
    availability: layer.availability,
    shells: request.shells === 2 ? 2 : 1,
  }
}

/** Designs that a search found, as shells that stand at node and phase zero at the epoch. */
export function shellsOf(designs: readonly Design[], study: SizeStudy): FleetShell[] {
  return designs.map((design) => ({
    shell: new Shell(design),
    perSatellite: study.layers[0]!.perSatellite,
    phasing: design.phasing,
  }))
}

function pair(list: readonly number[]): [number, number] {
  return [list[0]!, list[1]!]
}

import { OpendomeError, toInternal } from '../core/index.ts'
import {
  joined,
  latitudesOf,
  type Design,
  type LifeDemand,
  type SizeBounds,
  type SizeOptions,
} from '../fleet/index.ts'
import { Shell } from '../orbit/index.ts'
import type { Place } from '../threat/index.ts'
import { scenarioSchema, type SizeRequest } from '../scenario/index.ts'
import type { FleetShell } from './size.ts'
import type { SizeStudy } from './size-study.ts'

/** The scenario's `size` block; where it has none, what that block defaults to. */
export function sizeRequest({ scenario }: SizeStudy): SizeRequest {
  if (scenario.size !== undefined) return scenario.size
  return { ...toInternal(scenarioSchema.shape.size.unwrap().parse({})), region: undefined }
}

/**
 * The search for the smallest fleet as the scenario asks for it, with the trade of altitude against fleet or without, as plain data that
 * another thread may take. The interceptor, its window and what stands on a satellite are those of the first boost layer. Throws `infeasible` where failures and `always` exclude each
 * other, `unsupported` where the first layer has no time at a launch point.
 */
export function searchOptions(
  study: SizeStudy,
  trade = false,
): SizeOptions & { readonly bounds: SizeBounds } {
  const layer = study.layers[0]!
  const request = sizeRequest(study)
  const launches = study.launches.map(({ id, threat, place, windows }) => {
    const [window] = windows
    if (window === undefined)
      throw new OpendomeError('unsupported', `threat ${threat}: layer ${layer.id} has no time left`, {
        where: `interceptors.${layer.id}`,
        hint: 'a search takes the first boost layer; put another first',
      })
    return { id, window, latitudes: latitudesFor(request, place) }
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
    minimise: request.minimise,
    life: lifeDemand(request),
    trade,
  }
}

/** The latitudes that a launch point's guarantee must hold for besides its own: band, latitudes and region together. */
function latitudesFor({ band, latitudes, region }: SizeRequest, { lat }: Place): [number, number][] {
  const spans: [number, number][] = []
  if (band > 0) spans.push([Math.max(-Math.PI / 2, lat - band), Math.min(Math.PI / 2, lat + band)])
  if (latitudes !== undefined) spans.push(pair(latitudes))
  if (region !== undefined) spans.push(...latitudesOf(region.rings))
  return joined(spans.sort((a, b) => a[0] - b[0]))
}

const YEAR = 365.25 * 86_400

/** The `life` block in SI units. */
export function lifeDemand({ life }: SizeRequest): LifeDemand {
  const { years, isp, largestPropellantShare, ...rest } = life
  return { ...rest, duration: years * YEAR, specificImpulse: isp, largestShare: largestPropellantShare }
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

import { OpendomeError } from '../core/index.ts'
import {
  boostAzimuth,
  carryProfile,
  leastFleet,
  ReachMap,
  spacedSalvoFleet,
  type Design,
  type SizeLaunch,
} from '../fleet/index.ts'
import { Shell } from '../orbit/index.ts'
import type { Bracket, Scenario } from '../scenario/index.ts'
import type { FlightCache } from './prepare.ts'
import { prepareSize } from './size.ts'
import type { SizeStudy } from './size-study.ts'

/** What has to be covered, and by shells of which kind. */
export type Cover = Bracket['cover'][number]
export type Family = Bracket['family']

/** A fleet sized for one reading, one cover and one family. */
export interface BracketFleet {
  readonly interceptors: number
  readonly satellites: number
  readonly design: Design
  /** No single shell of the family has fewer satellites, and how far the fleet is above that at most; undefined for a salvo spread over time. */
  readonly lowerBound: number | undefined
  readonly gap: number | undefined
  /** Launch point with the smallest mean share in reach. */
  readonly hardest: string
  /** Share of moments sampled, where the count comes from samples. */
  readonly sampled: boolean
}

/** Largest numbers of planes and satellites in a plane that are tried. */
const MOST = 700
const DEG = 180 / Math.PI

/** The launch points of a cover: the threats' own, or the first one's boost profile carried to latitudes at its own azimuth. */
function coverLaunches(study: SizeStudy, cover: Cover): SizeLaunch[] {
  if (cover.lat === undefined)
    return study.launches.map(({ id, threat, windows: [window] }) => {
      if (window === undefined)
        throw new OpendomeError(
          'infeasible',
          `threat ${threat}: layer ${study.layers[0]!.id} has no time left`,
        )
      return { id, window }
    })
  const first = study.launches.find(({ windows: [window] }) => window !== undefined)
  if (first === undefined) throw new OpendomeError('infeasible', 'no launch point leaves time to shoot')
  const azimuth = boostAzimuth(first.trajectory)
  const [south, north] = [cover.lat[0]!, cover.lat[1]!]
  const steps = Math.max(1, Math.ceil((north - south) / cover.step - 1e-9))
  return Array.from({ length: steps + 1 }, (_, k) => {
    const lat = south + ((north - south) * k) / steps
    const window = carryProfile(first.windows[0]!, { lat, lon: first.place.lon, azimuth })
    return { id: `${(lat * DEG).toFixed(1)} deg`, window }
  })
}

/**
 * The fleet that keeps what a scenario's bracket asks for: salvo · shots in reach of every launch point of the cover; for a salvo spread over time,
 * then as few as maximum matching needs (`spacedSalvoFleet`, at the hardest launch point). Throws as `prepareSize` and `leastFleet`; `unsupported` for the
 * mean with a salvo spread over time, and without a bracket.
 */
export function bracketFleet(
  scenario: Scenario,
  cover: Cover,
  family: Family,
  cache?: FlightCache,
): BracketFleet {
  const bracket = bracketOf(scenario)
  const study = prepareSize(scenario, cache)
  const layer = study.layers[0]!
  const launches = coverLaunches(study, cover)
  const flyOut = layer.interceptor
  const found = leastFleet({
    launches,
    flyOut,
    need: study.salvo * study.shots,
    guarantee: bracket.guarantee,
    altitudes: steps(family.altitude, bracket.altitudeStep),
    inclinations: steps(family.inclination, bracket.inclinationStep),
    maxPlanes: MOST,
    maxPerPlane: MOST,
    interceptorsPerSatellite: layer.perSatellite,
    availability: layer.availability,
  })
  const hardest = hardestLaunch(found.design, launches, study)
  const interval = Math.max(0, ...scenario.threats.filter((t) => t.count > 1).map((t) => t.interval))
  if (interval === 0) return { ...found, hardest: hardest.id, sampled: false }
  if (bracket.guarantee === 'mean')
    throw new OpendomeError(
      'unsupported',
      'the guarantee mean with a salvo spread over time: expected always or a probability',
    )
  const spaced = spacedSalvoFleet({
    design: found.design,
    window: hardest.window,
    flyOut,
    salvo: study.salvo,
    interval,
    shots: study.shots,
    guarantee: bracket.guarantee,
    interceptorsPerSatellite: layer.perSatellite,
  })
  return { ...spaced, lowerBound: undefined, gap: undefined, hardest: hardest.id, sampled: true }
}

/** Interceptors for each one in reach on average of the hardest launch point, on one orbit: what a mean costs, without search. */
export function meanRatio(scenario: Scenario, cover: Cover, orbit: Design, cache?: FlightCache): number {
  const study = prepareSize(scenario, cache)
  const launches = coverLaunches(study, cover)
  return 1 / Math.min(...launches.map((launch) => shareOf(orbit, launch, study)))
}

export function bracketOf(scenario: Scenario): Bracket {
  if (scenario.bracket !== undefined) return scenario.bracket
  throw new OpendomeError('missing', 'bracket: expected a published fleet or a family of shells to size', {
    where: 'bracket',
  })
}

function hardestLaunch(orbit: Design, launches: readonly SizeLaunch[], study: SizeStudy): SizeLaunch {
  const shares = launches.map((launch) => shareOf(orbit, launch, study))
  return launches[shares.indexOf(Math.min(...shares))]!
}

function shareOf(orbit: Design, { window }: SizeLaunch, study: SizeStudy): number {
  const motion = new Shell({ ...orbit, planes: 1, perPlane: 1, phasing: 0 })
  return new ReachMap(motion, window, study.layers[0]!.interceptor).meanShare()
}

/** From low to high in even steps no longer than `step`. */
function steps([low, high]: readonly number[], step: number): number[] {
  const n = Math.ceil((high! - low!) / step - 1e-9)
  return Array.from({ length: n + 1 }, (_, k) => (n === 0 ? low! : low! + ((high! - low!) * k) / n))
}

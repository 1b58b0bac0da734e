import { WGS84_A } from '../earth/index.ts'
import { mapLayer, phaseShare, type SizedFleet, type SizeResult } from '../fleet/index.ts'
import type { SizeRequest } from '../scenario/index.ts'
import type { ReportHead } from './report.ts'
import { evenSpacingReference, fleetLayers, type FleetInReach, type FleetShell } from './size.ts'
import type { SizeStudy } from './size-study.ts'
import { studyFormulas, type StudyFormula } from './size-formulas.ts'
import { lifeReport, lifeWarnings, shellLife, type LifeReport, type ShellLifeReport } from './size-life.ts'
import type { PlacesReport } from './size-places.ts'
import { shellsOf, sizeRequest } from './size-search.ts'
import { VERSION } from './version.ts'

const DEG = 180 / Math.PI

interface ShellReport {
  readonly planes: number
  readonly per_plane: number
  readonly inclination_deg: number
  readonly altitude_km: number
  readonly phasing: number
  readonly interceptors_per_satellite: number
}

interface LaunchReport {
  readonly launch: string
  readonly threat: string
  readonly lat_deg: number
  readonly lon_deg: number
  readonly mean: number
  readonly min: number
  readonly p05: number
  /** Share of liftoff times with at least `need` in reach. */
  readonly share_with_need: number
  readonly worst_t_s: number
  readonly reach_km: number
}

/** Fleets in documents: `count` in interceptors. */
interface FleetReport {
  readonly count: number
  readonly satellites: number
  readonly shells: readonly ShellReport[]
}

/** `opendome size --json`. Ratios are those of `worst_launch`; with a search, all of the fleet it found. */
export interface SizeReport extends ReportHead {
  readonly seed: number
  readonly window_s: number
  readonly salvo: number
  readonly shots: number
  readonly need: number
  readonly worst_launch: string
  readonly reach_km: number
  readonly absentee_ratio: number | null
  readonly guarantee_ratio: number | null
  readonly even_spacing_reference: number | null
  /** Share of their time that satellites spend where they could reach the worst launch point, or its latitudes, were their longitude right. */
  readonly latitude_share: number
  readonly life: LifeReport
  /** In reach of launches from a region and from a line, where they are asked for. */
  readonly region: PlacesReport | null
  readonly line: PlacesReport | null
  readonly in_reach: readonly LaunchReport[]
  readonly fleet: FleetReport
  /** Published formulas for the worst launch point, each beside the exact number. */
  readonly study_formulas: readonly StudyFormula[]
  readonly search: {
    readonly guarantee: SizeRequest['guarantee']
    readonly guaranteed: number
    readonly lower_bound: number
    readonly gap: number
    readonly complete: boolean
    readonly stopped: boolean
    readonly checks: number
    readonly efficiency: number | null
    readonly minimise: SizeRequest['minimise']
    /** Per launch point: latitudes kept besides its own, what is guaranteed there, and the latitude where it is least. */
    readonly launches: readonly {
      readonly launch: string
      readonly latitudes_deg: readonly (readonly [number, number])[]
      readonly guaranteed: number
      readonly worst_lat_deg: number
    }[]
    readonly bounds: {
      readonly altitude_km: readonly number[]
      readonly inclination_deg: readonly number[]
      readonly altitude_step_km: number
      readonly inclination_step_deg: number
      readonly max_planes: number
      readonly max_per_plane: number
      readonly shells: number
    }
    readonly front: readonly (FleetReport & { readonly guaranteed: number })[]
    /** The smallest fleet found at each altitude by itself, where asked for. */
    readonly trade: readonly TradeReport[] | null
    readonly refused: readonly { readonly altitude_km: number; readonly reason: string }[]
    readonly scenario_fleet: (FleetReport & { readonly in_reach: readonly LaunchReport[] }) | null
  } | null
}

/** One altitude of the trade; `fleet` null where none was found, with the reason where the altitude is refused. */
export interface TradeReport extends ShellLifeReport {
  readonly fleet: (FleetReport & { readonly guaranteed: number }) | null
  readonly lower_bound: number | null
  readonly complete: boolean
  readonly refused: string | null
}

/** In reach from elsewhere, where asked for. */
export interface Elsewhere {
  readonly region?: PlacesReport | undefined
  readonly line?: PlacesReport | undefined
}

/** What a search found, and what the scenario's own fleet has in reach; the latter undefined where it reaches nothing. */
export interface SizeFound {
  readonly result: SizeResult
  readonly own: FleetInReach | undefined
}

/** The document of one size study: of the scenario's own fleet, or of the fleet that a search found. */
export function sizeReport(
  study: SizeStudy,
  fleet: FleetInReach,
  found?: SizeFound,
  elsewhere: Elsewhere = {},
): SizeReport {
  const { scenario, salvo, shots } = study
  const { worst } = fleet
  const reference =
    found === undefined ? evenSpacingReference(study, worst.launch) : found.result.evenSpacingReference
  const life = lifeReport(study, fleet.shells)
  return {
    opendome: VERSION,
    scenario: scenario.name,
    changed_assumptions: scenario.changed,
    limits: [
      ...study.limits,
      ...lifeWarnings(life),
      ...(found === undefined ? [] : [sizedFor(found.result)]),
    ],
    seed: scenario.run.seed,
    window_s: scenario.run.window,
    salvo,
    shots,
    need: salvo * shots,
    worst_launch: worst.launch.id,
    reach_km: worst.reach / 1000,
    absentee_ratio: worst.mean > 0 ? fleet.count / worst.mean : null,
    guarantee_ratio: worst.min > 0 ? fleet.count / worst.min : null,
    even_spacing_reference: reference ?? null,
    latitude_share:
      found === undefined ? latitudeShare(study, fleet) : averaged(fleet.shells, found.result.latitudeShares),
    life,
    region: elsewhere.region ?? null,
    line: elsewhere.line ?? null,
    in_reach: launchReports(fleet),
    fleet: fleetReport(fleet.shells),
    study_formulas: studyFormulas(study, fleet, found === undefined ? undefined : fleet.shells),
    search: found === undefined ? null : searchReport(study, found),
  }
}

/** For which launches a fleet that was found is good. */
function sizedFor({ launches }: SizeResult): string {
  return launches.some(({ latitudes }) => latitudes.length > 0)
    ? 'The guarantee holds at the listed latitudes for the same boost profiles, carried there at their own azimuths: what the turning Earth does to a boost elsewhere is left out.'
    : 'The fleet is sized for exactly these launch points: a few kilometres off the least count may be lower, far off none may be in reach; size.band_deg widens that.'
}

/** `latitude_share` of the fleet at its worst launch point. */
function latitudeShare(study: SizeStudy, fleet: FleetInReach): number {
  const layers = fleetLayers(study, fleet.worst.launch)
  const maps = layers.map((layer) => mapLayer(layer).map)
  return averaged(
    layers.map(({ shell }) => ({ shell })),
    maps.map((map) => phaseShare([map])),
  )
}

/** Shares of shells weighed by their satellites. */
function averaged(shells: readonly Pick<FleetShell, 'shell'>[], shares: readonly number[]): number {
  const count = shells.reduce((sum, { shell }) => sum + shell.count, 0)
  return shells.reduce((sum, { shell }, i) => sum + (shell.count * shares[i]!) / count, 0)
}

function searchReport(study: SizeStudy, { result, own }: SizeFound): NonNullable<SizeReport['search']> {
  const request = sizeRequest(study)
  const front = (fleet: SizedFleet): FleetReport & { guaranteed: number } => ({
    ...fleetReport(shellsOf(fleet.shells, study)),
    guaranteed: fleet.guaranteed,
  })
  return {
    guarantee: request.guarantee,
    guaranteed: result.guaranteed,
    lower_bound: result.lowerBound,
    gap: result.gap,
    complete: result.complete,
    stopped: result.stopped,
    checks: result.checks,
    efficiency: result.efficiency ?? null,
    minimise: request.minimise,
    launches: result.launches.map((l) => ({
      launch: l.id,
      latitudes_deg: l.latitudes.map(([from, to]) => [degrees(from), degrees(to)] as const),
      guaranteed: l.guaranteed,
      worst_lat_deg: l.worstLatitude * DEG,
    })),
    bounds: {
      altitude_km: request.altitude.map((x) => x / 1000),
      inclination_deg: request.inclination.map(degrees),
      altitude_step_km: request.altitudeStep / 1000,
      inclination_step_deg: degrees(request.inclinationStep),
      max_planes: request.maxPlanes,
      max_per_plane: request.maxPerPlane,
      shells: request.shells,
    },
    front: result.front.map(front),
    trade:
      result.trade?.map((t): TradeReport => ({
        ...shellLife(t.altitude, t.life!),
        fleet: t.fleet === undefined ? null : front(t.fleet),
        lower_bound: t.lowerBound === Infinity ? null : t.lowerBound,
        complete: t.complete,
        refused: t.refused ?? null,
      })) ?? null,
    refused: result.refused.map((r) => ({ altitude_km: Math.round(r.altitude) / 1000, reason: r.reason })),
    scenario_fleet: own === undefined ? null : { ...fleetReport(own.shells), in_reach: launchReports(own) },
  }
}

function launchReports(fleet: FleetInReach): LaunchReport[] {
  return fleet.launches.map(({ launch, mean, min, p05, kept, worstT, reach }) => ({
    launch: launch.id,
    threat: launch.threat,
    lat_deg: launch.place.lat * DEG,
    lon_deg: launch.place.lon * DEG,
    mean,
    min,
    p05,
    share_with_need: kept,
    worst_t_s: worstT,
    reach_km: reach / 1000,
  }))
}

function fleetReport(shells: readonly FleetShell[]): FleetReport {
  return {
    count: shells.reduce((sum, { shell, perSatellite }) => sum + shell.count * perSatellite, 0),
    satellites: shells.reduce((sum, { shell }) => sum + shell.count, 0),
    shells: shells.map(({ shell, perSatellite, phasing }) => ({
      planes: shell.planes,
      per_plane: shell.perPlane,
      inclination_deg: degrees(shell.inclination),
      altitude_km: Math.round(altitudeOf(shell) * 1000) / 1e6,
      phasing,
      interceptors_per_satellite: perSatellite,
    })),
  }
}

const altitudeOf = (shell: { readonly radius: number }): number => shell.radius - WGS84_A

/** Degrees as they were written: rounding of the conversion taken off. */
const degrees = (angle: number): number => Number((angle * DEG).toFixed(9))

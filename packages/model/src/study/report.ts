import { ecefFromGeodetic, geodesic, geodeticFromEcef } from '../earth/index.ts'
import { EARTH_RATE } from '../earth/index.ts'
import { asin, norm3 } from '../math/index.ts'
import type { Change } from '../scenario/index.ts'
import {
  phasesOf,
  releasedObjects,
  stateAt,
  type Carried,
  type Flown,
  type Phase,
  type Place,
  type ReleasedObject,
  type Trajectory,
} from '../threat/index.ts'
import type { AssumptionRange } from './assumptions.ts'
import { fightReport, type FightReport } from './fight-report.ts'
import type { StudyResult } from './monte-carlo.ts'
import type { Prepared } from './prepare.ts'
import type { ShotCost } from './shot-cost.ts'
import { variantReport, type Variant, type VariantReport } from './variants.ts'
import { trackingReport, type TrackingReport } from './tracking-report.ts'
import { VERSION } from './version.ts'

const DEG = 180 / Math.PI

/** Names every document shares. Units are in the names. */
export interface ReportHead {
  readonly opendome: string
  readonly scenario: string
  readonly changed_assumptions: readonly Change[]
  readonly limits: readonly string[]
}

/** `opendome run --json`. Counts are means per run. */
export interface RunReport extends ReportHead, FightReport {
  readonly runs: number
  readonly seed: number
  readonly launched: number
  readonly leaked: {
    readonly mean: number
    readonly ci95: readonly [number, number]
    readonly p05: number
    readonly p50: number
    readonly p95: number
    readonly distribution: readonly number[]
  }
  readonly assumption_range: {
    readonly low: number
    readonly high: number
    readonly set_by: string | null
    readonly runs: number
    readonly each: readonly {
      readonly id: string
      readonly doc: string
      readonly low: number
      readonly high: number
    }[]
    readonly notes: readonly string[]
  } | null
  readonly engaged: number
  readonly engaged_in_full: number
  readonly killed: number
  readonly fell_elsewhere: number
  readonly p_no_leak: { readonly estimate: number; readonly ci95: readonly [number, number] }
  readonly shots: number
  readonly shots_wasted: number
  readonly by_layer: readonly {
    readonly layer: string
    readonly id: string
    readonly hit: 'fixed' | 'geometry'
    readonly shots: number
    readonly killed: number
    /** Price of its shots; null where the catalog has none. */
    readonly cost: ShotCost | null
  }[]
  readonly by_area: readonly { readonly area: string; readonly aimed: number; readonly leaked: number }[]
  readonly threats: readonly {
    readonly id: string
    readonly burnout_s: number
    readonly seen_s: number | null
    readonly solution_s: number | null
    readonly release_s: number | null
    readonly range_km: number
    readonly apogee_km: number
    readonly flight_time_s: number
  }[]
  /** The same runs with failures drawn anew for each shot; null without a common mode. */
  readonly independent_failures: VariantReport | null
  /** The same runs if nobody had to consent; null where nobody has to. */
  readonly without_consent: VariantReport | null
  /** What sensors and tracks were worth; null where delays are stated instead. */
  readonly tracking: TrackingReport | null
  readonly first_run: {
    readonly start_s: number
    readonly events: readonly {
      readonly t_s: number
      readonly kind: string
      readonly missile: string
      readonly object?: string
      readonly layer?: string
      readonly interceptor?: string
      readonly lat_deg: number
      readonly lon_deg: number
      readonly altitude_km: number
    }[]
  }
}

/** The document of one run study; its `assumption_range` is null where none was asked for, or the study was stopped before it was known. */
export function runReport(
  prepared: Prepared,
  result: StudyResult,
  range: AssumptionRange | undefined,
  variants: Partial<Readonly<Record<Variant['id'], StudyResult>>> = {},
): RunReport {
  const { scenario, battle } = prepared
  return {
    opendome: VERSION,
    scenario: scenario.name,
    changed_assumptions: scenario.changed,
    limits: prepared.limits,
    runs: result.runs,
    seed: result.seed,
    launched: result.launched,
    leaked: result.leaked,
    assumption_range:
      range === undefined
        ? null
        : {
            // The range may come from fewer runs than the mean it is shown with.
            low: Math.min(range.low, result.leaked.mean),
            high: Math.max(range.high, result.leaked.mean),
            set_by: range.setBy,
            runs: range.runs,
            each: range.each.map(({ id, doc, low, high }) => ({ id, doc, low, high })),
            notes: range.notes,
          },
    engaged: result.engaged,
    engaged_in_full: result.engagedInFull,
    killed: result.killed,
    fell_elsewhere: result.fellElsewhere,
    p_no_leak: result.noLeak,
    shots: result.shots,
    shots_wasted: result.wasted,
    by_layer: result.byLayer,
    by_area: result.byArea,
    ...fightReport(battle.plan.layers, result.fight, result.firstRun),
    threats: scenario.threats.map((threat, i) => {
      const { trajectory } = prepared.flights[i]!
      const clock = battle.plan.missiles.find((m) => m.threat === threat.id)?.flight.clock
      return {
        id: threat.id,
        burnout_s: trajectory.burnout,
        seen_s: clock?.seen ?? null,
        solution_s: clock?.solution ?? null,
        release_s: clock?.release ?? null,
        range_km: rangeOf(threat.launch, trajectory) / 1000,
        apogee_km: trajectory.apogee.altitude / 1000,
        flight_time_s: trajectory.impact.t,
      }
    }),
    independent_failures: variantReport(variants.independent_failures),
    without_consent: variantReport(variants.without_consent),
    tracking: trackingReport(prepared, result),
    first_run: {
      start_s: result.firstRun.start,
      events: result.firstRun.events.map((e) => ({
        t_s: e.t,
        kind: e.kind,
        missile: e.missile,
        ...(e.object === undefined ? {} : { object: e.object }),
        ...(e.layer === undefined ? {} : { layer: e.layer }),
        ...(e.interceptor === undefined ? {} : { interceptor: e.interceptor }),
        lat_deg: e.lat * DEG,
        lon_deg: e.lon * DEG,
        altitude_km: kilometres(e.altitude),
      })),
    },
  }
}

/** m → km; what is left of rounding on the ground is 0. */
function kilometres(altitude: number): number {
  return Math.abs(altitude) < 1e-6 ? 0 : altitude / 1000
}

function rangeOf(launch: Place, trajectory: Trajectory): number {
  return geodesic(launch.lat, launch.lon, trajectory.impact.lat, trajectory.impact.lon).distance
}

/** One point of a flight. Speed and flight-path angle relative to the rotating Earth, altitude geodetic. */
interface FlightPoint {
  readonly t_s: number
  readonly lat_deg: number
  readonly lon_deg: number
  readonly altitude_km: number
  readonly speed_km_s: number
}

/** `opendome fly --json`. */
export interface FlyReport extends ReportHead {
  readonly burnout: FlightPoint & {
    readonly flight_path_angle_deg: number
    readonly inertial_speed_km_s: number
  }
  readonly nominal_burn_time_s: number
  readonly flown_burn_time_s: number
  readonly thrust_share: number
  readonly apogee_km: number
  readonly range_km: number
  readonly flight_time_s: number
  readonly impact: ReportedImpact
  readonly phases: readonly { readonly name: Phase['name']; readonly from_s: number; readonly to_s: number }[]
  /** What it releases; empty where its payload stays one object. */
  readonly objects: readonly {
    readonly kind: ReleasedObject['kind']
    readonly release_s: number
    readonly ballistic_coefficient_kg_m2: number
    readonly flight_time_s: number
    readonly impact: ReportedImpact
  }[]
  readonly samples: readonly FlightPoint[]
}

interface ReportedImpact {
  readonly lat_deg: number
  readonly lon_deg: number
  readonly miss_km: number
}

const r = new Float64Array(3)
const v = new Float64Array(3)
const geodetic = new Float64Array(3)

function pointAt(trajectory: Trajectory, t: number): FlightPoint {
  stateAt(trajectory, t, r, v)
  geodeticFromEcef(r, geodetic)
  return {
    t_s: t,
    lat_deg: geodetic[0]! * DEG,
    lon_deg: geodetic[1]! * DEG,
    altitude_km: kilometres(geodetic[2]!),
    speed_km_s: norm3(v[0]!, v[1]!, v[2]!) / 1000,
  }
}

function reportedImpact({ impact }: Trajectory, aim: Place): ReportedImpact {
  return {
    lat_deg: impact.lat * DEG,
    lon_deg: impact.lon * DEG,
    miss_km: geodesic(aim.lat, aim.lon, impact.lat, impact.lon).distance / 1000,
  }
}

/**
 * The document of one flight. `name` says what flew where; `aim` is the aim point, rad; `carried` what it releases. Throws as `releasedObjects`.
 */
export function flyReport(
  name: string,
  flown: Flown,
  launch: Place,
  aim: Place,
  changed: readonly Change[] = [],
  carried?: Carried,
): FlyReport {
  const { trajectory } = flown
  const { impact } = trajectory
  const burnout = pointAt(trajectory, trajectory.burnout)
  // The geodetic vertical: climb rate over speed is the sine of the flight-path angle.
  const above = new Float64Array(3)
  ecefFromGeodetic(geodetic[0]!, geodetic[1]!, geodetic[2]! + 1000, above)
  const climb = [0, 1, 2].reduce((sum, k) => sum + ((above[k]! - r[k]!) / 1000) * v[k]!, 0)
  const speed = norm3(v[0]!, v[1]!, v[2]!)
  const inertial = norm3(v[0]! - EARTH_RATE * r[1]!, v[1]! + EARTH_RATE * r[0]!, v[2]!)
  return {
    opendome: VERSION,
    scenario: name,
    changed_assumptions: changed,
    limits: [
      ...flown.notes.map((n) => `${n.charAt(0).toUpperCase()}${n.slice(1)}.`),
      'Gravity is point mass + J2; no wind; the launch point and the aim lie on the ellipsoid.',
    ],
    burnout: {
      ...burnout,
      flight_path_angle_deg: asin(Math.min(1, Math.max(-1, climb / speed))) * DEG,
      inertial_speed_km_s: inertial / 1000,
    },
    nominal_burn_time_s: trajectory.nominalBurnTime,
    flown_burn_time_s: trajectory.burnout,
    thrust_share: flown.thrustShare,
    apogee_km: trajectory.apogee.altitude / 1000,
    range_km: rangeOf(launch, trajectory) / 1000,
    flight_time_s: impact.t,
    impact: reportedImpact(trajectory, aim),
    phases: phasesOf(trajectory).map(({ name: phase, from, to }) => ({
      name: phase,
      from_s: from,
      to_s: to,
    })),
    objects: (carried === undefined ? [] : releasedObjects(trajectory, carried)).map((object) => ({
      kind: object.kind,
      release_s: object.release,
      ballistic_coefficient_kg_m2: object.trajectory.ballisticCoefficient,
      flight_time_s: object.trajectory.impact.t,
      impact: reportedImpact(object.trajectory, aim),
    })),
    samples: Array.from(trajectory.times, (t) => pointAt(trajectory, t)),
  }
}

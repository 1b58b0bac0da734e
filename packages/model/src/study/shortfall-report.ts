import type { Prepared } from './prepare.ts'
import type { ReportHead } from './report.ts'
import type { RunStatistic } from './monte-carlo.ts'
import type { FallZone } from './fall-zone.ts'
import { LIGHT, type ImpactTrack } from './impact-track.ts'
import type { PlaceShare, Shortfall, ThreatShortfall } from './shortfall.ts'
import { VERSION } from './version.ts'

const DEG = 180 / Math.PI

/** `opendome shortfall --json`: where the remains of missiles that are hit under thrust come down. Angles in degrees, counts are means per run. */
export interface ShortfallReport extends ReportHead {
  readonly runs: number
  readonly seed: number
  readonly threats: readonly ShortfallEntry[]
  /** Missiles that come down in a defended area, with no payload surviving the hit on its booster, and with every one. */
  readonly leaked: {
    readonly payload_survives_hit_0: RunStatistic
    readonly payload_survives_hit_1: RunStatistic
  } | null
}

export interface ShortfallEntry {
  readonly threat: string
  readonly launch: { readonly lat_deg: number; readonly lon_deg: number }
  readonly aim: { readonly lat_deg: number; readonly lon_deg: number }
  readonly launched: number
  readonly burnout_s: number
  /** Earliest release at it, s since liftoff; null where nothing was fired at it under thrust. */
  readonly first_release_s: number | null
  readonly intercepts: number
  readonly places: readonly PlaceEntry[]
  readonly by_time: readonly {
    readonly before_burnout_from_s: number
    /** Null: and all that is earlier. */
    readonly before_burnout_to_s: number | null
    readonly intercepts: number
    readonly places: readonly PlaceEntry[]
  }[]
  /** Where the impact point lies from when to when, s since liftoff. */
  readonly stretches: readonly {
    readonly from_s: number
    readonly to_s: number
    readonly nation: string | null
    readonly zone: FallZone
  }[]
  readonly track: readonly {
    readonly t_s: number
    readonly lat_deg: number
    readonly lon_deg: number
    readonly fall_s: number
    readonly nation: string | null
    readonly zone: FallZone
    /** From the closed form without air and J2. */
    readonly vacuum_apart_km: number | null
    /** From the fall of a body of a tenth of the ballistic coefficient. */
    readonly light_apart_km: number | null
  }[]
}

/** Part of the intercepts whose remains come down here: also the surviving payloads a run, none at one end of `payload_survives_hit`, `intercepts` at the other. */
export interface PlaceEntry {
  readonly nation: string | null
  readonly zone: FallZone
  readonly intercepts: number
  readonly share: { readonly estimate: number; readonly ci95: readonly [number, number] }
}

/** The document of a shortfall. */
export function shortfallReport(prepared: Prepared, shortfall: Shortfall): ShortfallReport {
  const { scenario } = prepared
  const { leaked, runs } = shortfall
  return {
    opendome: VERSION,
    scenario: scenario.name,
    changed_assumptions: scenario.changed,
    limits: [...LIMITS, ...prepared.limits],
    runs,
    seed: scenario.run.seed,
    threats: shortfall.threats.map(entryOf),
    leaked:
      leaked === undefined
        ? null
        : { payload_survives_hit_0: leaked.low, payload_survives_hit_1: leaked.high },
  }
}

const LIMITS = [
  'Landing places only: nothing is said of what comes down, or of what it does there.',
  `Remains fly on as one body with the ballistic coefficient of the reentry vehicle; lighter pieces come down short of it, as light_apart_km says for ${LIGHT} of it, a value assumed here. What the hit adds to the velocity is left out.`,
  'The sea is told by distance from the nearest coast (12 and 200 nautical miles), not by agreed boundaries; borders are those of Natural Earth 1:50m, which draws who holds what, thinned out to 0.05 degrees (up to 6 km).',
  'A strip of land or sea narrower than 40 km (wider in the last tenths of a second before an orbit) that the impact point crosses between two stations can be missed in the stretches; intercepts are placed each for itself.',
  'What does not come down within one revolution or six hours counts as in orbit.',
]

function entryOf(t: ThreatShortfall): ShortfallEntry {
  return {
    threat: t.threat,
    launch: degrees(t.launch),
    aim: degrees(t.aim),
    launched: t.launched,
    burnout_s: t.burnout,
    first_release_s: t.firstRelease ?? null,
    intercepts: t.intercepts,
    places: t.places.map(placeEntry),
    by_time: t.byTime.map(({ before: [from, to], intercepts, places }) => ({
      before_burnout_from_s: from,
      before_burnout_to_s: Number.isFinite(to) ? to : null,
      intercepts,
      places: places.map(placeEntry),
    })),
    ...trackEntries(t.track),
  }
}

function trackEntries({ points, stretches }: ImpactTrack): Pick<ShortfallEntry, 'stretches' | 'track'> {
  return {
    stretches: stretches.map(({ from, to, nation, zone }) => ({
      from_s: from,
      to_s: to,
      nation: nation ?? null,
      zone,
    })),
    track: points.map((p) => ({
      t_s: p.t,
      ...degrees(p.landing),
      fall_s: p.landing.t,
      nation: p.nation ?? null,
      zone: p.zone,
      vacuum_apart_km: inKm(p.vacuumApart),
      light_apart_km: inKm(p.lightApart),
    })),
  }
}

const inKm = (m: number | undefined): number | null => (m === undefined ? null : m / 1000)

function placeEntry({ nation, zone, intercepts, share }: PlaceShare): PlaceEntry {
  return { nation: nation ?? null, zone, intercepts, share }
}

function degrees({ lat, lon }: { readonly lat: number; readonly lon: number }): {
  readonly lat_deg: number
  readonly lon_deg: number
} {
  return { lat_deg: lat * DEG, lon_deg: lon * DEG }
}

import type { Scenario } from '../scenario/index.ts'
import type { LayerFootprint } from './footprint.ts'
import type { ReportHead } from './report.ts'
import { VERSION } from './version.ts'

const DEG = 180 / Math.PI

/** What `opendome footprint --json` holds; angles in degrees. */
export interface FootprintReport extends ReportHead {
  readonly footprints: readonly FootprintEntry[]
}

export interface FootprintEntry {
  readonly layer: string
  readonly phase: string
  /** Catalog id of the interceptor, where it has one. */
  readonly interceptor: string | null
  readonly threat: string
  readonly lat_deg: number
  readonly lon_deg: number
  /** Where the threat starts (null: from an orbit) and aims. */
  readonly launch: { readonly lat_deg: number; readonly lon_deg: number } | null
  readonly aim: { readonly lat_deg: number; readonly lon_deg: number }
  /** Earliest release, s after liftoff; null where the threat is never seen. */
  readonly release_s: number | null
  readonly aim_defended: boolean
  /** Defended area; 0 where there is none. */
  readonly area_km2: number
  /** Does the outline run around the battery itself? */
  readonly around_battery: boolean
  /** Nearest and farthest point of the outline from the point it is drawn around. */
  readonly nearest_km: number | null
  readonly farthest_km: number | null
  readonly origin: { readonly lat_deg: number; readonly lon_deg: number } | null
  readonly outline: readonly { readonly lat_deg: number; readonly lon_deg: number }[]
  /** Share of the rays that meet defended ground again beyond the outline. */
  readonly broken: number
  /** Farthest that the interceptor gets over the ground, its longest fly-out, and its published reach. */
  readonly fly_out_km: number
  readonly fly_out_s: number
  readonly published_reach_km: number | null
  readonly threat_range_km: number
  readonly reason: string | null
}

/** The document of the footprints of a scenario. */
export function footprintReport(scenario: Scenario, found: readonly LayerFootprint[]): FootprintReport {
  return {
    opendome: VERSION,
    scenario: scenario.name,
    changed_assumptions: scenario.changed,
    limits: limitsOf(found),
    footprints: found.map(entryOf),
  }
}

function entryOf(found: LayerFootprint): FootprintEntry {
  const { layer, threat, table, footprint, release } = found
  return {
    layer: layer.id,
    phase: layer.layer,
    interceptor: layer.vehicleId ?? null,
    threat: threat.id,
    lat_deg: layer.place.lat * DEG,
    lon_deg: layer.place.lon * DEG,
    launch: 'lat' in threat.launch ? degrees(threat.launch.lat, threat.launch.lon) : null,
    aim: degrees(threat.aim.lat, threat.aim.lon),
    release_s: release ?? null,
    aim_defended: found.aimDefended,
    area_km2: (footprint?.area ?? 0) / 1e6,
    around_battery: footprint?.atBattery ?? false,
    nearest_km: footprint === undefined ? null : footprint.nearest / 1000,
    farthest_km: footprint === undefined ? null : footprint.farthest / 1000,
    origin: footprint === undefined ? null : degrees(footprint.origin.lat, footprint.origin.lon),
    outline:
      footprint === undefined
        ? []
        : Array.from({ length: footprint.ring.length / 2 }, (_, i) =>
            degrees(footprint.ring[2 * i]!, footprint.ring[2 * i + 1]!),
          ),
    broken: footprint?.broken ?? 0,
    fly_out_km: table.farthest / 1000,
    fly_out_s: table.longest,
    published_reach_km: layer.vehicle.reach === undefined ? null : layer.vehicle.reach / 1000,
    threat_range_km: found.threatRange / 1000,
    reason: found.reason ?? null,
  }
}

function degrees(lat: number, lon: number): { lat_deg: number; lon_deg: number } {
  const turns = Math.round(lon / (2 * Math.PI))
  return { lat_deg: lat * DEG, lon_deg: (lon - 2 * Math.PI * turns) * DEG }
}

function limitsOf(found: readonly LayerFootprint[]): string[] {
  const limits = [
    'Defended means within kinematic reach in time: no sensor has to see the threat but by the stated release, and no hit is implied.',
    'Paths to other aims are arcs of the shape of the solved flight, a few kilometres off it at reentry and up to some tens in midcourse.',
    'The Earth stands still during the fly-out, and the interceptor starts at sea level without a vertical rise.',
  ]
  const broken = found.filter((f) => (f.footprint?.broken ?? 0) > 0)
  for (const { layer, threat, footprint } of broken)
    limits.push(
      `Footprint of ${layer.id} against ${threat.id}: ${(100 * footprint!.broken).toFixed(0)} % of the rays meet defended ground again beyond the outline, which is left out.`,
    )
  return limits
}

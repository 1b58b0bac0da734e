import { timeline } from '../command/index.ts'
import { OpendomeError } from '../core/index.ts'
import { ecefFromGeodetic, geodesic } from '../earth/index.ts'
import {
  ArcFamily,
  defendedFootprint,
  earliestIntercept,
  flyOutTable,
  groundWindow,
  type FlyOutTable,
  type Footprint,
} from '../engage/index.ts'
import type { GroundLayer, Scenario, ScenarioThreat } from '../scenario/index.ts'
import { largestRange, rocketOf, solveFlight, type Place, type Trajectory } from '../threat/index.ts'

export interface FootprintStudyOptions {
  /** Only this layer. Throws `unknown` where no battery has the id. */
  readonly layer?: string | undefined
  /** Earliest release, s after liftoff, instead of the scenario's stated delays. */
  readonly release?: number | undefined
}

/** What one battery covers against one threat of a scenario. */
export interface LayerFootprint {
  readonly layer: GroundLayer
  readonly threat: ScenarioThreat
  readonly table: FlyOutTable
  /** Earliest release, s after liftoff; undefined where the threat is never seen. */
  readonly release: number | undefined
  /** Is the threat's own aim among the defended points? */
  readonly aimDefended: boolean
  /** Largest range of the threat towards its aim: no aim beyond it is looked at, m. */
  readonly threatRange: number
  /** Undefined where nothing is defended. */
  readonly footprint: Footprint | undefined
  /** Why there is none, where the threat has no family of arcs or is never seen. */
  readonly reason: string | undefined
}

/** Farthest aim point looked at, m: half around the Earth from a battery all directions run together. */
const FARTHEST = 15e6

/**
 * The footprint of each battery of a scenario against each of its threats: the aim points to which the threat could fly from
 * its launch point and that the battery reaches before impact. One after the other, since each takes seconds.
 * Throws `missing` for a scenario without batteries, `unknown` for a layer that it does not have.
 */
export function* footprints(
  scenario: Scenario,
  options: FootprintStudyOptions = {},
): Generator<LayerFootprint, void> {
  const layers = chosen(scenario, options.layer)
  const tables = layers.map(tableOf)
  for (const threat of scenario.threats) {
    const approach = approachOf(scenario, threat, options.release)
    for (const [i, layer] of layers.entries()) yield footprintOf(layer, tables[i]!, threat, approach)
  }
}

function chosen(scenario: Scenario, id: string | undefined): readonly GroundLayer[] {
  const { groundLayers } = scenario
  if (groundLayers.length === 0)
    throw new OpendomeError('missing', 'layer on the ground: the scenario has none', {
      hint: 'add a layer with site or at, and a vehicle of type: ground',
    })
  if (id === undefined) return groundLayers
  const found = groundLayers.filter((layer) => layer.id === id)
  if (found.length > 0) return found
  throw new OpendomeError('unknown', `layer on the ground ${id}`, {
    hint: `one of ${groundLayers.map((layer) => layer.id).join(', ')}`,
  })
}

function tableOf(layer: GroundLayer): FlyOutTable {
  try {
    return flyOutTable(layer.vehicle)
  } catch (error) {
    throw error instanceof OpendomeError ? error.at(`interceptors.${layer.id}.vehicle`) : error
  }
}

/** How a threat comes: its solved flight, its family of arcs or why it has none, its release and its range. */
interface Approach {
  readonly trajectory: Trajectory
  readonly family: ArcFamily | undefined
  readonly reason: string | undefined
  readonly release: number | undefined
  readonly launch: Place | undefined
  readonly range: number
}

function approachOf(scenario: Scenario, threat: ScenarioThreat, release: number | undefined): Approach {
  const { vehicle, launch, aim, shape, payload } = threat
  try {
    const { trajectory } = solveFlight({ vehicle, launch, aim, shape, payload })
    const stated = release ?? timeline(trajectory, scenario.command)?.release
    const start = 'lat' in launch ? launch : undefined
    if (start === undefined || !fallsFreely(trajectory))
      return {
        trajectory,
        family: undefined,
        reason: 'it does not fall freely after its burnout: its way to other aims is not known',
        release: stated,
        launch: start,
        range: 0,
      }
    const azimuth = geodesic(start.lat, start.lon, aim.lat, aim.lon).azimuth1
    return {
      trajectory,
      family: new ArcFamily(trajectory, start, typeof shape === 'object' && 'apogee' in shape),
      reason: undefined,
      release: stated,
      launch: start,
      range: largestRange(rocketOf(vehicle, payload), start, azimuth).range,
    }
  } catch (error) {
    throw error instanceof OpendomeError ? error.at(`threats.${threat.id}`) : error
  }
}

function fallsFreely(trajectory: Trajectory): boolean {
  return trajectory.braking === undefined && trajectory.phases?.some((p) => p.name === 'glide') !== true
}

function footprintOf(
  layer: GroundLayer,
  table: FlyOutTable,
  threat: ScenarioThreat,
  { trajectory, family, reason, release, launch, range }: Approach,
): LayerFootprint {
  const base = { layer, threat, table, release, threatRange: range }
  const none = { footprint: undefined, aimDefended: false }
  if (family === undefined || launch === undefined) return { ...base, ...none, reason }
  if (release === undefined)
    return { ...base, ...none, reason: 'it is never seen: it does not rise above the cloud tops' }
  const { place, vehicle } = layer
  const site = new Float64Array(3)
  ecefFromGeodetic(place.lat, place.lon, 0, site)
  const { burnout } = trajectory
  const defends = (aim: Place): boolean => {
    if (geodesic(launch.lat, launch.lon, aim.lat, aim.lon).distance > range) return false
    const path = family.pathTo(aim)
    if (path === undefined) return false
    const window = groundWindow(path, site, table, {
      minAltitude: vehicle.minAltitude,
      ceiling: vehicle.ceiling,
      from: Math.max(burnout, release),
      to: Infinity,
    })
    return window !== undefined && earliestIntercept(window, release) !== undefined
  }
  return {
    ...base,
    aimDefended: defends(threat.aim),
    footprint: defendedFootprint({ battery: place, defends, farthest: FARTHEST }),
    reason: undefined,
  }
}

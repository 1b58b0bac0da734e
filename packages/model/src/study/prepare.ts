import {
  Battle,
  DefendedAreas,
  impactPointDeadline,
  isBoost,
  type BattlePlan,
  type FlightPlan,
  type LayerPlan,
  type MissilePlan,
  type TrackingPlan,
} from '../battle/index.ts'
import { ThreatEvaluator, doctrineOf, timeline } from '../command/index.ts'
import { OpendomeError } from '../core/index.ts'
import { ecefFromGeodetic, siderealAngle } from '../earth/index.ts'
import { requireShortFlyOut, windowOf, type Window } from '../engage/index.ts'
import { Stream } from '../math/index.ts'
import { Shell } from '../orbit/index.ts'
import type { Scenario, ScenarioOrders, ScenarioThreat } from '../scenario/index.ts'
import { SensorNetwork, cloudBreak, signatureOf } from '../sense/index.ts'
import {
  movedFlight,
  scatteredLaunch,
  solveFlight,
  type Flown,
  type Place,
  type Trajectory,
} from '../threat/index.ts'
import { Tracker } from '../track/index.ts'
import { flyOutLimits } from './fly-out-limits.ts'
import { tableOf } from './fly-out-tables.ts'
import { sensorNotes } from './sensor-notes.ts'
import { ObjectPlans } from './objects.ts'
import { templatesOf } from './templates.ts'

/** A scenario whose flights are solved: ready to run any number of times. */
export interface Prepared {
  readonly scenario: Scenario
  readonly battle: Battle
  /** Per threat, in the scenario's order. */
  readonly flights: readonly Flown[]
  /** What the guidance did beyond the file, and what the model leaves out. */
  readonly limits: readonly string[]
}

/** Flights already solved, by vehicle, places and shape: variations of one scenario share them. */
export type FlightCache = Map<string, Flown>

/**
 * Solves each threat's flight once (per vehicle, site, aim and shape, in the Earth-fixed frame) and lays out shells,
 * clocks and deadlines. Throws `infeasible` or `unsupported` with the field path in `where`.
 */
export function prepare(scenario: Scenario, cache: FlightCache = new Map()): Prepared {
  const areas = new DefendedAreas(scenario.defended)
  const layers = layerPlans(scenario)
  const objects = new ObjectPlans(scenario, layers, areas)
  const flights = scenario.threats.map((t) => solved(t, cache))
  const planOf = (threat: ScenarioThreat, trajectory: Trajectory): FlightPlan =>
    flightPlan(scenario, threat, trajectory, layers, areas, objects)
  const plans = scenario.threats.map((threat, i) => planOf(threat, flights[i]!.trajectory))
  // In the order of their ids, which settles ties: the order of the file must not.
  const inOrder = [...scenario.threats.keys()].sort((a, b) =>
    scenario.threats[a]!.id < scenario.threats[b]!.id ? -1 : 1,
  )
  const missiles = inOrder.flatMap((i) => {
    const threat = scenario.threats[i]!
    return Array.from({ length: threat.count }, (_, number): MissilePlan => {
      let flight = plans[i]!
      if (threat.spread > 0) {
        const stream = new Stream(scenario.run.seed, 0, `launcher/${threat.id}`, number)
        const launcher = scatteredLaunch(threat.launch, threat.spread, stream)
        flight = planOf(threat, moved(threat, flights[i]!.trajectory, launcher))
      }
      return {
        id: `${threat.id}-${number + 1}`,
        threat: threat.id,
        number,
        flight,
        liftoff: threat.start + number * threat.interval,
      }
    })
  })
  const plan: BattlePlan = {
    layers,
    missiles,
    areas,
    command: scenario.command,
    tracking: trackingPlan(scenario, cache),
    seed: scenario.run.seed,
    window: scenario.run.window,
    strata: scenario.run.strata,
    epochAngle: siderealAngle(scenario.epoch, 0),
  }
  return { scenario, battle: new Battle(plan), flights, limits: limitsOf(scenario, layers, flights, plans) }
}

/**
 * Puts the flights of a scenario into `cache`, without laying out a battle: they are solved in one place, and `prepare` finds them solved in
 * another. Throws as `prepare`.
 */
export function solveFlights(scenario: Scenario, cache: FlightCache): void {
  for (const threat of scenario.threats) solved(threat, cache)
  if (scenario.sensors.length > 0) templatesOf(scenario, cache)
}

/** Sensors and tracker; undefined where the scenario has no sensors and states delays instead. */
function trackingPlan(scenario: Scenario, cache: FlightCache): TrackingPlan | undefined {
  const { sensors, epoch, command, run } = scenario
  if (sensors.length === 0) return undefined
  const network = new SensorNetwork({
    sensors,
    epoch,
    seed: run.seed,
    cloudTop: command.cloudTop,
  })
  const templates = templatesOf(scenario, cache)
  return {
    network,
    tracker: new Tracker(scenario.tracking, templates, siderealAngle(epoch, 0)),
    evaluator: new ThreatEvaluator(scenario.defended.filter((d) => d.protected)),
    // Coalitions are held against each other, whatever interceptors are left to them.
    toImpact: scenario.partners.length > 0,
  }
}

/** The layers in the order of the file. */
function layerPlans(scenario: Scenario): LayerPlan[] {
  const { shotsPerTarget } = scenario.command
  const ordersOf = (layer: ScenarioOrders & { readonly layer: string }) => ({
    doctrine: doctrineOf(layer.doctrine, shotsPerTarget),
    commonMode: layer.commonMode,
    node: layer.node,
    ownPictureDelay: layer.ownPictureDelay,
  })
  const space = scenario.layers.map((layer): LayerPlan => {
    const { shell } = layer
    return {
      ...ordersOf(layer),
      id: layer.id,
      layer: layer.layer,
      shell: new Shell({
        altitude: shell.altitude,
        inclination: shell.inclination,
        planes: shell.planes,
        perPlane: shell.perPlane,
        phasing: shell.phasing,
        pattern: shell.pattern,
        planeSpacing: shell.planeSpacing,
        raan0: shell.raan,
        anomaly0: shell.anomaly,
      }),
      perSatellite: shell.interceptorsPerSatellite,
      availability: shell.availability,
      interceptor: layer.vehicle,
      deadline: layer.deadline,
      payloadSurvivesHit: layer.payloadSurvivesHit,
    }
  })
  const ground = scenario.groundLayers.map((layer): LayerPlan => {
    const { lat, lon, altitude } = layer.place
    const r_ecef = new Float64Array(3)
    ecefFromGeodetic(lat, lon, altitude, r_ecef)
    return {
      ...ordersOf(layer),
      id: layer.id,
      layer: layer.layer,
      battery: {
        lat,
        lon,
        r_ecef,
        table: tableOf(layer.vehicle),
        inventory: layer.inventory,
        ready: layer.ready,
        reload: layer.reload ?? 0,
        salvoInterval: layer.salvoInterval,
      },
      interceptor: layer.vehicle,
      deadline: layer.deadline,
      payloadSurvivesHit: layer.payloadSurvivesHit,
    }
  })
  const inFile = (id: string): number => scenario.layerOrder.indexOf(id)
  return [...space, ...ground].sort((a, b) => inFile(a.id) - inFile(b.id))
}

function solved(threat: ScenarioThreat, cache: FlightCache): Flown {
  const key = JSON.stringify([
    threat.vehicle,
    threat.payload,
    threat.orbit ?? threat.launch,
    threat.aim,
    threat.shape,
  ])
  const known = cache.get(key)
  if (known !== undefined) return known
  try {
    const flown = solveFlight({
      vehicle: threat.vehicle,
      launch: threat.orbit ?? threat.launch,
      aim: threat.aim,
      shape: threat.shape,
      payload: threat.payload,
    })
    cache.set(key, flown)
    return flown
  } catch (error) {
    if (error instanceof OpendomeError)
      throw error.at(`threats.${threat.id}${error.where === undefined ? '' : `.vehicle.${error.where}`}`)
    throw error
  }
}

function moved(threat: ScenarioThreat, trajectory: Trajectory, launcher: Place): Trajectory {
  try {
    // What steers after its burnout is guided anew.
    if (trajectory.phases !== undefined) return solveFlight({ ...threat, launch: launcher }).trajectory
    return movedFlight(trajectory, threat.launch, launcher)
  } catch (error) {
    throw error instanceof OpendomeError ? error.at(`threats.${threat.id}`) : error
  }
}

/** What a threat's missiles are and release; a release that cannot be flown is said with its field. */
function objectsOf(
  plans: ObjectPlans,
  threat: ScenarioThreat,
  trajectory: Trajectory,
  deadlines: readonly number[],
): FlightPlan['objects'] {
  try {
    return plans.of(threat, trajectory, deadlines)
  } catch (error) {
    if (error instanceof OpendomeError && error.where === 'carries')
      throw error.at(`threats.${threat.id}.carries`)
    throw error
  }
}

function flightPlan(
  scenario: Scenario,
  threat: ScenarioThreat,
  trajectory: Trajectory,
  layers: readonly LayerPlan[],
  areas: DefendedAreas,
  objects: ObjectPlans,
): FlightPlan {
  const clock = scenario.sensors.length > 0 ? undefined : timeline(trajectory, scenario.command)
  const deadlines = layers.map((layer) => deadlineOf(layer, trajectory, areas))
  const windows = layers.map((layer, i): Window | undefined => {
    if (clock === undefined || !isBoost(layer) || !('shell' in layer)) return undefined
    try {
      requireShortFlyOut(deadlines[i]! - clock.release)
    } catch (error) {
      throw error instanceof OpendomeError ? error.at(`interceptors.${layer.id}`) : error
    }
    return windowOf(trajectory, clock.release, deadlines[i]!, layer.interceptor.minAltitude)
  })
  const { impact } = trajectory
  return {
    trajectory,
    landing: impact,
    aimArea: areas.at(threat.aim.lat, threat.aim.lon),
    impactArea: areas.at(impact.lat, impact.lon),
    signature: signatureOf(threat.vehicle),
    cloudBreak: cloudBreak(trajectory, scenario.command.cloudTop),
    deadlines,
    clock,
    windows,
    objects: objectsOf(objects, threat, trajectory, deadlines),
  }
}

const STATED = ['Detection and tracking are stated delays, not sensors; every launch is seen.']
const TRACKED = [
  'Command acts on tracks. It is told of kills at once only by the track that ends, and fires at what it takes for a missile.',
  'Objects close together are told apart: sensors have no limit of resolution.',
  'An interceptor steers freely to new aim points until its burn ends; then divert pays for them.',
]
const TRACKED_LAYERS = [
  'Behind burnout a seeker takes what is nearest to its aim point; a track that is lost and found again is engaged anew.',
]

const BOOST_ONLY = 'Only the boost phase is defended: what is not stopped before its deadline flies on.'
const STATED_LAYERS = [
  'Behind burnout a firing solution is stated, not tracked; aim errors are in the kill probability alone.',
]
const LAYERED = ['A payload that survives a hit on its booster is not engaged again.']

/** What failures have in common, one sentence for each way. */
function commonModes(layers: readonly LayerPlan[]): string[] {
  const ways = {
    missile: 'Hits are independent of each other but for one common-mode draw per missile.',
    raid: 'one common-mode draw holds for the whole raid',
    layer: 'one common-mode draw holds for all shots of the layer',
    lot: 'one common-mode draw holds for each lot of interceptors',
  }
  const others = layers.flatMap(({ id, commonMode: { per } }) =>
    per === 'missile' ? [] : [`${id}: ${ways[per]}`],
  )
  return [ways.missile, ...(others.length > 0 ? [`Other than that, ${others.join('; ')}.`] : [])]
}

/** Last intercept that counts, s since liftoff. */
function deadlineOf(layer: LayerPlan, trajectory: Trajectory, areas: DefendedAreas): number {
  return layer.deadline === 'impact-point'
    ? impactPointDeadline(trajectory, areas)
    : trajectory.burnout - ('shell' in layer ? layer.interceptor.burnoutMargin : 0)
}

/** What a reader has to know about the result, one sentence each. */
function limitsOf(
  scenario: Scenario,
  layers: readonly LayerPlan[],
  flights: readonly Flown[],
  plans: readonly FlightPlan[],
): string[] {
  const tracked = scenario.sensors.length > 0
  const later = tracked ? TRACKED_LAYERS : STATED_LAYERS
  const limits = [
    ...(tracked ? TRACKED : STATED),
    ...(layers.every(isBoost) ? [BOOST_ONLY] : [...later, ...LAYERED, ...flyOutLimits(layers)]),
    ...commonModes(layers),
  ]
  if (layers.length === 0) limits.push('The scenario has no interceptors.')
  if (tracked)
    for (const { id, vehicle } of [...scenario.layers, ...scenario.groundLayers])
      if (vehicle.divert === 0)
        limits.push(`Interceptors of ${id} have no divert (divert_km_s 0): any aim error is a miss.`)
  if (scenario.layers.some((l) => l.payloadSurvivesHit > 0))
    limits.push('A payload that survives the hit on its booster counts where it comes down, not as stopped.')
  limits.push(...scenario.without)
  if (scenario.blind) limits.push('No sensor is left: nothing is seen, and nothing is fired.')
  limits.push(...raidLimits(scenario, plans), ...sensorNotes(scenario))
  scenario.threats.forEach((t, i) => {
    for (const n of flights[i]!.notes) limits.push(`Threat ${t.id}: ${n}.`)
  })
  return [...limits, ...scenario.notModelled.map((n) => `Not modelled: ${n}`)]
}

/** Longest raid (s) in which a stock without renewal passes unremarked. */
const LONG_RAID = 86_400

/** Liftoffs less than this (s) apart leave missiles so close together that tracks mix them up. */
const TOGETHER = 5

/** What is odd about this raid: aims that do not count, missiles nobody can engage, a stock that is not renewed. */
function raidLimits(scenario: Scenario, plans: readonly FlightPlan[]): string[] {
  const limits: string[] = []
  scenario.threats.forEach((threat, i) => {
    const plan = plans[i]!
    if (plan.aimArea === undefined)
      limits.push(
        `Threat ${threat.id} aims outside every defended area: it counts only where it lands in one.`,
      )
    if (
      scenario.layers.length > 0 &&
      scenario.groundLayers.length === 0 &&
      scenario.layers.every((l) => l.layer === 'boost') &&
      scenario.sensors.length === 0 &&
      plan.windows.every((w) => w === undefined)
    )
      limits.push(`Threat ${threat.id} cannot be engaged: ${whyClosed(plan)}.`)
    if (scenario.sensors.length > 0 && threat.count > 1 && threat.spread === 0 && threat.interval < TOGETHER)
      limits.push(
        `Threat ${threat.id} launches from one spot: missiles on one path are taken for each other by the tracker; spread_km sets them apart.`,
      )
    if ((threat.count - 1) * threat.interval > LONG_RAID)
      limits.push(
        `Threat ${threat.id} lasts for days: interceptors are not renewed, orbits change by J2 only.`,
      )
  })
  return limits
}

function whyClosed({ clock, deadlines }: FlightPlan): string {
  if (clock === undefined) return 'it never rises above the cloud tops'
  const last = Math.max(...deadlines)
  if (last <= 0) return `its last deadline comes ${(-last).toFixed(0)} s before liftoff`
  if (clock.release >= last)
    return `release at ${clock.release.toFixed(0)} s comes after the last deadline at ${last.toFixed(0)} s`
  return 'it is below the lowest intercept altitude until its deadline'
}

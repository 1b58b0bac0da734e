import type { Command } from '../command/index.ts'
import { OpendomeError } from '../core/index.ts'
import { LONGEST_FLY_OUT } from '../engage/index.ts'
import { ReachMap } from '../fleet/index.ts'
import { Shell } from '../orbit/index.ts'
import type { Scenario, ScenarioLayer, ScenarioThreat } from '../scenario/index.ts'
import { part, type Parts } from './compare-parts.ts'
import { significant, whole } from './compare-words.ts'
import type { FlightCache } from './prepare.ts'
import { needOf, prepareSize } from './size.ts'

/** How two scenarios are taken apart, so that parts of one fit the other. */
export interface FightForm {
  /** As many groups of missiles in both: vehicle, places and salvo are told apart. */
  readonly groups: boolean
  /** One layer of interceptors in both, in boost: its fields are told apart. */
  readonly oneLayer: boolean
  /** The fleet follows from need and reach, in both. */
  readonly resized: boolean
}

const G = 9.80665
const DEG = 180 / Math.PI

/** Takes a scenario apart. `ratio` is its own fleet over the mean need (`ownRatio`); it is used where the fleet is sized again. */
export function fightParts(scenario: Scenario, form: FightForm, ratio: number | undefined): Parts {
  const { command, threats, layers } = scenario
  const size = needOf(scenario)
  const places = (s: Scenario): unknown => [
    s.threats.map((t) => [t.launch, t.aim, t.spread, t.start, s.run.window]),
    s.epoch,
  ]
  const vehicles = (ts: readonly ScenarioThreat[]): unknown =>
    ts.map((t) => [t.vehicle, t.payload, t.shape, t.carries])
  const salvo = {
    counts: threats.map((t) => t.count),
    intervals: threats.map((t) => t.interval),
    salvo: size.salvo,
  }
  const { decisionTime, shotsPerTarget, ...rest } = command
  const { cloudTop, latency, solutionDelay, solutionAt, updateInterval, midcourseSolution, ...management } =
    rest
  const clock = { cloudTop, latency, solutionDelay, solutionAt, updateInterval, midcourseSolution }
  return {
    ...(form.groups
      ? {
          salvo: part(salvo, salvoText(salvo)),
          vehicle: part(threats, vehicleText(threats), vehicles(threats)),
          places: part(scenario, placesText(scenario), places(scenario)),
        }
      : { raid: part(scenario, raidText(scenario), [vehicles(threats), places(scenario), salvo]) }),
    shots: part({ need: size.shots, each: shotsPerTarget }, String(shotsPerTarget)),
    'decision-time': part(decisionTime, `${decisionTime} s`),
    'solution-time': part(scenario, solutionText(scenario), [
      clock,
      scenario.sensors.map((s) => s.id),
      scenario.sensors.length > 0 ? scenario.tracking : null,
    ]),
    command: part(command, managementText(command), management),
    'ground-layers': part(scenario, groundText(scenario), [
      scenario.groundLayers,
      scenario.groundLayers.length > 0 ? scenario.layerOrder : null,
    ]),
    defended: part(
      scenario.defended,
      scenario.defended.map((d) => d.id).join(', '),
      scenario.defended.map((d) => [d.id, d.margin, d.value]),
    ),
    ...(form.oneLayer ? layerParts(layers[0]!, form, ratio, size) : {}),
    ...(form.oneLayer && form.resized
      ? {}
      : {
          fleet: part(
            { count: fleetCount(scenario), layers },
            `${whole(fleetCount(scenario))} on orbit`,
            form.oneLayer ? layers.map((l) => l.shell) : layers,
          ),
        }),
  }
}

function layerParts(
  layer: ScenarioLayer,
  form: FightForm,
  ratio: number | undefined,
  size: { readonly salvo: number; readonly shots: number },
): Parts {
  const { vehicle, shell } = layer
  const { deltaV, acceleration, sspk, pCommon, ...limits } = vehicle
  const own = shell.planes * shell.perPlane * shell.interceptorsPerSatellite
  const { doctrine, node, ownPictureDelay, commonMode } = layer
  const orders = [doctrine, node, ownPictureDelay, commonMode]
  const kept = [limits, layer.layer, layer.deadline, layer.payloadSurvivesHit, orders]
  const { planes: _planes, perPlane: _perPlane, ...orbit } = shell
  return {
    'fly-out-speed': part(deltaV, `${significant(deltaV / 1000)} km/s`),
    acceleration: part(acceleration, `${significant(acceleration / G)} g`),
    sspk: part(sspk, significant(sspk)),
    independence: part(
      pCommon,
      pCommon === 1 ? 'shots independent' : `common factor ${significant(pCommon)}`,
    ),
    interceptor: part(
      layer,
      [
        `${significant(limits.burnoutMargin)} s before burnout`,
        `above ${significant(limits.minAltitude / 1000)} km`,
        ...(layer.deadline === 'impact-point' ? ['until the impact point is reached'] : []),
        ...(limits.maxFlight > LONGEST_FLY_OUT ? [`fly-outs to ${significant(limits.maxFlight)} s`] : []),
      ].join(', '),
      kept,
    ),
    ...(form.resized
      ? {
          orbit: part(
            layer,
            `${significant(shell.altitude / 1000)} km, ${significant(shell.inclination * DEG)}°`,
            orbit,
          ),
          guarantee: part(
            ratio!,
            `${whole(own)}, ${significant(ratio!, 3)} of the mean need of ${size.salvo * size.shots}`,
          ),
        }
      : {}),
  }
}

function salvoText({
  counts,
  intervals,
}: {
  counts: readonly number[]
  intervals: readonly number[]
}): string {
  const apart = Math.max(...intervals)
  return `${counts.join(' + ')}${apart === 0 ? '' : `, ${significant(apart)} s apart`}`
}

function vehicleText(threats: readonly ScenarioThreat[]): string {
  return threats
    .map((t) => {
      const burn = t.vehicle.stages.reduce((sum, s) => sum + (s.burnTime ?? 0), 0)
      const name = t.vehicleId ?? 'own vehicle'
      const load = t.carries === undefined ? '' : `, ${t.carries.warheads} + ${t.carries.decoys} decoys`
      return burn > 0 ? `${name}, ${significant(burn, 3)} s${load}` : `${name}${load}`
    })
    .join(' + ')
}

function placesText(scenario: Scenario): string {
  const written = (scenario.document as { threats?: readonly Record<string, unknown>[] }).threats ?? []
  const place = (x: unknown): string => {
    const { site, lat_deg, lon_deg } = (x ?? {}) as { site?: string; lat_deg?: number; lon_deg?: number }
    return site ?? `${lat_deg ?? '?'}, ${lon_deg ?? '?'}`
  }
  return written.map((t) => `${place(t['launch'])} to ${place(t['aim'])}`).join(' + ')
}

const raidText = (scenario: Scenario): string =>
  `${vehicleText(scenario.threats)}; ${scenario.threats.map((t) => t.count).join(' + ')} missiles`

/** Batteries and interceptors on the ground, in words. */
function groundText({ groundLayers }: Scenario): string {
  if (groundLayers.length === 0) return 'none'
  const held = groundLayers.reduce((sum, l) => sum + l.inventory, 0)
  return `${groundLayers.length} ${groundLayers.length === 1 ? 'battery' : 'batteries'}, ${whole(held)} interceptors`
}

/** Who has to consent, at which level is decided, and how well decoys are told apart, in words. */
function managementText({ authority, network, mode, discrimination }: Command): string {
  const { decoyAsWarhead, warheadAsDecoy } = discrimination
  return [
    authority === undefined || authority.ask.length === 0
      ? 'nobody asked'
      : `consent of ${authority.ask.join(authority.need === 'all' ? ' and ' : ' or ')}`,
    ...(network === undefined ? [] : [`${mode} command over ${network.nodes.length} nodes`]),
    ...(decoyAsWarhead === 1 && warheadAsDecoy === 0
      ? []
      : [`${significant(100 * decoyAsWarhead)} % of decoys called warheads`]),
  ].join('; ')
}

function solutionText({ command, sensors }: Scenario): string {
  if (sensors.length > 0) return `by tracks of ${sensors.map((s) => s.id).join(', ')}`
  return command.solutionAt === undefined
    ? `${significant(command.solutionDelay)} s after it is seen`
    : `${significant(command.solutionAt)} s after launch`
}

/** Interceptors on orbit, all layers. */
export function fleetCount({ layers }: Scenario): number {
  return layers.reduce(
    (sum, { shell }) => sum + shell.planes * shell.perPlane * shell.interceptorsPerSatellite,
    0,
  )
}

/**
 * Mean number of interceptors in reach for each one on orbit, of the launch point that has fewest: the closed form of docs/fleet.md (the exact
 * share of all moments and places in the shell, no search). Throws as `prepareSize`, `infeasible` where nothing is in reach.
 */
export function meanShare(scenario: Scenario, cache: FlightCache): number {
  const [layer] = scenario.layers
  const tiny = { ...layer!, shell: { ...layer!.shell, planes: 1, perPlane: 1, phasing: 0 } }
  const study = prepareSize({ ...scenario, layers: [tiny] }, cache)
  const { altitude, inclination, availability } = layer!.shell
  const motion = new Shell({ altitude, inclination, planes: 1, perPlane: 1, phasing: 0 })
  const shares = study.launches.map(({ windows: [window] }) =>
    new ReachMap(motion, window!, study.layers[0]!.interceptor).meanShare(),
  )
  const share = availability * Math.min(...shares)
  if (share > 0) return share
  throw new OpendomeError('infeasible', 'reach 0: nothing is ever in reach of the launch point', {
    where: `interceptors.${layer!.id}`,
  })
}

/** Own fleet of a scenario over its mean need: salvo · shots / mean share. */
export function ownRatio(scenario: Scenario, cache: FlightCache): number {
  const { salvo, shots } = needOf(scenario)
  return (fleetCount(scenario) * meanShare(scenario, cache)) / (salvo * shots)
}

/** Slack that keeps a study's own count from rounding up. */
const ROUNDING = 1e-9

/** The fleet of parts: the guarantee's multiple of salvo · shots over the mean share, in whole interceptors; or as it was written. */
export function fleetOf(parts: Parts, share: (parts: Parts) => number): number {
  const { fleet, guarantee, shots } = parts
  if (fleet !== undefined) return fleet.value.count
  const salvo = parts.salvo?.value.salvo ?? needOf(parts.raid!.value).salvo
  const wanted = (guarantee!.value * salvo * shots!.value.need) / share(parts)
  return Math.ceil(wanted * (1 - ROUNDING))
}

/** What the mean share depends on. */
export const SHARE_PARTS = [
  'decision-time',
  'fly-out-speed',
  'vehicle',
  'raid',
  'places',
  'solution-time',
  'acceleration',
  'interceptor',
  'orbit',
] as const

/** A scenario put together from parts, with so many interceptors on orbit (in the proportions of the orbit's own shell). */
export function scenarioOf(parts: Parts, fleet: number): Scenario {
  const raid = parts.raid?.value ?? parts.places!.value
  const threats =
    parts.raid?.value.threats ??
    parts.vehicle!.value.map((threat, i): ScenarioThreat => {
      const place = parts.places!.value.threats[i]!
      const { counts, intervals } = parts.salvo!.value
      return {
        ...threat,
        launch: place.launch,
        aim: place.aim,
        spread: place.spread,
        start: place.start,
        count: counts[i]!,
        interval: intervals[i]!,
      }
    })
  const clock = parts['solution-time']!.value
  const { cloudTop, latency, solutionDelay, solutionAt, updateInterval, midcourseSolution } = clock.command
  const ground = parts['ground-layers']!.value
  return {
    ...raid,
    threats,
    layers: layersOf(parts, fleet),
    groundLayers: ground.groundLayers,
    layerOrder: ground.layerOrder,
    sensors: clock.sensors,
    tracking: clock.tracking,
    command: {
      ...parts.command!.value,
      cloudTop,
      latency,
      solutionDelay,
      solutionAt,
      updateInterval,
      midcourseSolution,
      decisionTime: parts['decision-time']!.value,
      shotsPerTarget: parts.shots!.value.each,
    },
    defended: parts.defended!.value,
    size: undefined,
    bracket: undefined,
    disputed: undefined,
    readings: [],
  }
}

function layersOf(parts: Parts, fleet: number): readonly ScenarioLayer[] {
  const { interceptor } = parts
  if (interceptor === undefined) return parts.fleet!.value.layers
  const vehicle = {
    ...interceptor.value.vehicle,
    deltaV: parts['fly-out-speed']!.value,
    acceleration: parts.acceleration!.value,
    sspk: parts.sspk!.value,
    pCommon: parts.independence!.value,
  }
  const shell =
    parts.orbit === undefined ? parts.fleet!.value.layers[0]!.shell : shellOf(parts.orbit.value.shell, fleet)
  return [{ ...interceptor.value, vehicle, shell }]
}

/** The shell with about so many interceptors: planes and satellites per plane grow alike. */
function shellOf(shell: ScenarioLayer['shell'], fleet: number): ScenarioLayer['shell'] {
  const satellites = fleet / shell.interceptorsPerSatellite
  const own = shell.planes * shell.perPlane
  if (satellites === own) return shell
  const planes = Math.max(1, Math.round(shell.planes * Math.sqrt(satellites / own)))
  const perPlane = Math.max(1, Math.round(satellites / planes))
  return { ...shell, planes, perPlane, phasing: shell.phasing % (planes * perPlane) }
}

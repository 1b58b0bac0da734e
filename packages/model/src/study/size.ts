import { impactPointDeadline, isBoost, type SpaceLayer } from '../battle/index.ts'
import { OpendomeError } from '../core/index.ts'
import { WGS84_A } from '../earth/index.ts'
import { flyOutReach, type Window } from '../engage/index.ts'
import {
  availability,
  deadlineAltitude,
  evenSpacingFleet,
  launchWindow,
  type FleetLayer,
} from '../fleet/index.ts'
import { type Shell } from '../orbit/index.ts'
import type { Scenario } from '../scenario/index.ts'
import type { Place } from '../threat/index.ts'
import { prepare, type FlightCache, type Prepared } from './prepare.ts'
import { sizeLimits } from './size-limits.ts'
import type { SizeLaunchPoint, SizeStudy } from './size-study.ts'

/** Stands for a window of zero, s: an instant. */
const INSTANT = 0.01

/** Interceptors in reach of one launch point over its liftoff times. */
export interface LaunchInReach {
  readonly launch: SizeLaunchPoint
  readonly mean: number
  readonly min: number
  readonly p05: number
  /** Share of liftoff times with exactly k in reach, k = 0, 1, …. */
  readonly distribution: readonly number[]
  /** Share of liftoff times with at least salvo · shots in reach. */
  readonly kept: number
  /** Earliest liftoff at the minimum, s since the epoch. */
  readonly worstT: number
  /** Fly-out at the last permitted intercept, m. */
  readonly reach: number
}

/** What a fleet has in reach at every launch point. */
export interface FleetInReach {
  /** Interceptors on orbit. */
  readonly count: number
  readonly satellites: number
  readonly shells: readonly FleetShell[]
  readonly launches: readonly LaunchInReach[]
  /** The launch point with the fewest at the worst moment, then with the lowest mean. */
  readonly worst: LaunchInReach
}

/** One shell of a fleet with what stands on each satellite. */
export interface FleetShell {
  readonly shell: Shell
  readonly perSatellite: number
  readonly phasing: number
}

/**
 * Solves the boost profile of each threat and lays out who may hit it when. Throws `missing` without a boost layer, and `infeasible`
 * where no layer has time left at a launch point, with the term that ate it and its field path in `where`; else as `prepare`.
 */
export function prepareSize(scenario: Scenario, cache?: FlightCache): SizeStudy {
  if (!scenario.layers.some((l) => l.layer === 'boost'))
    throw new OpendomeError('missing', 'interceptors: expected at least one layer in boost', {
      where: 'interceptors',
      hint: 'add one with layer: boost and a shell',
    })
  const prepared = prepare(scenario, cache)
  const { plan } = prepared.battle
  const layers = plan.layers.filter((l): l is SpaceLayer => isBoost(l) && 'shell' in l)
  const ids = launchIds(scenario)
  const launches = scenario.threats.map((threat, i): SizeLaunchPoint => {
    const { trajectory } = prepared.flights[i]!
    return {
      id: ids[i]!,
      threat: threat.id,
      place: threat.launch,
      trajectory,
      from: threat.start,
      to: threat.start + Math.max(INSTANT, plan.window),
      windows: windowsOf(prepared, i, layers),
    }
  })
  const study = {
    scenario,
    layers,
    launches,
    siderealAngle: plan.epochAngle,
    ...needOf(scenario),
  }
  return { ...study, limits: sizeLimits(study, prepared) }
}

/** Exact statistics over the liftoff times of each launch point, all shells together; `shells` instead of the scenario's own. */
export function fleetInReach(study: SizeStudy, shells?: readonly FleetShell[]): FleetInReach {
  const launches = study.launches.map((launch): LaunchInReach => {
    const layers = fleetLayers(study, launch, shells)
    const liftoff = { from: launch.from, to: launch.to, siderealAngle: study.siderealAngle }
    try {
      const { mean, min, p05, worstT, reach, distribution } = availability({ layers, liftoff })
      const need = study.salvo * study.shots
      // Stretches add up to the window but for rounding.
      const kept = min >= need ? 1 : distribution.slice(need).reduce((a, b) => a + b, 0)
      return { launch, mean, min, p05, distribution, kept, worstT: worstT!, reach }
    } catch (error) {
      if (!(error instanceof OpendomeError) || error.where !== undefined) throw error
      const field = /inclination/.test(error.message) ? 'inclination_deg' : 'altitude_km'
      throw error.at(`interceptors.${study.layers[0]!.id}.shell.${field}`)
    }
  })
  const fleet = shells ?? ownShells(study)
  const satellites = fleet.reduce((sum, { shell }) => sum + shell.count, 0)
  return {
    count: fleet.reduce((sum, { shell, perSatellite }) => sum + shell.count * perSatellite, 0),
    satellites,
    shells: fleet,
    launches,
    worst: launches.reduce((a, b) => (b.min < a.min || (b.min === a.min && b.mean < a.mean) ? b : a)),
  }
}

/** The scenario's own boost shells. */
function ownShells(study: SizeStudy): FleetShell[] {
  const written = study.scenario.layers.filter((l) => l.layer === 'boost')
  return study.layers.map(({ shell, perSatellite }, i) => ({
    shell,
    perSatellite,
    phasing: written[i]!.shell.phasing,
  }))
}

/** The layers that have time to shoot at a launch point; `shells` stand in the place of the first of them. */
export function fleetLayers(
  study: SizeStudy,
  launch: SizeLaunchPoint,
  shells?: readonly FleetShell[],
): FleetLayer[] {
  const own = study.layers.flatMap(({ shell, interceptor, perSatellite, availability: works }, i) => {
    const window = launch.windows[i]
    if (window === undefined) return []
    return [
      { shell, window, flyOut: interceptor, interceptorsPerSatellite: perSatellite, availability: works },
    ]
  })
  const [first] = own
  if (shells === undefined || first === undefined) return own
  return shells.map(({ shell, perSatellite }) => ({
    ...first,
    shell,
    interceptorsPerSatellite: perSatellite,
  }))
}

/**
 * AEI's area ratio × salvo × shots for a launch point, for the layer that needs least; undefined where no layer reaches from its shell's
 * height to the intercept. Throws as `evenSpacingFleet`.
 */
export function evenSpacingReference(study: SizeStudy, launch: SizeLaunchPoint): number | undefined {
  const counts = fleetLayers(study, launch).flatMap(({ shell, window, flyOut }) => {
    const { deltaV, acceleration } = flyOut
    const time = window.deadline - window.release
    const altitude = shell.radius - WGS84_A
    const interceptAltitude = Math.max(0, deadlineAltitude(window))
    if (!(flyOutReach(deltaV, acceleration, time) > Math.abs(altitude - interceptAltitude))) return []
    const spacing = { deltaV, acceleration, time, altitude, interceptAltitude }
    return [evenSpacingFleet(spacing, study.salvo, study.shots)]
  })
  return counts.length === 0 ? undefined : Math.min(...counts)
}

/** Per boost layer the window of a threat; throws where none is left for any of them. */
function windowsOf(prepared: Prepared, i: number, layers: readonly SpaceLayer[]): (Window | undefined)[] {
  const { scenario, battle, flights } = prepared
  const { trajectory } = flights[i]!
  const threat = scenario.threats[i]!.id
  const clock = battle.plan.missiles.find((m) => m.threat === threat)!.flight.clock
  if (clock === undefined)
    throw new OpendomeError('infeasible', `reach 0: threat ${threat} never rises above the cloud tops`, {
      where: 'command.cloud_top_km',
      hint: 'lower the cloud tops, or state solution_at_s',
    })
  const failed: OpendomeError[] = []
  const windows = layers.map((layer): Window | undefined => {
    const { interceptor } = layer
    const deadline =
      layer.deadline === 'impact-point'
        ? impactPointDeadline(trajectory, battle.plan.areas)
        : trajectory.burnout - interceptor.burnoutMargin
    const seen = Math.min(clock.seen, clock.solution)
    try {
      return launchWindow(trajectory, {
        ...clock,
        seen,
        ...(layer.deadline === 'impact-point' ? { deadline } : { margin: interceptor.burnoutMargin }),
        minAltitude: interceptor.minAltitude,
      })
    } catch (error) {
      if (!(error instanceof OpendomeError) || error.code !== 'infeasible') throw error
      const { command } = scenario
      const terms = [
        ...(command.solutionAt === undefined
          ? [
              { field: 'command.latency_s', time: seen },
              { field: 'command.solution_delay_s', time: clock.solution - seen },
            ]
          : [{ field: 'command.solution_at_s', time: clock.solution }]),
        { field: 'command.decision_time_s', time: clock.release - clock.solution },
        { field: `interceptors.${layer.id}`, time: trajectory.burnout - deadline },
      ]
      const most = terms.reduce((a, b) => (b.time > a.time ? b : a))
      failed.push(error.at(clock.release < deadline ? `interceptors.${layer.id}` : most.field))
      return undefined
    }
  })
  if (windows.some((w) => w !== undefined)) return windows
  const first = failed[0]!
  throw new OpendomeError(first.code, `threat ${threat}: ${first.message.slice(first.code.length + 1)}`, {
    where: first.where,
    hint: first.hint,
    cause: first,
  })
}

/** Sites by their catalog id, other places by coordinates; told apart by threat where they are the same. */
function launchIds(scenario: Scenario): string[] {
  const { threats } = scenario.document as { threats: readonly { launch?: { site?: string } }[] }
  const ids = scenario.threats.map(({ launch }, i) => threats[i]?.launch?.site ?? coordinates(launch))
  return ids.map((id, i) =>
    ids.filter((other) => other === id).length > 1 ? `${id} (${scenario.threats[i]!.id})` : id,
  )
}

function coordinates({ lat, lon }: Place): string {
  const degrees = (x: number, plus: string, minus: string): string =>
    `${Math.abs((x * 180) / Math.PI).toFixed(2)} ${x < 0 ? minus : plus}`
  return `${degrees(lat, 'N', 'S')} ${degrees(lon, 'E', 'W')}`
}

/** Missiles at once and shots at each that a fleet is sized for: of the size block, else of the raid and the command. */
export function needOf(scenario: Scenario): Pick<SizeStudy, 'salvo' | 'shots'> {
  return {
    salvo: scenario.size?.salvo ?? largestSalvo(scenario),
    shots: scenario.size?.shots ?? scenario.command.shotsPerTarget,
  }
}

/** The most missiles that a scenario fires from one place. */
function largestSalvo(scenario: Scenario): number {
  const byPlace = new Map<string, number>()
  for (const { launch, count } of scenario.threats) {
    const key = `${launch.lat} ${launch.lon}`
    byPlace.set(key, (byPlace.get(key) ?? 0) + count)
  }
  return Math.max(...byPlace.values())
}

import { OpendomeError, requireWithin } from '../core/index.ts'
import type { FlyOut, Window } from '../engage/index.ts'
import type { Shell } from '../orbit/index.ts'
import { withLosses, type MappedShell } from './holdings.ts'
import { meanInReach } from './in-reach.ts'
import { reachAtDeadline } from './launch.ts'
import { outOfReach } from './out-of-reach.ts'
import { inReachOverTime } from './over-time.ts'
import { ReachMap } from './reach-map.ts'
import type { ReachAt } from './reach-path.ts'
import { convolve, requireCount, scale, statisticsOf, thin, type InReachStatistics } from './statistics.ts'
import { TwoPhaseCount } from './two-phase.ts'

/** One shell of interceptors against one boost path. */
export interface FleetLayer {
  readonly shell: Shell
  /** The boost path as this layer may hit it (`launchWindow`). */
  readonly window: Window
  readonly flyOut: FlyOut
  readonly interceptorsPerSatellite?: number | undefined
  /** Chance that a satellite works at liftoff; default 1. */
  readonly availability?: number | undefined
  /** Satellite indices that hold nothing: failed, or slots never filled. */
  readonly dead?: readonly number[] | undefined
}

export interface AvailabilityOptions {
  readonly layers: readonly FleetLayer[]
  /** Liftoff times, s since the epoch, and the sidereal angle at the epoch, rad. Without it: over the shell's two phases. */
  readonly liftoff?:
    { readonly from?: number; readonly to: number; readonly siderealAngle: number } | undefined
  /** Reach anywhere on the path (default), or at its last permitted intercept alone. */
  readonly at?: ReachAt | undefined
}

/** Interceptors in reach of a launch. */
export interface Availability extends InReachStatistics {
  /** Earliest liftoff at the minimum, s since the epoch; undefined over phases. */
  readonly worstT: number | undefined
  /** Phases of each layer at the minimum, rad; undefined over liftoff times. */
  readonly worstPhases: readonly { readonly node: number; readonly inPlane: number }[] | undefined
  /** The mean over all phases in closed form: N/(2π)² ∫ |I(λ)| dλ, thinned by availability. */
  readonly closedFormMean: number
  /** Interceptors on orbit, and per interceptor in reach on average and at worst. */
  readonly fleet: number
  readonly absenteeRatio: number
  readonly guaranteeRatio: number
  /** Largest reach at the last permitted intercept over the layers, m. */
  readonly reach: number
}

/**
 * How many interceptors can reach some point of a boost path in time, over liftoff times or over where the shells may stand.
 *
 * With `liftoff`, entries and exits are located: minimum, shares and worst time are exact but for dips under 2 ms. Without it,
 * each full shell is averaged over its node and in-plane phase, and shells are independent of each other (they drift apart unless
 * altitude and inclination are equal; then the minimum is a lower bound): minima add, shares convolve.
 *
 * With `availability` below 1 each satellite works or not: mean, shares and 5th percentile are of the mixture of
 * binomials, and `min` is that of the full shell, the most that any draw of failures keeps at the worst moment.
 *
 * Throws `missing` without layers, `infeasible` where a shell never has the missile in reach (with the inclination it
 * takes), `unsupported` for missing satellites without a window, `invalid` for values out of range.
 */
export function availability(options: AvailabilityOptions): Availability {
  const { layers, liftoff, at = 'path' } = options
  if (layers.length === 0)
    throw new OpendomeError('missing', 'no shell of interceptors: expected at least one')
  const mapped = layers.map((layer) => mapLayer(layer, at))
  if (mapped.every((m) => m.map.empty)) {
    const { window, flyOut, shell } = layers[0]!
    throw outOfReach(window, flyOut, shell.radius, shell.inclination)
  }
  const working = layers.map((layer) => layer.availability ?? 1)
  const fleet = mapped.reduce((sum, m) => sum + held(m), 0)
  const closedFormMean = mapped.reduce((sum, m, i) => sum + meanInReach(m) * working[i]!, 0)
  const reach = Math.max(...layers.map((layer) => reachAtDeadline(layer.window, layer.flyOut)))
  const found =
    liftoff === undefined ? overPhases(layers, mapped, working) : overTimes(mapped, working, liftoff)
  return {
    ...found,
    closedFormMean,
    fleet,
    absenteeRatio: fleet / found.mean,
    guaranteeRatio: fleet / found.min,
    reach,
  }
}

/** A layer with its map; throws `invalid` out of range. */
export function mapLayer(layer: FleetLayer, at: ReachAt = 'path', map?: ReachMap): MappedShell {
  const { shell, window, flyOut, interceptorsPerSatellite: weight = 1, dead = [] } = layer
  requireCount('interceptors per satellite', weight)
  requireWithin('availability', layer.availability ?? 1, 0, 1)
  const full: MappedShell = { shell, map: map ?? new ReachMap(shell, window, flyOut, at), weight }
  return dead.length === 0 ? full : withLosses(full, new Map(dead.map((index) => [index, weight])))
}

function held({ shell, weight, phases }: MappedShell): number {
  let sum = shell.count * weight
  for (const list of phases?.values() ?? []) sum += list.length - shell.perPlane * weight
  return sum
}

type Found = Pick<Availability, 'mean' | 'min' | 'p05' | 'distribution' | 'worstT' | 'worstPhases'>

function overTimes(
  mapped: readonly MappedShell[],
  working: readonly number[],
  liftoff: NonNullable<AvailabilityOptions['liftoff']>,
): Found {
  const found = inReachOverTime(mapped, liftoff.from ?? 0, liftoff.to, liftoff.siderealAngle)
  const { worstT } = found
  const share = working[0]!
  if (working.every((w) => w === 1)) return { ...found, worstT, worstPhases: undefined }
  const weight = mapped[0]!.weight
  if (working.some((w) => w !== share) || mapped.some((m) => m.weight !== weight || m.phases !== undefined))
    throw new OpendomeError(
      'unsupported',
      'availability below 1 over liftoff times: expected one availability, one number of interceptors per satellite, no missing satellites',
      { hint: 'work the layers one by one, or leave out the window' },
    )
  const perSatellite = found.distribution.filter((_, k) => k % weight === 0)
  const shares = scale(thin(perSatellite, share), weight)
  return { ...statisticsOf(shares, 0), min: found.min, worstT, worstPhases: undefined }
}

function overPhases(
  layers: readonly FleetLayer[],
  mapped: readonly MappedShell[],
  working: readonly number[],
): Found {
  let shares = [1]
  let min = 0
  const worstPhases: { node: number; inPlane: number }[] = []
  layers.forEach((layer, i) => {
    const { shell, map, weight } = mapped[i]!
    const missing = layer.dead?.length ?? 0
    if (missing > 0)
      throw new OpendomeError(
        'unsupported',
        `${missing} satellites missing: expected a full shell without a window`,
        {
          hint: 'give a window of liftoff times; over phases all slots are alike',
        },
      )
    const found = new TwoPhaseCount(shell, map).statistics()
    shares = convolve(shares, scale(thin(found.distribution, working[i]!), weight))
    min += found.min * weight
    worstPhases.push({ node: found.worstNode, inPlane: found.worstInPlane })
  })
  const everyWorks = working.every((w) => w === 1)
  return { ...statisticsOf(shares, everyWorks ? min : 0), min, worstT: undefined, worstPhases }
}

import type { Command, CommonMode, Doctrine, ThreatEvaluator, Timeline } from '../command/index.ts'
import type { FlyOutTable, GroundInterceptor, Interceptor, Window } from '../engage/index.ts'
import type { Shell } from '../orbit/index.ts'
import type { SensorNetwork, Signature } from '../sense/index.ts'
import type { Landing, Trajectory } from '../threat/index.ts'
import type { Tracker } from '../track/index.ts'
import type { DefendedAreas } from './areas.ts'
import type { ObjectPlan } from './objects.ts'

/** What every layer has. */
interface AnyLayer {
  readonly id: string
  /** Word of the phase it engages, as in the scenario. */
  readonly layer: string
  readonly deadline: 'burnout' | 'impact-point'
  readonly payloadSurvivesHit: number
  readonly doctrine: Doctrine
  readonly commonMode: CommonMode
  /** Node at which its orders arrive, and what it can do without any superior. */
  readonly node: string | undefined
  readonly ownPictureDelay: number | undefined
}

/** One layer of space-based interceptors, ready to fight. */
export interface SpaceLayer extends AnyLayer {
  readonly shell: Shell
  readonly perSatellite: number
  readonly availability: number
  readonly interceptor: Interceptor
}

/** One battery on the ground or a ship. */
export interface GroundLayer extends AnyLayer {
  readonly battery: {
    readonly lat: number
    readonly lon: number
    readonly r_ecef: Float64Array
    /** Fly-out times of its vehicle. */
    readonly table: Pick<FlyOutTable, 'time'>
    readonly inventory: number
    /** Interceptors it launches before it has to reload, and how long that takes, s. */
    readonly ready: number
    readonly reload: number
    /** Least time between two launches, s. */
    readonly salvoInterval: number
  }
  readonly interceptor: GroundInterceptor
}

export type LayerPlan = SpaceLayer | GroundLayer

/** One solved flight and what the defence makes of it; shared by all missiles that fly it. Times in s since liftoff. */
export interface FlightPlan {
  readonly trajectory: Trajectory
  readonly landing: Landing
  /** Area in which the aim point lies, and in which the missile lands. */
  readonly aimArea: string | undefined
  readonly impactArea: string | undefined
  /** What sensors can use of it. */
  readonly signature: Signature
  /** When it breaks through the clouds; undefined where it never does. */
  readonly cloudBreak: number | undefined
  /** Per layer: last intercept that counts in boost. */
  readonly deadlines: readonly number[]
  /** By stated delays: undefined where it is never seen, and where the scenario has sensors. */
  readonly clock: Timeline | undefined
  /** By stated delays, per boost layer: the part of the flight it may hit; undefined where there is none. */
  readonly windows: readonly (Window | undefined)[]
  /** What flies on after burnout, the missile itself first. */
  readonly objects: readonly ObjectPlan[]
}

/** One missile of the raid. */
export interface MissilePlan {
  /** `raid-3`: threat id and number from 1. */
  readonly id: string
  readonly threat: string
  /** Number within its threat, from 0: keys its draws. */
  readonly number: number
  readonly flight: FlightPlan
  /** Liftoff, s since the start of the raid. */
  readonly liftoff: number
}

/** What sees and follows, where the scenario has sensors. Both keep their room from run to run; one battle uses them. */
export interface TrackingPlan {
  readonly network: SensorNetwork
  readonly tracker: Tracker
  /** What predicted impacts threaten. */
  readonly evaluator: ThreatEvaluator
  /** Do the sensors watch until the last impact, even where nothing can be fired any more? Else until the last decision: what is known of tracks ends there. */
  readonly toImpact?: boolean
}

/** Everything one run needs; built once, read by all runs. */
export interface BattlePlan {
  readonly layers: readonly LayerPlan[]
  readonly missiles: readonly MissilePlan[]
  readonly areas: DefendedAreas
  readonly command: Command
  /** Undefined where stated delays stand for sensors and tracks. */
  readonly tracking: TrackingPlan | undefined
  /** Draw the common-mode factor anew for each shot: failures without anything in common, to hold against. */
  readonly independent?: boolean
  readonly seed: number
  /** The raid starts uniformly within this time after the epoch, s. */
  readonly window: number
  /** Equal parts of the window: run i starts in part i mod `strata`; 1 unless given. */
  readonly strata?: number
  /** Sidereal angle at the epoch, rad. */
  readonly epochAngle: number
}

/** Does a layer engage missiles under thrust? */
export function isBoost(layer: LayerPlan): boolean {
  return layer.layer === 'boost'
}

/** Is a layer dealt with in one deal over the raid: satellites against missiles under thrust that fire once? */
export function isDealtOnce(layer: LayerPlan): boolean {
  return isBoost(layer) && 'shell' in layer && firesOnce(layer)
}

/** Is a layer fired in one deal when its release time comes, without looking at what came of it? */
function firesOnce({ doctrine }: LayerPlan): boolean {
  return doctrine.salvosPerLook === Infinity && doctrine.holdFor === undefined
}

/** Interceptors of a layer at the start of the raid, whether they work or not. */
export function holdsOf(layer: LayerPlan): number {
  return 'battery' in layer ? layer.battery.inventory : layer.shell.count * layer.perSatellite
}

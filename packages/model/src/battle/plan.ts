import type { Command, Timeline } from '../command/index.ts'
import type { Interceptor, Window } from '../engage/index.ts'
import type { Shell } from '../orbit/index.ts'
import type { SensorNetwork, Signature } from '../sense/index.ts'
import type { Landing, Trajectory } from '../threat/index.ts'
import type { Tracker } from '../track/index.ts'
import type { DefendedAreas } from './areas.ts'

/** One layer of space-based interceptors, ready to fight. */
export interface LayerPlan {
  readonly id: string
  /** Word of the phase it engages, as in the scenario. */
  readonly layer: string
  readonly shell: Shell
  readonly perSatellite: number
  readonly availability: number
  readonly interceptor: Interceptor
  readonly deadline: 'burnout' | 'impact-point'
  readonly payloadSurvivesHit: number
}

/** One solved flight and what the defence makes of it; shared by all missiles that fly it. Times in s since liftoff. */
export interface FlightPlan {
  readonly trajectory: Trajectory
  readonly landing: Landing
  /** Area in which the aim point lies, and in which the missile lands. */
  readonly aimArea: string | undefined
  readonly impactArea: string | undefined
  /** What sensors can use of it. */
  readonly signature: Signature
  /** Per layer: last intercept that counts. */
  readonly deadlines: readonly number[]
  /** By stated delays: undefined where it is never seen, and where the scenario has sensors. */
  readonly clock: Timeline | undefined
  /** By stated delays, per layer: the part of the flight it may hit; undefined where there is none. */
  readonly windows: readonly (Window | undefined)[]
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
}

/** Everything one run needs; built once, read by all runs. */
export interface BattlePlan {
  readonly layers: readonly LayerPlan[]
  readonly missiles: readonly MissilePlan[]
  readonly areas: DefendedAreas
  readonly command: Command
  /** Undefined where stated delays stand for sensors and tracks. */
  readonly tracking: TrackingPlan | undefined
  readonly seed: number
  /** The raid starts uniformly within this time after the epoch, s. */
  readonly window: number
  /** Sidereal angle at the epoch, rad. */
  readonly epochAngle: number
}

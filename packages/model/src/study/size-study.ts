import type { SpaceLayer } from '../battle/index.ts'
import type { Window } from '../engage/index.ts'
import type { Scenario } from '../scenario/index.ts'
import type { Place, Trajectory } from '../threat/index.ts'

/** One launch point of a scenario: a threat, its boost profile, and when it may lift off. */
export interface SizeLaunchPoint {
  /** Site of the catalog, else coordinates; with the threat where several start there. */
  readonly id: string
  readonly threat: string
  readonly place: Place
  readonly trajectory: Trajectory
  /** Liftoff times of its first missile, s since the epoch. */
  readonly from: number
  readonly to: number
  /** Per boost layer: the part of the path it may hit; undefined where it comes too late. */
  readonly windows: readonly (Window | undefined)[]
}

/** A scenario ready for the question how many interceptors are in reach. */
export interface SizeStudy {
  readonly scenario: Scenario
  /** The layers that shoot in boost. */
  readonly layers: readonly SpaceLayer[]
  readonly launches: readonly SizeLaunchPoint[]
  /** Sidereal angle at the epoch, rad. */
  readonly siderealAngle: number
  /** Missiles at once from one place, and shots at each: salvo · shots interceptors are needed. */
  readonly salvo: number
  readonly shots: number
  readonly limits: readonly string[]
}

import type { RuleLedger } from '../command/index.ts'
import type { Shot } from '../engage/index.ts'
import type { Cause } from './causes.ts'
import type { AimRecord } from './in-flight.ts'

export const EVENT_KINDS = [
  'liftoff',
  'seen',
  'solution',
  'decision',
  'release',
  'intercept',
  'hit',
  'miss',
  'burnout',
  'leak',
  'impact',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** One line of the event log. Place is geodetic, rad and m; t in s since the start of the raid. */
export interface BattleEvent {
  readonly t: number
  readonly kind: EventKind
  /** Missile id. */
  readonly missile: string
  /** Name of the object of the missile, `warhead-2`, where it is not the missile itself. */
  readonly object?: string
  readonly layer?: string
  /** `sbi/1234`: layer id and satellite index; `thaad/0`: a battery. */
  readonly interceptor?: string
  readonly lat: number
  readonly lon: number
  readonly altitude: number
}

/** When the defence came to what of one missile, s since its liftoff; undefined where it never did. */
export interface MissileClock {
  readonly seen?: number | undefined
  /** Track confirmed; only with sensors. */
  readonly tracked?: number | undefined
  readonly solution?: number | undefined
  /** Earliest release: solution + decision time. */
  readonly release?: number | undefined
}

/** What became of the warheads of a raid: a missile that releases none counts as one. */
export interface WarheadCount {
  readonly launched: number
  readonly killed: number
  readonly leaked: number
  readonly fellElsewhere: number
}

/** What happened to one missile; with several warheads: leaked where one came down in a defended area, killed where all were stopped. */
export type Fate = 'killed' | 'leaked' | 'fell-elsewhere'

/** One run of the whole chain. */
export interface BattleRecord {
  readonly run: number
  /** Start of the raid, s since the epoch. */
  readonly start: number
  readonly launched: number
  readonly engaged: number
  readonly engagedInFull: number
  readonly killed: number
  readonly leaked: number
  readonly fellElsewhere: number
  readonly shots: number
  /** Shots at missiles already hit, and at tracks that stood for no missile. */
  readonly wasted: number
  /** Per layer, in the plan's order. */
  readonly byLayer: readonly { readonly shots: number; readonly killed: number }[]
  readonly warheads: WarheadCount
  /** Per missile, in the plan's order: of each of its warheads that leaked, why. */
  readonly causes: readonly (readonly Cause[])[]
  /** Leaked missiles at which nothing was fired. */
  readonly unengaged: number
  /** Shots at targets at which another node, that did not know of it, had interceptors in the air. */
  readonly doubled: number
  /** What the rule did that leaves alone what lands elsewhere; undefined without layers that keep to it. */
  readonly rule: RuleLedger | undefined
  /** Per layer: times of release, in order, s since the start of the raid. */
  readonly releases: readonly (readonly number[])[]
  /** Per missile, in the plan's order. */
  readonly fates: readonly Fate[]
  /** Per missile: id of the area it landed in, for leakers. */
  readonly leakedInto: readonly (string | undefined)[]
  /** Shots at missiles, in order of intercept. */
  readonly log: readonly Shot[]
  /** Per missile, in the plan's order. */
  readonly clocks: readonly MissileClock[]
  /** Per missile: how long no confirmed track stood for it after the first that did, s; undefined by stated delays. */
  readonly custodyGaps: readonly number[] | undefined
  /** What tracks were worth to the shots they aimed; empty by stated delays. */
  readonly aims: readonly AimRecord[]
  /** Only where asked for. */
  readonly events: readonly BattleEvent[]
}

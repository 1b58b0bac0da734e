import type { Shot } from '../engage/index.ts'
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
  readonly layer?: string
  /** `sbi/1234`: layer id and satellite index. */
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

/** What happened to one missile. */
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
  /** Per missile, in the plan's order. */
  readonly fates: readonly Fate[]
  /** Per missile: id of the area it landed in, for leakers. */
  readonly leakedInto: readonly (string | undefined)[]
  /** Shots at missiles, in order of intercept. */
  readonly log: readonly Shot[]
  /** Per missile, in the plan's order. */
  readonly clocks: readonly MissileClock[]
  /** What tracks were worth to the shots they aimed; empty by stated delays. */
  readonly aims: readonly AimRecord[]
  /** Only where asked for. */
  readonly events: readonly BattleEvent[]
}

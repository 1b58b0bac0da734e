import type { Release } from '../command/index.ts'
import type { Battery } from './battery.ts'
import type { Cause } from './causes.ts'
import type { Reach } from './layer-reach.ts'
import type { Flying } from './shot-book.ts'

/** A target that falls into no area still has a value, where a threshold of 0 takes it in. */
export const LEAST_STAKE = 1e-6

/**
 * What the fight of the later layers reads of its targets, and what it tells of them. Targets by index: objects of the raid where delays are stated, tracks where
 * there are sensors. Times in s since the start of the raid.
 */
export interface Picture {
  /** When a layer may fire at a target, and who decides. */
  release(target: number, layer: number): Release
  /** What a layer could do about a target, of a release at `now` or as soon after it as its battery can; undefined where none comes in time. */
  reach(target: number, layer: number, now: number, battery: Battery | undefined): Reach | undefined
  /** Is a target behind burnout not there any more: come down, taken apart, lost? */
  isGone(target: number, now: number): boolean
  /** Does a layer come to a target after another one? */
  isBehind(target: number, later: number, layer: number): boolean
  /** What is expected to be lost if a target gets through. */
  stake(target: number, layer: number): number
  /** A layer came this far with a target. */
  step(target: number, cause: Exclude<Cause, 'seen late' | 'no reach'>): void
  /** A layer does not reach a target. */
  outOfReach(target: number, layer: number): void
  /** A layer does not decide about a target again by itself, though it might reach it later. */
  letGo(target: number, layer: number, now: number): void
  /** An interceptor has left for a target. */
  launched(target: number, shot: Flying): void
  /** It has come to its intercept. */
  settle(target: number, shot: Flying): void
  /** What a look would find, were it without error. */
  isDead(target: number, t: number): boolean
  /** What the error of a look is drawn by: purpose and number of its stream. */
  lookKey(target: number): readonly [purpose: string, entity: number]
}

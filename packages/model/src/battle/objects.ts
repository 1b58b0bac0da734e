import type { GroundWindow } from '../engage/index.ts'
import type { Signature } from '../sense/index.ts'
import type { Landing, Trajectory } from '../threat/index.ts'

/** What one layer can hit of one object. Times in s since liftoff. */
export interface OpenPath {
  /** First and last intercept that the layer's phase and altitudes allow. */
  readonly from: number
  readonly to: number
  /** For a battery: intercepts and releases worked out beforehand, both being fixed to the Earth. */
  readonly ground?: GroundWindow
}

/** One thing that is engaged as one: a missile with what it still carries, or an object it has released. */
export interface ObjectPlan {
  /** `missile`, `warhead-2`, `decoy-1`, `bus`. */
  readonly name: string
  readonly kind: 'missile' | 'warhead' | 'decoy' | 'bus'
  /** Whole, from liftoff. */
  readonly trajectory: Trajectory
  /** It is there to be engaged between these, s since liftoff: to its impact, or until it has released its last. */
  readonly from: number
  readonly until: number
  /** Does it come down as a warhead, unless stopped? */
  readonly warhead: boolean
  readonly landing: Landing
  readonly impactArea: string | undefined
  readonly signature: Signature
  /** By the stated prediction: chance that it comes down in a defended area, and value expected to be lost if it is a warhead. */
  readonly chance: number
  readonly stake: number
  /** Per layer; undefined where the layer never comes to it. */
  readonly open: readonly (OpenPath | undefined)[]
}

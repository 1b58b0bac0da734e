import type { z } from 'zod'
import type { Internal } from '../core/index.ts'
import type { groundInterceptorSchema, interceptorSchema } from './schema.ts'

type WrittenSpace = Internal<z.output<typeof interceptorSchema>>
type WrittenGround = Internal<z.output<typeof groundInterceptorSchema>>

/** How a shot is decided: by a stated single-shot kill probability, or by the geometry of the last leg. */
export interface Kill {
  readonly hit: 'fixed' | 'geometry'
  /**
   * Chance that a shot kills whose miss is nulled: with `hit: fixed` the stated single-shot kill probability, with `hit:
   * geometry` the lethality, which `hitChance` comes on top of. The common-mode factor is in neither.
   */
  readonly sspk: number
}

/** A space-based interceptor inside: SI units, as the schema's fields without their unit suffixes. */
export type Interceptor = Omit<WrittenSpace, 'sspk' | 'lethality'> & Kill

/** An interceptor that starts from the ground or a ship, inside. */
export type GroundInterceptor = Omit<WrittenGround, 'sspk' | 'lethality'> & Kill

/** An interceptor as read, with how its shots are decided. */
export function interceptorOf(written: WrittenSpace): Interceptor
export function interceptorOf(written: WrittenGround): GroundInterceptor
export function interceptorOf(written: WrittenSpace | WrittenGround): Interceptor | GroundInterceptor {
  const { sspk, lethality, ...rest } = written
  return sspk === undefined ? { ...rest, hit: 'geometry', sspk: lethality! } : { ...rest, hit: 'fixed', sspk }
}

/** An order carried out: one interceptor against one missile. Times in s since the start of the raid. */
export interface Engagement {
  /** Index of the layer. */
  readonly layer: number
  readonly missile: number
  /** Index of the object of its flight, behind its burnout; undefined: the missile under thrust. */
  readonly object?: number | undefined
  /** Satellite index in the layer's shell. */
  readonly carrier: number
  readonly release: number
  readonly intercept: number
}

/** What came of it. `wasted`: the missile had been hit before. */
export interface Shot extends Engagement {
  readonly result: 'hit' | 'miss' | 'wasted'
}

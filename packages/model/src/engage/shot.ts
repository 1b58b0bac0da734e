import type { z } from 'zod'
import type { Internal } from '../core/index.ts'
import type { interceptorSchema } from './schema.ts'

/** An interceptor inside: SI units, as the schema's fields without their unit suffixes. */
export type Interceptor = Internal<z.output<typeof interceptorSchema>>

/** An order carried out: one interceptor against one missile. Times in s since the start of the raid. */
export interface Engagement {
  /** Index of the layer. */
  readonly layer: number
  readonly missile: number
  /** Satellite index in the layer's shell. */
  readonly carrier: number
  readonly release: number
  readonly intercept: number
}

/** What came of it. `wasted`: the missile had been hit before. */
export interface Shot extends Engagement {
  readonly result: 'hit' | 'miss' | 'wasted'
}

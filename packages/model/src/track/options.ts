import type { z } from 'zod'
import { OpendomeError, toInternal, type Internal } from '../core/index.ts'
import { trackingSchema } from './schema.ts'

/** Options of the tracker inside: SI units, as the schema's fields without their unit suffixes. */
export type Tracking = Internal<z.output<typeof trackingSchema>>

/**
 * Options from fields as a scenario writes them (`{quality_position_m: 200}`); defaults for the rest. Errors: `invalid` for a field that is unknown or out of its range.
 *
 * @example
 * const tracker = new Tracker(trackingOptions({ association: 'jpda' }))
 */
export function trackingOptions(fields: z.input<typeof trackingSchema> = {}): Tracking {
  const parsed = trackingSchema.safeParse(fields)
  if (parsed.success) return toInternal(parsed.data)
  const issue = parsed.error.issues[0]
  throw new OpendomeError('invalid', `tracking options: ${issue?.message ?? ''}`, {
    where: issue?.path.join('.'),
  })
}

import type { z } from 'zod'
import { INTERCEPTOR_SCHEMAS } from '../engage/schema.ts'
import { SENSOR_SCHEMAS } from '../sense/schema.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { catalogInterceptor, catalogSensor } from './catalog.ts'
import { isFields } from './merge.ts'

/** The lists whose things hold a part with a schema of its own, written out or from the catalog; and its field. */
export const PARTS = { interceptors: 'vehicle', threats: 'vehicle', sensors: 'sensor' } as const
export type PartList = keyof typeof PARTS

export const isPartList = (list: string | undefined): list is PartList =>
  list !== undefined && Object.hasOwn(PARTS, list)

/** Schema of a part as written: an id, a map, or a map that starts `from` an id. Undefined for a sensor of no known type. */
export function partSchema(list: PartList, written: unknown): z.ZodType | undefined {
  if (list === 'interceptors') return INTERCEPTOR_SCHEMAS[interceptorType(written)]
  if (list === 'threats') return vehicleSchema
  const from = isFields(written) ? written['from'] : written
  const own = isFields(written) ? written['type'] : undefined
  const type = own ?? (typeof from === 'string' ? catalogSensor(from)?.value['type'] : undefined)
  return typeof type === 'string' && Object.hasOwn(SENSOR_SCHEMAS, type)
    ? SENSOR_SCHEMAS[type as keyof typeof SENSOR_SCHEMAS]
    : undefined
}

/** Does a written interceptor start from space or from the ground? What it says itself, else its catalog entry; else from space. */
export function interceptorType(written: unknown): 'space' | 'ground' {
  const from = isFields(written) ? written['from'] : written
  const own = isFields(written) ? written['type'] : undefined
  const type = own ?? (typeof from === 'string' ? catalogInterceptor(from)?.['type'] : undefined)
  return type === 'ground' ? 'ground' : 'space'
}

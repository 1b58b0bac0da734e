import { z } from 'zod'

/** A number field with its range and one line of documentation; the unit stands in the field's name. */
export function number(low: number, high: number, doc: string): z.ZodNumber {
  return z.number().min(low).max(high).describe(doc)
}

/** A whole-number field with its range and one line of documentation. */
export function integer(low: number, high: number, doc: string): z.ZodNumber {
  return z.int().min(low).max(high).describe(doc)
}

/** An id of a thing in a scenario or the catalog: lower case, digits, hyphens. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .describe('Id: lower-case letters, digits and hyphens')

/** The word for a level of evidence of a figure. */
export const MARKS = ['published', 'second-hand', 'assumption'] as const
export type Mark = (typeof MARKS)[number]

import { z } from 'zod'
import { idSchema, number } from '../core/index.ts'
import { overridesSchema } from './bracket-schema.ts'

const thingSchema = z
  .string()
  .regex(/^(sensors|interceptors|nodes)\.[a-z0-9][a-z0-9-]{0,63}$/)
  .describe('A thing of the file: sensors.ID, interceptors.ID or nodes.ID (of command.network)')

/** What a partner pays, in one of these forms. */
const paymentSchema = z.union([
  z.strictObject({ share: number(0, 1, 'Part of the cost') }),
  z.strictObject({
    amount_b: number(0, 1e6, 'Billions of the currency, once, for all years'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('ISO 4217 code; the catalog needs a dated rate'),
  }),
])

/** A nation in the shield: what stands on its soil, what is its own, what it pays, whether its yes is needed, what of it is defended. */
export const partnerSchema = z.strictObject({
  id: idSchema.describe('A partner of the catalog'),
  in: z
    .boolean()
    .describe('Does it take part? false takes away what it hosts and owns, its yes and its protection')
    .default(true),
  hosts: z.array(thingSchema).max(200).describe('What stands on its soil').default([]),
  owns: z.array(thingSchema).max(200).describe('What is its own, wherever it stands').default([]),
  pays: paymentSchema.describe('What it pays').optional(),
  consent: z
    .boolean()
    .describe('Its yes is needed: a party of command.authority with its id is asked')
    .default(false),
  defends: z
    .array(idSchema)
    .max(200)
    .describe('Areas of `defended` that are its own: out, nothing is fired for their sake')
    .default([]),
  leaving: z
    .strictObject({
      set: overridesSchema
        .describe('What its absence changes beside that: a longer delay of a link, another site')
        .default({}),
      refuses: z
        .boolean()
        .describe('It is still asked for consent, and says no; else it is no longer asked')
        .default(false),
    })
    .describe('What its absence does')
    .prefault({}),
})

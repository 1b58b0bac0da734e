import { z } from 'zod'
import { MARKS, idSchema, integer, number } from '../core/index.ts'

/** What a part of the cost pays for. */
export const KINDS = [
  'development',
  'procurement',
  'launch',
  'renewal',
  'ground',
  'operation',
  'construction',
  'people',
  'disposal',
  'residual',
] as const
export type Kind = (typeof KINDS)[number]

/** How units are renewed over the horizon. */
export const RENEWAL_RULES = ['whole-generations', 'fractional', 'yearly-after-first-life'] as const
export type RenewalRule = (typeof RENEWAL_RULES)[number]

/** Does learning start again with each generation, or go on over all units? */
export const LEARNING_SCOPES = ['per-generation', 'all-units'] as const
export type LearningScope = (typeof LEARNING_SCOPES)[number]

/** What falls to the slope with each doubling: the price of the unit, or the average of all so far. */
export const LEARNING_THEORIES = ['unit', 'cumulative-average', 'aei'] as const
export type LearningTheory = (typeof LEARNING_THEORIES)[number]

export const SHARE_RULES = [
  'fixed-sum',
  'shares',
  'gdp',
  'population',
  'defended-area',
  'norad',
  'by-part',
] as const
export type ShareRule = (typeof SHARE_RULES)[number]

/** What a total may contain, and whether it does. */
export const SCOPES = [
  'development',
  'procurement',
  'launch',
  'operation',
  'people',
  'sensors',
  'other_layers',
] as const
export type Scope = (typeof SCOPES)[number]
export const CONTAINS = ['yes', 'partly', 'no', 'unknown'] as const
export type Contains = (typeof CONTAINS)[number]

export const SHAPES = ['lognormal', 'triangular'] as const
export type Shape = (typeof SHAPES)[number]

/** Horizon of a life-cycle cost, years. */
const YEARS = { least: 5, most: 30 } as const

/** A number alone, or with its range and the source it comes from. The unit stands in the field's name. */
function figure(low: number, high: number, doc: string) {
  const value = number(low, high, doc)
  return z
    .union([
      value,
      z
        .strictObject({
          value,
          low: value.describe('Low end of the published range').optional(),
          high: value.describe('High end of the published range').optional(),
          source: z.string().min(1).max(200).describe('Who publishes it').optional(),
          where: z.string().max(500).describe('Page, table or section').optional(),
          mark: z.enum(MARKS).describe('Level of evidence').optional(),
        })
        .refine((f) => (f.low ?? f.value) <= f.value && f.value <= (f.high ?? f.value), {
          error: 'expected low ≤ value ≤ high',
        }),
    ])
    .describe(doc)
}

const usd = (doc: string) => figure(0, 1e7, doc)

/** What an item stands for or a lump covers: things of the scenario. */
const selectorSchema = z
  .string()
  .regex(
    /^((interceptors|sensors|links)([.][a-z0-9][a-z0-9-]{0,63})?|command|sensor[.][a-z0-9][a-z0-9-]{0,63}|layer[.](boost|midcourse|glide|upper|lower|regional))$/,
  )
  .describe('Things of the scenario: interceptors.ID, sensors.ID, layer.boost, sensor.CATALOG-ID, command, …')

const launchVehicleSchema = z
  .strictObject({
    payload_kg: figure(1, 1e6, 'Mass to the orbit in one launch'),
    packing: figure(0.01, 1, 'Part of the payload that space vehicles can fill').optional(),
    most_per_launch: integer(1, 100_000, 'Most space vehicles in one launch, by volume').optional(),
    first_launch_usd_m: usd('Price of the first launch'),
    learning_slope: figure(0.5, 1, 'Price of a launch after each doubling of launches').optional(),
    learning: z
      .enum(LEARNING_SCOPES)
      .describe("Does the learning of launches start again with each generation? default: as the item's")
      .optional(),
  })
  .describe('Launch by vehicle')

const dragSchema = z
  .strictObject({
    altitude_km: number(150, 50_000, "Altitude; default: that of the scenario's shell").optional(),
    area_m2_kg: figure(1e-4, 1, 'Cross-section by mass, of the mean mass'),
    isp_s: figure(10, 20_000, 'Specific impulse of the station keeping'),
  })
  .describe('Propellant that makes up for drag, added to the mass at launch')

const orbitalLifeSchema = z
  .strictObject({
    altitude_km: number(150, 50_000, "Altitude; default: that of the scenario's shell").optional(),
    area_m2_kg: figure(1e-4, 1, 'Cross-section by mass'),
  })
  .describe('Life of a unit that does not hold its altitude, at mean sun; in place of life_years')

/** One cost item: a layer, a sensor, a link, a command node, a site or a lump, and what is paid for it. */
const costItemSchema = z.strictObject({
  id: idSchema,
  name: z.string().max(200).describe('Name in tables').optional(),
  from: idSchema.describe('A unit cost of the catalog, which the other fields change').optional(),
  of: z
    .array(selectorSchema)
    .min(1)
    .max(50)
    .describe('Things of the scenario it stands for; they give the count')
    .optional(),
  covers: z
    .array(selectorSchema)
    .max(50)
    .describe('Things of the scenario whose cost this lump contains')
    .optional(),
  count: number(0, 1e7, 'Number fielded where no thing of the scenario gives it').optional(),
  counts: z
    .enum(['satellites', 'interceptors'])
    .describe('What is counted of a shell: satellites (default) or the interceptors on them')
    .optional(),
  base_year: integer(1900, 2100, "Base year of its prices; default: the block's").optional(),
  source: z.string().min(1).max(200).describe('Source of its prices that name none themselves').optional(),
  lump_usd_b: usd('A published lump that is not broken down').optional(),
  lump_kind: z.enum(KINDS).describe('What the lump pays for; default: residual').optional(),
  lump_years: number(0.1, 30, 'Years over which the lump is spent; default: the horizon').optional(),
  development_usd_b: usd('Development').optional(),
  development_years: number(0.1, 30, 'Years of development from the start; default: 5').optional(),
  average_unit_usd_m: usd('Average unit price; never together with first_unit_usd_m').optional(),
  includes: z
    .array(z.enum(['development', 'launch']))
    .max(2)
    .describe('What the average unit price contains')
    .optional(),
  first_unit_usd_m: usd('Price of the first unit, from which learning starts').optional(),
  learning_slope: figure(0.5, 1, 'Price of a unit after each doubling of units; default: 1').optional(),
  learning: z
    .enum(LEARNING_SCOPES)
    .describe('Does learning start again with each generation? default: per-generation')
    .optional(),
  learning_theory: z.enum(LEARNING_THEORIES).describe('What the slope applies to; default: unit').optional(),
  life_years: figure(0.1, 100, 'Life of a unit; without it nothing is renewed').optional(),
  orbital_life: orbitalLifeSchema.optional(),
  renewal: z
    .enum(RENEWAL_RULES)
    .describe('How units are renewed; default: yearly-after-first-life')
    .optional(),
  spare_fraction: figure(0, 10, 'Spares bought for each unit fielded; default: 0').optional(),
  spares: z.enum(['on-orbit', 'on-ground']).describe('Are spares launched? default: on-orbit').optional(),
  launch_success: figure(0.01, 1, 'Part of the units launched that arrive and work; default: 1').optional(),
  start_years: number(0, 29, 'Years from the start to the first unit; default: 0').optional(),
  buildup_years: number(0.1, 30, 'Years to field the first fleet; default: 5, or the life').optional(),
  wind_down_years: number(
    0,
    30,
    'Last years in which operation ends and the fleet is disposed of',
  ).optional(),
  mass_kg: figure(0.1, 1e6, 'Mass of a unit at launch, without propellant against drag').optional(),
  launch_price_per_tonne_usd_m: usd('Launch price by mass; USD million a tonne is USD 1,000 a kg').optional(),
  launch_vehicle: launchVehicleSchema.optional(),
  drag_make_up: dragSchema.optional(),
  tests_per_year: figure(0, 10_000, 'Units used up in tests each year').optional(),
  expended: figure(0, 1e7, 'Units shot and bought again within the horizon').optional(),
  ground_usd_m: usd('Ground segment, once').optional(),
  ground_per_year_usd_m: usd('Ground segment, each year').optional(),
  construction_usd_m: usd('Military construction for each unit or site').optional(),
  operation_per_year_usd_m: usd('Operation and support of the whole item, each year').optional(),
  operation_per_unit_usd_m: usd('Operation and support of each unit, each year').optional(),
  operation_ramps: z.boolean().describe('Does operation grow with the fleet? default: false').optional(),
  people: figure(0, 1e7, 'People who run it').optional(),
  per_person_usd_m: usd('Pay and support of one person, each year').optional(),
  disposal_per_unit_usd_m: usd('Disposal of a unit at the end of its life').optional(),
})

const partnerShareSchema = z.strictObject({
  id: idSchema.describe('A partner of the catalog'),
  share: number(0, 1, 'Part of the cost it pays (rule shares)').optional(),
  fixed_usd_b: number(0, 1e5, 'Fixed sum it pays (rule fixed-sum)').optional(),
  fixed_sum: z
    .strictObject({
      amount_b: number(0, 1e6, 'Billions of the currency'),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .describe('ISO 4217 code'),
    })
    .describe('Fixed sum in another currency')
    .optional(),
  pays: z.array(idSchema).max(200).describe('Items it pays for (rule by-part)').optional(),
  hosts: z.array(idSchema).max(200).describe('Items on its soil, which count as paid in kind').optional(),
})

const sharesSchema = z.strictObject({
  rule: z.enum(SHARE_RULES).describe('Who pays what'),
  partners: z.array(partnerShareSchema).min(1).max(50).describe('Partners; the first pays what others leave'),
})

const uncertaintySchema = z.strictObject({
  draws: integer(100, 1_000_000, 'Number of draws; default: 10,000').optional(),
  seed: integer(0, Number.MAX_SAFE_INTEGER, "Seed; default: the scenario's run.seed").optional(),
  shape: z
    .enum(SHAPES)
    .describe('lognormal with low and high as 10th and 90th percentile (default), or triangular')
    .optional(),
  correlation: number(-1, 1, 'Correlation between any two prices; default: 0.3').optional(),
  correlations: z
    .array(
      z.strictObject({
        between: z.array(z.string().min(1).max(200)).length(2).describe('Two prices: ITEM.FIELD'),
        rho: number(-1, 1, 'Their correlation'),
      }),
    )
    .max(500)
    .describe('Pairs that differ from it')
    .optional(),
})

/** The `cost` block of a scenario, and the value of a cost preset. Everything may come from the preset. */
export const costSchema = z.strictObject({
  preset: idSchema.describe('A cost preset of the catalog, which the other fields change').optional(),
  base_year: integer(1900, 2100, 'Fiscal year of the dollars').optional(),
  first_year: integer(1900, 2100, 'First fiscal year; default: the base year').optional(),
  years: integer(YEARS.least, YEARS.most, 'Horizon; default: 20').optional(),
  discount_rate: number(-0.05, 0.2, 'Real rate of the present value; default: 0').optional(),
  cost_growth: z
    .enum(['none', 'historical'])
    .describe('Growth of development and procurement as in past programmes; default: none')
    .optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .describe('A second currency for the total')
    .optional(),
  items: z.array(costItemSchema).max(200).describe('What is paid for').optional(),
  shares: sharesSchema.describe('Who pays').optional(),
  uncertainty: uncertaintySchema.describe('How prices are drawn').optional(),
  published: z
    .strictObject({
      total_usd_b: figure(0, 1e6, 'Total as published, in the base year of the block').optional(),
      period_years: number(0, 100, 'Period of the published total').optional(),
      scope: z.record(z.string(), z.string()).describe('What the published total contains').optional(),
      contains: z
        .strictObject({
          development: z.enum(CONTAINS).describe('Development').optional(),
          procurement: z.enum(CONTAINS).describe('Units bought').optional(),
          launch: z.enum(CONTAINS).describe('Launch').optional(),
          operation: z.enum(CONTAINS).describe('Operation and support').optional(),
          people: z.enum(CONTAINS).describe('People who run it').optional(),
          sensors: z.enum(CONTAINS).describe('Sensors').optional(),
          other_layers: z
            .enum(CONTAINS)
            .describe('Layers other than interceptors in space, command, links')
            .optional(),
        })
        .describe('Does it contain that? What is left out is unknown')
        .optional(),
    })
    .describe('What the study published; set by presets')
    .optional(),
})

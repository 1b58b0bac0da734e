import type { z } from 'zod'
import { OpendomeError, toInternal, type Internal } from '../core/index.ts'
import {
  CostSampler,
  exchangeRate,
  lifeCycleCost,
  type CostItem,
  type CostPlan,
  type Figure,
  type Partner,
  type PartnerShare,
} from '../cost/index.ts'
import { costSchema, type Contains, type Scope } from '../cost/schema.ts'
import { catalogEntry } from './catalog.ts'
import { wholeBlock } from './cost-block.ts'
import { altitudeOf, fallingLife, fallsBefore } from './cost-life.ts'
import { costGrowth, deflatorTable, exchangeRates, partnerOf, spendOut } from './cost-tables.ts'
import { countOf, matches, withoutCost, type Thing } from './cost-things.ts'
import { mistakesOf, type Mistake } from './diagnose.ts'
import type { Path } from './document.ts'
import { isFields, type Fields } from './merge.ts'

type Block = Internal<z.output<typeof costSchema>>
type WrittenItem = NonNullable<Block['items']>[number]

/** What a cost block comes to: the plan, and what a reader has to know beside it. */
export interface ScenarioCost {
  readonly plan: CostPlan
  /** Id, name and words of the preset it starts from. */
  readonly preset: { readonly id: string; readonly name: string; readonly doc: string } | undefined
  /** Total as published, US dollars of the plan's base year. */
  readonly published: {
    readonly total: Figure | undefined
    readonly periodYears: number | undefined
    readonly scope: Readonly<Record<string, string>>
    /** Does the total contain that? What is not named is unknown. */
    readonly contains: { readonly [K in Scope]?: Contains | undefined }
  }
  /** Things of the scenario that no item prices and no lump covers, as `sensors.radar`. */
  readonly notCosted: readonly string[]
  /** Defended areas by country, m². */
  readonly defendedAreas: ReadonlyMap<string, number>
  /** What was taken otherwise than written or published, one sentence each. */
  readonly notes: readonly string[]
}

/** What a cost plan takes from the scenario around it. */
export interface CostSurroundings {
  readonly name: string
  readonly seed: number
  /** Undefined where a preset is costed alone: its own counts hold then. */
  readonly things: readonly Thing[] | undefined
  /** Defended areas by country, m². */
  readonly areas: ReadonlyMap<string, number>
}

/** Reads a cost block as written: its preset laid under it, checked, joined to the scenario's things; every mistake with its path. */
export function resolveCost(
  written: Fields,
  around: CostSurroundings,
): { cost: ScenarioCost | undefined; mistakes: Mistake[] } {
  const failed = (error: unknown, path?: Path): { cost: undefined; mistakes: Mistake[] } => {
    if (!(error instanceof OpendomeError)) throw error
    const steps = (error.where ?? 'cost').split('.').map((s) => (/^\d+$/.test(s) ? Number(s) : s))
    return { cost: undefined, mistakes: [{ error, path: path ?? steps, place: 'value' }] }
  }
  let whole: Fields
  try {
    whole = wholeBlock(written)
  } catch (error) {
    return failed(error, ['cost', ...unknownAt(written, error)])
  }
  const parsed = costSchema.safeParse(whole)
  if (!parsed.success)
    return { cost: undefined, mistakes: mistakesOf(costSchema, whole, parsed.error.issues, ['cost']) }
  try {
    const cost = joined(toInternal(parsed.data), around)
    // A plan that cannot be costed or drawn is a mistake of the file.
    lifeCycleCost(cost.plan)
    new CostSampler(cost.plan)
    if (cost.plan.currency !== undefined)
      at('cost.currency', () => exchangeRate(cost.plan.rates, cost.plan.currency!))
    return { cost, mistakes: [] }
  } catch (error) {
    return failed(error)
  }
}

/** Where the id of no catalog entry stands: the preset, or an item's `from`. */
function unknownAt(written: Fields, error: unknown): Path {
  const { items } = written
  const text = error instanceof OpendomeError ? error.message : ''
  const i = Array.isArray(items)
    ? items.findIndex(
        (item) => isFields(item) && typeof item['from'] === 'string' && text.endsWith(item['from']),
      )
    : -1
  return text.startsWith('unknown unit-cost') && i >= 0 ? ['items', i, 'from'] : ['preset']
}

function at<T>(where: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof OpendomeError ? error.at(where) : error
  }
}

/** Default correlation between prices, number of draws, horizon: docs/cost.md says why. */
const CORRELATION = 0.3
const DRAWS = 10_000
const YEARS = 20

function joined(block: Block, around: CostSurroundings): ScenarioCost {
  if (block.baseYear === undefined)
    throw new OpendomeError('missing', 'field cost.base_year: expected the fiscal year of the dollars', {
      where: 'cost',
      hint: 'add base_year, or preset: a cost preset',
    })
  if (block.items === undefined || block.items.length === 0)
    throw new OpendomeError('missing', 'field cost.items: expected what is paid for', {
      where: 'cost',
      hint: 'add items, or preset: a cost preset',
    })
  const baseYear = block.baseYear
  const notes: string[] = []
  const items = block.items.flatMap((item) => itemOf(item, baseYear, around, notes))
  notes.push(...pricedTwice(items))
  const rates = exchangeRates()
  const shares = sharesOf(block, rates)
  const { uncertainty } = block
  const entry = block.preset === undefined ? undefined : catalogEntry('cost', block.preset)
  const plan: CostPlan = {
    name: around.name,
    baseYear,
    firstYear: block.firstYear ?? baseYear,
    years: block.years ?? YEARS,
    items,
    discountRate: block.discountRate ?? 0,
    growth: block.costGrowth === 'historical' ? costGrowth() : undefined,
    deflators: deflatorTable(),
    rates,
    spendOut: spendOut(),
    uncertainty: {
      draws: uncertainty?.draws ?? DRAWS,
      seed: uncertainty?.seed ?? around.seed,
      shape: uncertainty?.shape ?? 'lognormal',
      correlation: uncertainty?.correlation ?? CORRELATION,
      pairs: (uncertainty?.correlations ?? []).map(({ between, rho }) => ({
        between: between as readonly [string, string],
        rho,
      })),
    },
    partners: partnersOf(shares.partners, around),
    shares,
    currency: block.currency,
  }
  const covered = block.items.flatMap((item) => [...(item.of ?? []), ...(item.covers ?? [])])
  return {
    plan,
    preset: entry === undefined ? undefined : { id: entry.id, name: entry.name, doc: entry.doc },
    published: {
      total: block.published?.total === undefined ? undefined : figureOf(block.published.total, undefined),
      periodYears: block.published?.periodYears,
      scope: block.published?.scope ?? {},
      contains: containsOf(block.published?.contains),
    },
    notCosted: around.things === undefined ? [] : withoutCost(around.things, covered),
    defendedAreas: around.areas,
    notes,
  }
}

/** By the names of the file. */
function containsOf(
  written: NonNullable<Block['published']>['contains'],
): ScenarioCost['published']['contains'] {
  const { otherLayers, ...rest } = written ?? {}
  return otherLayers === undefined ? rest : { ...rest, other_layers: otherLayers }
}

/** Things whose units two items buy: right for a satellite and what it carries, else money counted twice. */
function pricedTwice(items: readonly CostItem[]): string[] {
  const buys = items.filter((i) => i.averageUnit !== undefined || i.firstUnit !== undefined)
  return [...new Set(buys.flatMap((i) => i.things))].flatMap((thing) => {
    const by = buys.filter((i) => i.things.includes(thing)).map((i) => i.id)
    return by.length < 2 ? [] : [`${thing} is bought by ${by.join(' and ')}: each adds its price.`]
  })
}

function sharesOf(block: Block, rates: CostPlan['rates']): CostPlan['shares'] {
  const written = block.shares
  if (written === undefined) return { rule: 'fixed-sum', partners: [{ id: 'united-states' }] }
  const partners = written.partners.map(({ fixedSum, ...partner }): PartnerShare => {
    if (fixedSum === undefined) return partner
    const where = `cost.shares.partners.${partner.id}.fixed_sum.currency`
    const rate = at(where, () => exchangeRate(rates, fixedSum.currency))
    return { ...partner, fixed: (fixedSum.amountB * 1e9) / rate.perUsd }
  })
  return { rule: written.rule, partners }
}

function partnersOf(shares: readonly PartnerShare[], around: CostSurroundings): Partner[] {
  return shares.map(({ id }) =>
    at(`cost.shares.partners.${id}`, () =>
      partnerOf(id, around.areas.get(id) ?? (around.areas.size > 0 ? 0 : undefined)),
    ),
  )
}

/** Item with its count from the scenario; none where the scenario has nothing that it stands for. */
function itemOf(
  written: WrittenItem,
  baseYear: number,
  around: CostSurroundings,
  notes: string[],
): CostItem[] {
  const { of, covers, from: _from, count: stated, counts, source, orbitalLife, ...rest } = written
  const name = written.name ?? written.id
  const found =
    of === undefined || around.things === undefined
      ? []
      : around.things.filter((t) => of.some((s) => matches(s, t)))
  let count = stated ?? 0
  if (of !== undefined && around.things !== undefined) {
    if (found.length === 0) {
      if (stated !== undefined && stated > 0)
        notes.push(`${name}: the scenario has none, so the published ${stated} are not costed.`)
      return []
    }
    count = found.reduce((sum, t) => sum + countOf(t, counts ?? 'satellites'), 0)
    if (stated !== undefined && stated !== count)
      notes.push(`${name}: ${count} in the scenario; ${stated} published.`)
  }
  // `fromEntries` forgets the keys: it is `rest` with its figures sourced.
  const figures = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      FIGURES.has(key) ? figureOf(value as Figure | number, source) : value,
    ]),
  ) as unknown as Omit<CostItem, 'things' | 'count' | 'baseYear'>
  const { launchVehicle, dragMakeUp } = rest
  if (orbitalLife !== undefined && (written.lifeYears !== undefined || dragMakeUp !== undefined)) {
    const where = `cost.items.${written.id}`
    const other = dragMakeUp === undefined ? 'life_years' : 'drag_make_up'
    throw new OpendomeError('invalid', `${where}: orbital_life and ${other}: expected one of them`, {
      where,
      hint: 'orbital_life is the life of a satellite that does not hold its altitude; remove one (null removes that of a preset)',
    })
  }
  const falling =
    orbitalLife === undefined
      ? undefined
      : fallingLife(
          written.id,
          altitudeOf(written.id, 'orbital_life', orbitalLife.altitude, found),
          figureOf(orbitalLife.area, source),
        )
  const { lifeYears } = figures
  const falls =
    lifeYears === undefined || dragMakeUp !== undefined
      ? undefined
      : fallsBefore(name, lifeYears.value, found)
  if (falls !== undefined) notes.push(falls)
  return [
    {
      ...figures,
      ...(falling === undefined ? {} : { lifeYears: falling }),
      things: found.map((t) => t.ref),
      selectors: [...(of ?? []), ...(covers ?? [])],
      covers: (around.things ?? []).filter((t) => covers?.some((c) => matches(c, t))).map((t) => t.ref),
      count,
      baseYear: written.baseYear ?? baseYear,
      ...(launchVehicle === undefined
        ? {}
        : {
            launchVehicle: {
              payload: figureOf(launchVehicle.payload, source),
              packing: optional(launchVehicle.packing, source),
              mostPerLaunch: launchVehicle.mostPerLaunch,
              firstLaunch: figureOf(launchVehicle.firstLaunch, source),
              learningSlope: optional(launchVehicle.learningSlope, source),
              learning: launchVehicle.learning,
            },
          }),
      ...(dragMakeUp === undefined
        ? {}
        : {
            dragMakeUp: {
              altitude: altitudeOf(written.id, 'drag_make_up', dragMakeUp.altitude, found),
              area: figureOf(dragMakeUp.area, source),
              isp: figureOf(dragMakeUp.isp, source),
            },
          }),
    },
  ]
}

/** Fields of an item that hold figures, at its first level. */
const FIGURES = new Set([
  'lump',
  'development',
  'averageUnit',
  'firstUnit',
  'learningSlope',
  'lifeYears',
  'spareFraction',
  'launchSuccess',
  'mass',
  'launchPricePerTonne',
  'testsPerYear',
  'expended',
  'ground',
  'groundPerYear',
  'construction',
  'operationPerYear',
  'operationPerUnit',
  'people',
  'perPerson',
  'disposalPerUnit',
])

function figureOf(written: number | Figure, source: string | undefined): Figure {
  if (typeof written === 'number') return { value: written, source }
  return { ...written, source: written.source ?? source }
}

const optional = (written: number | Figure | undefined, source: string | undefined): Figure | undefined =>
  written === undefined ? undefined : figureOf(written, source)

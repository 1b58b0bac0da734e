import {
  convertDollars,
  costWithin,
  fieldName,
  type CostItem,
  type CostPlan,
  type CostWithin,
  type Figure,
} from '../cost/index.ts'
import { unitOf } from '../core/index.ts'
import { part, type ItemFields, type ItemGroup, type Part, type Parts } from './compare-parts.ts'
import { significant, whole } from './compare-words.ts'

/** The groups that items fall into. */
export const GROUPS = ['interceptors', 'sensors', 'other-layers'] as const
export type GroupId = (typeof GROUPS)[number]

/** How two cost plans are taken apart, so that parts of one fit the other. */
export interface MoneyForm {
  /** Fiscal year of the dollars that parts are written in. */
  readonly year: number
  /** One priced item of interceptors in both: its fields are told apart. */
  readonly fields: boolean
  /** The price of a unit contains, in one of the two, launch or development: then these go with it. */
  readonly withLaunch: boolean
  readonly withDevelopment: boolean
  /** One of the two gives launch prices without a mass, or none: mass goes with launch. */
  readonly withMass: boolean
}

/** Which group an item belongs to: what stands for or covers interceptors in boost, sensors alone, anything else. */
export function groupOf(item: CostItem, plan: CostPlan): GroupId {
  const boost = (i: CostItem): boolean =>
    (i.selectors ?? []).some((s) => s === 'layer.boost' || /^interceptors/.test(s)) ||
    // Interceptors in space of another phase, where the plan has none in boost.
    (i.selectors ?? []).length === 0
  const selectors = item.selectors ?? []
  if (selectors.length > 0 && selectors.every((s) => /^sensors?\b/.test(s))) return 'sensors'
  if (boost(item)) return 'interceptors'
  const space = (i: CostItem): boolean =>
    (i.selectors ?? []).every((s) => s === 'layer.glide' || s === 'layer.midcourse')
  return !plan.items.some(boost) && space(item) ? 'interceptors' : 'other-layers'
}

/** Is this one item that buys units, no lump? */
export function priced(item: CostItem): boolean {
  const { lump, averageUnit, firstUnit, launchPricePerTonne, launchVehicle } = item
  return (
    lump === undefined &&
    item.count > 0 &&
    (averageUnit ?? firstUnit ?? launchPricePerTonne ?? launchVehicle) !== undefined
  )
}

const UNIT = ['averageUnit', 'firstUnit', 'learningSlope', 'learning', 'learningTheory', 'includes'] as const
const LAUNCH = ['launchPricePerTonne', 'launchVehicle'] as const
const MASS = ['mass', 'dragMakeUp'] as const
const DEVELOPMENT = ['development', 'developmentYears'] as const
const SPARES = ['spareFraction', 'spares', 'launchSuccess'] as const
const BUILD_UP = ['startYears', 'buildupYears', 'windDownYears'] as const
const OPERATION = [
  'ground',
  'groundPerYear',
  'construction',
  'operationPerYear',
  'operationPerUnit',
  'operationRamps',
  'disposalPerUnit',
  'testsPerYear',
  'expended',
] as const
const PEOPLE = ['people', 'perPerson'] as const
const PRICES = [
  'lump',
  'development',
  'averageUnit',
  'firstUnit',
  'launchPricePerTonne',
  'ground',
  'groundPerYear',
  'construction',
  'operationPerYear',
  'operationPerUnit',
  'perPerson',
  'disposalPerUnit',
] as const

/**
 * Takes a cost plan apart. `fleet` is the number of interceptors on orbit that its counts stand for; undefined where there is none. `tookPart` names the items that
 * take part in a run, `period` the years that its published total covers.
 */
export function moneyParts(
  plan: CostPlan,
  form: MoneyForm,
  { fleet, tookPart, period }: { fleet: number | undefined; tookPart: readonly string[]; period: number },
): Parts {
  const inGroup = (group: GroupId): CostItem[] => plan.items.filter((i) => groupOf(i, plan) === group)
  const group = (items: readonly CostItem[]): Part<ItemGroup> =>
    part(
      { items: items.map((i) => inDollars(i, plan, form.year)), tookPart, fleet },
      groupText(items),
      items.map((i) => inDollars(i, plan, form.year)),
    )
  const own = inGroup('interceptors')
  return {
    ...(form.fields ? itemParts(own[0]!, plan, form, fleet) : { interceptors: group(own) }),
    sensors: group(inGroup('sensors')),
    'other-layers': group(inGroup('other-layers')),
    growth: part(plan.growth, plan.growth === undefined ? 'none' : 'as in past programmes'),
    period: part(
      { years: plan.years, within: Math.min(period, plan.years) },
      `${significant(Math.min(period, plan.years))} years`,
    ),
    'base-year': part(plan.baseYear, String(plan.baseYear)),
  }
}

function itemParts(own: CostItem, plan: CostPlan, form: MoneyForm, fleet: number | undefined): Parts {
  const item = inDollars(own, plan, form.year)
  const fields = (names: readonly (keyof CostItem)[], none: string): Part<ItemFields> => {
    const values = pick(item, names)
    return part(values, fieldsText(pick(own, names), none), values)
  }
  const shape = shapeFields(form)
  const level = firstFleetPrice(pick(item, shape), item.count, plan, form.year)
  const contents = [
    ...(form.withLaunch ? ['launch'] : []),
    ...(form.withDevelopment ? ['development'] : []),
  ].filter(
    (x) =>
      item.includes?.includes(x as 'launch') === true ||
      (x === 'launch' ? launches(item) : item.development !== undefined),
  )
  const perInterceptor = fleet === undefined ? 1 : item.count / fleet
  return {
    'unit-price': part(
      { level, count: item.count, perInterceptor },
      `USD ${significant(level / 1e6, 3)} million on average of ${whole(item.count)}${contents.length === 0 ? '' : `, ${contents.join(' and ')} included`}`,
      [level, perInterceptor],
    ),
    learning: part(pick(item, shape), learningText(item, form), slopes(item, form)),
    ...(form.withLaunch
      ? {}
      : form.withMass
        ? { 'launch-price': fields([...LAUNCH, ...MASS], 'none') }
        : { 'launch-price': fields(LAUNCH, 'none'), mass: fields(MASS, 'none') }),
    ...(form.withDevelopment ? {} : { development: fields(DEVELOPMENT, 'none') }),
    life: fields(['lifeYears'], 'not renewed'),
    renewal: part(pick(item, ['renewal']), item.renewal ?? YEARLY, item.renewal ?? YEARLY),
    spares: fields(SPARES, 'none'),
    'build-up': fields(BUILD_UP, 'over 5 years'),
    operation: fields(OPERATION, 'none'),
    people: fields(PEOPLE, 'none'),
  }
}

const YEARLY = 'yearly-after-first-life'

const launches = (item: CostItem): boolean =>
  item.launchPricePerTonne !== undefined || item.launchVehicle !== undefined

const shapeFields = (form: MoneyForm): (keyof CostItem)[] => [
  ...UNIT,
  ...(form.withLaunch ? [...LAUNCH, ...MASS] : []),
  ...(form.withDevelopment ? DEVELOPMENT : []),
]

/** What a first fleet costs for each unit at the prices of some fields, US dollars. */
export function firstFleetPrice(shape: ItemFields, count: number, plan: CostPlan, year: number): number {
  const item: CostItem = { ...shape, id: 'level', things: [], count, baseYear: year }
  const lines = costWithin({ ...plan, baseYear: year, growth: undefined, items: [item] }, plan.years)
  return lines.reduce((sum, line) => sum + line.usd, 0) / count
}

/** What tells one learning from another: everything but the level of prices. */
function slopes(item: CostItem, form: MoneyForm): unknown {
  const { launchVehicle, ...rest } = pick(item, shapeFields(form))
  const keep = (name: string): boolean => !(PRICES as readonly string[]).includes(name)
  return [
    Object.entries(rest)
      .filter(([name]) => keep(name))
      .map(([name, v]) => [name, valueOf(v)]),
    item.averageUnit !== undefined,
    launchVehicle === undefined
      ? null
      : [
          launchVehicle.payload.value,
          launchVehicle.packing?.value,
          launchVehicle.learningSlope?.value,
          launchVehicle.learning,
        ],
  ]
}

const valueOf = (v: unknown): unknown =>
  typeof v === 'object' && v !== null && 'value' in v ? (v as Figure).value : v

/**
 * The items of one group of a mixture, in dollars of the reference year. Prices of one study at the level of another are scaled so that a unit of that study's
 * own first fleet costs on average what it costs there: an average never stands for the price of the first unit.
 */
function itemsOf(
  group: GroupId,
  parts: Parts,
  fleet: number | undefined,
  year: number,
  plan: CostPlan,
): readonly CostItem[] {
  if (group !== 'interceptors') return parts[group]!.value.items
  const own = parts.interceptors
  if (own !== undefined) return followed(own.value, fleet)
  const { level, count, perInterceptor } = parts['unit-price']!.value
  const shape = parts.learning!.value
  const factor = level / firstFleetPrice(shape, count, plan, year)
  const item: CostItem = {
    ...parts['launch-price']?.value,
    ...parts.mass?.value,
    ...parts.development?.value,
    ...parts.life!.value,
    ...parts.renewal!.value,
    ...parts.spares!.value,
    ...parts['build-up']!.value,
    ...parts.operation!.value,
    ...parts.people!.value,
    ...(Math.abs(factor - 1) < 1e-12 ? shape : priceTimes(shape, factor)),
    id: 'interceptors',
    things: [],
    count: fleet === undefined ? count : fleet * perInterceptor,
    baseYear: year,
  }
  return [item]
}

/** A group whose counts follow the fleet, where they are written for one. */
function followed({ items, fleet: own }: ItemGroup, fleet: number | undefined): readonly CostItem[] {
  if (own === undefined || fleet === undefined || own === fleet) return items
  return items.map((item) => (item.count > 0 ? { ...item, count: (item.count * fleet) / own } : item))
}

/** Every line of one group of a mixture's cost within its period, US dollars of its base year. */
export function linesOf(
  group: GroupId,
  parts: Parts,
  fleet: number | undefined,
  year: number,
  frame: CostPlan,
): CostWithin[] {
  const { years, within } = parts.period!.value
  const plan: CostPlan = {
    ...frame,
    years,
    baseYear: parts['base-year']!.value,
    growth: parts.growth!.value,
    items: itemsOf(group, parts, fleet, year, frame).map((item) => lumpWithin(item, years)),
  }
  return costWithin(plan, within)
}

/** A lump that is spent over more years than the horizon has: its part within. */
function lumpWithin(item: CostItem, years: number): CostItem {
  const { lump, lumpYears } = item
  if (lump === undefined || lumpYears === undefined || lumpYears <= years) return item
  return { ...item, lump: { ...lump, value: (lump.value * years) / lumpYears }, lumpYears: years }
}

/** An item in dollars of another year; a lump says over which years it is spent. */
function inDollars(item: CostItem, plan: CostPlan, year: number): CostItem {
  const factor = convertDollars(plan.deflators, 1, item.baseYear, year)
  const lump = item.lump === undefined ? {} : { lumpYears: item.lumpYears ?? plan.years }
  const converted = factor === 1 ? item : (priceTimes(item, factor) as CostItem)
  return { ...converted, ...lump, baseYear: year }
}

/** Fields with every price in them times a factor. */
export function priceTimes(fields: ItemFields, factor: number): ItemFields {
  const times = (f: Figure): Figure => ({ ...f, value: f.value * factor })
  const out: Record<string, unknown> = { ...fields }
  for (const name of PRICES) if (fields[name] !== undefined) out[name] = times(fields[name])
  const { launchVehicle } = fields
  if (launchVehicle !== undefined)
    out['launchVehicle'] = { ...launchVehicle, firstLaunch: times(launchVehicle.firstLaunch) }
  return out
}

function pick(item: CostItem, names: readonly (keyof CostItem)[]): ItemFields {
  return Object.fromEntries(
    names.filter((name) => item[name] !== undefined).map((name) => [name, item[name]]),
  )
}

/** `life_years 5`, as the file has it. */
function fieldsText(fields: ItemFields, none: string): string {
  const words = Object.entries(fields).flatMap(([name, v]): string[] => {
    if (name === 'launchVehicle') {
      const { firstLaunch, payload } = v as NonNullable<CostItem['launchVehicle']>
      return [
        `USD ${significant(firstLaunch.value / 1e6, 3)} million for the first launch of ${significant(payload.value)} kg`,
      ]
    }
    if (name === 'dragMakeUp') return ['with propellant against drag']
    const value = valueOf(v)
    if (typeof value !== 'number') return [String(value)]
    const door = knownName(name)
    const unit = unitOf(door)
    return [`${door} ${significant(unit === undefined ? value : value / unit.factor)}`]
  })
  return words.length === 0 ? none : words.join(', ')
}

/** Name at the door; years of the build-up have no price and no entry in the table of prices. */
function knownName(name: string): string {
  try {
    return fieldName(name)
  } catch {
    return name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
  }
}

function learningText(item: CostItem, form: MoneyForm): string {
  const slope = item.learningSlope?.value ?? 1
  const units =
    item.averageUnit !== undefined
      ? 'average price, no learning'
      : item.firstUnit === undefined
        ? 'no price of a unit'
        : slope === 1
          ? 'no learning'
          : `${significant(100 * slope, 3)} % with each doubling, ${item.learning ?? 'per-generation'}`
  const { launchVehicle } = item
  const launch = launchVehicle?.learningSlope
  if (!form.withLaunch || launch === undefined) return units
  return `${units}; launches ${significant(100 * launch.value, 3)} %`
}

function groupText(items: readonly CostItem[]): string {
  if (items.length === 0) return 'none'
  return items
    .map((i) => {
      const name = i.name ?? i.id
      if (i.lump !== undefined)
        return `${name}: a published lump of USD ${significant(i.lump.value / 1e9)} billion`
      return i.count > 0 ? `${name}: ${whole(i.count)}` : name
    })
    .join('; ')
}

import type { CostItem, CostPlan, Figure } from '../cost/index.ts'
import { firstFleetPrice, priceTimes, type MoneyForm } from './compare-money.ts'
import { part, type AssumptionId, type ItemFields, type Parts } from './compare-parts.ts'
import { significant } from './compare-words.ts'

/** Ranges where the figure has none: share of the stated value. docs/compare.md says why. */
const USUAL = {
  life: [0.8, 1.5],
  'launch-price': [0.5, 2],
  'unit-price': [0.6, 1.65],
  operation: [0.5, 2],
  mass: [0.75, 1.5],
} as const

/** Slopes of learning that are published: 75 % to 95 % (docs/compare.md). */
const SLOPES = [0.75, 0.95] as const

interface Moved {
  readonly text: string
  readonly parts: Parts
}

/** The parts with one price, life, mass or slope times a factor; undefined for what is no number in this study. */
export function moneyMoved(
  id: AssumptionId,
  parts: Parts,
  factor: number,
  form: MoneyForm,
  plan?: CostPlan,
): Parts | undefined {
  const put = (value: unknown): Parts => ({ ...parts, [id]: part(value, '') })
  const fields = parts[id]?.value as ItemFields | undefined
  switch (id) {
    case 'life': {
      const life = fields?.lifeYears
      return life === undefined ? undefined : put({ lifeYears: times(life, factor) })
    }
    case 'mass': {
      const mass = fields?.mass
      return mass === undefined ? undefined : put({ ...fields, mass: times(mass, factor) })
    }
    case 'unit-price': {
      const price = parts['unit-price']?.value
      return price === undefined ? undefined : put({ ...price, level: price.level * factor })
    }
    case 'learning':
      return plan === undefined ? undefined : slopeMoved(parts, (s) => Math.min(1, s * factor), form, plan)
    case 'launch-price':
    case 'operation':
    case 'development':
    case 'people':
      return fields === undefined || Object.keys(fields).length === 0
        ? undefined
        : put(priceTimes(fields, factor))
    case 'interceptors':
    case 'sensors':
    case 'other-layers': {
      const group = parts[id]?.value
      if (group === undefined || group.items.length === 0) return undefined
      return put({ ...group, items: group.items.map((i) => priceTimes(i, factor) as CostItem) })
    }
    default:
      return undefined
  }
}

const times = (f: Figure, factor: number): Figure => ({ ...f, value: f.value * factor })

/** The parts with another slope of learning, at the same price of the first unit. */
function slopeMoved(
  parts: Parts,
  slope: (stated: number) => number,
  form: MoneyForm,
  plan: CostPlan,
): Parts | undefined {
  const shape = parts.learning?.value
  if (shape?.firstUnit === undefined || shape.learningSlope === undefined) return undefined
  const moved = {
    ...shape,
    learningSlope: { ...shape.learningSlope, value: slope(shape.learningSlope.value) },
  }
  const price = parts['unit-price']!.value
  const level = firstFleetPrice(moved, price.count, plan, form.year)
  return { ...parts, learning: part(moved, ''), 'unit-price': part({ ...price, level }, '') }
}

/** The assumptions on money that a study has, at their low and high. */
export function moneyMoves(
  parts: Parts,
  form: MoneyForm,
  plan: CostPlan,
): (readonly [AssumptionId, Moved, Moved])[] {
  const out: (readonly [AssumptionId, Moved, Moved])[] = []
  const add = (id: AssumptionId, stated: number, range: readonly [number, number], unit: string): void => {
    const [low, high] = range.map((x) => {
      const moved = moneyMoved(id, parts, x / stated, form, plan)
      return moved === undefined ? undefined : { text: `${significant(x, 3)}${unit}`, parts: moved }
    })
    if (low !== undefined && high !== undefined) out.push([id, low, high])
  }
  const life = parts.life?.value.lifeYears
  if (life !== undefined) add('life', life.value, rangeOf(life, USUAL.life), ' years')
  const launch = parts['launch-price']?.value
  const perTonne = launch?.launchPricePerTonne
  const first = launch?.launchVehicle?.firstLaunch
  if (perTonne !== undefined)
    add('launch-price', perTonne.value / 1e6, inMillions(perTonne, USUAL['launch-price']), ' million a tonne')
  else if (first !== undefined)
    add(
      'launch-price',
      first.value / 1e6,
      inMillions(first, USUAL['launch-price']),
      ' million the first launch',
    )
  const price = parts['unit-price']?.value
  if (price !== undefined) {
    const shape = parts.learning!.value
    const own = shape.averageUnit ?? shape.firstUnit
    const share = own === undefined ? USUAL['unit-price'] : shareOf(own, USUAL['unit-price'])
    add(
      'unit-price',
      price.level / 1e6,
      [(share[0] * price.level) / 1e6, (share[1] * price.level) / 1e6],
      ' million on average',
    )
  }
  const slope = parts.learning?.value.learningSlope?.value
  if (slope !== undefined && slope < 1) {
    const [low, high] = SLOPES.map((s) => slopeMoved(parts, () => s, form, plan))
    if (low !== undefined && high !== undefined)
      out.push([
        'learning',
        { text: `${100 * SLOPES[0]} % with each doubling`, parts: low },
        { text: `${100 * SLOPES[1]} % with each doubling`, parts: high },
      ])
  }
  const mass = parts.mass?.value.mass
  if (mass !== undefined) add('mass', mass.value, rangeOf(mass, USUAL.mass), ' kg')
  const group = (id: 'interceptors' | 'sensors' | 'other-layers'): void => {
    const lumps = (parts[id]?.value.items ?? []).filter(
      (i) => i.lump?.low !== undefined || i.lump?.high !== undefined,
    )
    if (lumps.length !== 1) return
    const { lump } = lumps[0]!
    add(
      id,
      lump!.value / 1e9,
      [(lump!.low ?? lump!.value) / 1e9, (lump!.high ?? lump!.value) / 1e9],
      ' billion',
    )
  }
  group('interceptors')
  group('sensors')
  group('other-layers')
  if (Object.keys(parts.operation?.value ?? {}).length > 0)
    add('operation', 1, USUAL.operation, ' times as stated')
  return out
}

/** The figure's own range, else a usual one. */
function rangeOf(f: Figure, usual: readonly [number, number]): readonly [number, number] {
  const [low, high] = shareOf(f, usual)
  return [f.value * low, f.value * high]
}

function shareOf(f: Figure, usual: readonly [number, number]): readonly [number, number] {
  if (f.low === undefined && f.high === undefined) return usual
  return [(f.low ?? f.value) / f.value, (f.high ?? f.value) / f.value]
}

const inMillions = (f: Figure, usual: readonly [number, number]): readonly [number, number] => {
  const [low, high] = rangeOf(f, usual)
  return [low / 1e6, high / 1e6]
}

import type { CardId, Field } from './field.ts'

/** A field that matters: where it stands, its label, and the part of its range that a slider covers. */
export interface Chosen {
  readonly card: CardId
  readonly at: RegExp
  readonly label: ChosenLabel
  /** Least, largest and step of the slider, in the unit of the field. */
  readonly slider?: readonly [number, number, number]
}

export type ChosenLabel =
  | 'altitude'
  | 'inclination'
  | 'planes'
  | 'perPlane'
  | 'availability'
  | 'interceptor'
  | 'deltaV'
  | 'acceleration'
  | 'sspk'
  | 'sensor'
  | 'revisit'
  | 'solutionAt'
  | 'latency'
  | 'solutionDelay'
  | 'decisionTime'
  | 'shots'
  | 'inventory'
  | 'vehicle'
  | 'launchSite'
  | 'aimSite'
  | 'count'
  | 'interval'
  | 'decoys'
  | 'unitPrice'
  | 'firstUnitPrice'
  | 'life'
  | 'launchPrice'
  | 'lump'
  | 'operation'
  | 'horizon'
  | 'runs'
  | 'seed'

const one = (
  card: CardId,
  at: RegExp,
  label: ChosenLabel,
  slider?: readonly [number, number, number],
): Chosen => ({ card, at, label, ...(slider && { slider }) })

/** The few fields of each card, in the order in which they stand. */
const CHOSEN: readonly Chosen[] = [
  one('fleet', /\.shell\.altitude_km$/, 'altitude', [200, 1500, 10]),
  one('fleet', /\.shell\.inclination_deg$/, 'inclination', [20, 120, 1]),
  one('fleet', /\.shell\.planes$/, 'planes', [1, 200, 1]),
  one('fleet', /\.shell\.per_plane$/, 'perPlane', [1, 200, 1]),
  one('fleet', /\.shell\.availability$/, 'availability', [0, 1, 0.01]),
  one('fleet', /^interceptors\.[^.]+\.vehicle$/, 'interceptor'),
  one('fleet', /\.vehicle\.delta_v_km_s$/, 'deltaV', [2, 12, 0.1]),
  one('fleet', /\.vehicle\.acceleration_g$/, 'acceleration', [3, 50, 0.5]),
  one('fleet', /\.vehicle\.sspk$/, 'sspk', [0, 1, 0.01]),
  one('sensors', /^sensors\.[^.]+\.sensor$/, 'sensor'),
  one('sensors', /\.shell\.planes$/, 'planes', [1, 60, 1]),
  one('sensors', /\.shell\.per_plane$/, 'perPlane', [1, 60, 1]),
  one('sensors', /^sensors\.[^.]+\.availability$/, 'availability', [0, 1, 0.01]),
  one('sensors', /\.sensor\.revisit_s$/, 'revisit', [0.1, 30, 0.1]),
  one('command', /^command\.solution_at_s$/, 'solutionAt', [0, 120, 1]),
  one('command', /^command\.latency_s$/, 'latency', [0, 60, 1]),
  one('command', /^command\.solution_delay_s$/, 'solutionDelay', [0, 120, 1]),
  one('command', /^command\.decision_time_s$/, 'decisionTime', [0, 120, 1]),
  one('command', /^command\.shots_per_target$/, 'shots', [1, 8, 1]),
  one('ground', /^interceptors\.[^.]+\.vehicle$/, 'interceptor'),
  one('ground', /^interceptors\.[^.]+\.inventory$/, 'inventory', [0, 200, 1]),
  one('ground', /\.vehicle\.sspk$/, 'sspk', [0, 1, 0.01]),
  one('threat', /^threats\.[^.]+\.vehicle$/, 'vehicle'),
  one('threat', /\.launch\.site$/, 'launchSite'),
  one('threat', /\.aim\.site$/, 'aimSite'),
  one('threat', /^threats\.[^.]+\.count$/, 'count', [1, 100, 1]),
  one('threat', /^threats\.[^.]+\.interval_s$/, 'interval', [0, 300, 1]),
  one('threat', /\.carries\.decoys$/, 'decoys', [0, 20, 1]),
  one('cost', /^cost\.years$/, 'horizon', [5, 30, 1]),
  one('cost', /\.average_unit_usd_m$/, 'unitPrice'),
  one('cost', /\.first_unit_usd_m$/, 'firstUnitPrice'),
  one('cost', /\.life_years$/, 'life', [1, 20, 0.5]),
  one('cost', /\.launch_price_per_tonne_usd_m$/, 'launchPrice'),
  one('cost', /\.operation_per_year_usd_m$/, 'operation'),
  one('cost', /\.lump_usd_b$/, 'lump'),
  one('run', /^run\.runs$/, 'runs', [20, 2000, 20]),
  one('run', /^run\.seed$/, 'seed'),
]

/** The chosen fields of a card that this scenario has, with what was chosen of them. */
export function chosenOf(card: CardId, fields: readonly Field[]): { field: Field; chosen: Chosen }[] {
  const mine = CHOSEN.filter((c) => c.card === card)
  return fields
    .flatMap((field) => {
      const rank = field.value === undefined ? -1 : mine.findIndex((c) => c.at.test(field.path))
      return rank < 0 ? [] : [{ field, chosen: mine[rank]!, rank }]
    })
    .map((found, _, all) => ({ ...found, first: all.findIndex((o) => o.field.thing === found.field.thing) }))
    .toSorted((a, b) => a.first - b.first || a.rank - b.rank)
    .map(({ field, chosen }) => ({ field, chosen }))
}

/** Least, largest and step of a slider: as chosen, wide enough for the values; a price from nothing to three times what it was. */
export function sliderOf(field: Field, chosen: Chosen): readonly [number, number, number] | undefined {
  if (field.kind !== 'number' && field.kind !== 'integer') return undefined
  const values = [field.value, field.was].filter((v) => typeof v === 'number')
  const [least, largest, step] =
    chosen.slider ?? (field.card === 'cost' ? priceRange(values.at(-1)) : undefined) ?? []
  if (least === undefined || largest === undefined || step === undefined) return undefined
  return [Math.min(least, ...values), Math.max(largest, ...values), step]
}

function priceRange(value: number | undefined): readonly [number, number, number] | undefined {
  if (value === undefined || value <= 0) return undefined
  const step = 10 ** Math.floor(Math.log10(value / 20))
  return [0, Math.ceil((3 * value) / step) * step, step]
}

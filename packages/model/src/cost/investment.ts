import { OpendomeError } from '../core/index.ts'
import type { Fleet } from './fleet.ts'
import { dragPropellant, unitsPerLaunch } from './launch.ts'
import { learningCurve, type LearningCurve } from './learning.ts'
import { spread, type ItemLines } from './lines.ts'
import type { CostItem } from './plan.ts'
import type { Lot } from './renewal.ts'

/** Slack that keeps 998/34 from rounding up where it is whole. */
const ROUNDING = 1e-9

/** What is bought: units, their launches, their renewal, tests, units shot and bought again, disposal. */
export function investmentLines(item: CostItem, fleet: Fleet, lines: ItemLines): void {
  const first = fleet.lots.filter((l) => l.generation === 0)
  const later = fleet.lots.filter((l) => l.generation > 0)
  unitLines(item, first, later, fleet, lines)
  launchLines(item, first, later, fleet, lines)
  const life = item.lifeYears?.value
  lines.add('disposalPerUnit', item.disposalPerUnit, 'disposal', 'operation', 'Disposal', (out) => {
    // A unit goes at the end of its life; the last fleet only where operation is wound down.
    for (const lot of fleet.lots) {
      const share = (lot.units * fleet.launched) / fleet.units
      if (life !== undefined) spread(out, share, lot.from + life, lot.to + life)
    }
    const down = item.windDownYears ?? 0
    if (down > 0) spread(out, inService(fleet, life, out.length), out.length - down, out.length)
  })
}

/** Units that stand at the end of the horizon. */
function inService(fleet: Fleet, life: number | undefined, years: number): number {
  let sum = 0
  for (const { from, to, units } of fleet.lots) {
    const share = (units * fleet.launched) / fleet.units
    const retired = life === undefined ? 0 : Math.min(1, Math.max(0, (years - life - from) / (to - from)))
    sum += share * (1 - retired)
  }
  return sum
}

function unitLines(
  item: CostItem,
  first: readonly Lot[],
  later: readonly Lot[],
  fleet: Fleet,
  lines: ItemLines,
): void {
  const { averageUnit, firstUnit } = item
  const price = averageUnit ?? firstUnit
  const field = averageUnit === undefined ? 'firstUnit' : 'averageUnit'
  const inSpace =
    item.mass !== undefined || item.launchPricePerTonne !== undefined || item.launchVehicle !== undefined
  const vehicle =
    inSpace || item.includes?.includes('launch') === true ? 'Space vehicle' : 'Prime mission equipment'
  const learned = firstUnit === undefined ? undefined : curveOf(item)
  const put = (lots: readonly Lot[]) => (out: Float64Array) => buy(out, lots, item, fleet, learned)
  lines.add(field, price, 'procurement', 'procurement', vehicle, put(first))
  lines.add(field, price, 'renewal', 'procurement', `${vehicle}, replacement`, put(later))
  // Tests and reloads are bought beside the fleet, at the average price of its first generation.
  const average =
    averageUnit !== undefined ? 1 : learned === undefined ? 0 : learned(fleet.units) / fleet.units
  const tests = item.testsPerYear?.value ?? 0
  const expended = item.expended?.value ?? 0
  lines.add(field, price, 'procurement', 'procurement', 'System test and evaluation, expended units', (out) =>
    spread(out, tests * average * (out.length - (item.startYears ?? 0)), item.startYears ?? 0, out.length),
  )
  lines.add(field, price, 'procurement', 'procurement', 'Units shot and bought again', (out) =>
    spread(out, expended * average, item.startYears ?? 0, out.length),
  )
}

const curveOf = (item: CostItem): LearningCurve =>
  learningCurve(item.learningSlope?.value ?? 1, item.learningTheory ?? 'unit')

/** Writes the price of lots in prices of one unit, piece by piece so that learning falls into the right year; at an average price without. */
function buy(
  out: Float64Array,
  lots: readonly Lot[],
  item: CostItem,
  fleet: Fleet,
  learned: LearningCurve | undefined,
): void {
  if (learned === undefined) {
    for (const { from, to, units } of lots) spread(out, units, from, to)
    return
  }
  const onAndOn = item.learning === 'all-units'
  for (const lot of lots) {
    let done = 0
    if (onAndOn) for (const l of fleet.lots) if (l.generation < lot.generation) done += l.units
    let before = learned(done)
    const rate = lot.units / (lot.to - lot.from)
    for (let y = Math.floor(lot.from); y < Math.ceil(lot.to); y++) {
      done += rate * (Math.min(lot.to, y + 1) - Math.max(lot.from, y))
      const after = learned(done)
      out[y]! += after - before
      before = after
    }
  }
}

function launchLines(
  item: CostItem,
  first: readonly Lot[],
  later: readonly Lot[],
  fleet: Fleet,
  lines: ItemLines,
): void {
  const { launchPricePerTonne, launchVehicle } = item
  if (launchPricePerTonne === undefined && launchVehicle === undefined) return
  const where = `cost.items.${item.id}`
  if (launchPricePerTonne !== undefined && launchVehicle !== undefined)
    throw new OpendomeError(
      'invalid',
      `${where}: launch_price_per_tonne_usd_m and launch_vehicle: expected one of them`,
      { where, hint: 'launch is paid by mass or by vehicle' },
    )
  if (item.includes?.includes('launch') === true)
    throw new OpendomeError(
      'invalid',
      `${where}.includes: the unit price contains launch, and launch is priced too`,
      {
        where: `${where}.includes`,
        hint: 'keep one of the two',
      },
    )
  const mass = launchMass(item)
  if (mass === undefined)
    throw new OpendomeError('missing', `field ${where}.mass_kg: expected 0.1 to 1000000 kg`, {
      where,
      hint: 'launch is paid by the mass of a unit',
    })
  const share = fleet.launched / fleet.units
  if (launchPricePerTonne !== undefined) {
    const put = (lots: readonly Lot[]) => (out: Float64Array) => {
      for (const { from, to, units } of lots) spread(out, (units * share * mass) / 1000, from, to)
    }
    lines.add('launchPricePerTonne', launchPricePerTonne, 'launch', 'launch', LAUNCH, put(first))
    lines.add(
      'launchPricePerTonne',
      launchPricePerTonne,
      'renewal',
      'launch',
      `${LAUNCH}, replacement`,
      put(later),
    )
    return
  }
  const { firstLaunch } = launchVehicle!
  const campaigns = launchCampaigns(item, fleet, mass)
  const put = (lots: readonly Lot[]) => (out: Float64Array) => {
    for (const { generation, from, to } of lots) spread(out, campaigns.price[generation]!, from, to)
  }
  lines.add('launchVehicle.firstLaunch', firstLaunch, 'launch', 'launch', LAUNCH, put(first))
  lines.add(
    'launchVehicle.firstLaunch',
    firstLaunch,
    'renewal',
    'launch',
    `${LAUNCH}, replacement`,
    put(later),
  )
}

const LAUNCH = 'Launch vehicle'

/** Mass of a unit at launch with its propellant against drag, kg; undefined where the item gives no mass. */
export function launchMass(item: CostItem): number | undefined {
  const { mass, dragMakeUp } = item
  if (mass === undefined || dragMakeUp === undefined) return mass?.value
  const where = `cost.items.${item.id}.drag_make_up`
  if (item.lifeYears === undefined)
    throw new OpendomeError(
      'missing',
      `field cost.items.${item.id}.life_years: drag is made up for over the life`,
      {
        where,
        hint: 'add life_years',
      },
    )
  try {
    return (
      mass.value +
      dragPropellant(mass.value, {
        altitude: dragMakeUp.altitude,
        area: dragMakeUp.area.value,
        specificImpulse: dragMakeUp.isp.value,
        life: item.lifeYears.value,
      })
    )
  } catch (error) {
    throw error instanceof OpendomeError ? error.at(where) : error
  }
}

/** Whole launches of each generation, and their price in prices of the first launch. */
export function launchCampaigns(
  item: CostItem,
  fleet: Fleet,
  mass: number,
): { readonly launches: readonly number[]; readonly price: readonly number[] } {
  const { payload, packing, mostPerLaunch, learningSlope, learning } = item.launchVehicle!
  const fits = unitsPerLaunch(mass, {
    payload: payload.value,
    packing: packing?.value ?? 1,
    most: mostPerLaunch ?? Infinity,
  })
  const learned = learningCurve(learningSlope?.value ?? 1, item.learningTheory ?? 'unit')
  const onAndOn = (learning ?? item.learning) === 'all-units'
  const launches: number[] = []
  const price: number[] = []
  let done = 0
  for (const { units } of fleet.lots) {
    const count = Math.ceil((units * fleet.launched) / fleet.units / fits - ROUNDING)
    const before = onAndOn ? done : 0
    launches.push(count)
    price.push(learned(before + count) - learned(before))
    done += count
  }
  return { launches, price }
}

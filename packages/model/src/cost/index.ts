export { drawCosts, CostSampler, type CostDraws, type Spread } from './draws.ts'
export {
  convertDollars,
  exchangeRate,
  lastYear,
  priceIndex,
  projectedIndex,
  type DeflatorTable,
  type ExchangeRate,
} from './deflator.ts'
export { fieldName, takesFigure } from './fields.ts'
export { DRAG_TOP, dragPropellant, launchesFor, unitsPerLaunch, type LaunchVehicle } from './launch.ts'
export { learnedUnits } from './learning.ts'
export {
  costWithin,
  lifeCycleCost,
  totalCost,
  type CostPart,
  type CostWithin,
  type LifeCycleCost,
} from './life-cycle-cost.ts'
export type { CostYear } from './money-flow.ts'
export type {
  CostItem,
  CostLaunchVehicle,
  CostPlan,
  Figure,
  Partner,
  PartnerShare,
  ShareRequest,
  SpendOut,
  Uncertainty,
} from './plan.ts'
export { quantities, type ItemQuantities } from './quantities.ts'
export { fleetsBought, lotsOf, type Lot, type RenewalPlan } from './renewal.ts'
export { payments, type Payment } from './shares.ts'
export { tornado, type Tornado, type TornadoBar } from './tornado.ts'
export { exchangeRatio, marginalCost, unitCost } from './worth.ts'

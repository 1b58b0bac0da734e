import { fleetOf } from './fleet.ts'
import { dragPropellant } from './launch.ts'
import { launchCampaigns, launchMass } from './investment.ts'
import type { CostPlan } from './plan.ts'

/** What is bought of one item over the horizon. */
export interface ItemQuantities {
  readonly part: string
  readonly things: readonly string[]
  readonly fielded: number
  /** Units of one fleet, with spares and those that a failed launch loses. */
  readonly fleet: number
  /** Units bought over the horizon, and how many fleets that makes. */
  readonly bought: number
  readonly fleets: number
  readonly lifeYears: number | undefined
  /** Launches of the first fleet, and of the horizon; undefined where launch is not paid by vehicle. */
  readonly launches: number | undefined
  readonly launchesInAll: number | undefined
  /** Mass of a unit at launch, and the part of it that is propellant against drag, kg. */
  readonly launchMass: number | undefined
  readonly dragPropellant: number | undefined
}

/** The quantities behind a plan's cost, one row an item that fields something. Throws as `lifeCycleCost`. */
export function quantities(plan: CostPlan): ItemQuantities[] {
  return plan.items
    .filter((item) => item.count > 0)
    .map((item) => {
      const fleet = fleetOf(item, plan.years)
      const bought = fleet.lots.reduce((sum, lot) => sum + lot.units, 0)
      const mass = launchMass(item)
      const campaigns =
        item.launchVehicle === undefined || mass === undefined
          ? undefined
          : launchCampaigns(item, fleet, mass).launches
      const { mass: bare, dragMakeUp, lifeYears } = item
      return {
        part: item.id,
        things: item.things,
        fielded: item.count,
        fleet: fleet.units,
        bought,
        fleets: bought / fleet.units,
        lifeYears: lifeYears?.value,
        launches: campaigns?.[0],
        launchesInAll: campaigns?.reduce((a, b) => a + b, 0),
        launchMass: mass,
        dragPropellant:
          bare === undefined || dragMakeUp === undefined || lifeYears === undefined
            ? undefined
            : dragPropellant(bare.value, {
                altitude: dragMakeUp.altitude,
                area: dragMakeUp.area.value,
                specificImpulse: dragMakeUp.isp.value,
                life: lifeYears.value,
              }),
      }
    })
}

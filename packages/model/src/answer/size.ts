import { OpendomeError } from '../core/index.ts'
import { sizeFleet } from '../fleet/index.ts'
import {
  fleetInReach,
  placesReport,
  prepareSize,
  searchOptions,
  shellsOf,
  sizeReport,
  type FleetInReach,
  type SizeReport,
  type SizeStudy,
  type Whence,
} from '../study/index.ts'
import { inPlace, loadScenario, placed, type ScenarioInput } from './scenario-text.ts'

/**
 * The document of `size --json`. `search`: for the smallest fleet; as in the scenario where undefined. A search takes minutes for some scenarios. Throws mistakes with
 * their place, and `infeasible` where no fleet does.
 */
export function sizeDocument(input: ScenarioInput, search?: boolean): SizeReport {
  const scenario = loadScenario(input)
  const study = inPlace(input, () => prepareSize(scenario))
  const found =
    (search ?? scenario.size !== undefined)
      ? {
          result: inSearch(input, () => sizeFleet(searchOptions(study, false))),
          own: ownFleet(study),
        }
      : undefined
  const shells = found === undefined ? undefined : shellsOf(found.result.shells, study)
  const fleet = inPlace(input, () => fleetInReach(study, shells))
  const region = ownRegion(study)
  return sizeReport(study, fleet, found, {
    region: region && inPlace(input, () => placesReport(study, fleet.worst.launch, region, shells)),
    line: undefined,
  })
}

/** A search whose mistakes stand at the `size` block unless they know better. */
export function inSearch<T>(input: ScenarioInput, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    throw placed(input, error.where === undefined ? error.at('size') : error)
  }
}

/** What the scenario's own fleet has in reach, beside that of a search; undefined where it reaches nothing. */
export function ownFleet(study: SizeStudy): FleetInReach | undefined {
  try {
    return fleetInReach(study)
  } catch (error) {
    if (error instanceof OpendomeError && error.code === 'infeasible') return undefined
    throw error
  }
}

/** The region of the scenario's `size` block. */
export function ownRegion({ scenario }: SizeStudy): Whence | undefined {
  const region = scenario.size?.region
  return region && { id: region.id ?? 'the region of size.region', rings: region.rings }
}

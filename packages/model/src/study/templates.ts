import { OpendomeError } from '../core/index.ts'
import { geodesicDirect } from '../earth/index.ts'
import type { Scenario } from '../scenario/index.ts'
import { largestRange, rocketOf, solveFlight, type Flown, type Vehicle } from '../threat/index.ts'
import { boosterTemplate, type BoosterTemplate } from '../track/index.ts'

/**
 * The reference flight of a template: a middle latitude, a northerly azimuth, an intercontinental range. Any would do: what a
 * template keeps is thrust against time.
 */
const LAUNCH = { lat: (45 * Math.PI) / 180, lon: 0 }
const AZIMUTH = (10 * Math.PI) / 180
const RANGE = 10_000e3
/** Of its largest range, where that is less. */
const SHARE = 0.9

/** The booster templates of a scenario: what command knows of boosters, apart from what it sees. `cache` keeps their flights. */
export function templatesOf(scenario: Scenario, cache: Map<string, Flown>): BoosterTemplate[] {
  const { templates, burnTimeSigma, accelerationSigma } = scenario.tracking
  return templates.map(({ id, vehicle }) => {
    const key = `template ${JSON.stringify(vehicle)}`
    const flown = cache.get(key) ?? referenceFlight(vehicle)
    cache.set(key, flown)
    return boosterTemplate(id, flown.trajectory, { burnTimeSigma, accelerationSigma })
  })
}

function referenceFlight(booster: Vehicle): Flown {
  // What glides is boosted like what falls.
  const vehicle: Vehicle = { ...booster, glide: undefined }
  const fly = (range: number): Flown => {
    const { lat, lon } = geodesicDirect(LAUNCH.lat, LAUNCH.lon, AZIMUTH, range)
    return solveFlight({ vehicle, launch: LAUNCH, aim: { lat, lon } })
  }
  try {
    return fly(RANGE)
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return fly(SHARE * largestRange(rocketOf(vehicle), LAUNCH, AZIMUTH).range)
  }
}

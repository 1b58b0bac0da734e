import { toInternal } from '../core/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { solveFlight, type Trajectory } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'

const DEG = Math.PI / 180
export const LAUNCH = { lat: 40.3 * DEG, lon: 125.3 * DEG }

const fly = (lat: number, lon: number): Trajectory =>
  solveFlight({
    vehicle: toInternal(
      vehicleSchema.parse(CATALOG.find((e) => e.kind === 'vehicle' && e.id === 'icbm-solid-generic')!.value),
    ),
    launch: LAUNCH,
    aim: { lat: lat * DEG, lon: lon * DEG },
  }).trajectory

/** Guided flights of one vehicle from one place: to Chicago, Anchorage, Los Angeles and New York. */
export const FLIGHTS = [fly(41.9, -87.6), fly(61.2, -149.9), fly(34.1, -118.2), fly(40.7, -74)]

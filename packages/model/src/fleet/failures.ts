import { Stream } from '../math/index.ts'
import { mapLayer, type AvailabilityOptions, type FleetLayer } from './availability.ts'
import { withLosses } from './holdings.ts'
import { inReachOverTime } from './over-time.ts'
import { requireCount } from './statistics.ts'

/**
 * The least number in reach over liftoff times when satellites fail: a distribution. Each run draws which satellites work, each with the layer's
 * availability, and finds the exact minimum of what is left. Returns the minima in ascending order; run k always draws the same for one seed.
 * Throws as `availability`.
 */
export function minimaWithFailures(
  layer: FleetLayer,
  liftoff: NonNullable<AvailabilityOptions['liftoff']>,
  runs: number,
  seed: number,
): number[] {
  requireCount('runs', runs)
  const mapped = mapLayer(layer)
  const { availability = 1, dead = [] } = layer
  const { count } = layer.shell
  const minima: number[] = []
  for (let run = 0; run < runs; run++) {
    const stream = new Stream(seed, run, 'fleet/failures', 0)
    const lost = new Map<number, number>(dead.map((index) => [index, mapped.weight]))
    for (let index = 0; index < count; index++)
      if (stream.uniform() >= availability) lost.set(index, mapped.weight)
    const left = withLosses(mapped, lost)
    minima.push(inReachOverTime([left], liftoff.from ?? 0, liftoff.to, liftoff.siderealAngle).min)
  }
  return minima.sort((a, b) => a - b)
}

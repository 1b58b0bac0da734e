import { geodeticHeight, ecefFromGeodetic } from '../earth/index.ts'
import { stateAt } from '../threat/index.ts'
import type { FlightPlan, GroundLayer, LayerPlan } from './plan.ts'

const r = new Float64Array(3)
const above = new Float64Array(3)

/**
 * When a missile comes into a layer's own view, s since liftoff: over the horizon of a battery (a straight line, no refraction), at
 * cloud break for satellites; Infinity where it never does.
 */
export function ownViewOf({ trajectory, cloudBreak }: FlightPlan, layer: LayerPlan): number {
  if (!('battery' in layer)) return cloudBreak ?? Infinity
  const isSeen = (t: number): boolean => {
    stateAt(trajectory, t, r)
    return isOverHorizon(layer, r)
  }
  const { times } = trajectory
  for (let i = 1; i < times.length; i++) {
    if (!isSeen(times[i]!)) continue
    let [low, high] = [times[i - 1]!, times[i]!]
    if (isSeen(low)) return low
    while (high - low > 0.01) {
      const middle = (low + high) / 2
      if (isSeen(middle)) high = middle
      else low = middle
    }
    return high
  }
  return Infinity
}

/** Is a place over the horizon of a battery: a straight line, no refraction? */
export function isOverHorizon(
  { battery: { lat, lon, r_ecef } }: GroundLayer,
  place_ecef: Float64Array,
): boolean {
  ecefFromGeodetic(lat, lon, geodeticHeight(r_ecef) + 1, above)
  let sum = 0
  for (let k = 0; k < 3; k++) sum += (place_ecef[k]! - r_ecef[k]!) * (above[k]! - r_ecef[k]!)
  return sum > 0
}

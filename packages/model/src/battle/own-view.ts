import { geodeticHeight, ecefFromGeodetic } from '../earth/index.ts'
import { stateAt } from '../threat/index.ts'
import type { FlightPlan, LayerPlan } from './plan.ts'

const r = new Float64Array(3)
const above = new Float64Array(3)

/**
 * When a missile comes into a layer's own view, s since liftoff: over the horizon of a battery (a straight line, no refraction), at
 * cloud break for satellites; Infinity where it never does.
 */
export function ownViewOf({ trajectory, cloudBreak }: FlightPlan, layer: LayerPlan): number {
  if (!('battery' in layer)) return cloudBreak ?? Infinity
  const { lat, lon, r_ecef } = layer.battery
  ecefFromGeodetic(lat, lon, geodeticHeight(r_ecef) + 1, above)
  const elevation = (t: number): number => {
    stateAt(trajectory, t, r)
    let sum = 0
    for (let k = 0; k < 3; k++) sum += (r[k]! - r_ecef[k]!) * (above[k]! - r_ecef[k]!)
    return sum
  }
  const { times } = trajectory
  for (let i = 1; i < times.length; i++) {
    if (!(elevation(times[i]!) > 0)) continue
    let [low, high] = [times[i - 1]!, times[i]!]
    if (elevation(low) > 0) return low
    while (high - low > 0.01) {
      const middle = (low + high) / 2
      if (elevation(middle) > 0) high = middle
      else low = middle
    }
    return high
  }
  return Infinity
}

import { EARTH_RATE, eciFromEcefState } from '../earth/index.ts'
import { LONGEST_FLY_OUT, longArc, longFlyOut, type Approach } from '../engage/index.ts'
import { norm3 } from '../math/index.ts'
import type { LayerPlan } from './plan.ts'

const NO_VELOCITY = new Float64Array(3)
const rCarrier = new Float64Array(3)
const vCarrier = new Float64Array(3)
const arc = longArc()

/**
 * How an interceptor of a layer closes with a target that is at `r_eci` with `v_eci` at `t` (s since the epoch), `flown` s after its release: one in space with
 * what it gains on top of its orbit (past 250 s along a two-body arc), one of a battery with the mean speed of its fly-out along the line from its site.
 */
export function setApproach(
  approach: Approach,
  layer: LayerPlan,
  carrier: number,
  t: number,
  flown: number,
  r_eci: Float64Array,
  v_eci: Float64Array,
  epochAngle: number,
): void {
  if ('shell' in layer && flown > LONGEST_FLY_OUT) {
    layer.shell.position(t - flown, carrier, rCarrier)
    layer.shell.velocity(t - flown, carrier, vCarrier)
    longFlyOut(rCarrier, vCarrier, r_eci, flown, layer.interceptor.acceleration, arc)
    approach.close(arc.vEnd, v_eci)
    return
  }
  if ('shell' in layer) {
    layer.shell.position(t, carrier, rCarrier)
    layer.shell.velocity(t, carrier, vCarrier)
    approach.set(layer.interceptor, flown, rCarrier, vCarrier, r_eci, v_eci)
    return
  }
  eciFromEcefState(epochAngle + EARTH_RATE * t, layer.battery.r_ecef, NO_VELOCITY, rCarrier, vCarrier)
  const [x, y, z] = [0, 1, 2].map((k) => r_eci[k]! - rCarrier[k]!) as [number, number, number]
  const mean = { deltaV: norm3(x, y, z) / flown, acceleration: Infinity }
  approach.set(mean, flown, rCarrier, vCarrier, r_eci, v_eci)
}

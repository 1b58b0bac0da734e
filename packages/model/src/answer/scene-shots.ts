import type { BattlePlan, BattleRecord, LayerPlan, SpaceLayer } from '../battle/index.ts'
import { WGS84_GM, ecefFromEci, eciFromEcef, EARTH_RATE } from '../earth/index.ts'
import { LONGEST_FLY_OUT, flyOutReach, type Shot } from '../engage/index.ts'
import { lambert, propagateKepler, shortWay } from '../orbit/index.ts'
import { stateAt } from '../threat/index.ts'

/** The way of one interceptor. Times in s since the start of the raid; r_ecef in m, three components a time. */
export interface ShotPath {
  /** Id of its layer. */
  readonly layer: string
  /** `sbi/1234`, as in the events. */
  readonly interceptor: string
  readonly missile: string
  readonly result: Shot['result']
  readonly release: number
  readonly intercept: number
  readonly times: Float64Array
  readonly r_ecef: Float64Array
  /** Is it the way that the model flies, or an even rise from the battery to the intercept, whose fly-out is a table of times without ways between? */
  readonly drawn: 'flown' | 'schematic'
}

/** Spacing of the samples, s. */
const STEP = 4

/**
 * The ways of the interceptors of a run. From a satellite: the free fall of the carrier, and away from it along a straight line as far as thrust has brought it, which is
 * how reach is counted; over long fly-outs the two-body arc. From a battery: schematic.
 */
export function shotPaths(plan: BattlePlan, record: BattleRecord): ShotPath[] {
  return record.log.map((shot) => {
    const layer = plan.layers[shot.layer]!
    const missile = plan.missiles[shot.missile]!
    const flown = shot.object === undefined ? missile.flight : missile.flight.objects[shot.object]!
    const target = new Float64Array(3)
    stateAt(flown.trajectory, shot.intercept - missile.liftoff, target)
    const count = Math.max(2, Math.ceil((shot.intercept - shot.release) / STEP) + 1)
    const times = Float64Array.from(
      { length: count },
      (_, i) => shot.release + ((shot.intercept - shot.release) * i) / (count - 1),
    )
    const angleAt = (t: number): number => plan.epochAngle + EARTH_RATE * (record.start + t)
    const r_ecef =
      'shell' in layer
        ? fromSpace(layer, record.start, shot, target, times, angleAt)
        : rising(layer, target, times)
    return {
      layer: layer.id,
      interceptor: `${layer.id}/${shot.carrier}`,
      missile: missile.id,
      result: shot.result,
      release: shot.release,
      intercept: shot.intercept,
      times,
      r_ecef,
      drawn: 'shell' in layer ? 'flown' : 'schematic',
    }
  })
}

function fromSpace(
  { shell, interceptor }: SpaceLayer,
  start: number,
  { carrier, release, intercept }: Shot,
  target_ecef: Float64Array,
  times: Float64Array,
  angleAt: (t: number) => number,
): Float64Array {
  const [r, v, end, aim] = [0, 1, 2, 3].map(() => new Float64Array(3)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  shell.position(start + release, carrier, r)
  shell.velocity(start + release, carrier, v)
  eciFromEcef(angleAt(intercept), target_ecef, aim)
  const flight = intercept - release
  const out = new Float64Array(3 * times.length)
  const at = new Float64Array(3)
  const vAt = new Float64Array(3)
  if (flight > LONGEST_FLY_OUT) v.set(lambert(WGS84_GM, r, aim, flight, shortWay(r, aim)).v1)
  propagateKepler(WGS84_GM, r, v, flight, end, vAt)
  const { deltaV, acceleration } = interceptor
  const whole = flyOutReach(deltaV, acceleration, flight)
  times.forEach((t, i) => {
    propagateKepler(WGS84_GM, r, v, t - release, at, vAt)
    // Of the way from the carrier's free fall to the target, the part that thrust has made by then; on a long arc nothing is left to make.
    const part = whole === 0 ? 1 : flyOutReach(deltaV, acceleration, t - release) / whole
    for (let k = 0; k < 3; k++) at[k]! += part * (aim[k]! - end[k]!)
    ecefFromEci(angleAt(t), at, at)
    out.set(at, 3 * i)
  })
  return out
}

/** From the battery to the intercept: over the ground evenly, in height by the square root. */
function rising(
  layer: Exclude<LayerPlan, SpaceLayer>,
  target_ecef: Float64Array,
  times: Float64Array,
): Float64Array {
  const { r_ecef } = layer.battery
  const out = new Float64Array(3 * times.length)
  const length = (a: Float64Array): number => Math.sqrt(a[0]! * a[0]! + a[1]! * a[1]! + a[2]! * a[2]!)
  const [low, high] = [length(r_ecef), length(target_ecef)]
  const at = new Float64Array(3)
  times.forEach((_, i) => {
    const part = i / (times.length - 1)
    for (let k = 0; k < 3; k++) at[k] = r_ecef[k]! + part * (target_ecef[k]! - r_ecef[k]!)
    const radius = low + Math.sqrt(part) * (high - low)
    const scale = radius / length(at)
    for (let k = 0; k < 3; k++) out[3 * i + k] = at[k]! * scale
  })
  return out
}

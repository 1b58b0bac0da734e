import { isBoost, type LayerPlan } from '../battle/index.ts'
import { LONGEST_FLY_OUT } from '../engage/index.ts'

/** Below this altitude (m) two-body arcs end: air. */
const AIR = 80_000

/** How long satellites fly to what they reach in a run with layers behind burnout, one sentence each. */
export function flyOutLimits(layers: readonly LayerPlan[]): string[] {
  const space = layers.flatMap((l) => ('shell' in l ? [l] : []))
  const long = space.filter((l) => !isBoost(l) && l.interceptor.maxFlight > LONGEST_FLY_OUT)
  const sentences = long.map(
    ({ id, interceptor: { maxFlight, minAltitude } }) =>
      `${id}: fly-outs of up to ${maxFlight} s, past ${LONGEST_FLY_OUT} s along two-body arcs that stay above 80 km` +
      (minAltitude < AIR ? '; lower down only what is reached sooner.' : '.'),
  )
  if (long.length < space.length)
    sentences.unshift(
      `${long.length > 0 ? 'Other satellites' : 'Satellites'} fire at what they reach within ${LONGEST_FLY_OUT} s of release; longer fly-outs are left out.`,
    )
  return sentences
}

import { asin, atan2, cos, norm3, sin } from '../math/index.ts'
import { fallFrom, type Landing, type Trajectory } from '../threat/index.ts'
import { fallOn, isSame, type Fall } from './fall-zone.ts'
import type { Nations } from './nations.ts'

/** A moment of a burn (s since liftoff), and where the missile would come down if its thrust ended then. */
export interface Station extends Fall {
  readonly t: number
  /** Undefined where it stays in orbit. */
  readonly landing: Landing | undefined
}

/** Halvings of the time between two stations in which the impact point passes a border: to below 10 µs. */
export const HALVINGS = 18
/** Growth of the steps in which a guessed border is closed in on. */
const GROWTH = 4

/**
 * When the impact point leaves the nation and zone of station `i` on its way to the next, s since liftoff: the time between the two is halved 18 times. Flights are integrated
 * only where the halving needs them; a guess from the stations around says where that is, and does not change what is found.
 */
export function borderBetween(
  trajectory: Trajectory,
  stations: readonly Station[],
  i: number,
  nations: Nations,
): number {
  const [a, b] = [stations[i]!, stations[i + 1]!]
  // The point is with `a` up to `left`, and no more from `gone` on.
  let [left, gone] = [a.t, b.t]
  const isLeft = (t: number): boolean => {
    const same = isSame(fallOn(fallFrom(trajectory, t), nations), a)
    if (same) left = t
    else gone = t
    return same
  }
  const guess = guessed(stations.slice(Math.max(0, i - 1), i + 3), a, b, nations)
  if (guess !== undefined) {
    let step = (b.t - a.t) / (1 << HALVINGS)
    const forward = isLeft(guess)
    for (let t = guess; ; step *= GROWTH) {
      t += forward ? step : -step
      if (t <= left || t >= gone || isLeft(t) !== forward) break
    }
  }
  return halved(a.t, b.t, (t) => (t <= left ? true : t >= gone ? false : isLeft(t)))
}

/** The end of the part of [low, high] in which `isBefore` holds at its start, by halving. */
export function halved(low: number, high: number, isBefore: (t: number) => boolean): number {
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2
    if (isBefore(middle)) low = middle
    else high = middle
  }
  return high
}

/** The border on the curve through the landings of the stations around, s since liftoff; undefined where one of them has none. */
function guessed(around: readonly Station[], a: Station, b: Station, nations: Nations): number | undefined {
  const nodes: { readonly t: number; readonly unit: readonly number[] }[] = []
  for (const { t, landing } of around) {
    if (landing === undefined) return undefined
    const { lat, lon } = landing
    nodes.push({ t, unit: [cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)] })
  }
  return halved(a.t, b.t, (t) => {
    let [x, y, z] = [0, 0, 0]
    for (const node of nodes) {
      let weight = 1
      for (const other of nodes) if (other !== node) weight *= (t - other.t) / (node.t - other.t)
      x += weight * node.unit[0]!
      y += weight * node.unit[1]!
      z += weight * node.unit[2]!
    }
    return isSame(nations.at(asin(z / norm3(x, y, z)), atan2(y, x)), a)
  })
}

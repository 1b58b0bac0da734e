import { WGS84_A, centralAngle } from '../earth/index.ts'
import {
  fallFrom,
  launchFrame,
  stateAt,
  vacuumImpact,
  type Landing,
  type Trajectory,
} from '../threat/index.ts'
import type { Nations, Whose } from './nations.ts'

/** Where a missile would come down if its thrust ended at t (s since liftoff). */
export interface ImpactPoint extends Whose {
  readonly t: number
  /** By the integrated flight, rad and s since liftoff. */
  readonly landing: Landing
  /** How far the closed form without air and J2 lies from it, m; undefined where its conic does not come down. */
  readonly vacuumApart: number | undefined
  /** How far a body of a tenth of the ballistic coefficient comes down from it, m. */
  readonly lightApart: number | undefined
}

/** A stretch of the burn over which the impact point stays with one nation and zone, s since liftoff. */
export interface ImpactStretch extends Pick<Whose, 'nation' | 'zone'> {
  readonly from: number
  readonly to: number
}

/** The instantaneous impact point over a burn. */
export interface ImpactTrack {
  readonly points: readonly ImpactPoint[]
  readonly stretches: readonly ImpactStretch[]
}

/** Start of the track, s: before, the missile has hardly left its launcher. */
const FIRST = 5
/** Longest and shortest step, s; steps are halved until the impact point moves no farther than `STRIDE` (m) in one. */
const STEP = 1
const SHORTEST = 1 / 128
const STRIDE = 40_000
/** Remains that are lighter for their size: this part of the ballistic coefficient of the reentry vehicle. */
const LIGHT = 0.1
/** Halvings of a step in which the impact point passes a border: to below 10 µs. */
const HALVINGS = 18

/**
 * The track of the instantaneous impact point from 5 s after liftoff to the end of thrust: at each moment the state under thrust is carried on as free
 * flight with J2 and the air, as any flight is. Beside it stand the closed form in vacuum and the fall of a lighter body. A strip narrower than
 * 40 km that the point crosses between two stations can be missed. Moments from which nothing comes down have no point.
 */
export function impactTrack(trajectory: Trajectory, nations: Nations): ImpactTrack {
  const { burnout } = trajectory
  const points: ImpactPoint[] = []
  const light = { ...trajectory, ballisticCoefficient: LIGHT * trajectory.ballisticCoefficient }
  const put = (t: number, landing: Landing | undefined): void => {
    if (landing === undefined) return
    const vacuum = vacuumFrom(trajectory, t)
    points.push({
      t,
      landing,
      ...nations.at(landing.lat, landing.lon),
      vacuumApart: vacuum && apart(vacuum, landing),
      lightApart: apartOrNot(fallFrom(light, t), landing),
    })
  }
  let t = Math.min(FIRST, burnout)
  let here = fallFrom(trajectory, t)
  put(t, here)
  let step = STEP
  while (t < burnout) {
    const next = Math.min(burnout, t + step)
    const there = fallFrom(trajectory, next)
    if (step > SHORTEST && (apartOrNot(here, there) ?? 0) > STRIDE) {
      step /= 2
      continue
    }
    put(next, there)
    t = next
    here = there
    step = Math.min(STEP, 2 * step)
  }
  return { points, stretches: stretchesOf(trajectory, points, nations) }
}

/** The closed form from the state at t, two-body motion over the rotating Earth. */
function vacuumFrom(trajectory: Trajectory, t: number): Landing | undefined {
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  stateAt(trajectory, t, r, v)
  const state = launchFrame(t, r, v)
  return vacuumImpact(t, state.subarray(0, 3), state.subarray(3, 6))
}

function stretchesOf(
  trajectory: Trajectory,
  points: readonly ImpactPoint[],
  nations: Nations,
): ImpactStretch[] {
  const stretches: ImpactStretch[] = []
  let from = points[0]?.t ?? 0
  points.forEach((point, i) => {
    const next = points[i + 1]
    if (next !== undefined && isSame(point, next)) return
    const to = next === undefined ? point.t : borderBetween(trajectory, point, next, nations)
    stretches.push({ nation: point.nation, zone: point.zone, from, to })
    from = to
  })
  return stretches
}

/** When the impact point leaves the nation and zone of `a` on its way to `b`, s since liftoff. */
function borderBetween(trajectory: Trajectory, a: ImpactPoint, b: ImpactPoint, nations: Nations): number {
  let [low, high] = [a.t, b.t]
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2
    const landing = fallFrom(trajectory, middle)
    if (landing !== undefined && isSame(nations.at(landing.lat, landing.lon), a)) low = middle
    else high = middle
  }
  return high
}

const isSame = (a: Pick<Whose, 'nation' | 'zone'>, b: Pick<Whose, 'nation' | 'zone'>): boolean =>
  a.nation === b.nation && a.zone === b.zone

/** Distance over ground, m, on the sphere of the equatorial radius. */
function apart(a: Landing, b: Landing): number {
  return WGS84_A * centralAngle(a.lat, a.lon, b.lat, b.lon)
}

function apartOrNot(a: Landing | undefined, b: Landing | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : apart(a, b)
}

import { WGS84_A, centralAngle } from '../earth/index.ts'
import {
  fallFrom,
  launchFrame,
  stateAt,
  vacuumImpact,
  type Landing,
  type Trajectory,
} from '../threat/index.ts'
import { fallOn, isSame, type Fall } from './fall-zone.ts'
import { HALVINGS, borderBetween, halved, type Station } from './impact-border.ts'
import type { Nations } from './nations.ts'

/** Where a missile would come down if its thrust ended at t (s since liftoff). */
export interface ImpactPoint extends Fall {
  readonly t: number
  /** By the integrated flight, rad and s since liftoff. */
  readonly landing: Landing
  /** How far the closed form without air and J2 lies from it, m; undefined where its conic does not come down. */
  readonly vacuumApart: number | undefined
  /** How far a body of a tenth of the ballistic coefficient comes down from it, m. */
  readonly lightApart: number | undefined
}

/** A stretch of the burn over which the impact point stays with one nation and zone, s since liftoff. */
export interface ImpactStretch extends Fall {
  readonly from: number
  readonly to: number
}

/** The instantaneous impact point over a burn: stations that have one, and stretches without gaps. */
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
export const LIGHT = 0.1

/**
 * The track of the instantaneous impact point from 5 s after liftoff to the end of thrust: at each moment the state under thrust is carried on as free
 * flight with J2 and the air, as any flight is. Beside it stand the closed form in vacuum and the fall of a lighter body. A strip narrower than
 * 40 km that the point crosses between two stations can be missed. Moments from which nothing comes down have no point; their stretch is in orbit.
 */
export function impactTrack(trajectory: Trajectory, nations: Nations): ImpactTrack {
  const { burnout } = trajectory
  const light = { ...trajectory, ballisticCoefficient: LIGHT * trajectory.ballisticCoefficient }
  const stations: Station[] = []
  const put = (t: number, landing: Landing | undefined): void => {
    stations.push({ t, landing, ...fallOn(landing, nations) })
  }
  let t = Math.min(FIRST, burnout)
  let here = fallFrom(trajectory, t)
  put(t, here)
  let step = STEP
  while (t < burnout) {
    const next = Math.min(burnout, t + step)
    const there = fallFrom(trajectory, next)
    if (step > SHORTEST && moved(here, there) > STRIDE) {
      step /= 2
      continue
    }
    if ((here === undefined) !== (there === undefined)) {
      // Where the impact point leaves Earth, or comes back: the last moment with one has a station, and the first without.
      const isAsBefore = (at: number) => (fallFrom(trajectory, at) === undefined) === (here === undefined)
      const change = halved(t, next, isAsBefore)
      const before = change - (next - t) / (1 << HALVINGS)
      for (const at of [before, change]) if (at > t && at < next) put(at, fallFrom(trajectory, at))
    }
    put(next, there)
    t = next
    here = there
    step = Math.min(STEP, 2 * step)
  }
  const points = stations.flatMap(({ t, landing, nation, zone }): ImpactPoint[] => {
    if (landing === undefined) return []
    const vacuum = vacuumFrom(trajectory, t)
    const lighter = fallFrom(light, t)
    return [
      {
        t,
        landing,
        nation,
        zone,
        vacuumApart: vacuum && apart(vacuum, landing),
        lightApart: lighter && apart(lighter, landing),
      },
    ]
  })
  return { points, stretches: stretchesOf(trajectory, stations, nations) }
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
  stations: readonly Station[],
  nations: Nations,
): ImpactStretch[] {
  const stretches: ImpactStretch[] = []
  let from = stations[0]!.t
  stations.forEach((here, i) => {
    const next = stations[i + 1]
    if (next !== undefined && isSame(here, next)) return
    const to = next === undefined ? here.t : borderBetween(trajectory, stations, i, nations)
    stretches.push({ nation: here.nation, zone: here.zone, from, to })
    from = to
  })
  return stretches
}

/** Distance over ground, m, on the sphere of the equatorial radius. */
function apart(a: Landing, b: Landing): number {
  return WGS84_A * centralAngle(a.lat, a.lon, b.lat, b.lon)
}

/** How far the impact point moves, m; without end where it leaves Earth or comes back to it. */
function moved(a: Landing | undefined, b: Landing | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : Infinity
  return apart(a, b)
}

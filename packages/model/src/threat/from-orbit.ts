import { OpendomeError } from '../core/index.ts'
import { EARTH_RATE, WGS84_A, WGS84_GM, geodeticFromEcef } from '../earth/index.ts'
import { asin, atan2, cos, norm3, sin } from '../math/index.ts'
import { brake } from './braking.ts'
import { Target, type Place } from './flight.ts'
import { flyFree, type FreeFlight } from './free-flight.ts'
import { solveOntoAim } from './onto-aim.ts'
import { phasesOf } from './phases.ts'
import { FINE, RECORDED, type Accuracy, type Burnout } from './powered.ts'
import { tabulate, type Trajectory } from './trajectory.ts'
import type { Rocket } from './vehicle.ts'

/** A circular orbit out of which an object brakes: radius 6,378.137 km + altitude (m), inclination (rad), and which way it flies over the aim. */
export interface Orbit {
  readonly orbit: number
  readonly inclination: number
  readonly heading: 'north' | 'south'
}

/** Step of the differences, rad. */
const STEP = 1e-4

/** One descent: braking from the first moment on, then free flight. */
interface Descent {
  readonly start: Float64Array
  readonly burnout: Burnout
  readonly free: FreeFlight
}

/**
 * The flight of an object that is already in orbit: all stages burn against the velocity from t = 0 on, and it falls onto the aim. The node of the orbit and the place
 * along it are solved (Newton on the miss east and north), so that it comes down within 50 m; `launch` is the point below the start of braking.
 *
 * Throws `infeasible` where the orbit does not pass over the aim, and where the burn does not bring it down.
 */
export function fallFromOrbit(
  rocket: Rocket,
  orbit: Orbit,
  aim: Place,
): { readonly trajectory: Trajectory; readonly launch: Place } {
  const target = new Target(aim)
  const [x, y, z] = target.r_ecef
  const height = z! / norm3(x!, y!, z!) / sin(orbit.inclination)
  if (!(Math.abs(height) < 1))
    throw new OpendomeError(
      'infeasible',
      `orbit of inclination ${degrees(orbit.inclination)}°: does not pass over the aim at latitude ${degrees(aim.lat)}°`,
      { where: 'launch', hint: 'choose an inclination above the latitude of the aim' },
    )
  // A first descent from the node says how far along, and how long, the others take.
  const trial = descend(rocket, orbit, 0, 0, FINE)
  if (trial === undefined)
    throw new OpendomeError(
      'infeasible',
      `braking from ${(orbit.orbit / 1000).toFixed(0)} km: does not bring the object down`,
      { where: 'launch', hint: 'choose a lower orbit, or a vehicle that brakes more' },
    )
  const { t, state } = trial.free.impact
  const inPlane = cos(orbit.inclination) * state[1]! + sin(orbit.inclination) * state[2]!
  const travelled = atan2(inPlane, state[0]!)
  const latitude = orbit.heading === 'north' ? asin(height) : Math.PI - asin(height)
  const node = atan2(y!, x!) + EARTH_RATE * t - atan2(cos(orbit.inclination) * sin(latitude), cos(latitude))
  const start = latitude - (travelled < 0 ? travelled + 2 * Math.PI : travelled)
  const at = (u: Float64Array, accuracy: Accuracy): Descent | undefined =>
    descend(rocket, orbit, node + u[0]! * STEP, start + u[1]! * STEP, accuracy)
  const solved = solveOntoAim(target, (u) => {
    const descent = at(u, FINE)
    return descent?.free.impact
  })
  const flown = solved === undefined ? undefined : at(solved, RECORDED)
  if (flown === undefined)
    throw new OpendomeError('infeasible', 'descent from orbit: no such flight onto the aim found', {
      where: 'launch',
      hint: 'choose an inclination well above the latitude of the aim',
    })
  const below = new Float64Array(3)
  geodeticFromEcef(flown.start, below)
  const table = tabulate(flown, rocket.nominalBurnTime, rocket.ballisticCoefficient)
  return {
    trajectory: { ...table, phases: phasesOf(table) },
    launch: { lat: below[0]!, lon: below[1]! },
  }
}

/** Braking that starts at argument of latitude `u` of the orbit with the given node, and the fall after it; undefined where it stays up. */
function descend(
  rocket: Rocket,
  { orbit, inclination }: Orbit,
  node: number,
  u: number,
  accuracy: Accuracy,
): Descent | undefined {
  const radius = WGS84_A + orbit
  const speed = Math.sqrt(WGS84_GM / radius)
  const [cn, sn, ci, si, cu, su] = [cos(node), sin(node), cos(inclination), sin(inclination), cos(u), sin(u)]
  const p = [cn, sn, 0]
  const q = [-ci * sn, ci * cn, si]
  const start = new Float64Array(6)
  for (let k = 0; k < 3; k++) {
    start[k] = radius * (cu * p[k]! + su * q[k]!)
    start[3 + k] = speed * (cu * q[k]! - su * p[k]!)
  }
  const { t, state, pieces, ends } = brake(rocket.burns, 0, start, accuracy)
  const free = flyFree(t, state, rocket.ballisticCoefficient, accuracy)
  return free === undefined
    ? undefined
    : { start, burnout: { t, state, crashed: false, pieces, stageEnds: ends }, free }
}

function degrees(angle: number): string {
  return ((angle * 180) / Math.PI).toFixed(1)
}

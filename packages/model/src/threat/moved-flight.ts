import { OpendomeError, requireWithin } from '../core/index.ts'
import { ecefFromGeodetic, enuAxes, geodesic } from '../earth/index.ts'
import { cos, cross3, norm3, sin, unit3 } from '../math/index.ts'
import { launchFrame } from './fall.ts'
import { Target, earthFixed, type Place } from './flight.ts'
import { flyFree, type FreeFlight } from './free-flight.ts'
import { newton } from './newton.ts'
import { FINE, RECORDED, type Accuracy } from './powered.ts'
import { joinedRows, tabulate, type Trajectory } from './trajectory.ts'

/** Launchers farther apart than this (m) fly other trajectories. */
const FARTHEST = 1e6
/** A correction larger than this share of the speed at burnout is no neighbour's flight. */
const LARGEST_CORRECTION = 0.1
/** Miss that is left at most, m, and the step of the differences, m/s. */
const MISS = 50
const STEP = 1

/** Path under thrust, Earth-fixed: parallel rows up to the burnout, and the two directions in which its end is corrected. */
interface Rise {
  readonly r: Float64Array
  readonly v: Float64Array
  readonly along: Float64Array
  readonly across: Float64Array
}

/**
 * A solved flight moved to another launcher nearby, so that neighbours of a raid get paths of their own without being guided anew. The path under
 * thrust is carried over rigidly: what the old launcher sees up, and towards the aim, the new one sees there too. A constant small acceleration along and
 * across the velocity at burnout makes the end of thrust such that the free flight from there, integrated as any other, comes down where the old one did.
 * Above the air the moved missile therefore falls as a body does; under thrust it is off what its engines give by that acceleration and by the change
 * of gravity and Coriolis forces along the way.
 *
 * For launchers 100 km apart and an intercontinental flight the speed at burnout changes by up to 16 m/s and the acceleration by 0.1 m/s², less than 1 % of
 * what thrust gives.
 *
 * Throws `invalid` beyond 1,000 km between the launchers, `unsupported` for a flight by way of an orbit or with a glide, `infeasible` where the correction exceeds a tenth of the speed at burnout.
 */
export function movedFlight(trajectory: Trajectory, site: Place, launch: Place): Trajectory {
  const { distance } = geodesic(site.lat, site.lon, launch.lat, launch.lon)
  if (distance === 0) return trajectory
  requireWithin('distance between launchers', distance, 0, FARTHEST, 'm')
  if (trajectory.phases !== undefined)
    throw new OpendomeError('unsupported', 'moved flight: of what steers or brakes after its burnout', {
      hint: 'solve its flight from the other launcher',
    })
  const rise = carried(trajectory, site, launch)
  const { burnout } = trajectory
  const target = new Target(trajectory.impact)
  const r_ecef = new Float64Array(3)
  const landed = (x: Float64Array): Float64Array | undefined => {
    const free = freeFrom(trajectory, rise, x, FINE)
    if (free === undefined) return undefined
    earthFixed(free.impact.t, free.impact.state, r_ecef)
    return target.faces(r_ecef)
      ? Float64Array.of(target.east(r_ecef) / MISS, target.north(r_ecef) / MISS)
      : undefined
  }
  const solved = newton(landed, new Float64Array(2), Float64Array.of(STEP, STEP))
  const last = rise.v.length - 3
  const speed = norm3(rise.v[last]!, rise.v[last + 1]!, rise.v[last + 2]!)
  if (solved === undefined || norm3(solved.x[0]!, solved.x[1]!, 0) > LARGEST_CORRECTION * speed)
    throw new OpendomeError(
      'infeasible',
      `launcher ${(distance / 1000).toFixed(0)} km from the site: its flight to the same aim is another one`,
      { hint: 'make spread_km smaller' },
    )
  return joined(trajectory, rise, solved.x, freeFrom(trajectory, rise, solved.x, RECORDED)!, burnout)
}

/** The rows under thrust seen from the new launcher as the old one saw them. */
function carried(trajectory: Trajectory, site: Place, launch: Place): Rise {
  const { times, impact, burnout } = trajectory
  const from = axesTowards(site, impact)
  const to = axesTowards(launch, impact)
  const rows = times.findLastIndex((t) => t <= burnout) + 1
  const turn = (table: Float64Array, i: number, origin: Float64Array, out: Float64Array): void => {
    for (let axis = 0; axis < 3; axis++) {
      let part = 0
      for (let k = 0; k < 3; k++) part += from.axes[axis]![k]! * (table[i + k]! - origin[k]!)
      for (let k = 0; k < 3; k++) out[i + k]! += part * to.axes[axis]![k]!
    }
  }
  const r = new Float64Array(3 * rows)
  const v = new Float64Array(3 * rows)
  const still = new Float64Array(3)
  for (let i = 0; i < 3 * rows; i += 3) {
    r.set(to.origin, i)
    turn(trajectory.r_ecef, i, from.origin, r)
    turn(trajectory.v_ecef, i, still, v)
  }
  const along = v.slice(3 * rows - 3)
  const across = new Float64Array(3)
  unit3(along, along)
  cross3(along, r.subarray(3 * rows - 3), across)
  unit3(across, across)
  return { r, v, along, across }
}

/** A place on the ellipsoid with its axes: towards another place, to the right of it, and up. */
function axesTowards(place: Place, other: Place): { origin: Float64Array; axes: readonly Float64Array[] } {
  const origin = new Float64Array(3)
  ecefFromGeodetic(place.lat, place.lon, 0, origin)
  const [east, north, up] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  enuAxes(place.lat, place.lon, east, north, up)
  const azimuth = geodesic(place.lat, place.lon, other.lat, other.lon).azimuth1
  const [c, s] = [cos(azimuth), sin(azimuth)]
  const towards = north.map((n, k) => c * n + s * east[k]!)
  const right = east.map((e, k) => c * e - s * north[k]!)
  return { origin, axes: [towards, right, up] }
}

/** The free flight from the end of a path under thrust corrected by x (m/s along and across). */
function freeFrom(
  { burnout, ballisticCoefficient }: Trajectory,
  { r, v, along, across }: Rise,
  x: Float64Array,
  accuracy: Accuracy,
): FreeFlight | undefined {
  const last = r.length - 3
  const change = along.map((a, k) => x[0]! * a + x[1]! * across[k]!)
  const rEnd = r.subarray(last).map((c, k) => c + 0.5 * burnout * change[k]!)
  const vEnd = v.subarray(last).map((c, k) => c + change[k]!)
  return flyFree(burnout, launchFrame(burnout, rEnd, vEnd), ballisticCoefficient, accuracy)
}

/** Both parts as one table. */
function joined(old: Trajectory, rise: Rise, x: Float64Array, free: FreeFlight, burnout: number): Trajectory {
  const { r, v, along, across } = rise
  for (let i = 0; i < r.length; i += 3) {
    const t = old.times[i / 3]!
    for (let k = 0; k < 3; k++) {
      const change = (x[0]! * along[k]! + x[1]! * across[k]!) / burnout
      r[i + k]! += 0.5 * change * t * t
      v[i + k]! += change * t
    }
  }
  const { stageEnds, nominalBurnTime, ballisticCoefficient } = old
  const after = tabulate(
    { burnout: { t: burnout, stageEnds, pieces: [] }, free },
    nominalBurnTime,
    ballisticCoefficient,
  )
  // The first row after is the burnout, which the path under thrust ends with.
  const rows = r.length / 3
  return {
    ...after,
    ...joinedRows({ times: old.times.subarray(0, rows), r_ecef: r, v_ecef: v }, rows, after, 1),
  }
}

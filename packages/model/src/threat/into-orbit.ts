import { OpendomeError } from '../core/index.ts'
import { EARTH_RATE, WGS84_A, WGS84_GM, ecefFromGeodetic, enuAxes, geodeticHeight } from '../earth/index.ts'
import { acos, atan2, cos, dot3, norm3, sin } from '../math/index.ts'
import { brake, type Braked } from './braking.ts'
import { Target, type Place } from './flight.ts'
import { coast, flyFree, type FreeFlight } from './free-flight.ts'
import { newton } from './newton.ts'
import { solveOntoAim } from './onto-aim.ts'
import { phasesOf } from './phases.ts'
import {
  COARSE,
  FINE,
  RECORDED,
  flyPowered,
  type Accuracy,
  type Burnout,
  type Controls,
  type Piece,
} from './powered.ts'
import { tabulate, type Trajectory } from './trajectory.ts'
import type { Rocket } from './vehicle.ts'

/** A flight by way of a low circular orbit of radius 6,378.137 km + `orbital` (m), which sets out north or south. */
export interface OrbitalShape {
  readonly orbital: number
  readonly heading: 'north' | 'south'
}

/** What counts as in orbit: radius (m) and components of the velocity (m/s). */
const RADIUS = 1
const SPEED = 1e-3
/** Steps of the differences: tilt (rad), pitch rate (rad/s), cut-off (s), azimuth (rad), start of braking (s). */
const STEPS = { tilt: 1e-4, rate: 1e-5, cutoff: 0.01, azimuth: 1e-4, braking: 0.1 }
/** Tilts and pitch rates of the first search. */
const TILTS = [0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3]
const RATES = [-0.4, -0.3, -0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.2]

/** Ascent into the orbit. */
interface Insertion {
  readonly controls: Controls
  readonly burnout: Burnout
}

/** What follows the ascent: a stretch of the orbit, the braking burn, and the fall. */
interface Descent {
  readonly coasting: readonly Piece[]
  readonly braked: Braked
  readonly free: FreeFlight
}

/**
 * A launch into a low circular orbit and down again onto the aim within a revolution ("fractional orbital bombardment"): all stages but the last burn into orbit, with a gravity
 * turn and, on the last of them, a linear pitch programme; the vehicle coasts; its last stage burns against the velocity. Tilt, pitch rate and cut-off give the
 * orbit (Newton's method on radius, climb and speed), azimuth and start of braking the impact (on the miss east and north).
 *
 * Throws `unsupported` for a vehicle without thrust termination or with fewer than two stages, `infeasible` where it does not reach that orbit, where the burn does not bring it
 * down, and where the aim is too near in that direction.
 */
export function flyThroughOrbit(rocket: Rocket, launch: Place, aim: Place, shape: OrbitalShape): Trajectory {
  const ascent = ascentOf(rocket)
  const target = new Target(aim)
  const course = courseInSpace(launch, target.r_ecef, shape, ascent.nominalBurnTime)
  const first = firstInsertion(ascent, launch, shape, course.azimuth)
  let known = first
  const last = rocket.burns.at(-1)!
  const inserted = (azimuth: number): Insertion | undefined => {
    const found = insert(ascent, launch, shape, azimuth, known.controls)
    known = found ?? known
    return found
  }
  const down = ({ burnout }: Insertion, braking: number, accuracy: Accuracy): Descent | undefined => {
    const beta = rocket.ballisticCoefficient
    const there = coast(burnout.t, burnout.state, braking, beta, accuracy)
    const braked = brake([last], braking, there.state, accuracy)
    const free = flyFree(braked.t, braked.state, beta, accuracy)
    return free === undefined ? undefined : { coasting: there.pieces, braked, free }
  }
  const trial = down(first, first.burnout.t, COARSE)
  if (trial === undefined)
    throw new OpendomeError(
      'infeasible',
      `braking from ${km(shape.orbital)} km: the last stage does not bring the vehicle down`,
      { hint: 'choose a lower orbit, or a vehicle whose last stage brakes more' },
    )
  const rate = Math.sqrt(WGS84_GM / (WGS84_A + shape.orbital)) / (WGS84_A + shape.orbital)
  const flownAngle =
    angleBetween(startOf(launch), first.burnout.state) +
    angleBetween(first.burnout.state, trial.free.impact.state)
  const wait = (course.angle - flownAngle) / rate
  if (!(wait > 0))
    throw new OpendomeError(
      'infeasible',
      `aim ${km(course.angle * WGS84_A)} km away heading ${shape.heading}: ascent and descent alone take ${km(flownAngle * WGS84_A)} km`,
      { hint: 'choose the other heading, or a ballistic trajectory' },
    )
  const place = (u: Float64Array) => ({
    azimuth: course.azimuth + u[0]! * STEPS.azimuth,
    braking: first.burnout.t + wait + u[1]! * STEPS.braking,
  })
  const solved = solveOntoAim(target, (u) => {
    const { azimuth, braking } = place(u)
    const insertion = inserted(azimuth)
    const descent =
      insertion === undefined || braking <= insertion.burnout.t ? undefined : down(insertion, braking, FINE)
    return descent?.free.impact
  })
  if (solved === undefined)
    throw new OpendomeError(
      'infeasible',
      `flight through orbit heading ${shape.heading}: no such flight onto the aim found`,
      {
        hint: 'choose another orbit or heading',
      },
    )
  const { azimuth, braking } = place(solved)
  const insertion = inserted(azimuth)!
  const burnout = flyPowered(ascent, launch.lat, launch.lon, insertion.controls, RECORDED)
  return tableOf(ascent, burnout, down({ ...insertion, burnout }, braking, RECORDED)!, braking)
}

/** All stages but the last, as the rocket that flies into orbit. */
function ascentOf(rocket: Rocket): Rocket {
  const burns = rocket.burns.slice(0, -1)
  if (!rocket.thrustTermination || burns.length === 0)
    throw new OpendomeError(
      'unsupported',
      `flight through orbit of a vehicle ${burns.length === 0 ? 'of one stage' : 'without thrust_termination'}`,
      {
        hint: 'the last stage brakes, and thrust has to end in orbit: choose a vehicle such as orbital-liquid-generic',
      },
    )
  return { ...rocket, burns, nominalBurnTime: burns.at(-1)!.end }
}

/** Tilt, pitch rate and cut-off that end in orbit, found from those of a flight nearby. */
function insert(
  ascent: Rocket,
  launch: Place,
  { orbital }: OrbitalShape,
  azimuth: number,
  near: Controls,
): Insertion | undefined {
  const tilt = Math.sqrt(near.tiltNorth * near.tiltNorth + near.tiltEast * near.tiltEast)
  const controlsAt = (u: Float64Array): Controls => {
    const size = tilt + u[0]! * STEPS.tilt
    return {
      tiltNorth: size * cos(azimuth),
      tiltEast: size * sin(azimuth),
      cutoff: near.cutoff + u[2]! * STEPS.cutoff,
      thrustShare: 1,
      pitchRate: near.pitchRate! + u[1]! * STEPS.rate,
    }
  }
  const fly = (u: Float64Array): Insertion | undefined => {
    const controls = controlsAt(u)
    if (!(tilt + u[0]! * STEPS.tilt > 0) || controls.cutoff > ascent.nominalBurnTime) return undefined
    const burnout = flyPowered(ascent, launch.lat, launch.lon, controls, FINE)
    return burnout.crashed ? undefined : { controls, burnout }
  }
  const found = newton(
    (u) => {
      const flown = fly(u)
      return flown === undefined ? undefined : offOrbit(flown.burnout.state, orbital)
    },
    new Float64Array(3),
    new Float64Array(3).fill(1),
    30,
  )
  return found === undefined ? undefined : fly(found.x)
}

/** Radius, climb and speed less those of the circular orbit, in units of what counts as in orbit. */
function offOrbit(state: Float64Array, orbital: number): Float64Array {
  const [r, v] = [state.subarray(0, 3), state.subarray(3, 6)]
  const radius = norm3(r[0]!, r[1]!, r[2]!)
  const wanted = WGS84_A + orbital
  return Float64Array.of(
    (radius - wanted) / RADIUS,
    dot3(r, v) / radius / SPEED,
    (norm3(v[0]!, v[1]!, v[2]!) - Math.sqrt(WGS84_GM / wanted)) / SPEED,
  )
}

/** The first ascent into the orbit: a search over tilts and pitch rates, then Newton's method from the nearest ones. */
function firstInsertion(ascent: Rocket, launch: Place, shape: OrbitalShape, azimuth: number): Insertion {
  const wanted = Math.sqrt(WGS84_GM / (WGS84_A + shape.orbital))
  const trials: { off: number; controls: Controls }[] = []
  const state = new Float64Array(6)
  for (const tilt of TILTS)
    for (const rate of RATES) {
      const controls: Controls = {
        tiltNorth: tilt * cos(azimuth),
        tiltEast: tilt * sin(azimuth),
        cutoff: Infinity,
        thrustShare: 1,
        pitchRate: (rate * Math.PI) / 180,
      }
      const burn = flyPowered(ascent, launch.lat, launch.lon, controls, { ...COARSE, dense: true })
      const piece = burn.pieces.at(-1)
      if (burn.crashed || piece === undefined) continue
      // Speed only grows under thrust near orbit: the cut-off is where it is that of the orbit, or all is burnt.
      let [low, high] = [piece.t0, piece.t1]
      while (high - low > 0.01) {
        const middle = (low + high) / 2
        piece.dense.at(middle, state)
        if (norm3(state[3]!, state[4]!, state[5]!) < wanted) low = middle
        else high = middle
      }
      piece.dense.at(low, state)
      const off = offOrbit(state, shape.orbital)
      // A kilometre of radius weighs as much as 10 m/s.
      const size = Math.abs(off[0]! * RADIUS) / 1000 + ((Math.abs(off[1]!) + Math.abs(off[2]!)) * SPEED) / 10
      trials.push({ off: size, controls: { ...controls, cutoff: low } })
    }
  trials.sort((a, b) => a.off - b.off)
  for (const { controls } of trials.slice(0, 8)) {
    const found = insert(ascent, launch, shape, azimuth, controls)
    if (found !== undefined) return found
  }
  throw new OpendomeError(
    'infeasible',
    `orbit at ${km(shape.orbital)} km heading ${shape.heading}: the vehicle does not reach it`,
    { hint: 'choose a lower orbit, a lighter payload or another vehicle' },
  )
}

/**
 * The great circle in inertial space from the launch point to where the aim will be: its angle, and the launch azimuth over the rotating ground. Of the two ways round the
 * one that sets out in the wanted direction; of two such the shorter.
 */
function courseInSpace(
  launch: Place,
  aim_ecef: Float64Array,
  { orbital, heading }: OrbitalShape,
  ascentTime: number,
): { readonly angle: number; readonly azimuth: number } {
  const [east, north, up] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  enuAxes(launch.lat, launch.lon, east, north, up)
  const start = startOf(launch)
  const radius = WGS84_A + orbital
  const speed = Math.sqrt(WGS84_GM / radius)
  const ways = [false, true].map((long) => {
    let angle = long ? 1.5 * Math.PI : Math.PI / 2
    let azimuth = 0
    for (let i = 0; i < 8; i++) {
      // The ascent covers a third of the way that the orbit would in its time.
      const turn = EARTH_RATE * ((angle * radius) / speed + (2 / 3) * ascentTime)
      const aim = Float64Array.of(
        cos(turn) * aim_ecef[0]! - sin(turn) * aim_ecef[1]!,
        sin(turn) * aim_ecef[0]! + cos(turn) * aim_ecef[1]!,
        aim_ecef[2]!,
      )
      const short = angleBetween(start, aim)
      angle = long ? 2 * Math.PI - short : short
      azimuth = atan2(dot3(aim, east), dot3(aim, north)) + (long ? Math.PI : 0)
    }
    const ground = EARTH_RATE * norm3(start[0]!, start[1]!, 0)
    return {
      angle,
      ahead: cos(azimuth),
      azimuth: atan2(speed * sin(azimuth) - ground, speed * cos(azimuth)),
    }
  })
  const sign = heading === 'north' ? 1 : -1
  const right = ways.filter((w) => sign * w.ahead > 0).sort((a, b) => a.angle - b.angle)[0]
  return right ?? ways.sort((a, b) => sign * (b.ahead - a.ahead))[0]!
}

/** The whole flight as a table. */
function tableOf(ascent: Rocket, burnout: Burnout, descent: Descent, braking: number): Trajectory {
  const { coasting, braked, free } = descent
  const table = tabulate(
    {
      burnout,
      free: {
        ...free,
        pieces: [...coasting, ...braked.pieces, ...free.pieces],
        apogee: { ...free.apogee, t: burnout.t },
      },
    },
    ascent.nominalBurnTime,
    ascent.ballisticCoefficient,
  )
  let apogee = { t: burnout.t, altitude: -Infinity }
  table.times.forEach((t, i) => {
    const altitude = geodeticHeight(table.r_ecef.subarray(3 * i, 3 * i + 3))
    if (altitude > apogee.altitude) apogee = { t, altitude }
  })
  const whole = { ...table, apogee, braking: { from: braking, to: braked.t } }
  return { ...whole, phases: phasesOf(whole) }
}

function startOf(launch: Place): Float64Array {
  const start = new Float64Array(3)
  ecefFromGeodetic(launch.lat, launch.lon, 0, start)
  return start
}

/** Angle at Earth's centre between two positions, rad. */
function angleBetween(a: Float64Array, b: Float64Array): number {
  const cosine =
    (a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!) / norm3(a[0]!, a[1]!, a[2]!) / norm3(b[0]!, b[1]!, b[2]!)
  return acos(Math.max(-1, Math.min(1, cosine)))
}

function km(metres: number): string {
  return (metres / 1000).toFixed(0)
}

import { OpendomeError } from '../core/index.ts'
import { WGS84_A, geodesic, geodeticHeight } from '../earth/index.ts'
import { brent, exp, integrate, ln, type OdeEvent } from '../math/index.ts'
import { Course } from './course.ts'
import { radialAltitude } from './dynamics.ts'
import { Target, earthFixed, type Place } from './flight.ts'
import { flyFree, type FreeFlight } from './free-flight.ts'
import { apogeeAfter } from './given-apogee.ts'
import { GlideMotion, type Glider, type Manoeuvre } from './glide.ts'
import { glideNotes } from './glide-notes.ts'
import { solveOntoAim } from './onto-aim.ts'
import { AIR_EDGE, lastBelow } from './phases.ts'
import { COARSE, FINE, RECORDED, flyPowered, type Accuracy, type Burnout, type Piece } from './powered.ts'
import { LEAST_TILT, MOST_TILT, controlsAt } from './shooting.ts'
import { tabulate, type Phase, type Trajectory } from './trajectory.ts'
import type { Rocket } from './vehicle.ts'

/** Step of the differences, m. */
const STEP = 500
/** Longest glide that is followed, s. */
const LONGEST = 7200
/** Steering is towards a point this far beyond the aim (rad), and at most so far along the course. */
const BEYOND = 0.5
const FARTHEST = 2.9
/** Nearest aim, m. */
const LEAST_RANGE = 10_000

/** A glide from the burnout to the ground. Times in s since liftoff. */
interface Glide {
  /** Start of the dive, and the state there. */
  readonly dive: number
  readonly state: Float64Array
  readonly pieces: readonly Piece[]
  readonly free: FreeFlight
}

/** One question: who glides whereto from which burnout. */
export interface GlideProblem {
  readonly glider: Glider
  readonly rocket: Rocket
  readonly burnout: Burnout
  readonly course: Course
}

/**
 * A boost-glide flight: all stages burn on a gravity turn whose arc has the glider's apogee, the vehicle falls back into the air, pulls up, glides towards the aim in equilibrium, and
 * dives onto it. The start of the dive and the point that the glide steers for are solved on the miss east and north.
 *
 * Throws `invalid` for an aim within 10 km, `infeasible` where the boost has no such arc, and where the aim is farther than the longest glide or nearer than the shortest.
 */
export function flyGlide(
  rocket: Rocket,
  glider: Glider,
  launch: Place,
  aim: Place,
  apogee = glider.apogee,
): { readonly trajectory: Trajectory; readonly notes: readonly string[] } {
  if (geodesic(launch.lat, launch.lon, aim.lat, aim.lon).distance < LEAST_RANGE)
    throw new OpendomeError('invalid', 'aim within 10 km of the launch point: expected at least 10 km', {
      hint: 'choose another aim or launch point',
    })
  const target = new Target(aim)
  const course = new Course(launch, target.r_ecef)
  const controls = controlsAt(boostTilt(rocket, launch, course.azimuth, apogee), course.azimuth)
  const burnout = flyPowered(rocket, launch.lat, launch.lon, controls, FINE)
  const problem: GlideProblem = { glider, rocket, burnout, course }
  const start = firstDive(problem)
  const solved = solveOntoAim(target, (u) => {
    const glide = glideFrom(problem, start + u[0]! * STEP, u[1]! * STEP, FINE)
    return typeof glide === 'string' ? undefined : glide.free.impact
  })
  const recorded = flyPowered(rocket, launch.lat, launch.lon, controls, RECORDED)
  const glide =
    solved === undefined
      ? undefined
      : glideFrom({ ...problem, burnout: recorded }, start + solved[0]! * STEP, solved[1]! * STEP, RECORDED)
  if (glide === undefined || typeof glide === 'string')
    throw new OpendomeError('infeasible', 'glide: no such flight onto the aim found', {
      hint: 'choose another aim or apogee',
    })
  const trajectory = tableOf(rocket, recorded, glide)
  return { trajectory, notes: glideNotes(trajectory, glider, glide.dive) }
}

/** Tilt of the boost whose arc has the apogee. */
function boostTilt(rocket: Rocket, launch: Place, azimuth: number, apogee: number): number {
  const over = (x: number): number => {
    const burn = flyPowered(rocket, launch.lat, launch.lon, controlsAt(exp(x), azimuth), COARSE)
    return (burn.crashed ? -1 : Math.min(apogeeAfter(burn.state), 1e12)) - apogee
  }
  const [low, high] = [ln(LEAST_TILT), ln(MOST_TILT)]
  if (over(low) < 0 || over(high) > 0)
    throw new OpendomeError(
      'infeasible',
      `boost to an apogee of ${km(apogee)} km: the vehicle has no such arc`,
      {
        hint: 'choose another apogee',
      },
    )
  return exp(brent(over, low, high, 1e-10))
}

/** Distance from the aim (m) at which the dive begins, about: from a glide that dives as late as it may. */
function firstDive(problem: GlideProblem): number {
  const { course } = problem
  const longest = glideFrom(problem, -Infinity, 0, COARSE)
  if (typeof longest === 'string')
    throw new OpendomeError('infeasible', `glide: ${longest}`, { hint: 'choose another apogee or vehicle' })
  const far = course.along(impactOf(longest))
  if (far < course.length)
    throw new OpendomeError(
      'infeasible',
      `range ${km(course.length * WGS84_A)} km: the longest glide in that direction goes ${km(far * WGS84_A)} km`,
      { hint: 'choose a nearer aim, a lighter payload or another vehicle' },
    )
  const shortest = glideFrom(problem, Infinity, 0, COARSE)
  const near = typeof shortest === 'string' ? 0 : course.along(impactOf(shortest))
  if (near > course.length)
    throw new OpendomeError(
      'infeasible',
      `range ${km(course.length * WGS84_A)} km: the shortest glide in that direction goes ${km(near * WGS84_A)} km`,
      { hint: 'choose a farther aim' },
    )
  // The dive gets longer with its speed: corrected from the nearer of two ends.
  const lengths = [longest, shortest].flatMap((g) => (typeof g === 'string' ? [] : [diveLength(problem, g)]))
  let dive = WGS84_A * Math.min(...lengths)
  for (let i = 0; i < 6; i++) {
    const glide = glideFrom(problem, dive, 0, COARSE)
    if (typeof glide === 'string') break
    const over = WGS84_A * (course.along(impactOf(glide)) - course.length)
    dive += over
    if (Math.abs(over) < 1000) break
  }
  return dive
}

/** Angle along the course from the start of the dive to the impact, rad. */
function diveLength({ course }: GlideProblem, glide: Glide): number {
  const r_ecef = new Float64Array(3)
  earthFixed(glide.dive, glide.state, r_ecef)
  return course.along(impactOf(glide)) - course.along(r_ecef)
}

function impactOf({ free }: Glide): Float64Array {
  const r_ecef = new Float64Array(3)
  earthFixed(free.impact.t, free.impact.state, r_ecef)
  return r_ecef
}

/**
 * Glides until `dive` m along the course before the aim, but not before the pull-up is over, nor longer than the glider's least speed allows; then dives.
 * Steers for a point `left` m to the left of the course. A string says what went wrong.
 */
export function glideFrom(
  { glider, rocket, burnout, course }: GlideProblem,
  dive: number,
  left: number,
  accuracy: Accuracy,
): Glide | string {
  const motion = new GlideMotion(
    glider,
    course.pointAt(Math.min(course.length + BEYOND, FARTHEST), left / WGS84_A),
  )
  const pieces: Piece[] = []
  let t = burnout.t
  let y = burnout.state
  const r_ecef = new Float64Array(3)
  const rate = new Float64Array(6)
  const advance = (manoeuvre: Manoeuvre, events: readonly OdeEvent[]): string | undefined => {
    const leg = integrate(motion.derivative(manoeuvre), t, y, t + LONGEST, {
      relative: accuracy.relative,
      absolute: accuracy.absolute,
      firstStep: 1,
      dense: accuracy.dense,
      maxSteps: 100_000,
      events: [
        ...events,
        {
          name: 'ground',
          direction: -1,
          terminal: true,
          value: (_t, s) => radialAltitude(s[0]!, s[1]!, s[2]!),
        },
      ],
    })
    if (leg.dense !== undefined) pieces.push({ t0: t, t1: leg.t, dense: leg.dense })
    t = leg.t
    y = leg.y
    return leg.stopped?.name
  }
  const at = (s: Float64Array, time: number, value: 'level' | 'slow' | 'steep'): number => {
    motion.evaluate('glide', time, s, rate)
    const { angle, equilibrium, speed, drag } = motion.moment
    if (value === 'slow') return speed - glider.leastSpeed
    if (value === 'steep') return angle + glider.diveAngle
    // Only where there is air to pull up in.
    return drag > 1e-3 ? angle - equilibrium : -1
  }
  const event = (name: 'level' | 'slow' | 'steep', direction: 1 | -1): OdeEvent => ({
    name,
    direction,
    terminal: true,
    value: (time, s) => at(s, time, name),
  })
  const near: OdeEvent = {
    name: 'near',
    direction: 1,
    terminal: true,
    value: (time, s) => {
      earthFixed(time, s, r_ecef)
      return course.along(r_ecef) - course.length + dive / WGS84_A
    },
  }
  const pulled = advance('glide', [event('level', 1)])
  if (pulled !== 'level') return 'it does not pull up'
  // The glide may have come too near already: it dives at once.
  if (Number.isFinite(dive) ? near.value(t, y) < 0 : dive < 0) {
    const ended = advance('glide', [event('slow', -1), ...(Number.isFinite(dive) ? [near] : [])])
    if (ended !== 'slow' && ended !== 'near') return 'it reaches the ground before it dives'
  }
  const [begin, state] = [t, y]
  if (advance('dive', [event('steep', -1)]) === undefined) return 'it does not come down'
  const free = flyFree(t, y, rocket.ballisticCoefficient, accuracy)
  return free === undefined ? 'it does not come down' : { dive: begin, state, pieces, free }
}

/** The whole flight as a table with its phases. */
function tableOf(rocket: Rocket, burnout: Burnout, glide: Glide): Trajectory {
  const { free, pieces, dive } = glide
  const table = tabulate(
    {
      burnout,
      free: { ...free, pieces: [...pieces, ...free.pieces], apogee: { ...free.apogee, t: burnout.t } },
    },
    rocket.nominalBurnTime,
    rocket.ballisticCoefficient,
  )
  let apogee = { t: 0, altitude: -Infinity }
  table.times.forEach((t, i) => {
    const altitude = geodeticHeight(table.r_ecef.subarray(3 * i, 3 * i + 3))
    if (altitude > apogee.altitude) apogee = { t, altitude }
  })
  const entry = Math.max(burnout.t, lastBelow(table, AIR_EDGE) ?? 0)
  const parts: Phase[] = [
    { name: 'boost', from: 0, to: burnout.t },
    { name: 'midcourse', from: burnout.t, to: entry },
    { name: 'glide', from: entry, to: dive },
    { name: 'terminal', from: dive, to: free.impact.t },
  ]
  return { ...table, apogee, phases: parts.filter((p) => p.to > p.from) }
}

function km(metres: number): string {
  return (metres / 1000).toFixed(0)
}

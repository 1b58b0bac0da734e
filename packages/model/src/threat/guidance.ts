import { OpendomeError } from '../core/index.ts'
import { WGS84_GM, geodesic } from '../earth/index.ts'
import { norm2 } from '../math/index.ts'
import { minimumEnergyArc } from './arcs.ts'
import { Course } from './course.ts'
import { radialAltitude } from './dynamics.ts'
import { earliestCutoff } from './earliest-cutoff.ts'
import { Target, flyWhole, type Place, type WholeFlight } from './flight.ts'
import { LEAST_SHARE, givenApogee, mostWasted } from './given-apogee.ts'
import { MOST_RANGE, largestShot, rangeOf } from './largest-range.ts'
import { ON_TARGET } from './onto-aim.ts'
import { newton } from './newton.ts'
import { COARSE, FINE, type Controls } from './powered.ts'
import {
  LEAST_TILT,
  MOST_TILT,
  NEAR_COURSE,
  bracket,
  fullBurn,
  scan,
  shootAt,
  type Family,
  type Shot,
} from './shooting.ts'
import type { Rocket } from './vehicle.ts'

/** Shape of a ballistic flight; apogee in m. */
export type BallisticShape = 'minimum-energy' | 'lofted' | 'depressed' | { readonly apogee: number }

/** Radius of the sphere on which the minimum-energy apogee of the waste rule is taken, m. */
const MEAN_RADIUS = 6_371_000
/** Shortest range that is guided, m. */
const LEAST_RANGE = 10_000
/** Residuals of the full flight are in units of these lengths, m: `ON_TARGET`, and what counts as at the apogee. */
const AT_APOGEE = 200
/** Miss of a full burn that is still accepted, m: flat flights repeat no better than that at the tolerance of integration. */
const MOST_MISS = 300
/** Nearer aims than this (m) are seen from where the steepest flight comes down, which Earth's turn carries away from the launch point. */
const NEAR_AIM = 4_000_000
/** Thrust that ends below this altitude (m) is remarked on. */
const DEEP = 60_000

/** Guided controls and the flight they give. */
export interface Guided {
  readonly controls: Controls
  readonly flight: WholeFlight
  /** What the guidance did beyond the shape asked for, one sentence each. */
  readonly notes: readonly string[]
}

/** One question to the guidance. */
interface Problem {
  readonly rocket: Rocket
  readonly launch: Place
  readonly target: Target
  /** m along the WGS 84 geodesic. */
  readonly distance: number
}

/**
 * Finds the controls with which `rocket` flies from `launch` to `aim` in the given shape, to within 300 m of the aim
 * (mostly 50 m) and of a given apogee. Throws `invalid` where the aim is within 10 km, `unsupported` where it is within the reach of the
 * vehicle but beyond 16,000 km, and `infeasible` where it is out of range (naming the largest range in that direction), where
 * there is more energy than can be wasted (naming the shortest range), or where the shape has no flight.
 */
export function guide(rocket: Rocket, launch: Place, aim: Place, shape: BallisticShape): Guided {
  const { distance } = geodesic(launch.lat, launch.lon, aim.lat, aim.lon)
  if (distance < LEAST_RANGE)
    throw new OpendomeError(
      'invalid',
      `aim ${km(distance)} km from the launch point: expected at least 10 km`,
      { hint: 'choose another aim or launch point' },
    )
  if (typeof shape === 'object' && !(shape.apogee > 0 && Number.isFinite(shape.apogee)))
    throw new OpendomeError('invalid', `apogee ${shape.apogee / 1000} km: expected above 0`)
  const problem = { rocket, launch, target: new Target(aim), distance }
  const guided = distance > MOST_RANGE ? undefined : inShape(problem, shape)
  if (guided === undefined) throw whyNot(problem, shape)
  const [x, y, z] = guided.flight.burnout.state
  const altitude = radialAltitude(x!, y!, z!)
  if (altitude > DEEP) return guided
  const deep = `thrust ends at ${km(altitude)} km, deep in the air: heating and loads are not modelled`
  return { ...guided, notes: [...guided.notes, deep] }
}

function inShape(problem: Problem, shape: BallisticShape): Guided | undefined {
  if (typeof shape === 'object') return throughApogee(problem, shape.apogee)
  if (shape === 'lofted') return burnAll(problem, 1)
  if (shape === 'depressed') return burnAll(problem, -1)
  return problem.rocket.thrustTermination ? cutOffEarly(problem) : waste(problem)
}

/** The course to the aim, from where the steepest flight of the family comes down if the aim is near. */
function courseOf({ launch, target, distance }: Problem, family?: Family): Course {
  const steepest = family === undefined || distance > NEAR_AIM ? 'far' : family(LEAST_TILT, 0)
  return typeof steepest === 'string'
    ? new Course(launch, target.r_ecef)
    : new Course(launch, target.r_ecef, steepest.rImpact_ecef)
}

/** Full burn on the steep (1) or the flat (−1) side of the largest range. */
function burnAll(problem: Problem, side: 1 | -1): Guided | undefined {
  const { rocket, launch } = problem
  const family = fullBurn(rocket, launch, COARSE)
  const course = courseOf(problem, family)
  const tilts = bracket(family, course, scan(family, course), side)
  if (tilts === undefined) return undefined
  const { flight } = shootAt(family, course, ...tilts, NEAR_COURSE)
  const refined = typeof flight === 'string' ? undefined : refine(problem, flight, 'tilt')
  if (refined !== undefined && between(refined.controls, tilts)) return refined
  // At the top of the range Newton may fail or slip to the other side: the search again, with fine flights.
  return onTarget(problem, shootAt(fullBurn(rocket, launch, FINE), course, ...tilts))
}

function between({ tiltNorth, tiltEast }: Controls, [a, b]: readonly [number, number]): boolean {
  const tilt = norm2(tiltNorth, tiltEast)
  return tilt > Math.min(a, b) && tilt < Math.max(a, b)
}

function onTarget({ target }: Problem, { flight }: Shot): Guided | undefined {
  if (typeof flight === 'string' || target.distance(flight.rImpact_ecef) > MOST_MISS) return undefined
  return { controls: flight.controls, flight, notes: [] }
}

/** Flight through a given apogee: the spare energy is cut off or wasted. */
function throughApogee(problem: Problem, apogee: number): Guided | undefined {
  const family = givenApogee(problem.rocket, problem.launch, apogee)
  const course = courseOf(problem, family)
  const { flight } = shootAt(family, course, LEAST_TILT, MOST_TILT, NEAR_COURSE)
  if (typeof flight === 'string') return undefined
  return refine(problem, flight, 'tilt-and-energy', apogee)
}

/** Minimum energy with cut-off: the earliest cut-off that reaches the aim. */
function cutOffEarly(problem: Problem): Guided | undefined {
  const flight = earliestCutoff(problem.rocket, problem.launch, courseOf(problem))
  return flight === undefined
    ? undefined
    : (refine(problem, flight, 'azimuth-and-energy') ?? nearestBurn(problem, flight.apogee))
}

/** Minimum energy without cut-off: full burn, spare energy wasted, at the apogee of the minimum-energy arc. */
function waste(problem: Problem): Guided | undefined {
  const apogee = arcApogee(problem.distance)
  const guided = throughApogee(problem, apogee)
  if (guided !== undefined || tooStrong(problem, () => apogee)) return guided
  // Nothing to waste so near the largest range: the full burn whose apogee is nearest.
  const nearest = nearestBurn(problem, apogee)
  if (nearest === undefined) return undefined
  const note = 'no energy to waste at this range: full burn with the apogee nearest to that of minimum energy'
  return { ...nearest, notes: [note] }
}

function nearestBurn(problem: Problem, apogee: number): Guided | undefined {
  const off = (g: Guided): number => Math.abs(g.flight.apogee - apogee)
  const burns = [burnAll(problem, 1), burnAll(problem, -1)].filter((b) => b !== undefined)
  return burns.sort((a, b) => off(a) - off(b))[0]
}

/** Apogee of the minimum-energy arc over a range, m. */
function arcApogee(range: number): number {
  return minimumEnergyArc(range, MEAN_RADIUS, WGS84_GM).apogee
}

/** Unknowns of the last correction: the tilt, with or without the end or the share of thrust, or that and the azimuth. */
type Unknowns = 'tilt' | 'tilt-and-energy' | 'azimuth-and-energy'

/**
 * Corrects a coarse flight with the fine one: Newton on the miss east and north and, where the apogee is part of the
 * question, on the apogee.
 */
function refine(
  problem: Problem,
  from: WholeFlight,
  unknowns: Unknowns,
  apogee?: number,
): Guided | undefined {
  const { rocket, launch, target } = problem
  const { tiltNorth, tiltEast, cutoff, thrustShare } = from.controls
  const cuts = rocket.thrustTermination
  const tilt = norm2(tiltNorth, tiltEast)
  // The unknowns are counted in these steps, which also are those of the differences.
  const step = Math.max(1e-7, 5e-4 * tilt)
  const lastStep = cuts ? 0.0125 : 2.5e-4
  const controlsOf = (u: Float64Array): Controls => {
    const first = u[0]! * step
    const last = unknowns === 'tilt' ? 0 : u[u.length - 1]! * lastStep
    const turns = unknowns === 'azimuth-and-energy'
    return {
      tiltNorth: tiltNorth + (turns ? (-tiltEast / tilt) * first : first),
      tiltEast: tiltEast + (turns ? (tiltNorth / tilt) * first : u[1]! * step),
      cutoff: cuts ? cutoff + last : Infinity,
      thrustShare: cuts ? 1 : thrustShare + last,
    }
  }
  const fly = (u: Float64Array): WholeFlight | undefined => {
    const controls = controlsOf(u)
    if (cuts ? !(controls.cutoff > 0) : !(controls.thrustShare > 0)) return undefined
    const flight = flyWhole(rocket, launch, controls, FINE)
    return typeof flight === 'string' || !target.faces(flight.rImpact_ecef) ? undefined : flight
  }
  const residual = (u: Float64Array): Float64Array | undefined => {
    const flight = fly(u)
    if (flight === undefined) return undefined
    const miss = [target.east(flight.rImpact_ecef) / ON_TARGET, target.north(flight.rImpact_ecef) / ON_TARGET]
    return Float64Array.from(apogee === undefined ? miss : [...miss, (flight.apogee - apogee) / AT_APOGEE])
  }
  const n = apogee === undefined ? 2 : 3
  const found = newton(residual, new Float64Array(n), new Float64Array(n).fill(1), 20)
  const flight = found === undefined ? undefined : fly(found.x)
  return flight === undefined || !affordable(rocket, flight.controls)
    ? undefined
    : { controls: flight.controls, flight, notes: [] }
}

/** Does a flight need no more than the vehicle has, and waste no more than it can? */
function affordable(rocket: Rocket, controls: Controls): boolean {
  if (controls.thrustShare > 1 || controls.thrustShare < LEAST_SHARE) return false
  return controls.cutoff === Infinity || controls.cutoff <= rocket.nominalBurnTime
}

/** Is the aim nearer than the shortest flight to this apogee? Only where spare energy has to be wasted. */
function tooStrong(problem: Problem, apogeeFor: (flight: WholeFlight) => number): WholeFlight | undefined {
  const { rocket, launch } = problem
  if (rocket.thrustTermination) return undefined
  const course = courseOf(problem)
  const shortest = mostWasted(rocket, launch, course, apogeeFor)
  return shortest !== undefined && course.along(shortest.rImpact_ecef) > course.length ? shortest : undefined
}

/** Why there is no such flight. */
function whyNot(problem: Problem, shape: BallisticShape): OpendomeError {
  const { rocket, launch, target, distance } = problem
  const asked = km(distance)
  const most = rangeOf(launch, largestShot(rocket, launch, new Course(launch, target.r_ecef)).flight)
  if (distance > most && most < MOST_RANGE)
    return new OpendomeError(
      'infeasible',
      `range ${asked} km: the largest in that direction is ${km(most)} km`,
      { hint: 'choose a nearer aim, a lighter payload or another vehicle' },
    )
  if (distance > MOST_RANGE)
    return new OpendomeError('unsupported', `range ${asked} km: expected at most ${km(MOST_RANGE)} km`, {
      hint: 'near the antipode an aim has no direction; choose a nearer one',
    })
  const wanted = typeof shape === 'object' ? `flight with apogee ${km(shape.apogee)} km` : `${shape} flight`
  const unreachable = (reason: string, hint: string): OpendomeError =>
    new OpendomeError('infeasible', `${wanted} over ${asked} km: ${reason}`, { hint })
  if (shape === 'minimum-energy' || typeof shape === 'object') {
    const apogeeFor = (flight: WholeFlight): number =>
      typeof shape === 'object' ? shape.apogee : arcApogee(Math.max(LEAST_RANGE, rangeOf(launch, flight)))
    const shortest = tooStrong(problem, apogeeFor)
    if (shortest !== undefined)
      return unreachable(
        `more energy than can be wasted, the shortest such flight in that direction goes ${km(rangeOf(launch, shortest))} km`,
        'choose a farther aim, trajectory lofted, or a vehicle with thrust_termination',
      )
  }
  if (typeof shape === 'object') {
    const highest = burnAll(problem, 1)?.flight.apogee ?? Infinity
    if (shape.apogee > highest)
      return unreachable(
        `more energy than the vehicle has, which reaches ${km(highest)} km over that range`,
        'choose a lower apogee or a lighter payload',
      )
  }
  if ((shape === 'lofted' || shape === 'depressed') && most >= MOST_RANGE)
    return unreachable(
      `with all its propellant the vehicle nearly orbits in that direction, and no ${shape === 'lofted' ? 'steep' : 'flat'} flight comes down at the aim`,
      'raise the payload, or choose trajectory minimum-energy or {apogee_km}',
    )
  return unreachable(
    `no such flight found (the largest range in that direction is ${km(most)} km)`,
    'try another trajectory: minimum-energy, lofted, depressed or {apogee_km}',
  )
}

function km(metres: number): string {
  return (metres / 1000).toFixed(metres < 100_000 ? 1 : 0)
}

import { OpendomeError } from '../core/index.ts'
import { WGS84_GM, geodesic } from '../earth/index.ts'
import { cos, goldenMinimum, norm2, sin } from '../math/index.ts'
import { minimumEnergyArc } from './arcs.ts'
import { Target, flyWhole, type Place, type WholeFlight } from './flight.ts'
import { largestRange, tiltOnBranch } from './largest-range.ts'
import { newton } from './newton.ts'
import { FINE, type Burnout, type Controls } from './powered.ts'
import {
  controlsOf,
  loftOfApogee,
  loftOfFullBurn,
  plausible,
  roughControls,
  solveTwoBody,
  stepsOf,
  type Problem,
} from './search.ts'
import { cheapestTime } from './targeting.ts'
import type { Rocket } from './vehicle.ts'

/** Shape of a flight; apogee in m. */
export type Shape = 'minimum-energy' | 'lofted' | 'depressed' | { readonly apogee: number }

/** Radius of the sphere on which the minimum-energy apogee of the waste rule is taken, m. */
const MEAN_RADIUS = 6_371_000
/** Residuals of the full flight are in units of these lengths, m: what counts as on target, and as at the apogee. */
const ON_TARGET = 50
const AT_APOGEE = 200
/** A full burn stands for minimum energy only if its apogee is within this share of that of minimum energy. */
const NEAR_APOGEE = 0.5

/** Guided controls and the flight they give. */
export interface Guided {
  readonly controls: Controls
  readonly flight: WholeFlight
  /** What the guidance did beyond the shape asked for, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * Corrects the two-body answer with the whole flight (rotation, J2, drag): Newton on the miss east and north and,
 * where the apogee is part of the question, on the apogee. `free` says which unknowns may move.
 */
function refine(
  problem: Problem,
  x0: Float64Array,
  free: 'tilt' | 'tilt-and-third' | 'azimuth-and-third',
  apogee?: number,
): Guided | undefined {
  const { rocket, launch, target } = problem
  let last: WholeFlight | undefined
  const tilt0 = norm2(x0[0] as number, x0[1] as number)
  const toControls = (u: Float64Array): Float64Array => {
    if (free === 'tilt') return Float64Array.of(u[0] as number, u[1] as number, x0[2] as number)
    if (free === 'tilt-and-third') return u
    // The tilt keeps its size; the first unknown turns it.
    const turn = u[0] as number
    const [n, e] = [x0[0] as number, x0[1] as number]
    return Float64Array.of(n * cos(turn) - e * sin(turn), n * sin(turn) + e * cos(turn), u[1] as number)
  }
  const residual = (u: Float64Array): Float64Array | undefined => {
    const x = toControls(u)
    if (!plausible(problem, x)) return undefined
    last = flyWhole(rocket, launch, controlsOf(problem, x), FINE)
    if (last === undefined || !target.faces(last.rImpact_ecef)) return undefined
    const east = target.east(last.rImpact_ecef) / ON_TARGET
    const north = target.north(last.rImpact_ecef) / ON_TARGET
    return apogee === undefined
      ? Float64Array.of(east, north)
      : Float64Array.of(east, north, (last.apogee - apogee) / AT_APOGEE)
  }
  const steps = stepsOf(problem, x0).map((s) => s / 4)
  const [start, scale] =
    free === 'azimuth-and-third'
      ? [
          Float64Array.of(0, x0[2] as number),
          Float64Array.of((steps[0] as number) / Math.max(tilt0, 1e-6), steps[2] as number),
        ]
      : free === 'tilt'
        ? [x0.slice(0, 2), steps.slice(0, 2)]
        : [x0, steps]
  const found = newton(residual, start, scale, 20)
  if (found === undefined) return undefined
  const controls = controlsOf(problem, toControls(found.x))
  const flight = flyWhole(rocket, launch, controls, FINE)
  return flight === undefined ? undefined : { controls, flight, notes: [] }
}

/** Full burn on the high (1) or the low (−1) branch. */
function fullBurn(rocket: Rocket, launch: Place, target: Target, side: 1 | -1): Guided | undefined {
  const problem: Problem = { rocket, launch, target, unknown: 'time' }
  const loft = loftOfFullBurn(target, side)
  const x = solveTwoBody(problem, loft) ?? roughControls(problem, loft)
  const guided = x === undefined ? undefined : refine(problem, x, 'tilt')
  if (guided !== undefined && sideOf(guided, target) === side) return guided
  // Near the largest range the branches meet and Newton may fail or slip across: search along the branch instead.
  const near = tiltOnBranch(rocket, launch, target, side)
  const again = near === undefined ? undefined : refine(problem, near, 'tilt')
  return again !== undefined && sideOf(again, target) === side ? again : undefined
}

/** Is a flight on the long (1) or the short (−1) side of the cheapest arc from its burnout? */
function sideOf(guided: Guided, target: Target): 1 | -1 {
  const { burnout, free } = guided.flight
  return free.impact.t - burnout.t >= cheapestTime(burnout, target.r_ecef) ? 1 : -1
}

/** Flight through a given apogee: the spare energy is cut off or wasted. */
function throughApogee(rocket: Rocket, launch: Place, target: Target, apogee: number): Guided | undefined {
  const problem: Problem = {
    rocket,
    launch,
    target,
    unknown: rocket.thrustTermination ? 'cutoff' : 'share',
  }
  const loft = loftOfApogee(target, apogee)
  const x = solveTwoBody(problem, loft) ?? roughControls(problem, loft)
  const guided = x === undefined ? undefined : refine(problem, x, 'tilt-and-third', apogee)
  return guided !== undefined && affordable(rocket, guided.controls) ? guided : undefined
}

/** Does a flight need no more than the vehicle has? */
function affordable(rocket: Rocket, controls: Controls): boolean {
  if (controls.thrustShare > 1) return false
  return controls.cutoff === Infinity || controls.cutoff <= rocket.nominalBurnTime
}

/** The earliest cut-off that reaches the aim: a search over the loft around that of the cheapest arc. */
function earliestCutoff(rocket: Rocket, launch: Place, target: Target): Guided | undefined {
  const problem: Problem = { rocket, launch, target, unknown: 'cutoff' }
  const cheapest = (burnout: Burnout): number => cheapestTime(burnout, target.r_ecef)
  let best = solveTwoBody(problem, cheapest)
  if (best === undefined) return undefined
  let start = best
  const cutoffAt = (stretch: number): number => {
    const x = solveTwoBody(problem, (b) => stretch * cheapest(b), start)
    if (x === undefined) return Infinity
    start = x
    if ((x[2] as number) < ((best as Float64Array)[2] as number)) best = x
    return x[2] as number
  }
  goldenMinimum(cutoffAt, 0.75, 1.25, 0.01)
  const guided = refine(problem, best, 'azimuth-and-third')
  return guided !== undefined && affordable(rocket, guided.controls) ? guided : undefined
}

/** Minimum energy without cut-off: full burn, spare energy wasted, at the apogee of the minimum-energy arc. */
function wasted(rocket: Rocket, launch: Place, target: Target): Guided | undefined {
  const range = geodesic(launch.lat, launch.lon, target.place.lat, target.place.lon).distance
  const apogee = minimumEnergyArc(Math.min(range, 3.1 * MEAN_RADIUS), MEAN_RADIUS, WGS84_GM).apogee
  const guided = throughApogee(rocket, launch, target, apogee)
  if (guided !== undefined) return guided
  // Nothing to waste so near the largest range: the full burn whose apogee is nearest.
  const branches = [fullBurn(rocket, launch, target, 1), fullBurn(rocket, launch, target, -1)]
  const flown = branches.filter((b) => b !== undefined)
  flown.sort((a, b) => Math.abs(a.flight.apogee - apogee) - Math.abs(b.flight.apogee - apogee))
  const nearest = flown[0]
  return nearest === undefined || Math.abs(nearest.flight.apogee - apogee) > NEAR_APOGEE * apogee
    ? undefined
    : {
        ...nearest,
        notes: [
          'no energy to waste at this range: full burn with the apogee nearest to that of minimum energy',
        ],
      }
}

/**
 * Finds the controls with which `rocket` flies from `launch` to `aim` in the given shape, to within
 * 100 m of the aim. Throws `infeasible` with the largest range in that direction where the aim is out of range,
 * or says that the shape cannot be flown.
 */
export function guide(rocket: Rocket, launch: Place, aim: Place, shape: Shape): Guided {
  const target = new Target(aim)
  const line = geodesic(launch.lat, launch.lon, aim.lat, aim.lon)
  if (line.distance < 10_000)
    throw new OpendomeError(
      'invalid',
      `aim ${km(line.distance)} km from the launch point: expected at least 10 km`,
    )
  const guided =
    typeof shape === 'object'
      ? throughApogee(rocket, launch, target, shape.apogee)
      : shape === 'lofted'
        ? fullBurn(rocket, launch, target, 1)
        : shape === 'depressed'
          ? fullBurn(rocket, launch, target, -1)
          : rocket.thrustTermination
            ? (earliestCutoff(rocket, launch, target) ?? fullBurn(rocket, launch, target, 1))
            : wasted(rocket, launch, target)
  if (guided !== undefined) return guided

  const most = largestRange(rocket, launch, line.azimuth1)
  if (most.range < line.distance)
    throw new OpendomeError(
      'infeasible',
      `range ${km(line.distance)} km: the largest in that direction is ${km(most.range)} km`,
      { hint: 'choose a nearer aim, a lighter payload or another vehicle' },
    )
  const wanted = typeof shape === 'object' ? `flight with apogee ${km(shape.apogee)} km` : `${shape} flight`
  throw new OpendomeError(
    'infeasible',
    `${wanted} over ${km(line.distance)} km: no such flight found (the largest range in that direction is ${km(most.range)} km)`,
    { hint: 'try another trajectory: minimum-energy, lofted, depressed or {apogee_km}' },
  )
}

function km(metres: number): string {
  return (metres / 1000).toFixed(metres < 100_000 ? 1 : 0)
}

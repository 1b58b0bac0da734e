import { acos, brent, cos, exp, goldenMinimum, ln, norm3, sin } from '../math/index.ts'
import type { Course } from './course.ts'
import { flyWhole, type Failure, type Place, type WholeFlight } from './flight.ts'
import type { Accuracy, Controls } from './powered.ts'
import type { Rocket } from './vehicle.ts'

/**
 * The outer half of guidance: whole flights are shot at the aim. Every family of flights (full burn, given apogee) has two
 * unknowns, tilt and azimuth. The azimuth brings the impact onto the course to the aim; what is left is range against
 * tilt: it rises from nearly nothing at the smallest tilt to the largest range and falls until the vehicle hits the ground.
 */

/** Smallest and largest pitch-over tilt that is searched, rad. */
export const LEAST_TILT = 5e-4
export const MOST_TILT = 1.4
/** Steps of the scan over tilt, equal in the logarithm. */
const SCAN_STEPS = 20
/** Turns of the azimuth allowed to each flight of the scan: the short ones at its start may never come onto the course. */
const SCAN_TURNS = 4
/** From this angle along the course on (rad) a flight's azimuth is worth passing on. */
const SETTLED = 0.3
/** Beyond this angle along the course (rad) a flight counts as too far: near the antipode azimuth steers no more. */
const FARTHEST = 2.8
const NO_RETURN = 3
/** So does one that comes down more than this angle (rad) after its apogee: it goes most of the way round. */
const LONGEST_FALL = 1.75
/** How exactly an impact is brought onto the course, rad at Earth's centre: 2 m; in a search that is refined later 600 m. */
const ON_COURSE = 3e-7
export const NEAR_COURSE = 1e-4
/** Stands in a search over range for a flight that goes too far (+) or falls short (−) without an impact, rad. */
const BEYOND = 4

/** Flights of one family, each by tilt (rad from the vertical) and azimuth (rad from north). */
export type Family = (tilt: number, azimuth: number) => WholeFlight | Failure

/** A flight that comes down on the course. */
export interface Shot {
  readonly tilt: number
  readonly azimuth: number
  /** Angle along the course, rad; 4 where it goes too far, −4 where it falls short without an impact. */
  readonly along: number
  readonly flight: WholeFlight | Failure
}

/** Flies all propellant with full thrust. */
export function fullBurn(rocket: Rocket, launch: Place, accuracy: Accuracy): Family {
  return (tilt, azimuth) => flyWhole(rocket, launch, controlsAt(tilt, azimuth), accuracy)
}

export function controlsAt(tilt: number, azimuth: number, cutoff = Infinity, thrustShare = 1): Controls {
  return { tiltNorth: tilt * cos(azimuth), tiltEast: tilt * sin(azimuth), cutoff, thrustShare }
}

/**
 * Turns the azimuth, from `start`, until the flight at this tilt comes down within `tolerance` (rad) of the course;
 * where that takes more than `mostTurns`, the last flight is taken as it is.
 */
export function shootAlong(
  family: Family,
  course: Course,
  tilt: number,
  tolerance = ON_COURSE,
  start = course.azimuth,
  mostTurns = 8,
): Shot {
  const wheel = new Wheel(course, start)
  for (let i = 0; ; i++) {
    const { azimuth } = wheel
    const flight = family(tilt, azimuth)
    if (flight === 'short') return { tilt, azimuth, along: -BEYOND, flight }
    if (flight === 'far' || fallAngle(flight) > LONGEST_FALL)
      return { tilt, azimuth, along: BEYOND, flight: 'far' }
    const along = course.along(flight.rImpact_ecef)
    const done = i === mostTurns || Math.abs(course.left(flight.rImpact_ecef)) < tolerance
    if (along > (done ? FARTHEST : NO_RETURN)) return { tilt, azimuth, along: BEYOND, flight: 'far' }
    if (done) return { tilt, azimuth, along, flight }
    wheel.turn(flight.rImpact_ecef)
  }
}

/** Steers the launch azimuth (rad) so that impacts come onto a course: Newton's step on the sphere, then secants. */
export class Wheel {
  azimuth: number
  readonly #course: Course
  #last: { readonly azimuth: number; readonly left: number } | undefined

  constructor(course: Course, azimuth: number) {
    this.#course = course
    this.azimuth = azimuth
  }

  /** One turn, of at most 0.5 rad, after the flight at the present azimuth has come down at `rImpact_ecef`. */
  turn(rImpact_ecef: Float64Array): void {
    const { azimuth } = this
    const left = this.#course.left(rImpact_ecef)
    // Left of the course grows as the azimuth falls, by about the sine of the way gone.
    const expected = Math.max(1e-3, Math.abs(sin(this.#course.along(rImpact_ecef))))
    let gain = expected
    if (this.#last !== undefined) {
      const seen = (this.#last.left - left) / (azimuth - this.#last.azimuth)
      if (seen > expected / 5 && seen < 5 * expected) gain = seen
    }
    this.#last = { azimuth, left }
    this.azimuth += Math.max(-0.5, Math.min(0.5, left / gain))
  }
}

/** Inertial angle from the apogee to the impact, rad. */
function fallAngle({ free }: WholeFlight): number {
  const [a, b] = [free.apogee.state, free.impact.state]
  const cosine =
    (a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!) /
    (norm3(a[0]!, a[1]!, a[2]!) * norm3(b[0]!, b[1]!, b[2]!))
  return acos(Math.max(-1, Math.min(1, cosine)))
}

/** Flights over the whole range of tilts, from the steepest; each starts with the azimuth that the one before has found. */
export function scan(family: Family, course: Course): Shot[] {
  const step = ln(MOST_TILT / LEAST_TILT) / (SCAN_STEPS - 1)
  const shots: Shot[] = []
  let azimuth = course.azimuth
  for (let i = 0; i < SCAN_STEPS; i++) {
    const shot = shootAlong(family, course, LEAST_TILT * exp(i * step), NEAR_COURSE, azimuth, SCAN_TURNS)
    if (shot.along > SETTLED && shot.along < BEYOND) azimuth = shot.azimuth
    shots.push(shot)
  }
  return shots
}

/** The shot with the largest range near the best of a scan. */
export function farthest(family: Family, course: Course, shots: readonly Shot[]): Shot {
  let best = 0
  shots.forEach((s, i) => {
    if (s.along > shots[best]!.along) best = i
  })
  const centre = shots[best]!
  if (centre.along >= BEYOND) return centre
  const from = shots[Math.max(0, best - 1)]!
  const to = shots[Math.min(shots.length - 1, best + 1)]!
  const top = goldenMinimum(
    (x) => -shootAlong(family, course, exp(x), NEAR_COURSE, centre.azimuth).along,
    ln(from.tilt),
    ln(to.tilt),
    1e-5,
  )
  return shootAlong(family, course, exp(top.x), ON_COURSE, centre.azimuth)
}

/**
 * Tilts (of a flight short of the aim, of one over it) on the steep (1) or the flat (−1) side of the largest range; undefined
 * where no flight gets there.
 */
export function bracket(
  family: Family,
  course: Course,
  shots: readonly Shot[],
  side: 1 | -1,
): readonly [short: number, over: number] | undefined {
  const ordered = side === 1 ? shots : [...shots].reverse()
  const over = ordered.findIndex((s) => s.along >= course.length)
  if (over === 0) return undefined
  if (over > 0) return [ordered[over - 1]!.tilt, ordered[over]!.tilt]
  const top = farthest(family, course, shots)
  if (top.along < course.length) return undefined
  const short = ordered.findLast((s) => (side === 1 ? s.tilt < top.tilt : s.tilt > top.tilt))
  return short === undefined ? undefined : [short.tilt, top.tilt]
}

/**
 * The flight between two tilts that comes down at the end of the course, to `tolerance` (rad); where range jumps over
 * the aim, a flight beside the jump.
 */
export function shootAt(
  family: Family,
  course: Course,
  short: number,
  over: number,
  tolerance = ON_COURSE,
): Shot {
  const far = shootAlong(family, course, over, tolerance)
  const start = far.flight === 'far' ? course.azimuth : far.azimuth
  const near = shootAlong(family, course, short, tolerance, start)
  // At the top of the range a finer flight may not quite make it, nor have to.
  if (near.along >= course.length) return near
  if (far.along <= course.length) return far
  let best = Math.abs(near.along - course.length) < Math.abs(far.along - course.length) ? near : far
  const [nearEnd, farEnd] = [ln(short), ln(over)]
  const miss = (x: number): number => {
    // Beside an edge of the family the azimuth moves fast with the tilt: the nearest flight so far knows it best.
    const from = typeof best.flight === 'string' ? start : best.azimuth
    const ends = x === farEnd ? far : x === nearEnd ? near : undefined
    const shot = ends ?? shootAlong(family, course, exp(x), tolerance, from)
    const off = shot.along - course.length
    if (Math.abs(off) < Math.abs(best.along - course.length)) best = shot
    return off
  }
  brent(miss, nearEnd, farEnd, tolerance / 300)
  return best
}

import { brent, exp, goldenMinimum, ln } from '../math/index.ts'
import type { Course } from './course.ts'
import { endingAt } from './given-apogee.ts'
import type { Failure, Place, WholeFlight } from './flight.ts'
import { COARSE, flyPowered } from './powered.ts'
import {
  LEAST_TILT,
  MOST_TILT,
  NEAR_COURSE,
  bracket,
  controlsAt,
  fullBurn,
  scan,
  shootAt,
  Wheel,
} from './shooting.ts'
import type { Rocket } from './vehicle.ts'

/**
 * The flight to the end of the course whose thrust ends first. At each tilt one recorded burn holds all cut-offs;
 * the one that reaches the aim is found by its range, then the azimuth is turned onto the course. Between the tilts of the two full
 * burns that reach the aim the cut-off time has one minimum. Undefined where no full burn gets there.
 */
export function earliestCutoff(rocket: Rocket, launch: Place, course: Course): WholeFlight | undefined {
  const family = fullBurn(rocket, launch, COARSE)
  const shots = scan(family, course)
  // Tilts whose full burn goes beyond the aim, and the two between which all such lie.
  const inside = shots.filter((s) => s.along >= course.length).map((s) => s.tilt)
  const ends = ([1, -1] as const).map((side) => bracket(family, course, shots, side))
  // A vehicle that does not come down at any tilt has no such ends, and any tilt to try.
  if (inside.length === 0 && ends[0] === undefined && ends[1] === undefined) return undefined
  const [steep, flat] = [ends[0]?.[0] ?? LEAST_TILT, ends[1]?.[0] ?? MOST_TILT]
  // Near the largest range no tilt of the scan is inside: the roots on both sides bound what is.
  const tilts =
    inside.length > 0
      ? [steep, ...inside, flat]
      : ends.flatMap((e) => (e === undefined ? [] : [shootAt(family, course, ...e, NEAR_COURSE).tilt, e[1]]))
  tilts.sort((x, y) => x - y)

  let azimuth = course.azimuth
  let guess = 0
  const best: { flight?: WholeFlight } = {}
  const timeAt = (x: number): number => {
    const flight = cutOffOnCourse(rocket, launch, course, exp(x), azimuth, guess)
    if (typeof flight === 'string') return Infinity
    azimuth = flight.azimuth
    guess = flight.flight.burnout.t
    if (best.flight === undefined || flight.flight.burnout.t < best.flight.burnout.t)
      best.flight = flight.flight
    return flight.flight.burnout.t
  }
  const at = tilts.map((tilt) => timeAt(ln(tilt)))
  const first = at.indexOf(Math.min(...at))
  const [low, high] = [tilts[Math.max(0, first - 1)]!, tilts[Math.min(tilts.length - 1, first + 1)]!]
  goldenMinimum(timeAt, ln(low), ln(high), Math.min(0.02, ln(high / low) / 20))
  return best.flight
}

/** The cut-off flight at this tilt that comes down at the end of the course, its azimuth turned onto it. */
function cutOffOnCourse(
  rocket: Rocket,
  launch: Place,
  course: Course,
  tilt: number,
  start: number,
  guess: number,
): { readonly flight: WholeFlight; readonly azimuth: number } | Failure {
  const wheel = new Wheel(course, start)
  let near = guess
  for (let i = 0; ; i++) {
    const { azimuth } = wheel
    const controls = controlsAt(tilt, azimuth)
    const burn = flyPowered(rocket, launch.lat, launch.lon, controls, { ...COARSE, dense: true })
    const over = (t: number): number => {
      const flight = endingAt(rocket, burn, controls, t)
      if (typeof flight === 'string') return flight === 'far' ? 10 : -10
      return course.along(flight.rImpact_ecef) - course.length
    }
    const first = 2 * rocket.verticalRise
    if (burn.t <= first) return 'short'
    const spare = over(burn.t)
    // The shortest burn that guidance allows goes beyond the aim.
    if (spare > 0 && over(first) > 0) return 'far'
    const [low, high] = [Math.max(first, near - 2), Math.min(burn.t, near + 2)]
    const around = low < high && over(low) <= 0 && over(high) >= 0
    const cutoff = spare <= 0 ? burn.t : brent(over, around ? low : first, around ? high : burn.t, 1e-3)
    near = cutoff
    const flight = endingAt(rocket, burn, controls, cutoff)
    if (typeof flight === 'string') return flight
    // A burn that just reaches the aim may miss it by the tolerance of the search.
    if (i === 5 || Math.abs(course.left(flight.rImpact_ecef)) < NEAR_COURSE)
      return spare < -NEAR_COURSE ? 'short' : { flight, azimuth }
    wheel.turn(flight.rImpact_ecef)
  }
}

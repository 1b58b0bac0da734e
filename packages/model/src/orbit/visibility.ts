import { OpendomeError, requireWithin } from '../core/index.ts'
import { WGS84_A } from '../earth/index.ts'
import { acos, asin, atan2, cos, sin } from '../math/index.ts'
import { SphericalCell } from './cell.ts'
import { repeatAngle } from './repeat.ts'
import type { Shell } from './shell.ts'

/**
 * Full angle of the cone that touches the sphere of `radius` (m) seen from `altitude` (m), rad: 2 asin(R/(R + h)).
 * Beyond it a sensor looks past the limb. Errors: `invalid` for a negative altitude.
 */
export function limbConeAngle(altitude: number, radius = WGS84_A): number {
  requireAltitude(altitude, radius)
  return 2 * asin(radius / (radius + altitude))
}

/** Part of the sphere within the horizon seen from `altitude` (m): (1 − R/(R + h))/2. Errors as `limbConeAngle`. */
export function horizonCapFraction(altitude: number, radius = WGS84_A): number {
  requireAltitude(altitude, radius)
  return (0.5 * altitude) / (radius + altitude)
}

/**
 * Central angle (rad) from the point below a satellite at `altitude` (m) to where it stands `elevation` (rad, −π/2 to π/2)
 * above the horizon: acos(R cos ε/(R + h)) − ε. Errors: `invalid` out of range.
 */
export function centralAngleAt(altitude: number, elevation: number, radius = WGS84_A): number {
  requireAltitude(altitude, radius)
  requireWithin('elevation', elevation, -Math.PI / 2, Math.PI / 2, 'rad')
  return acos((radius * cos(elevation)) / (radius + altitude)) - elevation
}

/** Elevation (rad) of a satellite at `altitude` (m) seen `central` (rad, 0 to π) from the point below it; inverse of `centralAngleAt`. */
export function elevationAt(altitude: number, central: number, radius = WGS84_A): number {
  requireAltitude(altitude, radius)
  requireWithin('central angle', central, 0, Math.PI, 'rad')
  return atan2((radius + altitude) * cos(central) - radius, (radius + altitude) * sin(central))
}

/**
 * Central angle (rad) around the point below a satellite at `altitude` (m) within which points at `targetAltitude` lie within `nadir` (rad, 0 to π/2) of the
 * vertical and are not hidden by the Earth: asin((R + h) sin η/(R + z)) − η, at most acos(R/(R + h)) + acos(R/(R + z)). Where the cone
 * passes below the limb of the targets, those beyond where it first meets their height are left out. Errors: `invalid` out of range, or for targets not
 * below the satellite.
 */
export function centralAngleWithin(
  altitude: number,
  nadir: number,
  targetAltitude = 0,
  radius = WGS84_A,
): number {
  requireAltitude(altitude, radius)
  requireWithin('angle from the vertical', nadir, 0, Math.PI / 2, 'rad')
  if (!(targetAltitude >= 0 && targetAltitude < altitude))
    throw new OpendomeError(
      'invalid',
      `target altitude ${targetAltitude} m: expected 0 to below ${altitude} m, the satellite's`,
    )
  const target = radius + targetAltitude
  const sine = ((radius + altitude) * sin(nadir)) / target
  const hidden = acos(radius / (radius + altitude)) + acos(radius / target)
  return sine >= 1 ? hidden : Math.min(hidden, asin(sine) - nadir)
}

export interface WorstAngleOptions {
  /** The answer is at most this far below the true maximum over time, rad; default 1e-5. */
  readonly tolerance?: number | undefined
}

/**
 * Largest central angle (rad) from any point of the sphere to its nearest satellite, at the worst moment of a revolution.
 *
 * At one moment the worst point is a corner of a satellite's spherical Voronoi cell (the centre of a cap through three
 * satellites with none inside). Over time the worst angle cannot change faster than the satellites move, so intervals
 * that cannot beat the best by `tolerance` are dropped (Piyavskii 1972, Shubert 1972): the maximum is bracketed, not sampled.
 * Only the part of a revolution after which the pattern repeats is searched. Precession by J2 turns all planes together and
 * changes nothing. Work grows with the square of the number of satellites.
 *
 * Errors: `invalid` for a tolerance outside 1e-9 … 0.1 rad.
 */
export function worstCentralAngle(shell: Shell, options: WorstAngleOptions = {}): number {
  const { tolerance = 1e-5 } = options
  requireWithin('tolerance', tolerance, 1e-9, 0.1, 'rad')
  const unit = new Float64Array(3 * shell.count)
  const place = new Float64Array(3)
  const cell = new SphericalCell(shell.count)

  const worstAt = (angle: number): number => {
    const t = angle / shell.meanMotion
    for (let i = 0; i < shell.count; i++) {
      shell.position(t, i, place)
      unit[3 * i] = place[0]! / shell.radius
      unit[3 * i + 1] = place[1]! / shell.radius
      unit[3 * i + 2] = place[2]! / shell.radius
    }
    let worst = 0
    for (let i = 0; i < shell.count; i++) worst = Math.max(worst, cell.radius(unit, i))
    return worst
  }

  let best = 0
  const search = (from: number, to: number, atFrom: number, atTo: number): void => {
    if (0.5 * (atFrom + atTo + to - from) <= best + tolerance) return
    const middle = 0.5 * (from + to)
    const atMiddle = worstAt(middle)
    best = Math.max(best, atMiddle)
    search(from, middle, atFrom, atMiddle)
    search(middle, to, atMiddle, atTo)
  }

  // A few even steps first, so that the search starts from a good value.
  const steps = 16
  const width = repeatAngle(shell) / steps
  const values = Array.from({ length: steps + 1 }, (_, k) => worstAt(k * width))
  best = Math.max(...values)
  for (let k = 0; k < steps; k++) search(k * width, (k + 1) * width, values[k]!, values[k + 1]!)
  return best
}

function requireAltitude(altitude: number, radius: number): void {
  if (!(radius > 0 && radius < Infinity)) {
    throw new OpendomeError('invalid', `radius ${radius} m: expected above 0`)
  }
  requireWithin('altitude', altitude, 0, 1e12, 'm')
}

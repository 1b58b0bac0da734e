import { OpendomeError } from '../core/index.ts'
import { cos, sin } from '../math/index.ts'
import { ASTRONOMICAL_UNIT } from './constants.ts'
import { equinoxDrift, type Epoch } from './time.ts'

const DEGREE = Math.PI / 180
const J2000 = 2451545
const CENTURY = 36525

/** Farthest from J2000, Julian centuries: 1900 to 2100. */
const FARTHEST = 1

/**
 * Direction of the Sun from the Earth's centre (unit vector, ECI) at `t` seconds after `epoch`, written to `out`; returns
 * its distance, m. Good to 0.01° and 1e−4 of the distance between 1900 and 2100, aberration included. Allocates nothing.
 *
 * Meeus, Astronomical Algorithms (2nd ed.), chapter 25, low accuracy: Kepler ellipse with the equation of the centre, and the largest
 * term of nutation. It counts in terrestrial time; UTC in its place moves the Sun by 0.0008°. The place is that over
 * the ground: from the true equator and mean equinox of the instant, turned by the `equinoxDrift` as satellites are.
 *
 * Errors: `unsupported` outside 1900 to 2100.
 */
export function sunDirection(epoch: Epoch, t: number, out: Float64Array): number {
  const T = (epoch.julianDay - J2000 + (epoch.secondOfDay + t) / 86_400) / CENTURY
  if (!(Math.abs(T) <= FARTHEST)) {
    throw new OpendomeError('unsupported', `Sun ${T} Julian centuries from 2000: expected -1 to 1`)
  }
  const distance = sunOfDate(T, out)

  // From the mean equinox that ECI's x axis was at the epoch: GMST and the scenario's angle differ by the drift.
  const drift = equinoxDrift(epoch, t)
  const c = cos(drift)
  const s = sin(drift)
  const x = out[0]!
  out[0] = c * x + s * out[1]!
  out[1] = c * out[1]! - s * x
  return distance
}

/** The same in the true equator and mean equinox of date, `T` Julian centuries (terrestrial time) after J2000. */
export function sunOfDate(T: number, out: Float64Array): number {
  // Mean longitude, mean anomaly and eccentricity, then the equation of the centre.
  const meanLongitude = 280.46646 + T * (36000.76983 + T * 0.0003032)
  const anomaly = (357.52911 + T * (35999.05029 - T * 0.0001537)) * DEGREE
  const eccentricity = 0.016708634 - T * (0.000042037 + T * 0.0000001267)
  const centre =
    (1.914602 - T * (0.004817 + T * 0.000014)) * sin(anomaly) +
    (0.019993 - T * 0.000101) * sin(2 * anomaly) +
    0.000289 * sin(3 * anomaly)
  const radius =
    (1.000001018 * (1 - eccentricity * eccentricity)) / (1 + eccentricity * cos(anomaly + centre * DEGREE))

  // Aberration, and nutation by the Moon's node, in longitude and obliquity.
  const node = (125.04 - 1934.136 * T) * DEGREE
  const nutation = -0.00478 * sin(node)
  const longitude = (meanLongitude + centre - 0.00569 + nutation) * DEGREE
  const meanObliquity = 23.4392911 - T * (0.0130042 + T * (1.64e-7 - T * 5.04e-7))
  const obliquity = (meanObliquity + 0.00256 * cos(node)) * DEGREE
  const cosE = cos(obliquity)
  const sinLongitude = sin(longitude)
  const x = cos(longitude)
  const y = cosE * sinLongitude

  // Right ascension counts from the true equinox; the mean one lies by the equation of the equinoxes beside it.
  const equinoxes = nutation * DEGREE * cosE
  const c = cos(equinoxes)
  const s = sin(equinoxes)
  out[0] = c * x + s * y
  out[1] = c * y - s * x
  out[2] = sin(obliquity) * sinLongitude
  return radius * ASTRONOMICAL_UNIT
}

import { OpendomeError } from '../core/index.ts'

/**
 * Reports of all sensors in one format: a line of sight with or without a range. Rows of parallel arrays, reused; times in s
 * since the scenario's epoch, vectors ECI. Nothing in it says which object a row comes from.
 */
export interface Measurements {
  /** Rows in use. */
  count: number
  /** Index of the sensor head in the network: one satellite or one radar. */
  readonly sensor: Int32Array
  /** When the signal was there. */
  readonly t: Float64Array
  /** When the report is at the command node. Rows need not be in order of either. */
  readonly available: Float64Array
  /** Three numbers a row: position of the sensor at t, m. */
  readonly rSensor_eci: Float64Array
  /** Three numbers a row: measured line of sight, unit vector from the sensor. */
  readonly u_eci: Float64Array
  /** Measured range, m; NaN where the sensor has none. */
  readonly range: Float64Array
  /** Three numbers a row: 1-sigma of the angle along e1, of the angle along e2 (rad), of the range (m; Infinity where none). */
  readonly sigma: Float64Array
}

/** Empty rows for `capacity` reports. */
export function newMeasurements(capacity: number): Measurements {
  if (!Number.isInteger(capacity) || capacity < 1)
    throw new OpendomeError('invalid', `capacity ${capacity}: expected a whole number of at least 1`)
  return {
    count: 0,
    sensor: new Int32Array(capacity),
    t: new Float64Array(capacity),
    available: new Float64Array(capacity),
    rSensor_eci: new Float64Array(3 * capacity),
    u_eci: new Float64Array(3 * capacity),
    range: new Float64Array(capacity),
    sigma: new Float64Array(3 * capacity),
  }
}

/** A sight this close to the vertical (sine of the angle) has no horizontal axis of its own. */
const VERTICAL = 1e-9
/** Beyond this component along x the sight itself is the x axis, nearly. */
const ALONG_X = 0.9

/**
 * The two axes in which the angles of a sight are measured: e1 = unit(rSensor × u), horizontal at the sensor, and
 * e2 = u × e1, so that (e1, e2, u) is right-handed: e1 × e2 = u. Straight up or down, e1 is the x axis freed of its part
 * along u (the y axis, where u is nearly x itself).
 *
 * A state at d = r − rSensor is predicted as (atan2(e1·d, u·d), atan2(e2·d, u·d), |d|); the measured angles are 0.
 */
export function sightAxes(
  rSensor_eci: Float64Array,
  u_eci: Float64Array,
  e1: Float64Array,
  e2: Float64Array,
): void {
  const ux = u_eci[0]!
  const uy = u_eci[1]!
  const uz = u_eci[2]!
  const rx = rSensor_eci[0]!
  const ry = rSensor_eci[1]!
  const rz = rSensor_eci[2]!
  let x = ry * uz - rz * uy
  let y = rz * ux - rx * uz
  let z = rx * uy - ry * ux
  let square = x * x + y * y + z * z
  if (!(square > VERTICAL * VERTICAL * (rx * rx + ry * ry + rz * rz))) {
    const alongX = Math.abs(ux) > ALONG_X
    const part = alongX ? uy : ux
    x = (alongX ? 0 : 1) - part * ux
    y = (alongX ? 1 : 0) - part * uy
    z = -part * uz
    square = x * x + y * y + z * z
  }
  const scale = 1 / Math.sqrt(square)
  x *= scale
  y *= scale
  z *= scale
  e1[0] = x
  e1[1] = y
  e1[2] = z
  e2[0] = uy * z - uz * y
  e2[1] = uz * x - ux * z
  e2[2] = ux * y - uy * x
}

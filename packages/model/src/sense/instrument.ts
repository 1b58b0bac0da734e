import type { Stream } from '../math/index.ts'
import type { Measurements } from './measurements.ts'

/** Columns of the table of objects that instruments look at, one row an object at one moment. */
export const OBJECT = {
  /** ECI position, m. */
  X: 0,
  Y: 1,
  Z: 2,
  /** Geodetic altitude, m. */
  ALTITUDE: 3,
  /** Radiant intensity in the short, mid and long band, W/sr. */
  INTENSITY: 4,
  /** Radar cross-section, m². */
  CROSS_SECTION: 7,
  WIDTH: 8,
} as const

/**
 * What one kind of sensor does. A look goes: `begin` once for the moment and `gather`, `stand` for each head, then the objects. An
 * instrument keeps where it stands between the calls and allocates nothing.
 */
export interface Instrument {
  /** Objects that one head can measure in one look. */
  readonly tracks: number
  /** The moment of the look, s since the epoch. */
  begin(t: number): void
  /** What there is to look at from all heads: the first `rows` rows of the table. For `blind`. */
  gather(objects: Float64Array, rows: number): void
  /** ECI position of the head that looks, m. */
  stand(x: number, y: number, z: number): void
  /** Can this head certainly see nothing of what was gathered? A quick no to most satellites. */
  blind(): boolean
  /** Lies the object in row `at` of the table (its first column) where this head can look? Geometry only. */
  sees(objects: Float64Array, at: number): boolean
  /** Chance that this look detects the object: 0 where it cannot be seen. */
  chance(objects: Float64Array, at: number): number
  /** Writes what is measured of the object into the row: line of sight, range and sigmas, with drawn errors. */
  measure(objects: Float64Array, at: number, draws: Stream, out: Measurements, row: number): void
  /** Writes a false alarm into the row: somewhere in the field, as likely in every direction. */
  falseAlarm(draws: Stream, out: Measurements, row: number): void
}

import { OpendomeError } from '../core/index.ts'
import { EARTH_RATE } from './constants.ts'

/** A UTC instant as the Julian day of its midnight (an integer + 0.5) and the seconds since (0…86400). */
export interface Epoch {
  readonly julianDay: number
  readonly secondOfDay: number
}

const TURN = 2 * Math.PI
const DAY = 86400
const J2000 = 2451545
const UTC_TEXT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?Z)?$/

/**
 * Reads `2028-06-01T00:00:00Z` (fraction of a second and seconds optional; a bare date is its midnight).
 * Only Z, no offsets; years 1583 to 9999. Errors: `invalid` for another form or a date that does not exist,
 * `unsupported` inside a leap second.
 */
export function parseUtc(text: string): Epoch {
  const parts = UTC_TEXT.exec(text)
  if (parts === null) {
    throw new OpendomeError('invalid', `UTC instant "${text}": expected YYYY-MM-DDThh:mm:ssZ`)
  }
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (second >= 60 && second < 61) {
    throw new OpendomeError('unsupported', `UTC instant "${text}": inside a leap second`, {
      hint: 'take the second before or after',
    })
  }
  const julianDay = midnight(year, month, day)
  const [y, m, d] = calendar(julianDay)
  if (year < 1583 || y !== year || m !== month || d !== day || hour > 23 || minute > 59 || second >= 60) {
    throw new OpendomeError('invalid', `UTC instant "${text}": expected an existing date from 1583 to 9999`)
  }
  return { julianDay, secondOfDay: hour * 3600 + minute * 60 + second }
}

/**
 * The instant `t` seconds after `epoch` as `YYYY-MM-DDThh:mm:ss.sssZ`, rounded to the millisecond. Days have
 * 86,400 s: leap seconds between epoch and instant are not counted.
 */
export function formatUtc(epoch: Epoch, t: number): string {
  const total = Math.round((epoch.secondOfDay + t) * 1000)
  if (!Number.isSafeInteger(total)) {
    throw new OpendomeError('invalid', `time ${t} s: expected a finite number of seconds after the epoch`)
  }
  const days = Math.floor(total / (DAY * 1000))
  const rest = total - days * DAY * 1000
  const [year, month, day] = calendar(epoch.julianDay + days)
  if (!(year >= 0 && year <= 9999)) {
    throw new OpendomeError('invalid', `time ${t} s after the epoch: expected a year from 0 to 9999`)
  }
  const pad = (value: number, width: number): string => String(value).padStart(width, '0')
  const hour = pad(Math.floor(rest / 3600000), 2)
  const minute = pad(Math.floor(rest / 60000) % 60, 2)
  const second = pad(Math.floor(rest / 1000) % 60, 2)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${hour}:${minute}:${second}.${pad(rest % 1000, 3)}Z`
}

/**
 * Greenwich mean sidereal time (rad, 0…2π) at `epoch`, with UT1 = UTC + `dut1` (s; |dut1| < 0.9, and 0 costs
 * up to 420 m on the equator). Aoki et al., Astron. Astrophys. 105 (1982) 359; this is the angle from TEME
 * to the pseudo-Earth-fixed frame (AIAA 2006-6753, appendix C).
 */
export function gmst82(epoch: Epoch, dut1 = 0): number {
  const second = epoch.secondOfDay + dut1
  const days = epoch.julianDay - J2000
  const T = (days + second / DAY) / 36525
  // Of 876600 h · T only the part of the day matters; taking it apart keeps the last digits.
  const partOfDay = (days - Math.floor(days)) * DAY + second
  const seconds = 67310.54841 + partOfDay + T * (8640184.812866 + T * (0.093104 - T * 6.2e-6))
  return wrap((seconds / DAY) * TURN)
}

/**
 * Greenwich mean sidereal time (rad, 0…2π) at a UT1 Julian date held in one number, as published software and
 * test values have it. One number resolves 40 µs, 3e−9 rad: prefer `gmst82`. Same source and formula, summed
 * in the order of the code that comes with AIAA 2006-6753, so that its printed digits come out.
 */
export function gmst82AtJulianDate(julianDate: number): number {
  const T = (julianDate - J2000) / 36525
  const seconds = -6.2e-6 * T * T * T + 0.093104 * T * T + (876600 * 3600 + 8640184.812866) * T + 67310.54841
  return wrap((((seconds * Math.PI) / 180 / 240) % TURN) + TURN)
}

/**
 * Angle (rad, 0…2π) from ECI x to ECEF x at `t` seconds after `epoch`: GMST 1982 at the epoch, then a turn at
 * `EARTH_RATE`. ECI is thereby the equator-and-mean-equinox frame of the epoch, held still.
 */
export function siderealAngle(epoch: Epoch, t: number, dut1 = 0): number {
  return wrap(gmst82(epoch, dut1) + EARTH_RATE * t)
}

/**
 * Angle (rad) by which Greenwich mean sidereal time at `t` seconds after `epoch` exceeds `siderealAngle`: the mean equinox
 * moves among the stars while ECI stands still, and `EARTH_RATE` differs from the IAU's in its eighth digit. About
 * 7.4e−7 rad a day. A position given in TEME of that instant comes into ECI, right over the ground, by a turn of the axes about z by it.
 */
export function equinoxDrift(epoch: Epoch, t: number): number {
  const T0 = (epoch.julianDay - J2000 + epoch.secondOfDay / DAY) / 36525
  const step = t / DAY / 36525
  const T1 = T0 + step
  // The formula of `gmst82` at the two instants, subtracted term by term.
  const gain = step * (8640184.812866 + 0.093104 * (T1 + T0) - 6.2e-6 * (T1 * T1 + T1 * T0 + T0 * T0))
  return ((t + gain) / DAY) * TURN - EARTH_RATE * t
}

function wrap(angle: number): number {
  const turned = angle - TURN * Math.floor(angle / TURN)
  return turned >= 0 && turned < TURN ? turned : 0
}

/** Julian day of midnight of a Gregorian date. Fliegel and van Flandern, Comm. ACM 11 (1968) 657. */
function midnight(year: number, month: number, day: number): number {
  const shift = Math.floor((14 - month) / 12)
  const y = year + 4800 - shift
  const m = month + 12 * shift - 3
  const leap = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return day + Math.floor((153 * m + 2) / 5) + 365 * y + leap - 32045.5
}

/** Inverse of `midnight`. */
function calendar(julianDay: number): [year: number, month: number, day: number] {
  const a = Math.round(julianDay + 0.5) + 32044
  const b = Math.floor((4 * a + 3) / 146097)
  const c = a - Math.floor((146097 * b) / 4)
  const d = Math.floor((4 * c + 3) / 1461)
  const e = c - Math.floor((1461 * d) / 4)
  const m = Math.floor((5 * e + 2) / 153)
  const day = e - Math.floor((153 * m + 2) / 5) + 1
  return [100 * b + d - 4800 + Math.floor(m / 10), m + 3 - 12 * Math.floor(m / 10), day]
}

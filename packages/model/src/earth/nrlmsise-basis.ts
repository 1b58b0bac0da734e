import { OpendomeError, requireWithin } from '../core/index.ts'
import { cos, expm1, sin } from '../math/index.ts'

// The model's own angular constants: rad per degree, per day, per hour and per second. Their coefficients were fitted with them.
export const PER_DEGREE = 1.74533e-2
export const PER_DAY = 1.72142e-2
export const PER_HOUR = 0.2618
export const PER_SECOND = 7.2722e-5

const DAY = 86_400

/** Where and when, and how active the Sun is. */
export interface NrlmsiseInput {
  /** Day of the year, 1 to 367, a fraction allowed. The year does not matter. */
  readonly dayOfYear: number
  /** Universal time, s of the day. */
  readonly secondOfDay: number
  /** Geodetic latitude, rad. */
  readonly latitude: number
  /** Longitude, rad, −2π to 2π. */
  readonly longitude: number
  /** Local apparent solar time, s after local midnight, 0 to 86,400; default: mean solar time from UT and longitude. */
  readonly localSolarTime?: number | undefined
  /** Solar flux F10.7 at Earth's distance, 1e−22 W/(m² Hz): mean of the 81 days around the day, and of the day before. */
  readonly f107Average: number
  readonly f107: number
  /** Daily magnetic index Ap. */
  readonly ap: number
  /**
   * Instead of `ap` alone, seven magnetic indices: daily Ap; the three-hour ap of now, 3, 6 and 9 h before; the means of the eight
   * from 12 to 33 h before and from 36 to 57 h before.
   */
  readonly apHistory?: readonly number[] | undefined
}

/** Angle in the model's own degrees. */
const modelAngle = (angle: number): number => ((angle * 180) / Math.PI) * PER_DEGREE

/** Place of the Legendre function of `degree` and `order` in `Basis.legendre`. */
export const P = (degree: number, order: number): number => 8 * order + degree

/** cos(x − phase) from the cosine and sine of x, the phase kept as its own cosine and sine. */
export class Phase {
  private readonly c: number
  private readonly s: number
  constructor(phase: number) {
    this.c = cos(phase)
    this.s = sin(phase)
  }
  cos(c: number, s: number): number {
    return c * this.c + s * this.s
  }
}

/** What the expansions depend on: everything but altitude. */
export class Basis {
  readonly legendre = new Float64Array(32)
  /** Sine of latitude; latitude in degrees. */
  sinLatitude = 0
  latitudeDegrees = 0
  /** Cosine and sine of the day angle and of its double. */
  cosDay = 1
  sinDay = 0
  cosDay2 = 1
  sinDay2 = 0
  /** … of local time and its multiples. */
  cosLocal = 1
  sinLocal = 0
  cosLocal2 = 1
  sinLocal2 = 0
  cosLocal3 = 1
  sinLocal3 = 0
  /** … of longitude, universal time, and universal time with twice the longitude. */
  cosLongitude = 1
  sinLongitude = 0
  cosUt = 1
  sinUt = 0
  cosUtLongitude = 1
  sinUtLongitude = 0
  /** Daily F10.7 less its mean, and the mean less 150. */
  fluxDaily = 0
  fluxMean = 0
  ap = 0
  history: readonly number[] | undefined = undefined
  private rate = NaN
  private ratio = NaN
  private answer = 0

  /** `invalid` out of range. */
  set(input: NrlmsiseInput): void {
    requireInput(input)
    const latitude = modelAngle(input.latitude)
    this.latitudeDegrees = (input.latitude * 180) / Math.PI
    const s = sin(latitude)
    const c = cos(latitude)
    this.sinLatitude = s
    legendre(s, c, this.legendre)

    const day = PER_DAY * input.dayOfYear
    this.cosDay = cos(day)
    this.sinDay = sin(day)
    this.cosDay2 = this.cosDay * this.cosDay - this.sinDay * this.sinDay
    this.sinDay2 = 2 * this.sinDay * this.cosDay

    const turns = input.secondOfDay / DAY + input.longitude / (2 * Math.PI)
    const local = (PER_HOUR * (input.localSolarTime ?? (turns - Math.floor(turns)) * DAY)) / 3600
    this.cosLocal = cos(local)
    this.sinLocal = sin(local)
    this.cosLocal2 = this.cosLocal * this.cosLocal - this.sinLocal * this.sinLocal
    this.sinLocal2 = 2 * this.sinLocal * this.cosLocal
    this.cosLocal3 = this.cosLocal2 * this.cosLocal - this.sinLocal2 * this.sinLocal
    this.sinLocal3 = this.sinLocal2 * this.cosLocal + this.cosLocal2 * this.sinLocal

    const longitude = modelAngle(input.longitude)
    this.cosLongitude = cos(longitude)
    this.sinLongitude = sin(longitude)
    const ut = PER_SECOND * input.secondOfDay
    this.cosUt = cos(ut)
    this.sinUt = sin(ut)
    const cos2 = this.cosLongitude * this.cosLongitude - this.sinLongitude * this.sinLongitude
    const sin2 = 2 * this.sinLongitude * this.cosLongitude
    this.cosUtLongitude = this.cosUt * cos2 - this.sinUt * sin2
    this.sinUtLongitude = this.sinUt * cos2 + this.cosUt * sin2

    this.fluxDaily = input.f107 - input.f107Average
    this.fluxMean = input.f107Average - 150
    this.ap = input.ap
    this.rate = NaN
    this.history = input.apHistory
  }

  /** Response to the daily index. Most sets share their constants, so the last answer is kept. */
  response(rate: number, ratio: number): number {
    if (rate !== this.rate || ratio !== this.ratio) {
      this.rate = rate
      this.ratio = ratio
      this.answer = response(this.ap, rate, ratio)
    }
    return this.answer
  }
}

/** Response to one magnetic index `ap` (Hedin, J. Geophys. Res. 92, 4649, 1987, equation A24d). */
export function response(ap: number, rate: number, ratio: number): number {
  const a = ap - 4
  return a + (ratio - 1) * (a + expm1(-rate * a) / rate)
}

/** Associated Legendre functions of the sine of latitude `x`, `y` its cosine, unnormalised and without (−1)^m, by recurrence in degree. */
function legendre(x: number, y: number, out: Float64Array): void {
  let diagonal = 1
  for (let m = 0; m <= 3; m++) {
    out[P(m, m)] = diagonal
    out[P(m + 1, m)] = (2 * m + 1) * x * diagonal
    for (let n = m + 2; n <= 7; n++) {
      out[P(n, m)] = ((2 * n - 1) * x * out[P(n - 1, m)]! - (n + m - 1) * out[P(n - 2, m)]!) / (n - m)
    }
    diagonal *= (2 * m + 1) * y
  }
}

function requireInput(input: NrlmsiseInput): void {
  requireWithin('day of year', input.dayOfYear, 1, 367)
  requireWithin('second of day', input.secondOfDay, 0, DAY, 's')
  requireWithin('latitude', input.latitude, -Math.PI / 2, Math.PI / 2, 'rad')
  requireWithin('longitude', input.longitude, -2 * Math.PI, 2 * Math.PI, 'rad')
  if (input.localSolarTime !== undefined) requireWithin('local solar time', input.localSolarTime, 0, DAY, 's')
  requireWithin('mean F10.7', input.f107Average, 50, 400)
  requireWithin('daily F10.7', input.f107, 50, 500)
  requireWithin('Ap', input.ap, 0, 400)
  if (input.apHistory !== undefined) {
    if (input.apHistory.length !== 7) {
      throw new OpendomeError('invalid', `history of ${input.apHistory.length} magnetic indices: expected 7`)
    }
    for (const ap of input.apHistory) requireWithin('ap', ap, 0, 400)
  }
}

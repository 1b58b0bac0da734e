import { exp } from '../math/index.ts'
import {
  P,
  PER_DAY,
  PER_DEGREE,
  PER_HOUR,
  PER_SECOND,
  Phase,
  response,
  type Basis,
} from './nrlmsise-basis.ts'

// Legendre functions by their places, degree first.
const P10 = P(1, 0)
const P20 = P(2, 0)
const P30 = P(3, 0)
const P40 = P(4, 0)
const P50 = P(5, 0)
const P60 = P(6, 0)
const P11 = P(1, 1)
const P21 = P(2, 1)
const P31 = P(3, 1)
const P41 = P(4, 1)
const P51 = P(5, 1)
const P61 = P(6, 1)
const P22 = P(2, 2)
const P32 = P(3, 2)
const P42 = P(4, 2)
const P52 = P(5, 2)
const P72 = P(7, 2)
const P33 = P(3, 3)
const P43 = P(4, 3)
const P63 = P(6, 3)

/** An expansion of the thermosphere: temperature, its gradient, or the logarithm of a density at 120 km. */
export class UpperExpansion {
  private readonly p: Float64Array
  private readonly annual: Phase
  private readonly annualSymmetric: Phase
  private readonly semiannualSymmetric: Phase
  private readonly semiannual: Phase
  private readonly localAp: Phase
  private readonly localHistory: Phase
  private readonly ut: Phase
  private readonly utLongitude: Phase
  private readonly longitudeAp: Phase
  private readonly longitudeHistory: Phase
  private readonly longitudeAnnualAp: Phase
  private readonly longitudeAnnualHistory: Phase
  private readonly utAp: Phase
  private readonly utHistory: Phase
  /** Response to magnetic activity of the last `evaluate`, which the lower expansions take over. */
  magnetic = 0

  constructor(coefficients: readonly number[]) {
    this.p = Float64Array.from(coefficients)
    const phase = (k: number, factor: number): Phase => new Phase(coefficients[k]! * factor)
    this.annual = phase(13, PER_DAY)
    this.annualSymmetric = phase(31, PER_DAY)
    this.semiannualSymmetric = phase(17, 2 * PER_DAY)
    this.semiannual = phase(38, 2 * PER_DAY)
    this.localAp = phase(124, PER_HOUR)
    this.localHistory = phase(131, PER_HOUR)
    this.ut = phase(71, PER_SECOND)
    this.utLongitude = phase(79, PER_SECOND)
    this.longitudeAp = phase(63, PER_DEGREE)
    this.longitudeHistory = phase(97, PER_DEGREE)
    this.longitudeAnnualAp = phase(118, PER_DEGREE)
    this.longitudeAnnualHistory = phase(136, PER_DEGREE)
    this.utAp = phase(75, PER_SECOND)
    this.utHistory = phase(58, PER_SECOND)
  }

  /** Value of the expansion; `previous` is the magnetic response to take over where this set defines none. */
  evaluate(b: Basis, previous: number): number {
    const p = this.p
    const l = b.legendre
    const annual = this.annual.cos(b.cosDay, b.sinDay)
    const fluxDaily = b.fluxDaily
    const fluxMean = b.fluxMean

    // Solar flux, and what it does to the other terms.
    const daily = p[19]! * fluxDaily + p[20]! * fluxDaily * fluxDaily
    const flux =
      p[19]! * fluxDaily * (1 + p[59]! * fluxMean) +
      p[20]! * fluxDaily * fluxDaily +
      p[21]! * fluxMean +
      p[29]! * fluxMean * fluxMean
    const f1 = 1 + p[47]! * fluxMean + daily
    const f2 = 1 + p[49]! * fluxMean + daily

    // Latitude and season.
    const zonal =
      p[1]! * l[P20]! + p[2]! * l[P40]! + p[22]! * l[P60]! + p[14]! * l[P20]! * fluxMean + p[26]! * l[P10]!
    const season =
      p[18]! * this.annualSymmetric.cos(b.cosDay, b.sinDay) +
      (p[15]! + p[16]! * l[P20]!) * this.semiannualSymmetric.cos(b.cosDay2, b.sinDay2) +
      f1 * (p[9]! * l[P10]! + p[10]! * l[P30]!) * annual +
      p[37]! * l[P10]! * this.semiannual.cos(b.cosDay2, b.sinDay2)

    // Local time: once, twice and three times a day.
    const tide =
      (p[3]! * l[P11]! + p[4]! * l[P31]! + p[27]! * l[P51]! + p[11]! * l[P21]! * annual) * b.cosLocal +
      (p[6]! * l[P11]! + p[7]! * l[P31]! + p[28]! * l[P51]! + p[12]! * l[P21]! * annual) * b.sinLocal +
      (p[5]! * l[P22]! + p[41]! * l[P42]! + (p[23]! * l[P32]! + p[35]! * l[P52]!) * annual) * b.cosLocal2 +
      (p[8]! * l[P22]! + p[42]! * l[P42]! + (p[33]! * l[P32]! + p[36]! * l[P52]!) * annual) * b.sinLocal2 +
      (p[39]! * l[P33]! + (p[93]! * l[P43]! + p[46]! * l[P63]!) * annual) * b.sinLocal3 +
      (p[40]! * l[P33]! + (p[94]! * l[P43]! + p[48]! * l[P63]!) * annual) * b.cosLocal3

    // Longitude; universal time.
    const longitude =
      (1 + p[80]! * fluxMean) *
      ((p[64]! * l[P21]! +
        p[65]! * l[P41]! +
        p[66]! * l[P61]! +
        p[103]! * l[P11]! +
        p[104]! * l[P31]! +
        p[105]! * l[P51]! +
        (p[109]! * l[P11]! + p[110]! * l[P31]! + p[111]! * l[P51]!) * annual) *
        b.cosLongitude +
        (p[90]! * l[P21]! +
          p[91]! * l[P41]! +
          p[92]! * l[P61]! +
          p[106]! * l[P11]! +
          p[107]! * l[P31]! +
          p[108]! * l[P51]! +
          (p[112]! * l[P11]! + p[113]! * l[P31]! + p[114]! * l[P51]!) * annual) *
          b.sinLongitude)
    const universal =
      (1 + p[95]! * l[P10]!) *
        (1 + p[81]! * fluxMean) *
        (1 + p[119]! * l[P10]! * annual) *
        (p[68]! * l[P10]! + p[69]! * l[P30]! + p[70]! * l[P50]!) *
        this.ut.cos(b.cosUt, b.sinUt) +
      (p[76]! * l[P32]! + p[77]! * l[P52]! + p[78]! * l[P72]!) *
        (1 + p[137]! * fluxMean) *
        this.utLongitude.cos(b.cosUtLongitude, b.sinUtLongitude)

    const magnetic = b.history === undefined ? this.dailyMagnetic(b, annual) : this.storm(b, annual, previous)
    return flux + zonal + season + f2 * tide + longitude + universal + magnetic
  }

  /** Magnetic activity by the daily index. */
  private dailyMagnetic(b: Basis, annual: number): number {
    const p = this.p
    const l = b.legendre
    this.magnetic = b.response(p[43]!, p[44]!)
    return (
      this.magnetic *
      (p[32]! +
        p[45]! * l[P20]! +
        p[34]! * l[P40]! +
        (p[100]! * l[P10]! + p[101]! * l[P30]! + p[102]! * l[P50]!) * annual +
        (p[121]! * l[P11]! + p[122]! * l[P31]! + p[123]! * l[P51]!) *
          this.localAp.cos(b.cosLocal, b.sinLocal) +
        (1 + p[120]! * l[P10]!) *
          (p[60]! * l[P21]! + p[61]! * l[P41]! + p[62]! * l[P61]!) *
          this.longitudeAp.cos(b.cosLongitude, b.sinLongitude) +
        (p[115]! * l[P11]! + p[116]! * l[P31]! + p[117]! * l[P51]!) *
          annual *
          this.longitudeAnnualAp.cos(b.cosLongitude, b.sinLongitude) +
        (p[83]! * l[P10]! + p[84]! * l[P30]! + p[85]! * l[P50]!) * this.utAp.cos(b.cosUt, b.sinUt))
    )
  }

  /** Magnetic activity by the three-hour indices of the last 57 hours. */
  private storm(b: Basis, annual: number, previous: number): number {
    const p = this.p
    const l = b.legendre
    // A set without a decay rate has no such terms, and leaves the response as it was.
    if (p[51] === 0) {
      this.magnetic = previous
      return 0
    }
    this.magnetic = this.weighted(b)
    return (
      this.magnetic *
      (p[50]! +
        p[96]! * l[P20]! +
        p[54]! * l[P40]! +
        (p[125]! * l[P10]! + p[126]! * l[P30]! + p[127]! * l[P50]!) * annual +
        (p[128]! * l[P11]! + p[129]! * l[P31]! + p[130]! * l[P51]!) *
          this.localHistory.cos(b.cosLocal, b.sinLocal) +
        (1 + p[132]! * l[P10]!) *
          (p[52]! * l[P21]! + p[98]! * l[P41]! + p[67]! * l[P61]!) *
          this.longitudeHistory.cos(b.cosLongitude, b.sinLongitude) +
        (p[133]! * l[P11]! + p[134]! * l[P31]! + p[135]! * l[P51]!) *
          annual *
          this.longitudeAnnualHistory.cos(b.cosLongitude, b.sinLongitude) +
        (p[55]! * l[P10]! + p[56]! * l[P30]! + p[57]! * l[P50]!) * this.utHistory.cos(b.cosUt, b.sinUt))
    )
  }

  /** Responses of the last 57 hours, weighted by a decay `x` in three hours (Hedin 1987, equations A24a and A24c). */
  private weighted(b: Basis): number {
    const p = this.p
    const ap = b.history!
    const rate = Math.max(p[24]!, 1e-4)
    const x = Math.min(
      exp((-10_800 * Math.abs(p[51]!)) / (1 + p[138]! * (45 - Math.abs(b.latitudeDegrees)))),
      0.99999,
    )
    const x2 = x * x
    const x4 = x2 * x2
    const x8 = x4 * x4
    const at = (k: number): number => response(ap[k]!, rate, p[25]!)
    const sum =
      at(1) + at(2) * x + at(3) * x2 + at(4) * x2 * x + ((at(5) * x4 + at(6) * x8 * x4) * (1 - x8)) / (1 - x)
    return sum / (1 + ((1 - x8 * x8 * x2 * x) / (1 - x)) * Math.sqrt(x))
  }
}

/** An expansion of the lower atmosphere: departure of a node's inverse temperature, or of a gradient. */
export class LowerExpansion {
  private readonly p: Float64Array
  private readonly annual: Phase
  private readonly annualSymmetric: Phase
  private readonly semiannualSymmetric: Phase
  private readonly semiannual: Phase
  private readonly longitudeAnnual: Phase
  private readonly longitudeSemiannual: Phase
  private readonly longitudeAnnualSymmetric: Phase
  private readonly longitudeSemiannualSymmetric: Phase

  constructor(coefficients: readonly number[]) {
    this.p = Float64Array.from(coefficients)
    const phase = (k: number, factor: number): Phase => new Phase(coefficients[k]! * factor)
    this.annual = phase(13, PER_DAY)
    this.annualSymmetric = phase(31, PER_DAY)
    this.semiannualSymmetric = phase(17, 2 * PER_DAY)
    this.semiannual = phase(38, 2 * PER_DAY)
    this.longitudeAnnual = phase(81, PER_DAY)
    this.longitudeSemiannual = phase(86, 2 * PER_DAY)
    this.longitudeAnnualSymmetric = phase(84, PER_DAY)
    this.longitudeSemiannualSymmetric = phase(88, 2 * PER_DAY)
  }

  /** Value of the expansion for the thermosphere's response `magnetic`. */
  evaluate(b: Basis, magnetic: number): number {
    const p = this.p
    const l = b.legendre
    const annual = this.annual.cos(b.cosDay, b.sinDay)

    const zonal =
      p[21]! * b.fluxMean +
      p[1]! * l[P20]! +
      p[2]! * l[P40]! +
      p[22]! * l[P60]! +
      p[26]! * l[P10]! +
      p[14]! * l[P30]! +
      p[59]! * l[P50]!
    const season =
      (p[18]! + p[47]! * l[P20]! + p[29]! * l[P40]!) * this.annualSymmetric.cos(b.cosDay, b.sinDay) +
      (p[15]! + p[16]! * l[P20]! + p[30]! * l[P40]!) * this.semiannualSymmetric.cos(b.cosDay2, b.sinDay2) +
      (p[9]! * l[P10]! + p[10]! * l[P30]! + p[20]! * l[P50]!) * annual +
      p[37]! * l[P10]! * this.semiannual.cos(b.cosDay2, b.sinDay2)

    const tide =
      (p[3]! * l[P11]! + p[4]! * l[P31]! + p[11]! * l[P21]! * annual) * b.cosLocal +
      (p[6]! * l[P11]! + p[7]! * l[P31]! + p[12]! * l[P21]! * annual) * b.sinLocal +
      (p[5]! * l[P22]! + p[41]! * l[P42]! + (p[23]! * l[P32]! + p[35]! * l[P52]!) * annual) * b.cosLocal2 +
      (p[8]! * l[P22]! + p[42]! * l[P42]! + (p[33]! * l[P32]! + p[36]! * l[P52]!) * annual) * b.sinLocal2 +
      p[39]! * l[P33]! * b.sinLocal3 +
      p[40]! * l[P33]! * b.cosLocal3

    const longitude =
      (1 +
        l[P10]! *
          (p[80]! * this.longitudeAnnual.cos(b.cosDay, b.sinDay) +
            p[85]! * this.longitudeSemiannual.cos(b.cosDay2, b.sinDay2)) +
        p[83]! * this.longitudeAnnualSymmetric.cos(b.cosDay, b.sinDay) +
        p[87]! * this.longitudeSemiannualSymmetric.cos(b.cosDay2, b.sinDay2)) *
      ((p[64]! * l[P21]! +
        p[65]! * l[P41]! +
        p[66]! * l[P61]! +
        p[74]! * l[P11]! +
        p[75]! * l[P31]! +
        p[76]! * l[P51]!) *
        b.cosLongitude +
        (p[90]! * l[P21]! +
          p[91]! * l[P41]! +
          p[92]! * l[P61]! +
          p[77]! * l[P11]! +
          p[78]! * l[P31]! +
          p[79]! * l[P51]!) *
          b.sinLongitude)

    const magneticPart =
      b.history === undefined
        ? magnetic * (p[32]! + p[45]! * l[P20]!)
        : magnetic * (p[50]! + p[96]! * l[P20]!)
    return zonal + season + tide + longitude + magneticPart
  }
}

import type { Internal } from '../core/index.ts'
import { EARTH_RATE, ecefFromGeodetic, eciFromEcef, enuAxes } from '../earth/index.ts'
import { cos, ln, sin, type Stream } from '../math/index.ts'
import type { z } from 'zod'
import { fadingDetection, fadingSnr } from './detection.ts'
import { OBJECT, type Instrument } from './instrument.ts'
import type { Measurements } from './measurements.ts'
import { refraction } from './refraction.ts'
import type { radarSchema } from './schema.ts'
import { writeSight } from './sight.ts'

/** A radar inside: SI units, rad. */
export type Radar = Internal<z.output<typeof radarSchema>>

/** A place of a ground sensor: geodetic, rad and m above the ellipsoid. */
export interface GroundPlace {
  readonly lat: number
  readonly lon: number
  readonly altitude: number
}

/** Slope of the monopulse error against the beam width: σ = θ₃/(1.6 √(2 S/N)). Skolnik (3rd ed.), section 6.3. */
const MONOPULSE = 1.6

/**
 * A ground radar. It sees an object within its sector of azimuth, between its limits of elevation as refraction shows it
 * (`refraction`), and between its nearest and farthest range. With R the distance and σ the cross-section,
 *
 *   S/N = (S/N)₀ (σ/σ₀)(R₀/R)⁴,  P = P_fa^(1/(1 + S/N))   (Swerling case 1)
 *   angle: σ² = (θ₃/(1.6 √(2 S/N)))² + floor²,  range: σ² = (c/2B)²/(2 S/N) + floor²
 *
 * Skolnik, Introduction to Radar Systems (3rd ed.), chapters 2 and 6. A report exists only where signal and noise passed the threshold,
 * so the ratio in the errors is at least −ln P_fa. Directions are those of the straight line: the radar takes refraction out.
 */
export class RadarInstrument implements Instrument {
  readonly tracks: number
  readonly #radar: Radar
  readonly #epochAngle: number
  /** Unit vectors to east, north and up, Earth-fixed and ECI. */
  readonly #fixed = [new Float64Array(3), new Float64Array(3), new Float64Array(3)] as const
  readonly #axes = [new Float64Array(3), new Float64Array(3), new Float64Array(3)] as const
  readonly #cosSector: number
  readonly #cosAzimuth: number
  readonly #sinAzimuth: number
  readonly #sinLow: number
  readonly #cosLow: number
  readonly #sinHigh: number
  readonly #near2: number
  readonly #far2: number
  /** S/N times R⁴/σ. */
  readonly #power: number
  readonly #leastSnr: number
  readonly #at = new Float64Array(3)
  #x = 0
  #y = 0
  #z = 0

  constructor(radar: Radar, place: GroundPlace, epochAngle: number) {
    this.tracks = radar.tracks
    this.#radar = radar
    this.#epochAngle = epochAngle
    enuAxes(place.lat, place.lon, ...this.#fixed)
    this.#cosSector = radar.azimuthWidth < 2 * Math.PI ? cos(0.5 * radar.azimuthWidth) : -2
    this.#cosAzimuth = cos(radar.azimuth)
    this.#sinAzimuth = sin(radar.azimuth)
    this.#sinLow = sin(radar.elevationMin)
    this.#cosLow = cos(radar.elevationMin)
    this.#sinHigh = sin(radar.elevationMax)
    const range2 = radar.referenceRange * radar.referenceRange
    this.#near2 = radar.minRange * radar.minRange
    this.#far2 = radar.maxRange === undefined ? Infinity : radar.maxRange * radar.maxRange
    this.#power =
      (fadingSnr(radar.referenceProbability, radar.falseAlarmProbability) * range2 * range2) /
      radar.referenceCrossSection
    this.#leastSnr = -ln(radar.falseAlarmProbability)
  }

  begin(t: number): void {
    const angle = this.#epochAngle + EARTH_RATE * t
    for (let k = 0; k < 3; k++) eciFromEcef(angle, this.#fixed[k]!, this.#axes[k]!)
  }

  gather(): void {
    // Radars are few: each looks at every object.
  }

  blind(): boolean {
    return false
  }

  stand(x: number, y: number, z: number): void {
    this.#x = x
    this.#y = y
    this.#z = z
    this.#at[0] = x
    this.#at[1] = y
    this.#at[2] = z
  }

  sees(objects: Float64Array, at: number): boolean {
    const dx = objects[at]! - this.#x
    const dy = objects[at + 1]! - this.#y
    const dz = objects[at + 2]! - this.#z
    const distance2 = dx * dx + dy * dy + dz * dz
    if (distance2 < this.#near2 || distance2 > this.#far2) return false

    // Elevation, with what refraction adds at the lower limit.
    const east = this.#axes[0]
    const north = this.#axes[1]
    const up = this.#axes[2]
    const distance = Math.sqrt(distance2)
    const sine = (dx * up[0]! + dy * up[1]! + dz * up[2]!) / distance
    if (sine > this.#sinHigh) return false
    if (sine < this.#sinLow) {
      const lift = refraction(this.#sinLow, distance)
      if (sine < this.#sinLow * cos(lift) - this.#cosLow * sin(lift)) return false
    }
    if (this.#cosSector < -1) return true
    const e = dx * east[0]! + dy * east[1]! + dz * east[2]!
    const n = dx * north[0]! + dy * north[1]! + dz * north[2]!
    return e * this.#sinAzimuth + n * this.#cosAzimuth >= this.#cosSector * Math.sqrt(e * e + n * n)
  }

  chance(objects: Float64Array, at: number): number {
    if (!this.sees(objects, at)) return 0
    return fadingDetection(this.#snr(objects, at), this.#radar.falseAlarmProbability)
  }

  #snr(objects: Float64Array, at: number): number {
    const dx = objects[at]! - this.#x
    const dy = objects[at + 1]! - this.#y
    const dz = objects[at + 2]! - this.#z
    const distance2 = dx * dx + dy * dy + dz * dz
    return (this.#power * objects[at + OBJECT.CROSS_SECTION]!) / (distance2 * distance2)
  }

  measure(objects: Float64Array, at: number, draws: Stream, out: Measurements, row: number): void {
    out.u_eci[3 * row] = objects[at]! - this.#x
    out.u_eci[3 * row + 1] = objects[at + 1]! - this.#y
    out.u_eci[3 * row + 2] = objects[at + 2]! - this.#z
    this.#write(this.#snr(objects, at), draws, out, row)
  }

  falseAlarm(draws: Stream, out: Measurements, row: number): void {
    const { minRange, maxRange, referenceRange, azimuth, azimuthWidth } = this.#radar
    const east = this.#axes[0]
    const north = this.#axes[1]
    const up = this.#axes[2]
    const turn = azimuth + azimuthWidth * (draws.uniform() - 0.5)
    const sine = this.#sinLow + (this.#sinHigh - this.#sinLow) * draws.uniform()
    const range = minRange + ((maxRange ?? Math.max(referenceRange, minRange)) - minRange) * draws.uniform()
    const flat = Math.sqrt(1 - sine * sine)
    const e = range * flat * sin(turn)
    const n = range * flat * cos(turn)
    const h = range * sine
    for (let k = 0; k < 3; k++) out.u_eci[3 * row + k] = e * east[k]! + n * north[k]! + h * up[k]!
    this.#write(this.#leastSnr, draws, out, row)
  }

  /** Finishes a row whose `u_eci` holds the way to the object. */
  #write(snr: number, draws: Stream, out: Measurements, row: number): void {
    const { beamwidth, rangeResolution, angleFloor, rangeFloor } = this.#radar
    const ratio = 2 * Math.max(snr, this.#leastSnr)
    const beam = beamwidth / MONOPULSE
    const angleSigma = Math.sqrt((beam * beam) / ratio + angleFloor * angleFloor)
    const rangeSigma = Math.sqrt((rangeResolution * rangeResolution) / ratio + rangeFloor * rangeFloor)
    writeSight(this.#at, angleSigma, rangeSigma, draws, out, row)
  }
}

/** Moves a ground place with the Earth: its ECI position at t s since the epoch, m. */
export class GroundMotion {
  readonly count = 1
  readonly #epochAngle: number
  readonly #r_ecef = new Float64Array(3)

  constructor(place: GroundPlace, epochAngle: number) {
    this.#epochAngle = epochAngle
    ecefFromGeodetic(place.lat, place.lon, place.altitude, this.#r_ecef)
  }

  position(t: number, _index: number, out: Float64Array): void {
    eciFromEcef(this.#epochAngle + EARTH_RATE * t, this.#r_ecef, out)
  }
}

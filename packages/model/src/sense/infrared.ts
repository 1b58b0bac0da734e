import type { Internal } from '../core/index.ts'
import { WGS84_A, WGS84_F, sunDirection, type Epoch } from '../earth/index.ts'
import { cos, sin, type Stream } from '../math/index.ts'
import type { z } from 'zod'
import { steadyDetection } from './detection.ts'
import { EarthShadow } from './earth-shadow.ts'
import { OBJECT, type Instrument } from './instrument.ts'
import type { Measurements } from './measurements.ts'
import { BANDS, type infraredSchema } from './schema.ts'
import { writeSight } from './sight.ts'

/** An infrared sensor inside: SI units, rad. */
export type Infrared = Internal<z.output<typeof infraredSchema>>

/** Stretches z so that the ellipsoid becomes a sphere of its equator's radius: rays stay straight. */
const STRETCH = 1 / (1 - WGS84_F)
/** Ratios this far from the threshold (standard deviations) are certain to 1e-12. */
const CERTAIN = 7

/** How an object stands before a satellite. */
const HIDDEN = 0
const BEFORE_EARTH = 1
const BEFORE_SPACE = 2

/**
 * An infrared sensor that looks down from a satellite. It sees an object that is above the cloud tops, within the field of
 * regard, not behind the Earth, and away from the Sun:
 *
 *   cos(field/2) ≤ −s·d/(|s||d|),  d = r − s
 *
 * With λ = −s·d/|d|² the sight comes nearest to the Earth at s + λd. For λ > 1 that is behind the object, and the
 * background is the Earth where the sight passes lower than the limb; for 0 < λ ≤ 1 it is before the object, and the sight is lost where
 * it passes lower than the grazing altitude. Both are asked in coordinates in which the ellipsoid is a sphere.
 *
 * Signal: irradiance E = I/|d|² in each channel against the channel's noise-equivalent irradiance; the best channel's
 * ratio decides, by `steadyDetection`. Each angle has σ² = pixel²/12 + pointing².
 */
export class InfraredInstrument implements Instrument {
  readonly tracks = Infinity
  readonly #cloudTop: number
  readonly #cosField: number
  readonly #graze2: number
  readonly #limb2: number
  readonly #threshold: number
  readonly #bands: Int32Array
  /** Noise-equivalent irradiance per channel, W/m²: before the Earth, before space. */
  readonly #noise: readonly [below: Float64Array, above: Float64Array]
  readonly #angleSigma: number
  readonly #epoch: Epoch
  /** Cosine of the solar exclusion; above 1 where there is none. */
  readonly #cosSun: number
  readonly #toSun = new Float64Array(3)
  readonly #shadow: EarthShadow
  readonly #at = new Float64Array(3)
  #sunUp = false
  #x = 0
  #y = 0
  #z = 0
  #square = 0
  #stretchedSquare = 0

  constructor(sensor: Infrared, cloudTop: number, epoch: Epoch) {
    this.#cloudTop = cloudTop
    this.#cosField = sensor.fieldOfRegard < Math.PI ? cos(0.5 * sensor.fieldOfRegard) : 0
    this.#graze2 = (WGS84_A + sensor.grazingAltitude) * (WGS84_A + sensor.grazingAltitude)
    this.#shadow = new EarthShadow(WGS84_A + sensor.grazingAltitude, STRETCH)
    this.#limb2 = (WGS84_A + sensor.limbAltitude) * (WGS84_A + sensor.limbAltitude)
    this.#threshold = sensor.thresholdSnr
    this.#bands = Int32Array.from(sensor.channels, (c) => BANDS.indexOf(c.band))
    this.#noise = [
      Float64Array.from(sensor.channels, (c) => c.noiseBelow ?? Infinity),
      Float64Array.from(sensor.channels, (c) => c.noiseAbove),
    ]
    this.#angleSigma = Math.sqrt(
      (sensor.pixelAngle * sensor.pixelAngle) / 12 + sensor.pointing * sensor.pointing,
    )
    this.#epoch = epoch
    this.#cosSun = sensor.solarExclusion > 0 ? cos(sensor.solarExclusion) : 2
  }

  begin(t: number): void {
    if (this.#cosSun <= 1) sunDirection(this.#epoch, t, this.#toSun)
  }

  gather(objects: Float64Array, rows: number): void {
    this.#shadow.gather(objects, rows, this.#cloudTop)
  }

  blind(): boolean {
    return this.#shadow.hides(this.#x, this.#y, this.#z)
  }

  stand(x: number, y: number, z: number): void {
    this.#x = x
    this.#y = y
    this.#z = z
    this.#at[0] = x
    this.#at[1] = y
    this.#at[2] = z
    this.#square = x * x + y * y + z * z
    this.#stretchedSquare = x * x + y * y + z * z * (STRETCH * STRETCH)
    if (this.#cosSun > 1) return
    // The Earth may stand before the Sun.
    const along = x * this.#toSun[0]! + y * this.#toSun[1]! + z * this.#toSun[2]!
    this.#sunUp = along > 0 || this.#square - along * along > WGS84_A * WGS84_A
  }

  sees(objects: Float64Array, at: number): boolean {
    return this.#standing(objects, at) !== HIDDEN
  }

  chance(objects: Float64Array, at: number): number {
    const standing = this.#standing(objects, at)
    if (standing === HIDDEN) return 0
    const dx = objects[at]! - this.#x
    const dy = objects[at + 1]! - this.#y
    const dz = objects[at + 2]! - this.#z
    const distance2 = dx * dx + dy * dy + dz * dz
    const noise = this.#noise[standing === BEFORE_EARTH ? 0 : 1]
    let best = 0
    for (let c = 0; c < noise.length; c++) {
      best = Math.max(best, objects[at + OBJECT.INTENSITY + this.#bands[c]!]! / (distance2 * noise[c]!))
    }
    // Before a background it is blind to, a sensor says nothing: its noise is in the false alarms.
    if (best === 0) return 0
    const over = best - this.#threshold
    if (over > CERTAIN) return 1
    return over < -CERTAIN ? 0 : steadyDetection(best, this.#threshold)
  }

  /** Whether the object is hidden, and else what is behind it. Written without roots: most pairs are hidden. */
  #standing(objects: Float64Array, at: number): number {
    if (objects[at + OBJECT.ALTITUDE]! < this.#cloudTop) return HIDDEN
    const sx = this.#x
    const sy = this.#y
    const sz = this.#z
    const dx = objects[at]! - sx
    const dy = objects[at + 1]! - sy
    const dz = objects[at + 2]! - sz
    const down = -(sx * dx + sy * dy + sz * dz)
    const flat2 = dx * dx + dy * dy
    const distance2 = flat2 + dz * dz
    if (!(down > 0 && down * down >= this.#cosField * this.#cosField * this.#square * distance2))
      return HIDDEN

    const stretch2 = STRETCH * STRETCH
    const stretchedDown = -(sx * dx + sy * dy + sz * dz * stretch2)
    const stretched2 = flat2 + dz * dz * stretch2
    const nearest2 = this.#stretchedSquare - (stretchedDown * stretchedDown) / stretched2
    const before = stretchedDown > stretched2
    if (!before && stretchedDown > 0 && nearest2 < this.#graze2) return HIDDEN
    if (this.#cosSun <= 1 && this.#sunUp) {
      const sunward = dx * this.#toSun[0]! + dy * this.#toSun[1]! + dz * this.#toSun[2]!
      if (sunward > 0 && sunward * sunward > this.#cosSun * this.#cosSun * distance2) return HIDDEN
    }
    return before && nearest2 < this.#limb2 ? BEFORE_EARTH : BEFORE_SPACE
  }

  measure(objects: Float64Array, at: number, draws: Stream, out: Measurements, row: number): void {
    out.u_eci[3 * row] = objects[at]! - this.#x
    out.u_eci[3 * row + 1] = objects[at + 1]! - this.#y
    out.u_eci[3 * row + 2] = objects[at + 2]! - this.#z
    writeSight(this.#at, this.#angleSigma, Infinity, draws, out, row)
  }

  falseAlarm(draws: Stream, out: Measurements, row: number): void {
    // Even over the cone about the nadir: cos θ and the angle about the axis are uniform.
    const c = 1 - (1 - this.#cosField) * draws.uniform()
    const s = Math.sqrt(1 - c * c)
    const turn = 2 * Math.PI * draws.uniform()
    const radius = Math.sqrt(this.#square)
    const nx = -this.#x / radius
    const ny = -this.#y / radius
    const nz = -this.#z / radius
    // Two axes across the nadir, from the coordinate axis it is farthest from.
    const flat = Math.abs(nz) < 0.9
    const ax = flat ? -ny : 0
    const ay = flat ? nx : -nz
    const az = flat ? 0 : ny
    const across = Math.sqrt(ax * ax + ay * ay + az * az)
    const p = (s * cos(turn)) / across
    const q = (s * sin(turn)) / across
    out.u_eci[3 * row] = c * nx + p * ax + q * (ny * az - nz * ay)
    out.u_eci[3 * row + 1] = c * ny + p * ay + q * (nz * ax - nx * az)
    out.u_eci[3 * row + 2] = c * nz + p * az + q * (nx * ay - ny * ax)
    writeSight(this.#at, this.#angleSigma, Infinity, draws, out, row)
  }
}

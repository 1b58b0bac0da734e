import type { Internal } from '../core/index.ts'
import { WGS84_A, WGS84_F } from '../earth/index.ts'
import { acos, cos, sin, type Stream } from '../math/index.ts'
import type { z } from 'zod'
import { OBJECT, type Instrument } from './instrument.ts'
import type { Measurements } from './measurements.ts'
import type { overHorizonSchema } from './schema.ts'

/** An over-the-horizon radar inside: SI units, rad. */
export type OverHorizon = Internal<z.output<typeof overHorizonSchema>>

/** Mean radius of the Earth, m, by which ground ranges become angles. IUGG: (2a + b)/3. */
const MEAN_RADIUS = 6371008.8
const SQRT12 = Math.sqrt(12)

/**
 * An over-the-horizon radar. It sees an object within its sector, between its nearest and farthest range along the ground,
 * up to its highest altitude and from its least cross-section on; each look detects it with the stated chance.
 *
 * It measures range along the ground and azimuth, both with large errors, and no altitude. The row holds the straight sight to
 * the point at the measured place and half the highest altitude h. Across it in elevation σ = h/|d|: more than the spread of even
 * altitudes, h/(√12 |d|), because the altitude that is wrong now is as wrong at the next look. Along it
 * σ² = σ_range² + (h cos β/√12)², β the angle between the sight and the vertical at the object.
 *
 * Ground range and azimuth are those of a sphere about the Earth's centre: within 0.3 % and 0.2° of the geodesic's.
 */
export class OverHorizonInstrument implements Instrument {
  readonly tracks: number
  readonly #radar: OverHorizon
  readonly #cosNear: number
  readonly #cosFar: number
  readonly #cosSector: number
  readonly #cosAzimuth: number
  readonly #sinAzimuth: number
  /** Where it stands: position, and unit vectors to east, north and up of the sphere, ECI. */
  readonly #place = new Float64Array(3)
  readonly #east = new Float64Array(3)
  readonly #north = new Float64Array(3)
  readonly #up = new Float64Array(3)

  constructor(radar: OverHorizon) {
    this.tracks = radar.tracks
    this.#radar = radar
    this.#cosNear = cos(radar.minRange / MEAN_RADIUS)
    this.#cosFar = cos(Math.min(Math.PI, radar.maxRange / MEAN_RADIUS))
    this.#cosSector = radar.azimuthWidth < 2 * Math.PI ? cos(0.5 * radar.azimuthWidth) : -2
    this.#cosAzimuth = cos(radar.azimuth)
    this.#sinAzimuth = sin(radar.azimuth)
  }

  begin(): void {
    // Everything it needs follows from where it stands.
  }

  gather(): void {
    // Radars are few: each looks at every object.
  }

  blind(): boolean {
    return false
  }

  stand(x: number, y: number, z: number): void {
    const radius = Math.sqrt(x * x + y * y + z * z)
    const flat = Math.sqrt(x * x + y * y)
    put(this.#place, x, y, z)
    put(this.#up, x / radius, y / radius, z / radius)
    put(this.#east, -y / flat, x / flat, 0)
    put(this.#north, (-z * x) / (radius * flat), (-z * y) / (radius * flat), flat / radius)
  }

  sees(objects: Float64Array, at: number): boolean {
    if (objects[at + OBJECT.ALTITUDE]! > this.#radar.maxAltitude) return false
    const x = objects[at]!
    const y = objects[at + 1]!
    const z = objects[at + 2]!
    const east = this.#east
    const north = this.#north
    const up = this.#up
    const radius = Math.sqrt(x * x + y * y + z * z)
    const cosine = (x * up[0]! + y * up[1]! + z * up[2]!) / radius
    if (cosine > this.#cosNear || cosine < this.#cosFar) return false
    if (this.#cosSector < -1) return true
    const e = x * east[0]! + y * east[1]!
    const n = x * north[0]! + y * north[1]! + z * north[2]!
    return e * this.#sinAzimuth + n * this.#cosAzimuth >= this.#cosSector * Math.sqrt(e * e + n * n)
  }

  chance(objects: Float64Array, at: number): number {
    if (objects[at + OBJECT.CROSS_SECTION]! < this.#radar.leastCrossSection || !this.sees(objects, at))
      return 0
    return this.#radar.detectionProbability
  }

  measure(objects: Float64Array, at: number, draws: Stream, out: Measurements, row: number): void {
    const x = objects[at]!
    const y = objects[at + 1]!
    const z = objects[at + 2]!
    const east = this.#east
    const north = this.#north
    const up = this.#up
    const radius = Math.sqrt(x * x + y * y + z * z)
    const angle = acos(Math.min(1, (x * up[0]! + y * up[1]! + z * up[2]!) / radius))
    const e = x * east[0]! + y * east[1]!
    const n = x * north[0]! + y * north[1]! + z * north[2]!
    const flat = Math.sqrt(e * e + n * n)
    this.#write(angle, e / flat, n / flat, draws, out, row)
  }

  falseAlarm(draws: Stream, out: Measurements, row: number): void {
    const { minRange, maxRange, azimuth, azimuthWidth } = this.#radar
    const turn = azimuth + azimuthWidth * (draws.uniform() - 0.5)
    const angle = (minRange + (maxRange - minRange) * draws.uniform()) / MEAN_RADIUS
    this.#write(angle, sin(turn), cos(turn), draws, out, row)
  }

  /** A row for a place at `angle` (rad) along the ground in the direction (e, n). */
  #write(angle: number, e: number, n: number, draws: Stream, out: Measurements, row: number): void {
    const { rangeSigma, azimuthSigma, maxAltitude } = this.#radar
    const place = this.#place
    const east = this.#east
    const north = this.#north
    const up = this.#up

    // The measured place along the ground.
    const turn = azimuthSigma * draws.normal()
    const measured = Math.abs(angle + (rangeSigma / MEAN_RADIUS) * draws.normal())
    const c = cos(turn)
    const s = sin(turn)
    const toEast = e * c + n * s
    const toNorth = n * c - e * s
    const across = sin(measured)
    const along = cos(measured)
    const px = along * up[0]! + across * (toEast * east[0]! + toNorth * north[0]!)
    const py = along * up[1]! + across * (toEast * east[1]! + toNorth * north[1]!)
    const pz = along * up[2]! + across * toNorth * north[2]!

    // The sight to the point above it at half the highest altitude.
    const radius = WGS84_A * (1 - WGS84_F * pz * pz) + 0.5 * maxAltitude
    const dx = radius * px - place[0]!
    const dy = radius * py - place[1]!
    const dz = radius * pz - place[2]!
    const distance = Math.sqrt(dx * dx + dy * dy + dz * dz)
    const vertical = (dx * px + dy * py + dz * pz) / distance
    const spread = (vertical * maxAltitude) / SQRT12
    out.u_eci[3 * row] = dx / distance
    out.u_eci[3 * row + 1] = dy / distance
    out.u_eci[3 * row + 2] = dz / distance
    out.range[row] = distance
    out.sigma[3 * row] = (azimuthSigma * MEAN_RADIUS * across) / distance
    out.sigma[3 * row + 1] = maxAltitude / distance
    out.sigma[3 * row + 2] = Math.sqrt(rangeSigma * rangeSigma + spread * spread)
  }
}

function put(out: Float64Array, x: number, y: number, z: number): void {
  out[0] = x
  out[1] = y
  out[2] = z
}

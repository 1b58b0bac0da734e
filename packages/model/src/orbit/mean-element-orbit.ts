import { OpendomeError, requireWithin } from '../core/index.ts'
import { equinoxDrift, gmst82, type Epoch } from '../earth/index.ts'
import { cos, sin } from '../math/index.ts'
import type { MeanElements } from './mean-elements.ts'
import { Sgp4, type Sgp4Options } from './sgp4.ts'

const DAY = 86_400

/** Leap seconds keep UT1 − UTC below 0.9 s. */
const LARGEST_DUT1 = 1

export interface MeanElementOrbitOptions extends Sgp4Options {
  /** UT1 − UTC at the scenario epoch, s, from the bulletins; 0 (the default) costs up to 460 m in low, 2.8 km in geostationary orbit. */
  readonly dut1?: number | undefined
}

/**
 * The orbit of a real satellite in a scenario: SGP4 from its mean elements, in ECI, at `t` seconds after the scenario epoch.
 *
 * SGP4 gives TEME of the instant; ECI is TEME of the scenario epoch held still. The place over the ground is what counts:
 * TEME is turned by GMST of the instant to the Earth-fixed frame, and back by the scenario's sidereal angle,
 * which together is a turn about z by the `equinoxDrift`, some 4.7 m a day in low orbit. Velocities are turned alike, so that
 * those relative to the ground are right. Leap seconds between the two epochs are not counted, as in SGP4 itself.
 *
 * Methods allocate nothing. Errors: `invalid` for elements or dut1 out of range, `infeasible` for a perigee under the Earth radius.
 *
 * @example
 * const iss = parseTle(`ISS (ZARYA)
 * 1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993
 * 2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106`)
 * const epoch = parseUtc('2018-07-04T00:00:00Z')
 * const orbit = new MeanElementOrbit(iss, epoch)
 * const r = new Float64Array(3)
 * orbit.position_eci(3600, r)
 * ecefFromEci(siderealAngle(epoch, 3600), r, r)
 * geodeticFromEcef(r, r)
 * console.log(`${iss.name}, elements ${(orbit.age / 3600).toFixed(2)} h old`)
 * console.log((r[0] * 180) / Math.PI, (r[1] * 180) / Math.PI, r[2] / 1000)
 */
export class MeanElementOrbit {
  readonly elements: MeanElements
  /** From the epoch of the elements to that of the scenario, s; negative where the elements are later. */
  readonly age: number
  /** Distances of perigee and apogee from the Earth's centre at the epoch of the elements, m. */
  readonly perigeeRadius: number
  readonly apogeeRadius: number
  readonly #sgp4: Sgp4
  readonly #epoch: Epoch
  readonly #clockDrift: number
  // State at the last t asked, a pure function of it.
  #t = NaN
  readonly #r = new Float64Array(3)
  readonly #v = new Float64Array(3)

  constructor(elements: MeanElements, epoch: Epoch, options: MeanElementOrbitOptions = {}) {
    const sgp4 = new Sgp4(elements, options)
    const low = sgp4.perigeeRadius - sgp4.earthRadius
    if (!(low > 0)) {
      throw new OpendomeError(
        'infeasible',
        `orbit of satellite ${elements.catalogNumber}: perigee ${(low / 1000).toFixed(1)} km, expected above 0 km`,
        { hint: 'take an element set from before the satellite decayed' },
      )
    }
    const dut1 = options.dut1 ?? 0
    requireWithin('dut1', dut1, -LARGEST_DUT1, LARGEST_DUT1, 's')
    this.elements = elements
    this.age =
      (epoch.julianDay - elements.epoch.julianDay) * DAY + (epoch.secondOfDay - elements.epoch.secondOfDay)
    this.perigeeRadius = sgp4.perigeeRadius
    this.apogeeRadius = sgp4.apogeeRadius
    this.#sgp4 = sgp4
    this.#epoch = epoch
    this.#clockDrift = gmst82(epoch, dut1) - gmst82(epoch)
  }

  /** ECI position, m. Errors: as `state_eci`. */
  position_eci(t: number, out: Float64Array): void {
    if (t !== this.#t) this.#evaluate(t)
    out[0] = this.#r[0]!
    out[1] = this.#r[1]!
    out[2] = this.#r[2]!
  }

  /** ECI velocity, m/s. Errors: as `state_eci`. */
  velocity_eci(t: number, out: Float64Array): void {
    if (t !== this.#t) this.#evaluate(t)
    out[0] = this.#v[0]!
    out[1] = this.#v[1]!
    out[2] = this.#v[2]!
  }

  /** Both. Errors: `infeasible` after decay and where SGP4 breaks down, `unsupported` a century from the elements. */
  state_eci(t: number, rOut: Float64Array, vOut: Float64Array): void {
    this.position_eci(t, rOut)
    this.velocity_eci(t, vOut)
  }

  #evaluate(t: number): void {
    this.#t = NaN
    const r = this.#r
    const v = this.#v
    this.#sgp4.state(this.age + t, r, v)
    const drift = equinoxDrift(this.#epoch, t) + this.#clockDrift
    const c = cos(drift)
    const s = sin(drift)
    const x = r[0]!
    const vx = v[0]!
    r[0] = c * x + s * r[1]!
    r[1] = c * r[1]! - s * x
    v[0] = c * vx + s * v[1]!
    v[1] = c * v[1]! - s * vx
    this.#t = t
  }
}

import { AstroTime, RotateVector, Rotation_EQD_EQJ, Vector, e_tilt } from 'astronomy-engine'
import { describe, expect, it } from 'vitest'
import {
  ASTRONOMICAL_UNIT,
  ecefFromEci,
  formatUtc,
  gmst82,
  parseUtc,
  siderealAngle,
  type Epoch,
} from '../earth/index.ts'
import { MeanElementOrbit, parseTle } from './index.ts'

// JPL Horizons, ISS from the set below, geocentric, ICRF equator, 4 and 5 July 2018, 00:00 TDB; AU and AU/day. Read in
// Skyfield, skyfield/tests/test_earth_satellites.py, where Skyfield itself is held to 2 m an axis.
const HORIZONS = [
  [2.6334042511582e-5, 1.015087620439817e-5, 3.544778677556393e-5],
  [-2.136440257814821e-5, -2.08417081451448e-5, -3.415494123796893e-5],
] as const
const HORIZONS_SPEED = [
  [-1.751248694205384e-3, 4.065407557020968e-3, 1.363540232307603e-4],
  [2.143876266215405e-3, -3.752167957502106e-3, 9.484159290242074e-4],
] as const
const ISS = parseTle(`ISS (ZARYA)
1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993
2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106`)

const DAY = 86_400

/** TDB − UTC in 2018, s; TDB and TT differ by less than 2 ms. */
const TDB_UTC = 69.184

/** m an axis: astronomy-engine has the five largest terms of nutation, and the next ones are 0.07″, 2.3 m here; measured 1.7 m. */
const TRUNCATED_NUTATION = 3
/** m/s: the same angle on the speed. */
const TRUNCATED_NUTATION_SPEED = 5e-3

/** A vector over the ground at an instant, in the mean equator of J2000: our own turn to TEME, astronomy-engine beyond. */
function j2000(r_ecef: Float64Array, instant: Epoch, time: AstroTime): [number, number, number] {
  const teme = new Float64Array(3)
  ecefFromEci(-gmst82(instant), r_ecef, teme)
  const equinoxes = ((e_tilt(time).ee / 240) * Math.PI) / 180
  const c = Math.cos(equinoxes)
  const s = Math.sin(equinoxes)
  const trueEquinox = new Vector(c * teme[0]! - s * teme[1]!, s * teme[0]! + c * teme[1]!, teme[2]!, time)
  const { x, y, z } = RotateVector(Rotation_EQD_EQJ(time), trueEquinox)
  return [x, y, z]
}

describe('the ISS by its element set against JPL Horizons', () => {
  // A scenario epoch of its own, so that the way through ECI is part of what is compared.
  const epoch = parseUtc('2018-07-03T20:00:00Z')
  const orbit = new MeanElementOrbit(ISS, epoch)

  it.each([0, 1])('%d days after 4 July 2018, 00:00 TDB', (days) => {
    const t = 4 * 3600 + days * DAY - TDB_UTC
    const instant = parseUtc(formatUtc(epoch, t))
    const time = AstroTime.FromTerrestrialTime(2458303.5 - 2451545 + days)
    const r = new Float64Array(3)
    const v = new Float64Array(3)
    orbit.state_eci(t, r, v)
    for (const [vector, expected, unit, tolerance] of [
      [r, HORIZONS[days]!, ASTRONOMICAL_UNIT, TRUNCATED_NUTATION],
      [v, HORIZONS_SPEED[days]!, ASTRONOMICAL_UNIT / DAY, TRUNCATED_NUTATION_SPEED],
    ] as const) {
      // Without the rotation's own speed: only the directions of the axes are compared.
      ecefFromEci(siderealAngle(epoch, t), vector, vector)
      j2000(vector, instant, time).forEach((x, k) => {
        expect(Math.abs(x - expected[k]! * unit)).toBeLessThan(tolerance)
      })
    }
  })
})

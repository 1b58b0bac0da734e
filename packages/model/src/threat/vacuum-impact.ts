import { EARTH_RATE, WGS84_A, WGS84_GM, ecefFromEci, geodeticFromEcef } from '../earth/index.ts'
import { acos, sin, cos } from '../math/index.ts'
import { elementsFromState, stateFromElements } from '../orbit/index.ts'
import type { Landing } from './fall.ts'

/** Rounds of moving the conic's end to the height of the ellipsoid there: the first leaves 21 km, the third under a metre. */
const ROUNDS = 4

const r = new Float64Array(3)
const v = new Float64Array(3)
const geodetic = new Float64Array(3)

/**
 * Where a ballistic arc in vacuum, about a point mass, comes down on WGS 84: the instantaneous impact point in closed form.
 * Kepler's conic is followed from the state to where its descending leg meets the ellipsoid. Left out: the air, which shortens the last
 * tens of kilometres, and J2; `fallFrom` integrates both.
 *
 * @param t time of the state on a clock at whose zero the frame's x axis lies in the Greenwich meridian, s
 * @param r_eci,v_eci state in that inertial frame, m and m/s
 * @returns place (rad) and time on that clock; undefined where the conic does not come down
 */
export function vacuumImpact(t: number, r_eci: Float64Array, v_eci: Float64Array): Landing | undefined {
  const elements = elementsFromState(WGS84_GM, r_eci, v_eci)
  const { semiLatusRectum: p, eccentricity: e, trueAnomaly } = elements
  if (!(e > 0 && e < 1)) return undefined
  let radius = WGS84_A
  let landing: Landing | undefined
  for (let round = 0; round < ROUNDS; round++) {
    const c = (p / radius - 1) / e
    if (!(Math.abs(c) < 1)) return undefined
    const down = 2 * Math.PI - acos(c)
    stateFromElements(WGS84_GM, { ...elements, trueAnomaly: down }, r, v)
    const fall = timeBetween(p, e, trueAnomaly, down)
    ecefFromEci(EARTH_RATE * (t + fall), r, r)
    geodeticFromEcef(r, geodetic)
    radius -= geodetic[2]!
    landing = { lat: geodetic[0]!, lon: geodetic[1]!, t: t + fall }
  }
  return landing
}

/** Time from one true anomaly to a later one on an ellipse (Kepler's equation), s. Both in [0, 2π). */
function timeBetween(p: number, e: number, from: number, to: number): number {
  const a = p / (1 - e * e)
  const wait = (mean(to, e) - mean(from, e)) * Math.sqrt(a / WGS84_GM) * a
  return to >= from ? wait : wait + 2 * Math.PI * Math.sqrt(a / WGS84_GM) * a
}

function mean(anomaly: number, e: number): number {
  // cos E = (e + cos ν)/(1 + e cos ν), E on the same half as ν.
  const c = cos(anomaly)
  const half = acos(Math.max(-1, Math.min(1, (e + c) / (1 + e * c))))
  const E = anomaly > Math.PI ? 2 * Math.PI - half : half
  return E - e * sin(E)
}

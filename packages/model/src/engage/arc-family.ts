import { OpendomeError } from '../core/index.ts'
import {
  EARTH_RATE,
  WGS84_GM,
  ecefFromEciState,
  ecefFromGeodetic,
  geodeticFromEcef,
  geodeticHeight,
} from '../earth/index.ts'
import { acos, brent, norm3 } from '../math/index.ts'
import { lambertInto, propagateKepler, shortWay } from '../orbit/index.ts'
import {
  arcThrough,
  flyFree,
  minimumEnergyArc,
  type Path,
  type Place,
  type Trajectory,
} from '../threat/index.ts'
import { FLY_OUT_RADIUS } from './plane-flight.ts'

/** Where a path of the family comes down. */
export interface ArcPath extends Path {
  readonly impact: Place
}

/** Below this altitude (m) on the way up the arc is not the missile's: it is still under thrust. */
const ABOVE_BOOST = 150_000
const ASCENT_STEP = 10
const DESCENT_STEP = 4
/** Below this altitude (m) samples are this far apart, s. */
const LOW = 150_000
const LOW_STEP = 1
/** Corrections of the aim for what drag and the flattening of the Earth shift the impact by. */
const CORRECTIONS = 2
/** Longest arc, rad: towards the antipode the plane of the arc is lost. */
const LONGEST = 2.9
const ACCURACY = { relative: 1e-7, absolute: Float64Array.of(1, 1, 1, 1e-2, 1e-2, 1e-2), dense: true }

/**
 * Free falls from one launch point to any aim, as one solved flight has them: the arc over each distance whose apogee stands to that of the arc of
 * least energy as the solved flight's does (or one fixed apogee), over the rotating Earth, with the drag of the reentry vehicle from
 * its apogee on. The time by which the solved flight is later than its own arc (boost, drag) is added to all. A family costs a thousandth of
 * guiding each flight; how far it is off is in docs/engage.md.
 *
 * Throws `unsupported` for a flight that is no free fall after its burnout.
 */
export class ArcFamily {
  readonly #launch: Float64Array
  readonly #apogee: (distance: number) => number
  readonly #ballisticCoefficient: number
  readonly #lag: number

  /** `fixedApogee`: the flight was asked for by its apogee, which all arcs then have. */
  constructor(trajectory: Trajectory, launch: Place, fixedApogee = false) {
    if (trajectory.braking !== undefined || trajectory.phases?.some((p) => p.name === 'glide') === true)
      throw new OpendomeError('unsupported', 'family of arcs: the flight does not fall freely after burnout')
    this.#launch = new Float64Array(3)
    ecefFromGeodetic(launch.lat, launch.lon, 0, this.#launch)
    this.#ballisticCoefficient = trajectory.ballisticCoefficient
    const own = this.#distance(trajectory.impact, 0)
    const apogee = trajectory.apogee.altitude
    const ratio = apogee / leastEnergyApogee(own)
    this.#apogee = fixedApogee ? () => apogee : (distance) => ratio * leastEnergyApogee(distance)
    this.#lag = 0
    const path = this.pathTo(trajectory.impact)
    if (path === undefined)
      throw new OpendomeError('unsupported', 'family of arcs: no arc leads to the aim of the flight')
    this.#lag = trajectory.impact.t - path.times[path.times.length - 1]!
  }

  /**
   * The path to an aim, Earth-fixed, in s since liftoff, from above the boost to the ground; undefined where no arc leads there. It comes down within
   * a kilometre of the aim.
   */
  pathTo(aim: Place): ArcPath | undefined {
    let { lat, lon } = aim
    let path = this.#fly({ lat, lon })
    for (let i = 0; i < CORRECTIONS && path !== undefined; i++) {
      lat += aim.lat - path.impact.lat
      const east = aim.lon - path.impact.lon
      lon += east - 2 * Math.PI * Math.round(east / (2 * Math.PI))
      if (Math.abs(lat) > Math.PI / 2) return path
      path = this.#fly({ lat, lon })
    }
    return path
  }

  #fly(aim: Place): ArcPath | undefined {
    // The aim turns on while the missile flies: the time of flight and the angle are found together.
    let time = 0
    for (let i = 0; i < 4; i++) {
      const distance = this.#distance(aim, time)
      if (!(distance > 1e4 && distance < LONGEST * FLY_OUT_RADIUS)) return undefined
      time = arcThrough(distance, this.#apogee(distance), FLY_OUT_RADIUS, WGS84_GM).time
    }
    ecefFromGeodetic(aim.lat, aim.lon + EARTH_RATE * time, 0, target)
    lambertInto(WGS84_GM, this.#launch, target, time, shortWay(this.#launch, target), vStart, vEnd)
    const climb = (t: number): number => {
      propagateKepler(WGS84_GM, this.#launch, vStart, t, r, v)
      return r[0]! * v[0]! + r[1]! * v[1]! + r[2]! * v[2]!
    }
    if (!(climb(0) > 0 && climb(time) < 0)) return undefined
    const summit = brent(climb, 0, time, 1e-3)
    climb(summit)
    const free = flyFree(summit, Float64Array.of(...r, ...v), this.#ballisticCoefficient, ACCURACY)
    if (free === undefined) return undefined
    const rows: number[] = []
    const times: number[] = []
    const put = (t: number): number => {
      ecefFromEciState(EARTH_RATE * t, r, v, r, v)
      times.push(t + this.#lag)
      rows.push(...r, ...v)
      return geodeticHeight(r)
    }
    const first = Math.max(0, summit - ASCENT_STEP * Math.floor(summit / ASCENT_STEP))
    for (let t = first; t < summit - 1e-6; t += ASCENT_STEP) {
      climb(t)
      if (geodeticHeight(r) >= ABOVE_BOOST) put(t)
    }
    const [piece] = free.pieces
    let t = summit
    while (piece !== undefined) {
      piece.dense.at(t, state)
      r.set(state.subarray(0, 3))
      v.set(state.subarray(3, 6))
      const height = put(t)
      if (t >= piece.t1) break
      t = Math.min(piece.t1, t + (height > LOW ? DESCENT_STEP : LOW_STEP))
    }
    geodeticFromEcef(r, place)
    const n = times.length
    const r_ecef = new Float64Array(3 * n)
    const v_ecef = new Float64Array(3 * n)
    for (let i = 0; i < n; i++)
      for (let k = 0; k < 3; k++) {
        r_ecef[3 * i + k] = rows[6 * i + k]!
        v_ecef[3 * i + k] = rows[6 * i + 3 + k]!
      }
    return { times: Float64Array.from(times), r_ecef, v_ecef, impact: { lat: place[0]!, lon: place[1]! } }
  }

  /** Distance along the sphere (m) from the launch point to where an aim is after a time. */
  #distance(aim: Place, time: number): number {
    ecefFromGeodetic(aim.lat, aim.lon + EARTH_RATE * time, 0, target)
    const a = this.#launch
    const cosine =
      (a[0]! * target[0]! + a[1]! * target[1]! + a[2]! * target[2]!) /
      (norm3(a[0]!, a[1]!, a[2]!) * norm3(target[0]!, target[1]!, target[2]!))
    return FLY_OUT_RADIUS * acos(Math.max(-1, Math.min(1, cosine)))
  }
}

function leastEnergyApogee(distance: number): number {
  return minimumEnergyArc(distance, FLY_OUT_RADIUS, WGS84_GM).apogee
}

const target = new Float64Array(3)
const vStart = new Float64Array(3)
const vEnd = new Float64Array(3)
const r = new Float64Array(3)
const v = new Float64Array(3)
const place = new Float64Array(3)
const state = new Float64Array(6)

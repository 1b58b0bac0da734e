import { OpendomeError } from '../core/index.ts'
import { atan2, norm2 } from '../math/index.ts'
import {
  FLY_OUT_RADIUS,
  burnsOf,
  flyInPlane,
  planeState,
  type Burn,
  type PlaneFlight,
} from './plane-flight.ts'
import type { GroundInterceptor } from './shot.ts'

/** What of a vehicle its fly-out rests on. */
export type FlyOutVehicle = Pick<
  GroundInterceptor,
  | 'burnoutSpeed'
  | 'burnTime'
  | 'stages'
  | 'ballisticCoefficient'
  | 'minAltitude'
  | 'ceiling'
  | 'reach'
  | 'limitReach'
  | 'maxFlight'
>

/** Elevations of thrust that are flown. */
const ELEVATIONS = 241
/** Nodes in altitude and in ground range. */
const ROWS = 97
const COLUMNS = 97
/** Lowest level of a table, m. */
const LOWEST = 10
/** Where no ceiling ends the table, it goes up to this part of the highest apogee. */
const NEAR_TOP = 0.999
/** Times within a flight at which its altitude is looked at, to find where it passes a level. */
const LOOKS = 96
/** Steps of the false position method between two looks, and the distance from a level (m) that ends it. */
const ROUNDS = 30
const NEAR = 0.01

/**
 * Shortest time from launch to any point that a vehicle from the ground can reach, over ground range and altitude. Made once per
 * vehicle from flights integrated in the vertical plane (`flyInPlane`) with thrust at 241 elevations, each followed on its way up and down.
 *
 * At a level the points that flights pass form one curve (range, time), from straight up over the flattest flight and back over steep
 * ones; the table holds its lower edge, as time per slant distance, which varies less than time. What is reached at a level is thus all ranges from 0 to `maxRange`. Nodes stand
 * closer towards the ends of both axes, u = 1 − (1 − w²)²: at the far ends time runs like a square root, at the near ends the way bends most.
 *
 * Launch is at sea level from a sphere of the mean radius; range is along that sphere, altitude above it. The Earth stands still: its
 * turn and flattening make times wrong by up to 2.5 % over 4,000 km and 0.7 % over 200 km (docs/engage.md). The vertical rise out of a silo and steering losses are left out.
 */
export class FlyOutTable {
  /** Lowest and highest altitude of the table, m. */
  readonly bottom: number
  readonly top: number
  /** Longest time in the table, s. */
  readonly longest: number
  /** Largest ground range at any level, m. */
  readonly farthest: number
  /** What the flights rest on. */
  readonly burns: readonly Burn[]
  readonly #slowness: Float64Array
  readonly #edge: Float64Array

  /** Use `flyOutTable`. */
  constructor(
    burns: readonly Burn[],
    bottom: number,
    top: number,
    slowness: Float64Array,
    edge: Float64Array,
    longest: number,
  ) {
    this.burns = burns
    this.bottom = bottom
    this.top = top
    this.#slowness = slowness
    this.#edge = edge
    this.longest = longest
    this.farthest = edge.reduce((a, b) => Math.max(a, b), 0)
  }

  /** Shortest time (s) to a point at ground range and altitude (m); Infinity where it is not reached. */
  time(range: number, altitude: number): number {
    if (!(altitude >= this.bottom && altitude <= this.top)) return Infinity
    const z = (ROWS - 1) * drawn((altitude - this.bottom) / (this.top - this.bottom))
    const row = Math.min(ROWS - 2, Math.floor(z))
    const part = z - row
    const edge = (1 - part) * this.#edge[row]! + part * this.#edge[row + 1]!
    const u = Math.abs(range) / edge
    if (!(u <= 1)) return Infinity
    const w = (COLUMNS - 1) * drawn(u)
    const column = Math.min(COLUMNS - 2, Math.floor(w))
    const share = w - column
    const i = row * COLUMNS + column
    const s = this.#slowness
    const low = (1 - share) * s[i]! + share * s[i + 1]!
    const high = (1 - share) * s[i + COLUMNS]! + share * s[i + COLUMNS + 1]!
    return ((1 - part) * low + part * high) * slant(range, altitude)
  }

  /** Largest ground range (m) at an altitude (m); 0 outside the table. */
  maxRange(altitude: number): number {
    if (!(altitude >= this.bottom && altitude <= this.top)) return 0
    const z = (ROWS - 1) * drawn((altitude - this.bottom) / (this.top - this.bottom))
    const row = Math.min(ROWS - 2, Math.floor(z))
    const part = z - row
    return (1 - part) * this.#edge[row]! + part * this.#edge[row + 1]!
  }
}

/** Part of the nodes (0 to 1) that lie below a part u of an axis: they stand closer at both ends, most at the near one. */
function drawn(u: number): number {
  return Math.sqrt(1 - Math.sqrt(1 - u))
}

/** Inverse of `drawn`. */
function undrawn(w: number): number {
  return w * w * (2 - w * w)
}

/** Straight distance to a point at a range over the sphere and an altitude, m; the sine of the angle is cut after its first term. */
function slant(range: number, altitude: number): number {
  return Math.sqrt(altitude * altitude + range * range * (1 + altitude / FLY_OUT_RADIUS))
}

/**
 * The table of a vehicle; takes some tenths of a second. Throws `invalid` where thrust does not lift it, `infeasible` where it does not get above its lowest
 * intercept altitude.
 */
export function flyOutTable(vehicle: FlyOutVehicle): FlyOutTable {
  const burns = burnsOf(vehicle)
  const { ballisticCoefficient, maxFlight } = vehicle
  const lowest = lowestElevation(burns)
  const flights: Sampled[] = []
  for (let k = 0; k < ELEVATIONS; k++) {
    const elevation = Math.PI / 2 + ((lowest - Math.PI / 2) * k) / (ELEVATIONS - 1)
    flights.push(sampled(flyInPlane(burns, ballisticCoefficient, elevation, maxFlight)))
  }
  const summit = flights.reduce((most, f) => Math.max(most, f.apogee), 0)
  const bottom = Math.max(LOWEST, vehicle.minAltitude)
  const top = Math.min(vehicle.ceiling ?? Infinity, NEAR_TOP * summit)
  if (!(top > bottom))
    throw new OpendomeError(
      'infeasible',
      `lowest intercept altitude ${bottom / 1000} km: the interceptor rises to ${(summit / 1000).toFixed(1)} km`,
    )
  const limit = vehicle.limitReach ? vehicle.reach! : Infinity
  const slowness = new Float64Array(ROWS * COLUMNS)
  const edge = new Float64Array(ROWS)
  let longest = 0
  for (let row = 0; row < ROWS; row++) {
    const level = bottom + (top - bottom) * undrawn(row / (ROWS - 1))
    const curve = crossings(flights, level)
    const far = Math.min(
      limit,
      curve.reduce((most, p) => Math.max(most, p.range), 0),
    )
    edge[row] = far
    for (let column = 0; column < COLUMNS; column++) {
      const range = far * undrawn(column / (COLUMNS - 1))
      const t = lowerEdge(curve, range)
      slowness[row * COLUMNS + column] = t / slant(range, level)
      longest = Math.max(longest, t)
    }
  }
  return new FlyOutTable(burns, bottom, top, slowness, edge, longest)
}

/** Elevation at which thrust still outweighs gravity at launch. */
function lowestElevation(burns: readonly Burn[]): number {
  const ratio = 9.82 / burns[0]!.acceleration
  return atan2(ratio, Math.sqrt(1 - ratio * ratio)) + 1e-3
}

/** A flight with its altitude at even times, the index of the highest of them, and its highest point. */
interface Sampled {
  readonly flight: PlaneFlight
  readonly times: Float64Array
  readonly altitude: Float64Array
  readonly peak: number
  /** Time, altitude and range of its highest point. */
  readonly summit: number
  readonly apogee: number
  readonly apogeeRange: number
}

const state = new Float64Array(4)

function altitudeAt(flight: PlaneFlight, t: number): number {
  planeState(flight, t, state)
  return norm2(state[0]!, state[1]!) - FLY_OUT_RADIUS
}

/** Range of the point that `altitudeAt` looked at last. */
function rangeNow(): number {
  return FLY_OUT_RADIUS * atan2(state[0]!, state[1]!)
}

function sampled(flight: PlaneFlight): Sampled {
  const times = new Float64Array(LOOKS + 1)
  const altitude = new Float64Array(LOOKS + 1)
  let peak = 0
  for (let i = 0; i <= LOOKS; i++) {
    times[i] = (flight.end * i) / LOOKS
    altitude[i] = altitudeAt(flight, times[i]!)
    if (altitude[i]! > altitude[peak]!) peak = i
  }
  // Samples straddle the top: it lies between the neighbours of the highest one.
  const summit = highest(flight, times[Math.max(0, peak - 1)]!, times[Math.min(LOOKS, peak + 1)]!)
  const apogee = altitudeAt(flight, summit)
  return { flight, times, altitude, peak, summit, apogee, apogeeRange: rangeNow() }
}

interface Crossing {
  readonly range: number
  readonly time: number
}

/**
 * Where the flights pass a level: on the way up from the steepest on, then on the way down back to the steepest; between the two the flight
 * that just touches the level.
 */
function crossings(flights: readonly Sampled[], level: number): Crossing[] {
  const up: Crossing[] = []
  const down: Crossing[] = []
  let touching: Crossing | undefined
  for (let k = 0; k < flights.length; k++) {
    const { flight, times, altitude, peak, summit, apogee, apogeeRange } = flights[k]!
    if (apogee < level) {
      const steeper = flights[k - 1]
      if (touching !== undefined || steeper === undefined || steeper.apogee < level) continue
      const share = (steeper.apogee - level) / (steeper.apogee - apogee)
      touching = {
        range: steeper.apogeeRange + share * (apogeeRange - steeper.apogeeRange),
        time: steeper.summit + share * (summit - steeper.summit),
      }
      continue
    }
    let i = 0
    while (i < peak && altitude[i]! < level) i++
    up.push(passing(flight, i === 0 ? 0 : times[i - 1]!, Math.min(times[i]!, summit), level))
    // Still above at the longest flight time: no way down.
    if (altitude[LOOKS]! > level) continue
    let j = LOOKS
    while (j > peak && altitude[j - 1]! < level) j--
    down.unshift(passing(flight, times[j]!, Math.max(times[Math.max(0, j - 1)]!, summit), level))
  }
  return touching === undefined ? [...up, ...down] : [...up, touching, ...down]
}

/** Time of the highest point between two times, by golden section. */
function highest(flight: PlaneFlight, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  let [a, b] = [from, to]
  let c = b - golden * (b - a)
  let d = a + golden * (b - a)
  let fc = altitudeAt(flight, c)
  let fd = altitudeAt(flight, d)
  for (let i = 0; i < 40; i++) {
    if (fc > fd) {
      b = d
      d = c
      fd = fc
      c = b - golden * (b - a)
      fc = altitudeAt(flight, c)
    } else {
      a = c
      c = d
      fc = fd
      d = a + golden * (b - a)
      fd = altitudeAt(flight, d)
    }
  }
  return fc > fd ? c : d
}

/** Where the flight passes the level between a time below it and one above it: the Illinois form of false position. */
function passing(flight: PlaneFlight, below: number, above: number, level: number): Crossing {
  let [a, b] = [below, above]
  let fa = altitudeAt(flight, a) - level
  let fb = altitudeAt(flight, b) - level
  let t = b
  for (let i = 0; i < ROUNDS && fa !== fb; i++) {
    t = (a * fb - b * fa) / (fb - fa)
    const f = altitudeAt(flight, t) - level
    if (Math.abs(f) < NEAR) break
    if (f > 0 === fb > 0) fa /= 2
    else [a, fa] = [b, fb]
    ;[b, fb] = [t, f]
  }
  altitudeAt(flight, t)
  return { range: rangeNow(), time: t }
}

/** Least time at a range on a curve of crossings; at its far end that of its farthest point. */
function lowerEdge(curve: readonly Crossing[], range: number): number {
  // The curve begins straight above the launch point, but for the rounding of a right angle.
  let least = curve[0]!.range >= range ? curve[0]!.time : Infinity
  let [far, last] = [-1, Infinity]
  for (let i = 0; i < curve.length; i++) {
    const b = curve[i]!
    if (b.range > far) [far, last] = [b.range, b.time]
    const a = curve[i - 1]
    if (a === undefined || (a.range - range) * (b.range - range) > 0) continue
    const share = a.range === b.range ? 0 : (range - a.range) / (b.range - a.range)
    least = Math.min(least, a.time + share * (b.time - a.time))
  }
  return least < Infinity ? least : last
}

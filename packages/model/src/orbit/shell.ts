import { OpendomeError, requireWithin } from '../core/index.ts'
import { EGM2008_RADIUS, J2, WGS84_A, WGS84_GM } from '../earth/index.ts'
import { cos, sin } from '../math/index.ts'
import { secularRates } from './j2.ts'
import { MAX_SATELLITES } from './schema.ts'

const TURN = 2 * Math.PI

/** Equal circular orbits, evenly spaced. Angles in rad, altitude in m above the radius 6378.137 km. */
export interface ShellDefinition {
  readonly altitude: number
  readonly inclination: number
  readonly planes: number
  readonly perPlane: number
  /** Walker's F: neighbouring planes are offset by phasing · 2π / (planes · perPlane). Need not be whole. */
  readonly phasing: number
  /** `delta` spreads the nodes over 2π (default), `star` over π. */
  readonly pattern?: 'delta' | 'star' | undefined
  /** Angle between neighbouring nodes, in place of the pattern's. */
  readonly planeSpacing?: number | undefined
  /** Right ascension of the node of plane 0 at t = 0; default 0. */
  readonly raan0?: number | undefined
  /** Argument of latitude of satellite 0 at t = 0; default 0. */
  readonly anomaly0?: number | undefined
  /** Secular J2 rates of node and argument of latitude; default true. */
  readonly j2?: boolean | undefined
}

/**
 * A shell of satellites on circular orbits that turn at constant rates. Satellite `index` = plane · perPlane + slot.
 * With t in s since the epoch (both signs, meant for several days):
 *
 *   u = anomaly0 + slot·2π/perPlane + plane·phasing·2π/(planes·perPlane) + meanMotion·t
 *   Ω = raan0 + plane·spacing + nodeRate·t
 *
 * meanMotion = n [1 + (3/2) J₂ (R/a)² (3 − 4 sin²i)] and nodeRate = −(3/2) n J₂ (R/a)² cos i with n = √(μ/a³): the secular
 * rates of mean anomaly plus perigee, and of node, at zero eccentricity (Kozai 1959; see `secularRates`). Walker
 * notation: Walker, RAE Technical Report 77044 (1977).
 *
 * Positions are ECI, m. Methods do not allocate and do not check; the definition is checked here.
 * Errors: `invalid` for a definition out of range.
 */
export class Shell {
  readonly planes: number
  readonly perPlane: number
  readonly count: number
  readonly radius: number
  readonly inclination: number
  /** Rate of the argument of latitude, rad/s, J2 included when it is on. */
  readonly meanMotion: number
  /** Rate of the right ascension of the nodes, rad/s. */
  readonly nodeRate: number
  /** Angle between neighbouring nodes, rad. */
  readonly planeSpacing: number
  /** In-plane offset of each plane against the one before, rad. */
  readonly phaseOffset: number
  readonly #raan0: number
  readonly #anomaly0: number
  readonly #cosInclination: number
  readonly #sinInclination: number
  // Cosine and sine, interleaved, of each plane's node and phase and of each slot at t = 0.
  readonly #node: Float64Array
  readonly #phase: Float64Array
  readonly #slot: Float64Array
  // What turns with time, kept for the last t asked: all of a pure function of t.
  #t = NaN
  #cosNode = 1
  #sinNode = 0
  #cosMotion = 1
  #sinMotion = 0

  constructor(definition: ShellDefinition) {
    const { altitude, inclination, planes, perPlane, phasing, raan0 = 0, anomaly0 = 0 } = definition
    const { pattern = 'delta', j2 = true } = definition
    requireWithin('shell altitude', altitude, 0, 1e9, 'm')
    requireWithin('shell inclination', inclination, 0, Math.PI, 'rad')
    requireWhole('shell planes', planes)
    requireWhole('shell satellites per plane', perPlane)
    if (planes * perPlane > MAX_SATELLITES) {
      throw new OpendomeError(
        'invalid',
        `shell of ${planes * perPlane} satellites: expected at most ${MAX_SATELLITES}`,
      )
    }
    requireWithin('shell phasing', phasing, -MAX_SATELLITES, MAX_SATELLITES)
    requireWithin('shell node of plane 0', raan0, -TURN, TURN, 'rad')
    requireWithin('shell anomaly of satellite 0', anomaly0, -TURN, TURN, 'rad')
    if (pattern !== 'delta' && pattern !== 'star') {
      throw new OpendomeError('invalid', `shell pattern ${String(pattern)}: expected delta or star`)
    }
    const planeSpacing = definition.planeSpacing ?? (pattern === 'star' ? Math.PI : TURN) / planes
    requireWithin('shell plane spacing', planeSpacing, -TURN, TURN, 'rad')

    this.planes = planes
    this.perPlane = perPlane
    this.count = planes * perPlane
    this.radius = WGS84_A + altitude
    this.inclination = inclination
    this.planeSpacing = planeSpacing
    this.phaseOffset = (phasing * TURN) / this.count
    this.#raan0 = raan0
    this.#anomaly0 = anomaly0
    this.#cosInclination = cos(inclination)
    this.#sinInclination = sin(inclination)
    const keplerian = Math.sqrt(WGS84_GM / this.radius) / this.radius
    const rates = secularRates(WGS84_GM, EGM2008_RADIUS, j2 ? J2 : 0, this.radius, 0, inclination)
    this.meanMotion = keplerian + rates.meanAnomaly + rates.perigee
    this.nodeRate = rates.node
    this.#node = rotations(planes, raan0, planeSpacing)
    this.#phase = rotations(planes, anomaly0, this.phaseOffset)
    this.#slot = rotations(perPlane, 0, TURN / perPlane)
  }

  /** ECI unit axes of a plane: `p` towards the ascending node, `q` 90° ahead in the direction of motion. */
  planeAxes(t: number, plane: number, p: Float64Array, q: Float64Array): void {
    if (t !== this.#t) this.#turn(t)
    const c = this.#node[2 * plane]!
    const s = this.#node[2 * plane + 1]!
    const cosNode = c * this.#cosNode - s * this.#sinNode
    const sinNode = s * this.#cosNode + c * this.#sinNode
    p[0] = cosNode
    p[1] = sinNode
    p[2] = 0
    q[0] = -sinNode * this.#cosInclination
    q[1] = cosNode * this.#cosInclination
    q[2] = this.#sinInclination
  }

  /** Right ascension of a plane's ascending node, rad in [0, 2π). */
  node(t: number, plane: number): number {
    return wrap(this.#raan0 + plane * this.planeSpacing + this.nodeRate * t)
  }

  /** Angle of a satellite from its ascending node, rad in [0, 2π). */
  argumentOfLatitude(t: number, plane: number, slot: number): number {
    const atEpoch = this.#anomaly0 + (slot * TURN) / this.perPlane + plane * this.phaseOffset
    return wrap(atEpoch + this.meanMotion * t)
  }

  /** ECI position of satellite `index`, m. */
  position(t: number, index: number, out: Float64Array): void {
    this.#place(t, index, this.radius, 0, 0, out)
  }

  /** ECI velocity of satellite `index`, m/s: the time derivative of `position`, turning node included. */
  velocity(t: number, index: number, out: Float64Array): void {
    this.#place(t, index, 0, this.radius * this.meanMotion, this.radius * this.nodeRate, out)
  }

  /** Writes along·r̂ + ahead·θ̂ + turning·(ẑ × r̂) for one satellite. */
  #place(t: number, index: number, along: number, ahead: number, turning: number, out: Float64Array): void {
    if (t !== this.#t) this.#turn(t)
    const plane = Math.floor(index / this.perPlane)
    const slot = index - plane * this.perPlane

    // Node: the plane's at t = 0, turned by what J2 has added.
    let c = this.#node[2 * plane]!
    let s = this.#node[2 * plane + 1]!
    const cosNode = c * this.#cosNode - s * this.#sinNode
    const sinNode = s * this.#cosNode + c * this.#sinNode

    // Argument of latitude: phase of the plane, then the motion, then the slot.
    c = this.#phase[2 * plane]!
    s = this.#phase[2 * plane + 1]!
    const cosLead = c * this.#cosMotion - s * this.#sinMotion
    const sinLead = s * this.#cosMotion + c * this.#sinMotion
    c = this.#slot[2 * slot]!
    s = this.#slot[2 * slot + 1]!
    const cosU = cosLead * c - sinLead * s
    const sinU = sinLead * c + cosLead * s

    const onP = along * cosU - ahead * sinU
    const onQ = along * sinU + ahead * cosU
    const flat = onQ * this.#cosInclination
    const turnP = -turning * sinU * this.#cosInclination
    const turnQ = turning * cosU
    out[0] = (onP + turnP) * cosNode - (flat + turnQ) * sinNode
    out[1] = (onP + turnP) * sinNode + (flat + turnQ) * cosNode
    out[2] = onQ * this.#sinInclination
  }

  #turn(t: number): void {
    this.#cosNode = cos(this.nodeRate * t)
    this.#sinNode = sin(this.nodeRate * t)
    this.#cosMotion = cos(this.meanMotion * t)
    this.#sinMotion = sin(this.meanMotion * t)
    this.#t = t
  }
}

function rotations(count: number, start: number, step: number): Float64Array {
  const table = new Float64Array(2 * count)
  for (let k = 0; k < count; k++) {
    table[2 * k] = cos(start + k * step)
    table[2 * k + 1] = sin(start + k * step)
  }
  return table
}

function wrap(angle: number): number {
  const rest = angle - TURN * Math.floor(angle / TURN)
  return rest < TURN ? rest : 0
}

function requireWhole(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return
  throw new OpendomeError('invalid', `${name} ${value}: expected a whole number of at least 1`)
}

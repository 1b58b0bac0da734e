import { OpendomeError, requireWithin } from '../core/index.ts'
import { atan2, cos, norm2, norm3, sin } from '../math/index.ts'

const TURN = 2 * Math.PI

/** Below this eccentricity an orbit counts as circular, below this sine of inclination as equatorial. */
const DEGENERATE = 1e-11

/** Osculating elements of any conic but the straight line. Angles in rad, [0, 2π). */
export interface OrbitalElements {
  /** p = h²/μ, m: finite for every conic. a = p/(1 − e²). */
  readonly semiLatusRectum: number
  readonly eccentricity: number
  /** 0 to π. */
  readonly inclination: number
  /** Right ascension of the ascending node; 0 for an equatorial orbit. */
  readonly node: number
  /** Argument of perigee; 0 for a circular orbit. */
  readonly perigee: number
  /** Angle from perigee; from the node (or, for an equatorial orbit, the x axis) where the orbit is circular. */
  readonly trueAnomaly: number
}

/**
 * Elements of an inertial state: `mu` m³/s², `r` m, `v` m/s. Vallado, Fundamentals of Astrodynamics (4th ed.),
 * algorithm 9 (RV2COE), with angles by atan2. Errors: `unsupported` for motion along a straight line.
 */
export function elementsFromState(mu: number, r: Float64Array, v: Float64Array): OrbitalElements {
  const x = r[0]!
  const y = r[1]!
  const z = r[2]!
  const vx = v[0]!
  const vy = v[1]!
  const vz = v[2]!
  const hx = y * vz - z * vy
  const hy = z * vx - x * vz
  const hz = x * vy - y * vx
  const h = norm3(hx, hy, hz)
  const distance = norm3(x, y, z)
  if (!(mu > 0) || !Number.isFinite(h)) {
    throw new OpendomeError('invalid', `state (mu ${mu}, |r × v| ${h} m²/s): expected finite numbers, mu > 0`)
  }
  if (!(h > 1e-12 * distance * norm3(vx, vy, vz))) {
    throw new OpendomeError('unsupported', `state (|r × v| ${h} m²/s): expected motion off the radial line`)
  }
  const semiLatusRectum = (h * h) / mu
  const eastward = norm2(hx, hy)
  const equatorial = eastward <= DEGENERATE * h

  // Axes in the orbit plane: towards the node (the x axis where there is none) and 90° ahead.
  const px = equatorial ? 1 : -hy / eastward
  const py = equatorial ? 0 : hx / eastward
  const qx = (-hz * py) / h
  const qy = (hz * px) / h
  const qz = (hx * py - hy * px) / h
  const latitude = atan2(x * qx + y * qy + z * qz, x * px + y * py)

  // e cos ν and e sin ν from the distance and the radial speed.
  const radial = (x * vx + y * vy + z * vz) / distance
  const eCos = semiLatusRectum / distance - 1
  const eSin = (radial * h) / mu
  const eccentricity = norm2(eCos, eSin)
  const circular = eccentricity < DEGENERATE
  const anomaly = circular ? latitude : atan2(eSin, eCos)
  return {
    semiLatusRectum,
    eccentricity,
    inclination: atan2(eastward, hz),
    node: equatorial ? 0 : wrap(atan2(py, px)),
    perigee: circular ? 0 : wrap(latitude - anomaly),
    trueAnomaly: wrap(anomaly),
  }
}

/**
 * Inertial state of elements: `mu` m³/s²; writes `rOut` m and `vOut` m/s. Vallado (4th ed.), algorithm 10 (COE2RV).
 * Errors: `invalid` for elements out of range, or a true anomaly beyond the asymptote of a hyperbola.
 */
export function stateFromElements(
  mu: number,
  elements: OrbitalElements,
  rOut: Float64Array,
  vOut: Float64Array,
): void {
  const { semiLatusRectum, eccentricity, inclination, node, perigee, trueAnomaly } = elements
  requireWithin('mu', mu, Number.MIN_VALUE, Number.MAX_VALUE, 'm³/s²')
  requireWithin('semi-latus rectum', semiLatusRectum, Number.MIN_VALUE, Number.MAX_VALUE, 'm')
  requireWithin('eccentricity', eccentricity, 0, Number.MAX_VALUE)
  requireWithin('inclination', inclination, 0, Math.PI, 'rad')
  const across = 1 + eccentricity * cos(trueAnomaly)
  if (!(across > 0) || !Number.isFinite(node + perigee)) {
    throw new OpendomeError(
      'invalid',
      `angles (node ${node}, perigee ${perigee}, true anomaly ${trueAnomaly} rad): expected finite ones, 1 + e cos ν > 0`,
    )
  }
  const distance = semiLatusRectum / across
  const speed = Math.sqrt(mu / semiLatusRectum)
  const cosU = cos(perigee + trueAnomaly)
  const sinU = sin(perigee + trueAnomaly)
  const cosNode = cos(node)
  const sinNode = sin(node)
  const cosI = cos(inclination)
  const sinI = sin(inclination)

  // Along the axes p (node) and q (90° ahead): r = r (cos u, sin u), v = √(μ/p) (−sin u − e sin ω, cos u + e cos ω).
  const vp = -speed * (sinU + eccentricity * sin(perigee))
  const vq = speed * (cosU + eccentricity * cos(perigee))
  const rp = distance * cosU
  const rq = distance * sinU
  rOut[0] = rp * cosNode - rq * cosI * sinNode
  rOut[1] = rp * sinNode + rq * cosI * cosNode
  rOut[2] = rq * sinI
  vOut[0] = vp * cosNode - vq * cosI * sinNode
  vOut[1] = vp * sinNode + vq * cosI * cosNode
  vOut[2] = vq * sinI
}

function wrap(angle: number): number {
  const rest = angle - TURN * Math.floor(angle / TURN)
  return rest < TURN ? rest : 0
}

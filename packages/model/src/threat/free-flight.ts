import { OpendomeError } from '../core/index.ts'
import { integrate, norm3, type Derivative, type OdeHit } from '../math/index.ts'
import { DRAG_CEILING, airAt, gravityInto, radialAltitude, relativeVelocity } from './dynamics.ts'
import type { Accuracy, Piece } from './powered.ts'

/** Longest free flight that is followed, s. */
const LONGEST_FLIGHT = 6 * 3600
/** Altitude (m) and r · v (m²/s) of what stands on the ground, with their rounding. */
const ON_GROUND = 1e-3
const AT_REST = 1

/** The end of a ballistic flight in the launch frame. */
export interface FreeFlight {
  /** Highest point; the start where the flight is already sinking there. Altitude in m. */
  readonly apogee: { readonly t: number; readonly altitude: number; readonly state: Float64Array }
  readonly impact: { readonly t: number; readonly state: Float64Array }
  readonly pieces: readonly Piece[]
}

/**
 * Ballistic flight with point mass + J2 gravity and the drag of a reentry vehicle of ballistic coefficient
 * β (kg/m²), from a state in the launch frame to the ellipsoid. Drag acceleration is ½ρv²/β against the velocity
 * relative to the air (Allen and Eggers, NACA Report 1381, 1958).
 * A state at or below the ellipsoid that does not rise is an impact at once. Returns undefined where it does not come
 * down within one revolution (a perigee after the apogee) or within six hours. Throws `invalid` for β ≤ 0.
 */
export function flyFree(
  t0: number,
  state: Float64Array,
  ballisticCoefficient: number,
  accuracy: Accuracy,
): FreeFlight | undefined {
  if (!(ballisticCoefficient > 0))
    throw new OpendomeError(
      'invalid',
      `ballistic coefficient ${ballisticCoefficient} kg/m²: expected above 0`,
    )
  const height = (y: Float64Array): number => radialAltitude(y[0]!, y[1]!, y[2]!)
  if (height(state) <= ON_GROUND && climb(t0, state) <= AT_REST)
    return { apogee: { t: t0, altitude: height(state), state }, impact: { t: t0, state }, pieces: [] }
  const flight = integrate(falling(ballisticCoefficient), t0, state, t0 + LONGEST_FLIGHT, {
    relative: accuracy.relative,
    absolute: accuracy.absolute,
    firstStep: 1,
    dense: accuracy.dense,
    maxSteps: 100_000,
    events: [
      {
        name: 'apogee',
        direction: -1,
        terminal: false,
        value: climb,
      },
      { name: 'perigee', direction: 1, terminal: false, value: climb },
      {
        name: 'impact',
        direction: -1,
        terminal: true,
        value: (_t, y) => height(y),
      },
    ],
  })
  if (flight.stopped === undefined) return undefined
  const top: OdeHit | undefined = flight.hits.find((h) => h.name === 'apogee')
  if (top !== undefined && flight.hits.some((h) => h.name === 'perigee' && h.t > top.t)) return undefined
  const apex = top ?? { t: t0, y: state }
  return {
    apogee: {
      t: apex.t,
      altitude: height(apex.y),
      state: apex.y,
    },
    impact: { t: flight.stopped.t, state: flight.stopped.y },
    pieces: flight.dense === undefined ? [] : [{ t0, t1: flight.t, dense: flight.dense }],
  }
}

/** Gravity and the drag of a body of ballistic coefficient β (kg/m²). */
function falling(ballisticCoefficient: number): Derivative {
  const vRel = new Float64Array(3)
  return (_t, y, out) => {
    gravityInto(y, out)
    const altitude = radialAltitude(y[0] as number, y[1] as number, y[2] as number)
    if (altitude >= DRAG_CEILING) return
    relativeVelocity(y, vRel)
    const speed = norm3(vRel[0] as number, vRel[1] as number, vRel[2] as number)
    const density = airAt(Math.max(altitude, 0))[0] as number
    const drag = (0.5 * density * speed) / ballisticCoefficient
    for (let i = 0; i < 3; i++) out[3 + i] = (out[3 + i] as number) - drag * (vRel[i] as number)
  }
}

/** The same motion for a given time, t0 to t1 (s): a stretch of an orbit. Ends early on the ground. */
export function coast(
  t0: number,
  state: Float64Array,
  t1: number,
  ballisticCoefficient: number,
  accuracy: Accuracy,
): { readonly state: Float64Array; readonly pieces: readonly Piece[] } {
  const leg = integrate(falling(ballisticCoefficient), t0, state, t1, {
    relative: accuracy.relative,
    absolute: accuracy.absolute,
    firstStep: 1,
    dense: accuracy.dense,
    events: [
      {
        name: 'impact',
        direction: -1,
        terminal: true,
        value: (_t, y) => radialAltitude(y[0]!, y[1]!, y[2]!),
      },
    ],
  })
  return { state: leg.y, pieces: leg.dense === undefined ? [] : [{ t0, t1: leg.t, dense: leg.dense }] }
}

/** r · v: positive while the distance from Earth's centre grows. */
function climb(_t: number, y: Float64Array): number {
  return y[0]! * y[3]! + y[1]! * y[4]! + y[2]! * y[5]!
}

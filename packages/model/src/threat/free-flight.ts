import { OpendomeError } from '../core/index.ts'
import { integrate, norm3, type OdeHit } from '../math/index.ts'
import { DRAG_CEILING, airAt, gravityInto, radialAltitude, relativeVelocity } from './dynamics.ts'
import type { Accuracy, Piece } from './powered.ts'

/** Longest free flight that is followed, s. */
export const LONGEST_FLIGHT = 6 * 3600

/** The end of a ballistic flight in the launch frame. */
export interface FreeFlight {
  readonly apogee: { readonly t: number; readonly altitude: number }
  readonly impact: { readonly t: number; readonly state: Float64Array }
  readonly pieces: readonly Piece[]
}

/**
 * Ballistic flight with point mass + J2 gravity and the drag of a reentry vehicle of ballistic coefficient
 * β (kg/m²), from a state in the launch frame to the ellipsoid. Drag acceleration is ½ρv²/β against the velocity
 * relative to the air (Allen and Eggers, NACA Report 1381, 1958).
 * Returns undefined where it does not come down within six hours.
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
  const vRel = new Float64Array(3)
  const derivative = (_t: number, y: Float64Array, out: Float64Array): void => {
    gravityInto(y, out)
    const altitude = radialAltitude(y[0] as number, y[1] as number, y[2] as number)
    if (altitude >= DRAG_CEILING) return
    relativeVelocity(y, vRel)
    const speed = norm3(vRel[0] as number, vRel[1] as number, vRel[2] as number)
    const density = airAt(Math.max(altitude, 0))[0] as number
    const drag = (0.5 * density * speed) / ballisticCoefficient
    for (let i = 0; i < 3; i++) out[3 + i] = (out[3 + i] as number) - drag * (vRel[i] as number)
  }
  const flight = integrate(derivative, t0, state, t0 + LONGEST_FLIGHT, {
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
        value: (_t, y) =>
          (y[0] as number) * (y[3] as number) +
          (y[1] as number) * (y[4] as number) +
          (y[2] as number) * (y[5] as number),
      },
      {
        name: 'impact',
        direction: -1,
        terminal: true,
        value: (_t, y) => radialAltitude(y[0] as number, y[1] as number, y[2] as number),
      },
    ],
  })
  if (flight.stopped === undefined) return undefined
  const top: OdeHit | undefined = flight.hits.find((h) => h.name === 'apogee')
  const apex = top ?? { t: t0, y: state }
  return {
    apogee: {
      t: apex.t,
      altitude: radialAltitude(apex.y[0] as number, apex.y[1] as number, apex.y[2] as number),
    },
    impact: { t: flight.stopped.t, state: flight.stopped.y },
    pieces: flight.dense === undefined ? [] : [{ t0, t1: flight.t, dense: flight.dense }],
  }
}

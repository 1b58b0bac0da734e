import { OpendomeError, requireWithin } from '../core/index.ts'
import { acos, cos, sin } from '../math/index.ts'

/** Planes that meet at the poles, whose streets of coverage close up. Angles in rad. */
export interface Streets {
  /** Least central angle at which the streets leave no gap. */
  readonly centralAngle: number
  /** Half-width of one plane's street at that angle. */
  readonly halfWidth: number
  /** Widest angle between neighbouring planes that move alike, λ + c, and between the two that move against each other, 2c. */
  readonly planeSpacing: number
  readonly seamSpacing: number
  /** Walker's F that puts each satellite over the middle between two of the next plane: half a slot, planes/2. */
  readonly phasing: number
}

export interface StreetsOptions {
  /** Angle between neighbouring nodes; without it the planes are spread so that the angle is least. */
  readonly planeSpacing?: number | undefined
  /** Inclination of the planes; default π/2. */
  readonly inclination?: number | undefined
}

/** Halvings of an angle below π: to the last digit of a double. */
const HALVINGS = 60

/**
 * Streets of coverage: S satellites of one plane cover, at central angle λ, a street of half-width c with cos c = cos λ / cos(π/S) at all times. Neighbouring
 * planes that move alike keep step, half a slot apart (phasing P/2 in units of 2π/(P·S)), so that a bulge fills a notch and they may be λ + c apart; at the
 * seam, where first and last plane move against each other, only 2c. P planes close the half circle of nodes when
 *
 *   (P − 1)(λ + c) + 2c ≥ π
 *
 * (Adams and Rider, J. Astronaut. Sci. 35 (1987) 155, recalled). With a given `planeSpacing` both gaps are asked for by themselves, and the angle
 * between planes is that between their poles: cos γ = cos² i + sin² i cos ΔΩ. The street is a closed form for planes that meet at the
 * poles; away from i = π/2 it is an approximation, and `worstCentralAngle` the exact answer.
 *
 * Errors: `invalid` for numbers that are not whole, at least 1 plane and 3 satellites; `infeasible` where the spacing cannot be closed.
 */
export function streetsOfCoverage(planes: number, perPlane: number, options: StreetsOptions = {}): Streets {
  const { planeSpacing, inclination = Math.PI / 2 } = options
  if (!(Number.isInteger(planes) && planes >= 1 && Number.isInteger(perPlane) && perPlane >= 3))
    throw new OpendomeError(
      'invalid',
      `streets of ${planes} planes of ${perPlane}: expected whole numbers, at least 1 and 3`,
    )
  requireWithin('inclination', inclination, 0, Math.PI, 'rad')
  const notch = cos(Math.PI / perPlane)
  const halfWidth = (angle: number): number => acos(Math.min(1, cos(angle) / notch))
  const least = (closes: (angle: number) => boolean): number => {
    let low = Math.PI / perPlane
    let high = Math.PI / 2
    if (!closes(high))
      throw new OpendomeError(
        'infeasible',
        `streets of ${planes} planes of ${perPlane}: no angle up to 90 deg closes the gap`,
        { hint: 'bring the planes closer together, or take more of them' },
      )
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (low + high) / 2
      if (closes(middle)) high = middle
      else low = middle
    }
    return high
  }
  const describe = (centralAngle: number): Streets => ({
    centralAngle,
    halfWidth: halfWidth(centralAngle),
    planeSpacing: centralAngle + halfWidth(centralAngle),
    seamSpacing: 2 * halfWidth(centralAngle),
    phasing: planes / 2,
  })
  if (planeSpacing === undefined)
    return describe(
      least((angle) => (planes - 1) * (angle + halfWidth(angle)) + 2 * halfWidth(angle) >= Math.PI),
    )

  requireWithin('plane spacing', planeSpacing, 1e-6, Math.PI, 'rad')
  const between = (nodes: number): number =>
    acos(Math.max(-1, cos(inclination) * cos(inclination) + sin(inclination) * sin(inclination) * cos(nodes)))
  const alike = planes > 1 ? least((angle) => angle + halfWidth(angle) >= between(planeSpacing)) : 0
  const seam = Math.PI - between((planes - 1) * planeSpacing)
  return describe(
    Math.max(
      alike,
      least((angle) => 2 * halfWidth(angle) >= seam),
    ),
  )
}

import { OpendomeError } from '../core/index.ts'
import { G0, WGS84_GM, density } from '../earth/index.ts'
import { brent, cos, integrate, norm2, sin, type DenseOutput } from '../math/index.ts'
import type { GroundInterceptor } from './shot.ts'

/** Radius of the sphere that fly-outs are integrated over, m: the mean radius of WGS 84 (2a + b)/3. */
export const FLY_OUT_RADIUS = 6_371_008.8

/** Above this altitude (m) the air is left out. */
const AIR_CEILING = 200_000
/** Elevation at which a stated burnout speed holds, rad. */
const SPEED_ELEVATION = Math.PI / 4
/** Least thrust-to-weight of the first stage. */
const LEAST_LIFT = 1.1

/** A stage of constant thrust acceleration. Times in s since launch, m/s². */
export interface Burn {
  readonly from: number
  readonly to: number
  readonly acceleration: number
}

/** Stretches of one flight and its end. State: x, y (m, Earth's centre at the origin, launch at (0, R)), vx, vy (m/s). */
export interface PlaneFlight {
  readonly pieces: readonly { readonly from: number; readonly to: number; readonly dense: DenseOutput }[]
  /** Landing, or the longest flight time. */
  readonly end: number
}

const TOLERANCE = { relative: 1e-9, absolute: Float64Array.of(0.01, 0.01, 1e-5, 1e-5) }

/**
 * One fly-out in the vertical plane over a round Earth that stands still: thrust of constant acceleration in one
 * direction per stage, `elevation` above the horizon of the launch point (rad), point-mass gravity, drag ½ρv²/β against the velocity
 * in the US Standard Atmosphere 1976; then coasting until it lands or `longest` (s) has passed.
 * Where gravity is uniform and there is no air, thrust in one direction is the fastest way to any point that is passed at
 * any velocity (D. F. Lawden, Optimal Trajectories for Space Navigation, 1963: the costate of velocity keeps its direction).
 */
export function flyInPlane(
  burns: readonly Burn[],
  ballisticCoefficient: number,
  elevation: number,
  longest: number,
): PlaneFlight {
  const c = cos(elevation)
  const s = sin(elevation)
  let thrust = 0
  const derivative = (_t: number, y: Float64Array, out: Float64Array): void => {
    const [x, z, vx, vz] = [y[0]!, y[1]!, y[2]!, y[3]!]
    const r = norm2(x, z)
    const pull = -WGS84_GM / (r * r * r)
    let drag = 0
    const altitude = r - FLY_OUT_RADIUS
    if (altitude < AIR_CEILING)
      drag = (0.5 * density(Math.max(altitude, 0)) * norm2(vx, vz)) / ballisticCoefficient
    out[0] = vx
    out[1] = vz
    out[2] = pull * x + thrust * c - drag * vx
    out[3] = pull * z + thrust * s - drag * vz
  }
  const ground = {
    name: 'ground',
    direction: -1,
    terminal: true,
    // It starts on the ground: only a return to it counts.
    value: (t: number, y: Float64Array): number => (t < 0.1 ? 1 : norm2(y[0]!, y[1]!) - FLY_OUT_RADIUS),
  } as const
  const pieces: { from: number; to: number; dense: DenseOutput }[] = []
  let t = 0
  let y: Float64Array = Float64Array.of(0, FLY_OUT_RADIUS, 0, 0)
  const advance = (to: number, acceleration: number): boolean => {
    if (!(to > t)) return true
    thrust = acceleration
    const leg = integrate(derivative, t, y, to, {
      ...TOLERANCE,
      firstStep: Math.min(0.1, to - t),
      maxSteps: 20_000,
      dense: true,
      events: [ground],
    })
    pieces.push({ from: t, to: leg.t, dense: leg.dense! })
    t = leg.t
    y = leg.y
    return leg.stopped === undefined
  }
  let flies = true
  for (const burn of burns) {
    if (!flies || burn.from >= longest) break
    flies = advance(Math.min(burn.from, longest), 0) && advance(Math.min(burn.to, longest), burn.acceleration)
  }
  if (flies) advance(longest, 0)
  return { pieces, end: t }
}

/** State at time t of a flight, into `out` (4). */
export function planeState(flight: PlaneFlight, t: number, out: Float64Array): void {
  let i = 0
  while (i + 1 < flight.pieces.length && flight.pieces[i]!.to < t) i++
  const piece = flight.pieces[i]!
  piece.dense.at(Math.min(t, piece.to), out)
}

type Motor = Pick<GroundInterceptor, 'burnoutSpeed' | 'burnTime' | 'stages' | 'ballisticCoefficient'>

/**
 * The burns of a vehicle. A stated burnout speed is the speed at the end of thrust at 45°: the thrust acceleration is found that
 * gives it, gravity and drag in. Throws `invalid` where thrust does not lift the vehicle, `infeasible` where no acceleration gives the speed.
 */
export function burnsOf(vehicle: Motor): readonly Burn[] {
  const { burnoutSpeed, burnTime, stages, ballisticCoefficient } = vehicle
  let burns: readonly Burn[]
  if (stages !== undefined) {
    let t = 0
    burns = stages.map((stage) => {
      const from = t
      const to = t + stage.burnTime
      t = to + stage.coast
      return { from, to, acceleration: stage.deltaV / stage.burnTime }
    })
  } else {
    const to = burnTime!
    const state = new Float64Array(4)
    const short = (acceleration: number): number => {
      const flight = flyInPlane([{ from: 0, to, acceleration }], ballisticCoefficient, SPEED_ELEVATION, to)
      planeState(flight, flight.end, state)
      return norm2(state[2]!, state[3]!) - burnoutSpeed!
    }
    const low = burnoutSpeed! / to
    // Gravity takes at most g over the burn; drag is bounded by doubling.
    let high = low + G0
    for (let i = 0; short(high) < 0; i++) {
      if (i === 6)
        throw new OpendomeError(
          'infeasible',
          `burnout speed ${(burnoutSpeed! / 1000).toFixed(2)} km/s in ${to} s: the air takes it all`,
          { hint: 'raise ballistic_coefficient_kg_m2 or burn_time_s' },
        )
      high *= 2
    }
    burns = [{ from: 0, to, acceleration: brent(short, 0.2 * low, high, 1e-6) }]
  }
  const lift = burns[0]!.acceleration / G0
  if (!(lift > LEAST_LIFT))
    throw new OpendomeError(
      'invalid',
      `mean thrust-to-weight of the first stage ${lift.toFixed(2)}: expected above ${LEAST_LIFT}`,
      { hint: 'shorten its burn time or raise its speed' },
    )
  return burns
}

import { EARTH_RATE } from '../earth/index.ts'
import { asin, atan2, cos, ln, norm3, sin, type Derivative } from '../math/index.ts'
import { DRAG_CEILING, airAt, gravityInto, radialAltitude, relativeVelocity } from './dynamics.ts'
import type { Vehicle } from './vehicle.ts'

/** How a vehicle glides, SI units. */
export type Glider = NonNullable<Vehicle['glide']>

/** What lift is for: gliding towards a point far ahead, or pushing over into the dive. */
export type Manoeuvre = 'glide' | 'dive'

/** Scale height of the air at the altitudes of a glide, m: what the law of the glide takes for it, not what the air has. */
const SCALE_HEIGHT = 7000
/** Times in which the law takes out errors of the path angle, the altitude and the heading, s. */
const ANGLE_TIME = 6
const HEIGHT_TIME = 80
const HEADING_TIME = 60
/** Largest path angle (rad) that the law asks for to take out an error of altitude. */
const MOST_ANGLE = 0.05
/** Least part of gravity that lift has to carry in the law: at orbital speed it would be none. */
const LEAST_PART = 0.05

/** What one moment of a glide comes to. Accelerations in m/s², density in kg/m³, speed relative to the air in m/s, angle in rad. */
export interface Moment {
  density: number
  speed: number
  /** Path angle above the horizontal. */
  angle: number
  /** What the angle is in equilibrium glide. */
  equilibrium: number
  drag: number
  lift: number
}

/** Sine of the path angle of the equilibrium glide, −2gH/(V² L/D): the altitude at which lift carries what centrifugal force leaves of gravity sinks as speed goes. */
function equilibriumAngle(gravity: number, speed: number, liftToDrag: number): number {
  return -asin(Math.min(1, (2 * gravity * SCALE_HEIGHT) / (speed * speed * liftToDrag)))
}

/**
 * Equations of motion of a glide vehicle in the launch frame. Drag is ½ρV²/β against the velocity relative to the air, lift at most L/D times that, across it:
 *
 *   dv/dt = g − D v̂ + a_v n̂ + a_s ŝ,   √(a_v² + a_s²) ≤ (L/D) D
 *
 * n̂ lies in the vertical plane, ŝ to the right. In a glide a_s turns the heading to `ahead` (unit vector, Earth-fixed) by banking, and a_v holds the
 * path angle γ to that of equilibrium glide and the altitude, through ln(lift / what it has to carry), to where full lift just carries the vehicle:
 *
 *   G = g − v_h²/r,   a_v = G cos γ + V (γ* − γ)/τ_γ,   γ* = γ_eq + (H/V τ_h) ln((L/D) D cos σ / G)
 *
 * so that it pulls up once and does not skip. In a dive all lift points down.
 */
export class GlideMotion {
  readonly moment: Moment = { density: 0, speed: 0, angle: 0, equilibrium: 0, drag: 0, lift: 0 }
  readonly #glider: Glider
  readonly #ahead: Float64Array
  readonly #w = new Float64Array(3)
  readonly #up = new Float64Array(3)

  constructor(glider: Glider, ahead: Float64Array) {
    this.#glider = glider
    this.#ahead = ahead
  }

  derivative(manoeuvre: Manoeuvre): Derivative {
    return (t, y, out) => this.evaluate(manoeuvre, t, y, out)
  }

  /** Writes dy/dt to `out`, and what it consists of to `moment`. */
  evaluate(manoeuvre: Manoeuvre, t: number, y: Float64Array, out: Float64Array): void {
    const glider = this.#glider
    const { moment } = this
    gravityInto(y, out)
    const w = this.#w
    const up = this.#up
    relativeVelocity(y, w)
    const r = norm3(y[0]!, y[1]!, y[2]!)
    const speed = norm3(w[0]!, w[1]!, w[2]!)
    for (let i = 0; i < 3; i++) up[i] = y[i]! / r
    const rise = (w[0]! * up[0]! + w[1]! * up[1]! + w[2]! * up[2]!) / speed
    const altitude = radialAltitude(y[0]!, y[1]!, y[2]!)
    const density = altitude < DRAG_CEILING ? airAt(Math.max(altitude, 0))[0]! : 0
    const drag = (0.5 * density * speed * speed) / glider.ballisticCoefficient
    const full = glider.liftToDrag * drag
    const gravity = norm3(out[3]!, out[4]!, out[5]!)
    moment.density = density
    moment.speed = speed
    moment.angle = asin(Math.max(-1, Math.min(1, rise)))
    moment.equilibrium = equilibriumAngle(gravity, speed, glider.liftToDrag)
    moment.drag = drag
    moment.lift = 0
    if (density === 0) return
    const level = Math.sqrt(Math.max(1e-12, 1 - rise * rise))
    let upward = -full
    let sideward = 0
    if (manoeuvre === 'glide') {
      sideward = this.#sideward(t, full, speed * level)
      const carried = this.#carried(y, up, gravity, r)
      const vertical = Math.sqrt(full * full - sideward * sideward)
      const height = (SCALE_HEIGHT / (speed * HEIGHT_TIME)) * ln(Math.max(vertical / carried, 1e-9))
      const wanted = moment.equilibrium + Math.max(-MOST_ANGLE, Math.min(MOST_ANGLE, height))
      const asked = carried * level + (speed * (wanted - moment.angle)) / ANGLE_TIME
      upward = Math.max(0, Math.min(vertical, asked))
    }
    moment.lift = Math.sqrt(upward * upward + sideward * sideward)
    // n̂ = (up − rise v̂)/level; ŝ = v̂ × up/level, to the right of the path.
    const along = (drag + (upward * rise) / level) / speed
    for (let i = 0; i < 3; i++) out[3 + i] = out[3 + i]! - along * w[i]! + (upward / level) * up[i]!
    if (sideward === 0) return
    const side = sideward / (speed * level)
    out[3] = out[3]! + side * (w[1]! * up[2]! - w[2]! * up[1]!)
    out[4] = out[4]! + side * (w[2]! * up[0]! - w[0]! * up[2]!)
    out[5] = out[5]! + side * (w[0]! * up[1]! - w[1]! * up[0]!)
  }

  /** Acceleration to the right that turns the heading to the point ahead, as far as the largest bank gives it. */
  #sideward(t: number, full: number, speed: number): number {
    const w = this.#w
    const up = this.#up
    const [c, s] = [cos(EARTH_RATE * t), sin(EARTH_RATE * t)]
    const a = this.#ahead
    const [ax, ay, az] = [c * a[0]! - s * a[1]!, s * a[0]! + c * a[1]!, a[2]!]
    // Right of the path is w × up; the component of the point along it against that along the path.
    const right =
      ax * (w[1]! * up[2]! - w[2]! * up[1]!) +
      ay * (w[2]! * up[0]! - w[0]! * up[2]!) +
      az * (w[0]! * up[1]! - w[1]! * up[0]!)
    const climb = w[0]! * up[0]! + w[1]! * up[1]! + w[2]! * up[2]!
    const height = ax * up[0]! + ay * up[1]! + az * up[2]!
    const forward = ax * w[0]! + ay * w[1]! + az * w[2]! - climb * height
    const most = full * sin(this.#glider.bank)
    return Math.max(-most, Math.min(most, (speed * atan2(right, forward)) / HEADING_TIME))
  }

  /** What lift has to carry: gravity less the centrifugal force of the level part of the inertial velocity. */
  #carried(y: Float64Array, up: Float64Array, gravity: number, r: number): number {
    const climb = y[3]! * up[0]! + y[4]! * up[1]! + y[5]! * up[2]!
    const square = y[3]! * y[3]! + y[4]! * y[4]! + y[5]! * y[5]! - climb * climb
    return Math.max(LEAST_PART * gravity, gravity - square / r)
  }
}

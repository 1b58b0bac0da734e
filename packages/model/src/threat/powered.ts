import { OpendomeError } from '../core/index.ts'
import { EARTH_RATE, ecefFromGeodetic, enuAxes } from '../earth/index.ts'
import { type DenseOutput, cos, integrate, norm3, sin, type OdeResult } from '../math/index.ts'
import { dragCoefficient } from './drag.ts'
import { DRAG_CEILING, airAt, gravityInto, radialAltitude, relativeVelocity } from './dynamics.ts'
import type { Burn, Rocket } from './vehicle.ts'

/** Ratio of specific heats of the standard atmosphere: pressure = density × sound speed² / γ. */
const GAMMA = 1.4
/** Below this altitude a stage does not yet follow its linear pitch programme (m). */
const PROGRAMME_FLOOR = 80_000

/** What steers one powered flight. Angles in radians, tilt from the vertical at the pitch-over. */
export interface Controls {
  /** North and east components of the pitch-over tilt: tilt · (cos azimuth, sin azimuth). */
  readonly tiltNorth: number
  readonly tiltEast: number
  /** End of thrust, seconds since liftoff; Infinity = full burn. */
  readonly cutoff: number
  /** Share of the wasting stages' thrust that acts along the path (1 = nothing wasted). */
  readonly thrustShare: number
  /** Pitch rate (rad/s, positive is up) that the last stage follows from its ignition at any altitude, instead of its own; for flights into orbit. */
  readonly pitchRate?: number
}

/** A stretch of flight with its dense output, in the launch frame. */
export interface Piece {
  readonly t0: number
  readonly t1: number
  readonly dense: DenseOutput
  /** Thrust after the first burnout: sampled as densely as that before it. */
  readonly powered?: boolean
}

/** The end of thrust: state in the launch frame (m, m/s), or a crash before it. */
export interface Burnout {
  readonly t: number
  readonly state: Float64Array
  readonly crashed: boolean
  readonly pieces: readonly Piece[]
  readonly stageEnds: readonly number[]
}

/** How exactly to integrate: for the search, or for the answer. */
export interface Accuracy {
  readonly relative: number
  readonly absolute: Float64Array
  readonly dense: boolean
}
const tolerance = (position: number, velocity: number): Float64Array =>
  Float64Array.of(position, position, position, velocity, velocity, velocity)
export const COARSE: Accuracy = { relative: 1e-7, absolute: tolerance(1, 1e-2), dense: false }
export const FINE: Accuracy = { relative: 1e-10, absolute: tolerance(1e-3, 1e-6), dense: false }
export const RECORDED: Accuracy = { ...FINE, dense: true }

type Steering = 'rise' | 'pitch-over' | 'turn' | 'programme'

/**
 * Powered flight over the rotating Earth: vertical rise, pitch-over at a constant tilt until the velocity
 * relative to the ground has caught up with it, then a gravity turn (thrust along the relative velocity) or, for
 * upper stages that ask for it, a linear inertial pitch programme. Thrust falls by pressure × exit area; drag
 * uses the burning stage's diameter; mass flow is constant, dry stages drop at their burnout.
 */
export function flyPowered(
  rocket: Rocket,
  lat: number,
  lon: number,
  controls: Controls,
  accuracy: Accuracy,
): Burnout {
  const r0 = new Float64Array(3)
  const axes = { east: new Float64Array(3), north: new Float64Array(3), up: new Float64Array(3) }
  ecefFromGeodetic(lat, lon, 0, r0)
  enuAxes(lat, lon, axes.east, axes.north, axes.up)
  const tilt = Math.sqrt(controls.tiltNorth * controls.tiltNorth + controls.tiltEast * controls.tiltEast)
  const [north, east] = tilt > 0 ? [controls.tiltNorth / tilt, controls.tiltEast / tilt] : [1, 0]
  const cosTilt = cos(tilt)
  const sinTilt = sin(tilt)
  const tilted = axes.up.map(
    (u, i) => cosTilt * u + sinTilt * (north * (axes.north[i] ?? 0) + east * (axes.east[i] ?? 0)),
  )

  let burn = rocket.burns[0] as Burn
  let steering: Steering = 'rise'
  const programme = { t0: 0, rate: 0, along: new Float64Array(3), across: new Float64Array(3) }
  const vRel = new Float64Array(3)
  const direction = new Float64Array(3)

  const steer = (t: number): void => {
    if (steering === 'turn') {
      const speed = norm3(vRel[0] as number, vRel[1] as number, vRel[2] as number)
      for (let i = 0; i < 3; i++) direction[i] = (vRel[i] as number) / speed
    } else if (steering === 'programme') {
      const angle = programme.rate * (t - programme.t0)
      const c = cos(angle)
      const s = sin(angle)
      for (let i = 0; i < 3; i++)
        direction[i] = c * (programme.along[i] as number) + s * (programme.across[i] as number)
    } else {
      rotate(steering === 'rise' ? axes.up : tilted, EARTH_RATE * t, direction)
    }
  }

  const derivative = (t: number, y: Float64Array, out: Float64Array): void => {
    gravityInto(y, out)
    relativeVelocity(y, vRel)
    const altitude = radialAltitude(y[0] as number, y[1] as number, y[2] as number)
    const mass = burn.massAtIgnition - burn.massFlow * (t - burn.ignition)
    let thrust = burn.vacuumThrust
    let dragPerSpeed = 0
    if (altitude < DRAG_CEILING) {
      const air = airAt(Math.max(altitude, 0))
      const density = air[0] as number
      const sound = air[1] as number
      const speed = norm3(vRel[0] as number, vRel[1] as number, vRel[2] as number)
      const cd = dragCoefficient(rocket.mach, rocket.dragCoefficient, speed / sound)
      dragPerSpeed = (0.5 * density * speed * cd * burn.area) / mass
      thrust -= (burn.exitArea * density * sound * sound) / GAMMA
    }
    if (burn.wastes) thrust *= controls.thrustShare
    steer(t)
    const push = thrust / mass
    for (let i = 0; i < 3; i++) {
      out[3 + i] =
        (out[3 + i] as number) + push * (direction[i] as number) - dragPerSpeed * (vRel[i] as number)
    }
  }

  // The pitch-over ends when the relative velocity, seen in the vertical plane of the tilt, leans as far from the
  // launch vertical as the thrust does.
  const upNow = new Float64Array(3)
  const tiltedNow = new Float64Array(3)
  const lean = (t: number, y: Float64Array): number => {
    relativeVelocity(y, vRel)
    rotate(axes.up, EARTH_RATE * t, upNow)
    rotate(tilted, EARTH_RATE * t, tiltedNow)
    const vUp = dot(vRel, upNow)
    return (dot(vRel, tiltedNow) - cosTilt * vUp) / sinTilt - (sinTilt / cosTilt) * vUp
  }
  const ground = (_t: number, y: Float64Array): number =>
    radialAltitude(y[0] as number, y[1] as number, y[2] as number) + 10
  const crash = { name: 'crash', value: ground, direction: -1, terminal: true } as const
  const caughtUp = { name: 'caught-up', value: lean, direction: 1, terminal: true } as const

  const pieces: Piece[] = []
  const stageEnds: number[] = []
  const state = Float64Array.of(
    r0[0] as number,
    r0[1] as number,
    r0[2] as number,
    -EARTH_RATE * (r0[1] as number),
    EARTH_RATE * (r0[0] as number),
    0,
  )
  const end = Math.min(controls.cutoff, rocket.nominalBurnTime)
  let t = 0
  let y: Float64Array = state
  const advance = (to: number): OdeResult => {
    const leg = integrate(derivative, t, y, to, {
      relative: accuracy.relative,
      absolute: accuracy.absolute,
      firstStep: Math.min(0.5, to - t),
      dense: accuracy.dense,
      maxSteps: 20_000,
      events: steering === 'pitch-over' ? [crash, caughtUp] : [crash],
    })
    if (leg.dense !== undefined) pieces.push({ t0: t, t1: leg.t, dense: leg.dense })
    t = leg.t
    y = leg.y
    return leg
  }

  for (const stage of rocket.burns) {
    burn = stage
    const stop = Math.min(stage.end, end)
    const guided = stage === rocket.burns.at(-1) ? controls.pitchRate : undefined
    if (guided !== undefined && steering !== 'rise' && steering !== 'pitch-over') {
      steering = 'programme'
      programme.rate = guided
      startProgramme(t, y, programme)
    } else if (
      stage.pitchRate !== undefined &&
      steering === 'turn' &&
      radialAltitude(y[0] as number, y[1] as number, y[2] as number) >= PROGRAMME_FLOOR
    ) {
      steering = 'programme'
      programme.rate = stage.pitchRate
      startProgramme(t, y, programme)
    } else if (steering === 'programme') steering = 'turn'
    while (t < stop) {
      const to = steering === 'rise' ? Math.min(rocket.verticalRise, stop) : stop
      const leg = advance(to)
      if (leg.stopped?.name === 'crash') return { t, state: y, crashed: true, pieces, stageEnds }
      if (steering === 'rise' && t >= rocket.verticalRise) steering = tilt > 0 ? 'pitch-over' : 'turn'
      else if (leg.stopped?.name === 'caught-up') steering = 'turn'
    }
    if (t >= stage.end) stageEnds.push(t)
    if (t >= end) break
  }
  if (!Number.isFinite(y[0]) || !Number.isFinite(y[3]))
    throw new OpendomeError('invalid', 'powered flight: state is not a number')
  return { t, state: y, crashed: false, pieces, stageEnds }
}

/** State at t seconds since liftoff during a recorded burn, in the launch frame. */
export function stateUnderThrust(burn: Burnout, t: number): Float64Array {
  const state = new Float64Array(6)
  const piece = burn.pieces.find((p) => t <= p.t1) ?? burn.pieces[burn.pieces.length - 1]
  if (piece === undefined) throw new OpendomeError('invalid', 'powered flight: not recorded')
  piece.dense.at(t, state)
  return state
}

/** Axes of a linear pitch programme: along the relative velocity, and across it in the vertical plane, up. */
function startProgramme(
  t: number,
  y: Float64Array,
  programme: { t0: number; along: Float64Array; across: Float64Array },
): void {
  const v = new Float64Array(3)
  relativeVelocity(y, v)
  const speed = Math.sqrt(dot(v, v))
  const r = y.subarray(0, 3)
  const along = v.map((c) => c / speed)
  const rise = dot(along, r)
  const across = along.map((c, i) => (r[i] as number) - rise * c)
  const size = Math.sqrt(dot(across, across))
  programme.t0 = t
  programme.along.set(along)
  programme.across.set(across.map((c) => c / size))
}

function dot(a: Float64Array, b: Float64Array): number {
  return (
    (a[0] as number) * (b[0] as number) +
    (a[1] as number) * (b[1] as number) +
    (a[2] as number) * (b[2] as number)
  )
}

/** Rotates an Earth-fixed direction by the Earth's turn since liftoff. */
function rotate(a: Float64Array, angle: number, out: Float64Array): void {
  const c = cos(angle)
  const s = sin(angle)
  const x = a[0] as number
  const y = a[1] as number
  out[0] = c * x - s * y
  out[1] = s * x + c * y
  out[2] = a[2] as number
}

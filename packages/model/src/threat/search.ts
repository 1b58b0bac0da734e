import { WGS84_A, geodesic } from '../earth/index.ts'
import { cos, exp, ln, norm2, sin } from '../math/index.ts'
import type { Place, Target } from './flight.ts'
import { newton } from './newton.ts'
import { COARSE, flyPowered, type Burnout, type Controls } from './powered.ts'
import { cheapestTime, localVelocity, requiredVelocity, timeWhere, type Required } from './targeting.ts'
import type { Rocket } from './vehicle.ts'

/** What the third unknown beside the tilt is: end of thrust, share of thrust kept, or (full burn) time of free flight. */
export type Unknown = 'cutoff' | 'share' | 'time'

/** Rule for the time of free flight of the two-body arc. */
export type Loft = (burnout: Burnout) => number | undefined

export interface Problem {
  readonly rocket: Rocket
  readonly launch: Place
  readonly target: Target
  readonly unknown: Unknown
}

export function controlsOf(problem: Problem, x: Float64Array): Controls {
  const z = x[2] as number
  return {
    tiltNorth: x[0] as number,
    tiltEast: x[1] as number,
    cutoff: problem.unknown === 'cutoff' ? z : Infinity,
    thrustShare: problem.unknown === 'share' ? z : 1,
  }
}

/** Gravity-free speed gain of the wasting stages, m/s. */
function wasteCapacity(rocket: Rocket): number {
  let sum = 0
  for (const b of rocket.burns) {
    if (!b.wastes) continue
    const left = b.massAtIgnition - b.massFlow * (b.end - b.ignition)
    sum += (b.vacuumThrust / b.massFlow) * ln(b.massAtIgnition / left)
  }
  return sum
}

/** Acceleration at the end of the burn, m/s². */
function finalAcceleration(rocket: Rocket): number {
  const last = rocket.burns[rocket.burns.length - 1]
  if (last === undefined) return 1
  return last.vacuumThrust / (last.massAtIgnition - last.massFlow * (last.end - last.ignition))
}

/** Burnout with these unknowns; a cut-off past the nominal burn time continues with the final acceleration, so that the search sees a slope. */
function burnoutOf(problem: Problem, x: Float64Array): Burnout | undefined {
  const burnout = flyPowered(
    problem.rocket,
    problem.launch.lat,
    problem.launch.lon,
    controlsOf(problem, x),
    COARSE,
  )
  if (burnout.crashed) return undefined
  const over = problem.unknown === 'cutoff' ? (x[2] as number) - problem.rocket.nominalBurnTime : 0
  if (over <= 0) return burnout
  const v = burnout.state.subarray(3, 6)
  const speed = Math.sqrt(v.reduce((s, c) => s + c * c, 0))
  const gain = 1 + (over * finalAcceleration(problem.rocket)) / speed
  const state = Float64Array.from(burnout.state)
  for (let i = 3; i < 6; i++) state[i] = (state[i] as number) * gain
  return { ...burnout, state }
}

/** Solves the two-body version of the problem from scratch: bisection on the tilt, then Newton on the velocity to be gained. */
export function solveTwoBody(problem: Problem, loft: Loft, start?: Float64Array): Float64Array | undefined {
  const first = start ?? roughControls(problem, loft)
  if (first === undefined) return undefined
  const residual = (x: Float64Array): Float64Array | undefined => {
    if (!plausible(problem, x)) return undefined
    const burnout = burnoutOf(problem, x)
    if (burnout === undefined) return undefined
    const time = problem.unknown === 'time' ? (x[2] as number) : loft(burnout)
    if (time === undefined || time <= 0) return undefined
    const arc = requiredVelocity(burnout, problem.target.r_ecef, time)
    return arc?.velocity.map((v, i) => (v - (burnout.state[3 + i] as number)) / 2)
  }
  return newton(residual, first, stepsOf(problem, first))?.x
}

export function stepsOf(problem: Problem, x: Float64Array): Float64Array {
  const tilt = Math.max(1e-6, 2e-3 * norm2(x[0] as number, x[1] as number))
  return Float64Array.of(
    tilt,
    tilt,
    problem.unknown === 'share' ? 1e-3 : problem.unknown === 'cutoff' ? 0.05 : 1,
  )
}

export function plausible(problem: Problem, x: Float64Array): boolean {
  if (norm2(x[0] as number, x[1] as number) > 1.3) return false
  const z = x[2] as number
  if (problem.unknown === 'share') return z > 0.02 && z < 1.6
  if (problem.unknown === 'cutoff')
    return z > 2 * problem.rocket.verticalRise && z < 1.5 * problem.rocket.nominalBurnTime
  return z > 1
}

/** First guess: azimuth and speed follow the required velocity while the tilt is bisected on the flight-path angle. */
export function roughControls(problem: Problem, loft: Loft): Float64Array | undefined {
  const { rocket, launch, target } = problem
  const nominal = rocket.nominalBurnTime
  let azimuth = geodesic(launch.lat, launch.lon, target.place.lat, target.place.lon).azimuth1
  let z = problem.unknown === 'cutoff' ? 0.97 * nominal : problem.unknown === 'share' ? 0.9 : 1
  let low = ln(2e-4)
  let high = ln(1.25)
  let time = 0
  let tilt = 0
  for (let i = 0; i < 14; i++) {
    const middle = (low + high) / 2
    tilt = exp(middle)
    const x = Float64Array.of(tilt * cos(azimuth), tilt * sin(azimuth), z)
    const burnout = burnoutOf(problem, x)
    if (burnout === undefined) {
      high = middle
      continue
    }
    const wanted = loft(burnout)
    const arc = wanted === undefined ? undefined : requiredVelocity(burnout, target.r_ecef, wanted)
    if (wanted === undefined || arc === undefined) {
      high = middle
      continue
    }
    time = wanted
    const need = localVelocity(burnout, arc.velocity)
    const have = localVelocity(burnout, burnout.state.slice(3))
    if (have.flightPathAngle > need.flightPathAngle) low = middle
    else high = middle
    azimuth = need.azimuth
    const gap = need.speed - have.speed
    if (problem.unknown === 'cutoff') {
      z = Math.min(1.2 * nominal, Math.max(0.1 * nominal, z + (0.8 * gap) / finalAcceleration(rocket)))
    } else if (problem.unknown === 'share') {
      z = Math.min(1.4, Math.max(0.05, z + (0.8 * gap) / wasteCapacity(rocket)))
    }
  }
  if (time === 0) return undefined
  return Float64Array.of(tilt * cos(azimuth), tilt * sin(azimuth), problem.unknown === 'time' ? time : z)
}

/** Loft rule: the arc whose apogee has the given altitude. */
export function loftOfApogee(target: Target, apogee: number): Loft {
  return (burnout) => {
    const cheapest = cheapestTime(burnout, target.r_ecef)
    const wanted = WGS84_A + apogee
    const height = (arc: Required): number => arc.apogeeRadius
    return (
      timeWhere(burnout, target.r_ecef, height, wanted, cheapest, 1) ??
      timeWhere(burnout, target.r_ecef, (arc) => -height(arc), -wanted, cheapest, -1)
    )
  }
}

/** Loft rule of a full burn: the long or the short arc that needs just the speed there is. */
export function loftOfFullBurn(target: Target, side: 1 | -1): Loft {
  return (burnout) => {
    const cheapest = cheapestTime(burnout, target.r_ecef)
    const speed = Math.sqrt(burnout.state.slice(3).reduce((s, c) => s + c * c, 0))
    return timeWhere(burnout, target.r_ecef, (arc) => arc.speed, speed, cheapest, side) ?? cheapest
  }
}

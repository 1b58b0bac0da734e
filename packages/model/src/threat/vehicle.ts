import { OpendomeError, type Internal } from '../core/index.ts'
import { G0 } from '../earth/index.ts'
import { brent, ln } from '../math/index.ts'
import type { z } from 'zod'
import type { vehicleSchema } from './schema.ts'

/** A vehicle inside: SI units, as the schema's fields without their unit suffixes. */
export type Vehicle = Internal<z.output<typeof vehicleSchema>>

/** Sea-level pressure of the US Standard Atmosphere 1976, Pa: turns isp_sl into an exit area. */
const SEA_LEVEL_PRESSURE = 101_325

/**
 * Speed (m/s) at which a vehicle with a thrust-to-weight of 2 may pitch over at the earliest. A gravity turn falls over the faster
 * the slower it starts, like exp(∫ g/v dt): a vehicle that hardly lifts has to rise to a higher speed first.
 */
const PITCH_SPEED = 20

/** Time (s) of a vertical rise to a speed, from the rocket equation at sea-level thrust less gravity, without drag. */
function riseTime(burn: Burn, speed: number): number {
  const exhaust = (burn.vacuumThrust - burn.exitArea * SEA_LEVEL_PRESSURE) / burn.massFlow
  const at = (t: number): number =>
    exhaust * ln(burn.massAtIgnition / (burn.massAtIgnition - burn.massFlow * t)) - G0 * t
  const last = burn.end - burn.ignition
  return at(last) <= speed ? last : brent((t) => at(t) - speed, 0, last, 1e-9)
}

/** One stage as powered flight uses it. Times in seconds since liftoff, masses in kg, thrust in N. */
export interface Burn {
  readonly ignition: number
  readonly end: number
  readonly massAtIgnition: number
  readonly massFlow: number
  readonly vacuumThrust: number
  /** Nozzle exit area, m²: thrust is less by pressure × area. */
  readonly exitArea: number
  /** Reference area of the drag coefficient, m². */
  readonly area: number
  /** Inertial pitch rate of a linear programme, rad/s; undefined = gravity turn. */
  readonly pitchRate: number | undefined
  /** Does the stage waste spare energy where the flight asks for it? */
  readonly wastes: boolean
}

/** A vehicle with its payload, ready to fly. */
export interface Rocket {
  readonly burns: readonly Burn[]
  readonly nominalBurnTime: number
  readonly liftoffMass: number
  readonly payload: number
  readonly thrustTermination: boolean
  readonly verticalRise: number
  readonly mach: Float64Array
  readonly dragCoefficient: Float64Array
  /** kg/m² */
  readonly ballisticCoefficient: number
}

/**
 * Stage masses, flows and times of a vehicle. `payload` in kg replaces the vehicle's own.
 * Throws `invalid` where the first stage cannot lift the vehicle, and for a payload that is not above 0.
 */
export function rocketOf(vehicle: Vehicle, payload: number = vehicle.payload): Rocket {
  if (!(payload > 0 && payload < Infinity))
    throw new OpendomeError('invalid', `payload ${payload} kg: expected above 0`)
  const burns: Burn[] = []
  let above = payload
  const masses: number[] = []
  for (const stage of [...vehicle.stages].reverse()) {
    above += stage.propellant + stage.dry
    masses.unshift(above)
  }
  let ignition = 0
  vehicle.stages.forEach((stage, i) => {
    const burnTime = stage.burnTime ?? (stage.propellant * G0 * stage.ispVac) / (stage.thrust ?? 1)
    const massFlow = stage.propellant / burnTime
    const vacuumThrust = massFlow * G0 * stage.ispVac
    const exitArea =
      stage.exitArea ??
      (stage.ispSl === undefined ? 0 : (massFlow * G0 * (stage.ispVac - stage.ispSl)) / SEA_LEVEL_PRESSURE)
    burns.push({
      ignition,
      end: ignition + burnTime,
      massAtIgnition: masses[i] ?? above,
      massFlow,
      vacuumThrust,
      exitArea,
      area: (Math.PI / 4) * stage.diameter * stage.diameter,
      pitchRate: stage.pitchRate,
      wastes: i > 0 || vehicle.stages.length === 1,
    })
    ignition += burnTime
  })
  const first = burns[0]
  if (first === undefined) throw new OpendomeError('missing', 'stages: a vehicle needs at least one')
  const lift = (first.vacuumThrust - first.exitArea * SEA_LEVEL_PRESSURE) / (first.massAtIgnition * G0)
  if (!(lift > 1.02))
    throw new OpendomeError(
      'invalid',
      `thrust-to-weight at liftoff ${lift.toFixed(3)}: expected above 1.02`,
      {
        where: 'stages.0',
        hint: 'shorten burn_time_s, raise thrust_kn or lower the payload',
      },
    )
  return {
    burns,
    nominalBurnTime: ignition,
    liftoffMass: first.massAtIgnition,
    payload,
    thrustTermination: vehicle.thrustTermination,
    verticalRise: Math.min(
      Math.max(vehicle.verticalRise, riseTime(first, PITCH_SPEED / (lift - 1))),
      0.5 * (first.end - first.ignition),
    ),
    mach: Float64Array.from(vehicle.drag.mach),
    dragCoefficient: Float64Array.from(vehicle.drag.cd),
    ballisticCoefficient: vehicle.reentry.ballisticCoefficient,
  }
}

import { OpendomeError, type Internal } from '../core/index.ts'
import { EARTH_RATE, WGS84_A, WGS84_GM, siderealAngle, type Epoch } from '../earth/index.ts'
import { cbrt } from '../math/index.ts'
import { EllipticOrbit, MeanElementOrbit, Shell, type MeanElements } from '../orbit/index.ts'
import type { orbitSchema, sensorShellSchema } from '../orbit/schema.ts'
import type { z } from 'zod'
import { InfraredInstrument, type Infrared } from './infrared.ts'
import type { Instrument } from './instrument.ts'
import { OverHorizonInstrument, type OverHorizon } from './over-horizon.ts'
import { GroundMotion, RadarInstrument, type GroundPlace, type Radar } from './radar.ts'

/** A sensor inside: SI units, rad; `type` says which. */
export type Sensor = Infrared | Radar | OverHorizon

/** Where a sensor stands: exactly one of a shell, orbits, published elements and a place on the ground. SI units, rad. */
export type SensorStand =
  | { readonly shell: Internal<z.output<typeof sensorShellSchema>> }
  | { readonly orbits: readonly Internal<z.output<typeof orbitSchema>>[] }
  | { readonly elements: readonly MeanElements[] }
  | { readonly place: GroundPlace }

/** One sensor of a scenario: a kind of sensor, and where its heads stand. */
export interface SensorPlan {
  readonly id: string
  readonly sensor: Sensor
  readonly stand: SensorStand
  /** Chance that a head works in a run. */
  readonly availability: number
}

/** Positions of the heads of one sensor, ECI, m; `t` in s since the epoch. Does not allocate. */
export interface Motion {
  readonly count: number
  position(t: number, index: number, out: Float64Array): void
}

/** Radius of the geostationary orbit, m: (μ/ω²)^(1/3), 42,164.17 km. */
const GEOSTATIONARY_RADIUS = cbrt(WGS84_GM / (EARTH_RATE * EARTH_RATE))

/** How the heads of a sensor move. Throws `invalid` or `infeasible` for an orbit that hits the ground. */
export function motionOf(stand: SensorStand, epoch: Epoch): Motion {
  const epochAngle = siderealAngle(epoch, 0)
  if ('place' in stand) return new GroundMotion(stand.place, epochAngle)
  if ('shell' in stand) {
    const { shell } = stand
    return new Shell({ ...shell, raan0: shell.raan, anomaly0: shell.anomaly })
  }
  if ('elements' in stand) {
    const satellites = stand.elements.map((elements) => new MeanElementOrbit(elements, epoch))
    return {
      count: satellites.length,
      position: (t, index, out) => satellites[index]!.position_eci(t, out),
    }
  }
  const orbits = stand.orbits.map((orbit): Motion => {
    if ('geostationary' in orbit) {
      const place = { lat: 0, lon: orbit.geostationary, altitude: GEOSTATIONARY_RADIUS - WGS84_A }
      return new GroundMotion(place, epochAngle)
    }
    return new EllipticOrbit({ ...orbit, raan: orbit.raan ?? orbit.nodeLongitude! + epochAngle })
  })
  return { count: orbits.length, position: (t, index, out) => orbits[index]!.position(t, 0, out) }
}

/** What the heads of a sensor do. `cloudTop`: m. Throws `unsupported` for a kind of sensor where it cannot stand. */
export function instrumentOf(
  plan: Pick<SensorPlan, 'id' | 'sensor' | 'stand'>,
  epoch: Epoch,
  cloudTop: number,
): Instrument {
  const { id, sensor, stand } = plan
  if (sensor.type === 'infrared') {
    if ('place' in stand)
      throw new OpendomeError(
        'unsupported',
        `${id}: an infrared sensor stands on a satellite, not on the ground`,
      )
    return new InfraredInstrument(sensor, cloudTop, epoch)
  }
  if (!('place' in stand))
    throw new OpendomeError('unsupported', `${id}: a radar stands on the ground, not on a satellite`)
  if (sensor.type === 'radar') return new RadarInstrument(sensor, stand.place, siderealAngle(epoch, 0))
  return new OverHorizonInstrument(sensor)
}

import { OpendomeError } from '@opendome/model'
import { carriedFor } from '@opendome/model/study'
import type { Carried, Orbit, Shape } from '@opendome/model/threat'
import { oneOf, optionalNumber } from '../options.ts'
import { parsePlace, type NamedPlace } from './place.ts'
import { parseVehicle, type NamedVehicle } from './vehicle.ts'

/** Options of `fly` as the command line gives them. */
export type FlyOptions = Readonly<Record<string, string | boolean | undefined>>

const APOGEE = { low: 50, high: 50_000, unit: 'km' }
const PAYLOAD = { low: 1, high: 100_000, unit: 'kg' }

const ORBIT = { low: 120, high: 2000, unit: 'km' }
const WARHEADS = { low: 1, high: 30, whole: true }
const DECOYS = { low: 0, high: 300, whole: true }
const INCLINATION = { low: 0.1, high: 179.9, unit: 'deg' }

/** Where a flight starts: a place, or an orbit that it is in already. */
export type Start = NamedPlace | (Orbit & { readonly name: string })

/** What was asked of `fly`, read and checked. */
export interface FlightOrder {
  readonly vehicle: NamedVehicle
  readonly launch: Start
  readonly aim: NamedPlace
  readonly shape: Shape
  /** kg */
  readonly payload: number | undefined
  /** What it releases; undefined where its payload stays one object. */
  readonly carried: Carried | undefined
}

export const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

/** Reads and checks the options. Throws `invalid`, `missing` or `unknown` with the option's name. */
export function readOrder(options: FlyOptions): FlightOrder {
  const payload = optionalNumber('--payload-kg', text(options['payloadKg']), PAYLOAD)
  const vehicle = parseVehicle(text(options['vehicle']) ?? '')
  return {
    vehicle,
    launch: startOf(options),
    aim: parsePlace('--to', text(options['to']) ?? ''),
    shape: shapeOf(options),
    payload,
    carried: carriedBy(options, vehicle),
  }
}

function startOf(options: FlyOptions): Start {
  oneOf({ '--from': options['from'], '--in-orbit-km': options['inOrbitKm'] })
  const orbit = optionalNumber('--in-orbit-km', text(options['inOrbitKm']), ORBIT)
  const inclination = optionalNumber('--inclination-deg', text(options['inclinationDeg']), INCLINATION)
  if (orbit === undefined) {
    if (inclination !== undefined) throw without('--inclination-deg', '--in-orbit-km')
    const from = text(options['from'])
    if (from === undefined)
      throw new OpendomeError('missing', '--from: expected a place', {
        hint: 'give --from PLACE, or --in-orbit-km N and --inclination-deg N',
      })
    return parsePlace('--from', from)
  }
  oneOf({
    '--in-orbit-km': options['inOrbitKm'],
    '--trajectory': options['trajectory'],
    '--apogee-km': options['apogeeKm'],
    '--orbital-km': options['orbitalKm'],
  })
  if (inclination === undefined)
    throw new OpendomeError('missing', '--inclination-deg: expected with --in-orbit-km', {
      hint: 'for example --inclination-deg 65',
    })
  return {
    name: `an orbit at ${orbit} km`,
    orbit: orbit * 1000,
    inclination: (inclination * Math.PI) / 180,
    heading: heading(options) ?? 'north',
  }
}

function shapeOf(options: FlyOptions): Shape {
  oneOf({
    '--trajectory': options['trajectory'],
    '--apogee-km': options['apogeeKm'],
    '--orbital-km': options['orbitalKm'],
  })
  const apogee = optionalNumber('--apogee-km', text(options['apogeeKm']), APOGEE)
  const orbital = optionalNumber('--orbital-km', text(options['orbitalKm']), ORBIT)
  if (orbital !== undefined) return { orbital: orbital * 1000, heading: heading(options) ?? 'south' }
  if (heading(options) !== undefined && options['inOrbitKm'] === undefined)
    throw without('--heading', '--orbital-km or --in-orbit-km')
  if (apogee !== undefined) return { apogee: apogee * 1000 }
  return (text(options['trajectory']) ?? 'minimum-energy') as Shape
}

/** The objects it releases, at the default times and speeds of a scenario. */
function carriedBy(options: FlyOptions, { vehicle }: NamedVehicle): Carried | undefined {
  const warheads = optionalNumber('--warheads', text(options['warheads']), WARHEADS)
  const decoys = optionalNumber('--decoys', text(options['decoys']), DECOYS)
  if (warheads === undefined && decoys === undefined) return undefined
  return carriedFor(vehicle, { warheads: warheads ?? 1, decoys: decoys ?? 0 })
}

const heading = (options: FlyOptions): Orbit['heading'] | undefined =>
  text(options['heading']) as Orbit['heading'] | undefined

function without(option: string, needed: string): OpendomeError {
  return new OpendomeError('invalid', `${option} without ${needed}`, {
    hint: `leave it out, or give ${needed}`,
  })
}

/** `ICBM …, from … to …`: stands over the text, the picture and the document. */
export function titleOf(order: FlightOrder): string {
  return `${order.vehicle.name}, ${order.launch.name} to ${order.aim.name}`
}

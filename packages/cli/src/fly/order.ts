import { oneOf, optionalNumber } from '../options.ts'
import { parsePlace, type NamedPlace } from './place.ts'
import { parseVehicle, type NamedVehicle } from './vehicle.ts'

/** Options of `fly` as the command line gives them. */
export type FlyOptions = Readonly<Record<string, string | boolean | undefined>>

const APOGEE = { low: 50, high: 50_000, unit: 'km' }
const PAYLOAD = { low: 1, high: 100_000, unit: 'kg' }

/** What was asked of `fly`, read and checked. */
export interface FlightOrder {
  readonly vehicle: NamedVehicle
  readonly launch: NamedPlace
  readonly aim: NamedPlace
  readonly shape: 'minimum-energy' | 'lofted' | 'depressed' | { readonly apogee: number }
  /** kg */
  readonly payload: number | undefined
}

export const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

/** Reads and checks the options. Throws `invalid` or `unknown` with the option's name. */
export function readOrder(options: FlyOptions): FlightOrder {
  oneOf({ '--trajectory': options['trajectory'], '--apogee-km': options['apogeeKm'] })
  const apogee = optionalNumber('--apogee-km', text(options['apogeeKm']), APOGEE)
  const payload = optionalNumber('--payload-kg', text(options['payloadKg']), PAYLOAD)
  const shape = (text(options['trajectory']) ?? 'minimum-energy') as FlightOrder['shape']
  return {
    vehicle: parseVehicle(text(options['vehicle']) ?? ''),
    launch: parsePlace('--from', text(options['from']) ?? ''),
    aim: parsePlace('--to', text(options['to']) ?? ''),
    shape: apogee === undefined ? shape : { apogee: apogee * 1000 },
    payload,
  }
}

/** `ICBM …, from … to …`: stands over the text, the picture and the document. */
export function titleOf(order: FlightOrder): string {
  return `${order.vehicle.name}, ${order.launch.name} to ${order.aim.name}`
}

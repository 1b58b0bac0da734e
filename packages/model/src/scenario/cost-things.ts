import type { Fields } from './merge.ts'
import { isFields } from './merge.ts'
import { SENSOR_PLACES, catalogStand } from './sensors.ts'

/** A thing of a scenario as costs see it. */
export interface Thing {
  /** `interceptors.sbi`, `sensors.tracking-leo`, `command`. */
  readonly ref: string
  readonly layer: string | undefined
  /** Catalog id of a sensor. */
  readonly sensor: string | undefined
  readonly satellites: number
  readonly interceptors: number
  /** m; undefined for what stands on the ground. */
  readonly altitude: number | undefined
}

/** The things of a checked file that cost something: its interceptors, its sensors, its links, and one command node. */
export function thingsOf(document: Fields): Thing[] {
  const list = (name: string): Thing[] => {
    const things = document[name]
    return (Array.isArray(things) ? things : []).filter(isFields).map((thing) => thingOf(name, thing))
  }
  const command: Thing = {
    ref: 'command',
    layer: undefined,
    sensor: undefined,
    satellites: 1,
    interceptors: 1,
    altitude: undefined,
  }
  return [...list('interceptors'), ...list('sensors'), ...list('links'), command]
}

function thingOf(list: string, thing: Fields): Thing {
  const number = (value: unknown, otherwise: number): number =>
    typeof value === 'number' ? value : otherwise
  const written = thing['sensor']
  // A sensor stands where the file says, else where its catalog entry says.
  const own = SENSOR_PLACES.some((place) => thing[place] !== undefined)
  const stand = list === 'sensors' && !own ? (catalogStand(written) ?? thing) : thing
  const shell = isFields(stand['shell']) ? stand['shell'] : undefined
  const { orbit } = stand
  const satellites =
    shell !== undefined
      ? number(shell['planes'], 0) * number(shell['per_plane'], 0)
      : Array.isArray(orbit)
        ? orbit.length
        : 1
  const sensor = isFields(written) ? written['from'] : written
  return {
    ref: `${list}.${String(thing['id'])}`,
    layer: list === 'interceptors' ? String(thing['layer']) : undefined,
    sensor: typeof sensor === 'string' ? sensor : undefined,
    satellites,
    interceptors:
      shell === undefined
        ? number(thing['inventory'], 1)
        : satellites * number(shell['interceptors_per_satellite'], 1),
    altitude: typeof shell?.['altitude_km'] === 'number' ? shell['altitude_km'] * 1000 : undefined,
  }
}

/** Does a selector (`interceptors`, `sensors.ID`, `layer.boost`, `sensor.CATALOG-ID`, `command`) mean this thing? */
export function matches(selector: string, thing: Thing): boolean {
  if (selector === thing.ref || thing.ref.startsWith(`${selector}.`)) return true
  const [kind, id] = selector.split('.')
  return (kind === 'layer' && thing.layer === id) || (kind === 'sensor' && thing.sensor === id)
}

export const countOf = (thing: Thing, counts: 'satellites' | 'interceptors'): number => thing[counts]

/** Things that no selector means. */
export function withoutCost(things: readonly Thing[], selectors: readonly string[]): string[] {
  return things.filter((t) => !selectors.some((s) => matches(s, t))).map((t) => t.ref)
}

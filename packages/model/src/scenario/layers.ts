import { OpendomeError, toInternal, type Internal } from '../core/index.ts'
import { interceptorOf } from '../engage/index.ts'
import { type INTERCEPTOR_SCHEMAS } from '../engage/schema.ts'
import type { z } from 'zod'
import { catalogEntry } from './catalog.ts'
import { pathName, type Mistake } from './diagnose.ts'
import { isFields, type Fields } from './merge.ts'
import { isLand, isWater } from './land.ts'
import { interceptorType } from './parts.ts'
import type { GroundLayer, ScenarioLayer, ScenarioOrders } from './scenario.ts'
import type { scenarioSchema } from './schema.ts'

type Written = Internal<z.output<typeof scenarioSchema>>['interceptors'][number]

/** Where a layer may stand, in the order of the manual. */
export const LAYER_PLACES = ['shell', 'site', 'at'] as const

/** Fields of a battery, which a shell has none of. */
const GROUND_FIELDS = ['afloat', 'inventory', 'ready', 'reload_s', 'salvo_interval_s'] as const

/** A vehicle as read: the output of the schema of its type, still with units in its names. */
export type WrittenInterceptor =
  | { readonly type: 'space'; readonly value: z.output<typeof INTERCEPTOR_SCHEMAS.space> }
  | { readonly type: 'ground'; readonly value: z.output<typeof INTERCEPTOR_SCHEMAS.ground> }

/** What does not go together in a layer that stands in one place: fields of a battery, its numbers, its vehicle, the ground under it. */
export function layerMistakes(document: Fields): Mistake[] {
  const things = document['interceptors']
  if (!Array.isArray(things)) return []
  return things.flatMap((thing: unknown, i): Mistake[] => {
    if (!isFields(thing) || LAYER_PLACES.filter((p) => thing[p] !== undefined).length !== 1) return []
    const name = pathName(document, ['interceptors', i])
    const mistake = (error: OpendomeError, field?: string, place: 'key' | 'value' = 'value'): Mistake => ({
      error,
      path: field === undefined ? ['interceptors', i] : ['interceptors', i, field],
      place,
    })
    const found = [...vehicleMistake(thing, name, mistake)]
    if (thing['shell'] !== undefined) {
      for (const field of GROUND_FIELDS)
        if (thing[field] !== undefined)
          found.push(
            mistake(
              new OpendomeError('invalid', `${name}.${field}: a shell has no battery`, {
                hint: field === 'inventory' ? 'give shell.interceptors_per_satellite instead' : 'remove it',
              }),
              field,
              'key',
            ),
          )
      return found
    }
    return [...found, ...batteryMistakes(thing, name, mistake), ...groundMistake(thing, name, mistake)]
  })
}

type MistakeAt = (error: OpendomeError, field?: string, place?: 'key' | 'value') => Mistake

/** Interceptors of a shell start from space, those of a battery from the ground. */
function vehicleMistake(thing: Fields, name: string, mistake: MistakeAt): Mistake[] {
  const written = thing['vehicle']
  if (typeof written !== 'string' && !isFields(written)) return []
  const type = interceptorType(written)
  const stands = thing['shell'] === undefined ? 'ground' : 'space'
  if (type === stands) return []
  const text =
    stands === 'space'
      ? `${name}.vehicle: starts from the ground, but the layer stands in a shell`
      : `${name}.vehicle: starts from space, but the layer stands on the ground`
  const hint = stands === 'space' ? 'give site or at instead of shell' : 'take an interceptor of type: ground'
  return [mistake(new OpendomeError('invalid', text, { hint }), 'vehicle')]
}

/** The numbers of a battery among each other. */
function batteryMistakes(thing: Fields, name: string, mistake: MistakeAt): Mistake[] {
  const { inventory, ready, reload_s: reload } = thing
  const found: Mistake[] = []
  if (inventory === undefined)
    found.push(
      mistake(
        new OpendomeError('missing', `field ${name}.inventory: expected a whole number 0 to 100000`, {
          hint: 'add it: interceptors of a battery',
        }),
        undefined,
        'key',
      ),
    )
  if (typeof inventory === 'number' && typeof ready === 'number' && ready > inventory)
    found.push(
      mistake(
        new OpendomeError('invalid', `${name}.ready ${ready}: expected at most the inventory, ${inventory}`),
        'ready',
      ),
    )
  if ((ready === undefined) !== (reload === undefined))
    found.push(
      mistake(
        new OpendomeError(
          'invalid',
          ready === undefined
            ? `${name}.reload_s: without ready there is nothing to reload`
            : `${name}.ready: without reload_s the rest of the inventory is never launched`,
          { hint: 'give both, or neither' },
        ),
        ready === undefined ? 'reload_s' : 'ready',
        'key',
      ),
    )
  return found
}

/**
 * A battery stands on land, a ship on water. A site of the catalog says itself whether it lies at sea: the smallest islands are on no map of this
 * scale.
 */
function groundMistake(thing: Fields, name: string, mistake: MistakeAt): Mistake[] {
  const field = thing['site'] === undefined ? 'at' : 'site'
  const place = degreesOf(thing)
  if (place === undefined) return []
  const { lat, lon, atSea } = place
  const afloat = thing['afloat'] === true
  const land = atSea === undefined ? isLand(lat, lon) : !atSea
  if (afloat ? isWater(lat, lon) : land) return []
  const [text, hint] = afloat
    ? ['a ship on land', 'move it to the sea, or remove afloat']
    : ['a battery in the sea', 'move it to land, or state afloat: true for a ship']
  const error = new OpendomeError('invalid', `${name}.${field} (${lat}, ${lon}): ${text}`, { hint })
  return [mistake(error, field)]
}

/** Where a battery stands, degrees, and what the catalog says of it; undefined where that is another mistake. */
function degreesOf(
  thing: Fields,
): { readonly lat: number; readonly lon: number; readonly atSea: boolean | undefined } | undefined {
  let place: unknown = thing['at']
  if (typeof thing['site'] === 'string') {
    try {
      place = catalogEntry('site', thing['site']).value
    } catch (error) {
      if (error instanceof OpendomeError) return undefined
      throw error
    }
  }
  if (!isFields(place)) return undefined
  const { lat_deg: lat, lon_deg: lon, country } = place
  if (typeof lat !== 'number' || typeof lon !== 'number' || Math.abs(lat) > 90 || Math.abs(lon) > 180)
    return undefined
  return { lat, lon, atSea: country === undefined ? undefined : country === 'sea' }
}

/** A layer in space, or undefined for a battery. */
export function spaceLayer(
  layer: Written,
  vehicle: WrittenInterceptor,
  vehicleId: string | undefined,
): ScenarioLayer | undefined {
  if (layer.shell === undefined || vehicle.type !== 'space') return undefined
  const { id, layer: phase, deadline, payloadSurvivesHit, shell } = layer
  return {
    ...ordersOf(layer),
    id,
    layer: phase,
    shell,
    deadline,
    payloadSurvivesHit,
    vehicle: interceptorOf(toInternal(vehicle.value)),
    vehicleId,
  }
}

/** A battery, or undefined for a layer in space. */
export function groundLayer(
  layer: Written,
  vehicle: WrittenInterceptor,
  vehicleId: string | undefined,
): GroundLayer | undefined {
  if (layer.shell !== undefined || vehicle.type !== 'ground') return undefined
  const inventory = layer.inventory!
  return {
    ...ordersOf(layer),
    id: layer.id,
    layer: layer.layer,
    deadline: layer.deadline,
    payloadSurvivesHit: layer.payloadSurvivesHit,
    vehicle: interceptorOf(toInternal(vehicle.value)),
    vehicleId,
    place: layer.at ?? sitePlace(layer.site!),
    siteId: layer.site,
    afloat: layer.afloat ?? false,
    inventory,
    ready: layer.ready ?? inventory,
    reload: layer.reload,
    salvoInterval: layer.salvoInterval ?? 0,
  }
}

function ordersOf({ doctrine, node, ownPictureDelay, commonMode }: Written): ScenarioOrders {
  return { doctrine, node, ownPictureDelay, commonMode }
}

function sitePlace(id: string): GroundLayer['place'] {
  const { lat_deg, lon_deg } = catalogEntry('site', id).value as { lat_deg: number; lon_deg: number }
  return { ...toInternal({ lat_deg, lon_deg }), altitude: 0 }
}

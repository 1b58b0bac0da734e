import { type z } from 'zod'
import { OpendomeError, toInternal, type Internal } from '../core/index.ts'
import { checkRings } from '../command/index.ts'
import { parseUtc, type Epoch } from '../earth/index.ts'
import { INTERCEPTOR_SCHEMAS } from '../engage/schema.ts'
import { requireRings, shortWay } from '../fleet/index.ts'
import type { sizeSchema } from '../fleet/schema.ts'
import { carriedOf, solveFlight, type Orbit, type Place, type Vehicle as Missile } from '../threat/index.ts'
import { vehicleSchema, type threatSchema } from '../threat/schema.ts'
import { countrySize } from './area-size.ts'
import { catalogArea, catalogEntry, type CatalogKind } from './catalog.ts'
import { MOST_THINGS, checkFields, checkIds } from './check.ts'
import { resolveCost } from './cost.ts'
import { thingsOf } from './cost-things.ts'
import { mistakesOf, valueAt, type Mistake } from './diagnose.ts'
import type { Path } from './document.ts'
import { groundLayer, layerMistakes, spaceLayer, type WrittenInterceptor } from './layers.ts'
import { idOf, isFields, mergeOver, type Fields } from './merge.ts'
import { interceptorType } from './parts.ts'
import type { Region, Scenario, ScenarioThreat } from './scenario.ts'
import { partnerMistakes, partnersOf } from './partners.ts'
import { show } from './show.ts'
import { commandMistakes } from './command-checks.ts'
import { elementsOf, scenarioSensor, sensorOf, wrongGround } from './sensors.ts'

/** What a merged file comes to without the files it came from. */
export type Resolved = Omit<Scenario, 'changed' | 'document' | 'start'>

/** Checks a merged file against the schema and the catalog, and resolves it; collects every mistake. */
export function resolveDocument(document: Fields): { resolved: Resolved | undefined; mistakes: Mistake[] } {
  const { written, mistakes } = checkFields(document)
  mistakes.push(...checkIds(document))
  mistakes.push(...layerMistakes(document))
  const layerVehicles = interceptorsOf(document, mistakes)
  const threatVehicles = eachVehicle(document, 'threats', (written, path) =>
    vehicleOf('vehicle', written, vehicleSchema, path, mistakes),
  )
  const sensors = sensorsOf(document, mistakes)
  if (written === undefined) return { resolved: undefined, mistakes }

  const inside = toInternal(written)
  let epoch: Epoch | undefined
  try {
    epoch = parseUtc(written.epoch)
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    mistakes.push({ error, path: ['epoch'], place: 'value' })
  }
  const region = written.size?.region
  if (region !== undefined && 'ring' in region) {
    try {
      requireRings(regionOf(inside.size!.region)!.rings)
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      mistakes.push({ error, path: ['size', 'region', 'ring'], place: 'value' })
    }
  }
  written.defended.forEach(({ ring }, i) => {
    if (ring === undefined) return
    try {
      checkRings([ownRing(ring)], 'ring')
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      mistakes.push({ error, path: ['defended', i, 'ring'], place: 'value' })
    }
  })
  const cost = costOf(document, written)
  mistakes.push(...cost.mistakes)
  mistakes.push(
    ...commandMistakes(
      document,
      inside.command,
      layersOf(inside),
      inside.sensors.map((s) => s.id),
    ),
    ...partnerMistakes(written),
  )
  if (mistakes.length > 0) return { resolved: undefined, mistakes }

  const resolved: Resolved = {
    name: written.name,
    doc: written.doc,
    source: written.source,
    published: written.published,
    assumed: written.assumed,
    notModelled: written.not_modelled,
    epoch: epoch!,
    layers: inside.interceptors.flatMap((layer, i) => {
      const { vehicle, id } = layerVehicles[i]!
      return spaceLayer(layer, vehicle, id) ?? []
    }),
    groundLayers: inside.interceptors.flatMap((layer, i) => {
      const { vehicle, id } = layerVehicles[i]!
      return groundLayer(layer, vehicle, id) ?? []
    }),
    layerOrder: inside.interceptors.map((layer) => layer.id),
    sensors: inside.sensors.map((sensor, i) =>
      scenarioSensor(sensor, sensors[i]!.kind, sensors[i]!.elements),
    ),
    tracking: {
      ...inside.tracking,
      templates: inside.tracking.templates.map((id) => ({
        id,
        vehicle: toInternal(vehicleSchema.parse(catalogEntry('vehicle', id).value)),
      })),
    },
    command: inside.command,
    threats: inside.threats.map((threat, i): ScenarioThreat => {
      const { value, id } = threatVehicles[i]!
      const { trajectory, carries, ...rest } = threat
      const vehicle = toInternal(value)
      if (carries !== undefined && vehicle.glide !== undefined)
        mistakes.push({
          error: new OpendomeError(
            'invalid',
            `threats.${threat.id}.carries: a glide vehicle takes no carries`,
          ),
          path: ['threats', i, 'carries'],
          place: 'key',
        })
      return {
        ...rest,
        vehicle,
        vehicleId: id,
        ...launchOf(threat, vehicle, i, mistakes),
        aim: placeOf(threat.aim),
        shape: trajectory,
        carries: carries === undefined ? undefined : carriedOf(carries, vehicle),
      }
    }),
    defended: written.defended.map((d) => ({
      id: d.area,
      rings: d.ring === undefined ? areaRings(d.area) : [ownRing(d.ring)],
      margin: d.margin_km * 1000,
      value: d.value,
      protected: d.protected ?? true,
    })),
    partners: partnersOf(written.partners),
    without: [],
    blind: false,
    cost: cost.cost,
    size: inside.size === undefined ? undefined : { ...inside.size, region: regionOf(inside.size.region) },
    bracket: inside.bracket === undefined ? undefined : { ...inside.bracket, moves: written.bracket!.moves },
    run: inside.run,
    disputed: written.disputed,
    readings: written.readings,
  }
  return { resolved: mistakes.length > 0 ? undefined : resolved, mistakes }
}

type WrittenThreat = Internal<z.output<typeof threatSchema>>

/** Where a threat starts: its place, or its orbit and the place below the start of braking. */
function launchOf(
  { launch, aim, payload }: WrittenThreat,
  vehicle: Missile,
  i: number,
  mistakes: Mistake[],
): { readonly launch: Place; readonly orbit: Orbit | undefined } {
  if (!('orbit' in launch)) return { launch: placeOf(launch), orbit: undefined }
  try {
    return { launch: solveFlight({ vehicle, launch, aim: placeOf(aim), payload }).launch, orbit: launch }
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    mistakes.push({ error, path: ['threats', i, 'launch'], place: 'value' })
    return { launch: placeOf(aim), orbit: launch }
  }
}

type Inside = Internal<NonNullable<ReturnType<typeof checkFields>['written']>>

/** The layers as the checks of command read them. */
function layersOf({ interceptors }: Inside) {
  return interceptors.map(({ shell, inventory, ...layer }) => ({
    ...layer,
    holds:
      shell === undefined ? (inventory ?? 0) : shell.planes * shell.perPlane * shell.interceptorsPerSatellite,
    satellites: shell && shell.planes * shell.perPlane,
  }))
}

/** Works on the vehicle of each thing of a list; undefined where it has none. */
function eachVehicle<T>(
  document: Fields,
  list: string,
  work: (written: string | Fields, path: Path) => T,
): (T | undefined)[] {
  const things = document[list]
  if (!Array.isArray(things)) return []
  return things.slice(0, MOST_THINGS).map((thing: unknown, i) => {
    const value = valueAt(thing, ['vehicle'])
    if (typeof value !== 'string' && !isFields(value)) return undefined
    return work(value, named(document, [list, i, 'vehicle']))
  })
}

/** The interceptors of the layers, each by the schema of its type; undefined where it has none or a wrong one. */
function interceptorsOf(
  document: Fields,
  mistakes: Mistake[],
): ({ readonly vehicle: WrittenInterceptor; readonly id: string | undefined } | undefined)[] {
  return eachVehicle(document, 'interceptors', (written, path) => {
    const type = isFields(written) ? written['type'] : undefined
    if (type !== undefined && (typeof type !== 'string' || !Object.hasOwn(INTERCEPTOR_SCHEMAS, type))) {
      const error = new OpendomeError(
        'invalid',
        `${path.join('.')}.type ${show(type)}: expected ${Object.keys(INTERCEPTOR_SCHEMAS).join(', ')}`,
      )
      mistakes.push({ error, path: [...path, 'type'], place: 'value' })
      return undefined
    }
    if (interceptorType(written) === 'ground') {
      const ground = vehicleOf('interceptor', written, INTERCEPTOR_SCHEMAS.ground, path, mistakes)
      return ground && { vehicle: { type: 'ground', value: ground.value }, id: ground.id }
    }
    const space = vehicleOf('interceptor', written, INTERCEPTOR_SCHEMAS.space, path, mistakes)
    return space && { vehicle: { type: 'space', value: space.value }, id: space.id }
  })
}

/** The kind of each sensor of the file, and the real satellites it stands on; undefined where the kind is wrong. */
function sensorsOf(document: Fields, mistakes: Mistake[]) {
  const things = document['sensors']
  if (!Array.isArray(things)) return []
  return things.slice(0, MOST_THINGS).map((thing: unknown, i) => {
    const written = valueAt(thing, ['sensor'])
    const elements = elementsOf(document, i, mistakes)
    if (typeof written !== 'string' && !isFields(written)) return undefined
    const kind = sensorOf(written, named(document, ['sensors', i, 'sensor']), mistakes)
    if (kind === undefined) return undefined
    mistakes.push(...wrongGround(document, i, kind.value))
    return { kind, elements }
  })
}

/** The cost block, joined to the things and the defended areas of the file. */
function costOf(
  document: Fields,
  written: {
    readonly name: string
    readonly run: { readonly seed: number }
    readonly defended: readonly { readonly area: string; readonly ring?: unknown }[]
  },
): ReturnType<typeof resolveCost> {
  const block = document['cost']
  if (!isFields(block)) return { cost: undefined, mistakes: [] }
  const areas = new Map(
    written.defended.flatMap(({ area, ring }) => {
      const size = ring === undefined ? countrySize(area) : undefined
      return size === undefined ? [] : [[area, size] as const]
    }),
  )
  return resolveCost(block, { name: written.name, seed: written.run.seed, things: thingsOf(document), areas })
}

/** A path with list entries by id where that finds them, so that it holds in every file of a chain. */
export function named(document: unknown, path: Path): Path {
  return path.map((step, i) => {
    const list = valueAt(document, path.slice(0, i))
    if (typeof step !== 'number' || !Array.isArray(list)) return step
    const id = idOf(list[step])
    return id !== undefined && list.findIndex((entry) => idOf(entry) === id) === step ? id : step
  })
}

interface Vehicle<T extends z.ZodType> {
  readonly value: z.output<T>
  /** Catalog id it came from, if any. */
  readonly id: string | undefined
}

/** A vehicle by catalog id, as an object, or as an object that starts `from:` a catalog id. */
function vehicleOf<T extends z.ZodType>(
  kind: CatalogKind,
  written: string | Fields,
  schema: T,
  path: Path,
  mistakes: Mistake[],
): Vehicle<T> | undefined {
  const from = typeof written === 'string' ? written : written['from']
  let value: unknown = written
  if (from !== undefined) {
    try {
      if (typeof from !== 'string')
        throw new OpendomeError('invalid', `${path.join('.')}.from: expected the id of a catalog ${kind}`)
      const own: Fields = typeof written === 'string' ? {} : { ...written }
      delete own['from']
      value = mergeOver(catalogEntry(kind, from).value, own)
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      // An id that stands alone was looked up with the others.
      if (typeof written !== 'string') mistakes.push({ error, path: [...path, 'from'], place: 'value' })
      return undefined
    }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { value: parsed.data, id: typeof from === 'string' ? from : undefined }
  mistakes.push(...mistakesOf(schema, value, parsed.error.issues, path))
  return undefined
}

type WrittenRegion = NonNullable<Internal<z.output<typeof sizeSchema>>['region']>

/** A region of the file with its rings, rad. */
function regionOf(region: WrittenRegion | undefined): Region | undefined {
  if (region === undefined) return undefined
  if ('area' in region) return { id: region.area, rings: areaRings(region.area) }
  return { id: undefined, rings: [shortWay(region.ring.flatMap(({ lat, lon }) => [lat, lon]))] }
}

const rings = new Map<string, readonly Float64Array[]>()

/** The rings of an area of the catalog, [lat, lon, …] in rad, made once. Throws `unknown` with the nearest id. */
export function areaRings(id: string): readonly Float64Array[] {
  const known = rings.get(id)
  if (known !== undefined) return known
  const made = catalogArea(id).polygons.map((ring) => Float64Array.from(ring, (deg) => (deg * Math.PI) / 180))
  rings.set(id, made)
  return made
}

/** An area's own ring, [lat, lon, …] in rad. */
function ownRing(ring: readonly { readonly lat_deg: number; readonly lon_deg: number }[]): Float64Array {
  return Float64Array.from(
    ring.flatMap(({ lat_deg, lon_deg }) => [lat_deg, lon_deg]),
    (deg) => (deg * Math.PI) / 180,
  )
}

/** A place of the file, rad. */
function placeOf(place: { readonly site: string } | { readonly lat: number; readonly lon: number }): Place {
  if (!('site' in place)) return place
  const { lat_deg, lon_deg } = catalogEntry('site', place.site).value as { lat_deg: number; lon_deg: number }
  return toInternal({ lat_deg, lon_deg })
}

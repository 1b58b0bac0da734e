import { OpendomeError } from '../core/index.ts'
import { AREAS } from '../generated/areas.ts'
import { CATALOG, type CatalogEntry } from '../generated/catalog.ts'
import type { Fields } from './merge.ts'
import { nearest } from './nearest.ts'
import { shorten } from './show.ts'

export type CatalogKind = CatalogEntry['kind']

/** An entry of the catalog by kind and id. Throws `unknown` with the nearest id. */
export function catalogEntry(kind: CatalogKind, id: string): CatalogEntry {
  const entry = CATALOG.find((e) => e.kind === kind && e.id === id)
  if (entry !== undefined) return entry
  const ids = CATALOG.filter((e) => e.kind === kind).map((e) => e.id)
  throw unknownId(kind, id, ids)
}

/** An area's rings in degrees by id. Throws `unknown` with the nearest id. */
export function catalogArea(id: string): {
  readonly id: string
  readonly polygons: readonly (readonly number[])[]
} {
  const area = AREAS.find((a) => a.id === id)
  if (area !== undefined) return area
  throw unknownId(
    'area',
    id,
    AREAS.map((a) => a.id),
  )
}

/** Name of an area of the catalog; the id of any other. */
export function areaName(id: string): string {
  return AREAS.find((a) => a.id === id)?.name ?? id
}

/** The first ids of a list, as a hint names them. */
export function someOf(ids: readonly string[]): string {
  return `${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ', …' : ''}`
}

/** `unknown kind id`, with the nearest of the valid ids as hint. */
export function unknownId(kind: string, id: string, ids: readonly string[]): OpendomeError {
  const near = nearest(id, ids)
  return new OpendomeError('unknown', `${kind} ${shorten(id)}`, {
    hint: near === undefined ? `one of ${someOf(ids)}` : `did you mean ${near}?`,
  })
}

/** What an id stands for where a path takes vehicles or kinds of sensors: the catalog's value, or undefined. */
export function vehicleLookup(path: readonly string[], id: string): unknown {
  if (path.length !== 3) return undefined
  const [list, , field] = path
  if (list === 'sensors' && field === 'sensor') return catalogSensor(id)?.value
  if (field !== 'vehicle') return undefined
  const kind = list === 'threats' ? 'vehicle' : list === 'interceptors' ? 'interceptor' : undefined
  return CATALOG.find((e) => e.kind === kind && e.id === id)?.value
}

/** A sensor of the catalog: the fields of its kind, and where it stands, if it says so. Undefined where there is none. */
export function catalogSensor(id: string): { readonly value: Fields; readonly stand: unknown } | undefined {
  const entry = CATALOG.find((e) => e.kind === 'sensor' && e.id === id)
  if (entry === undefined) return undefined
  const { stand, ...value } = entry.value as Fields
  return { value, stand }
}

/** The fields of an interceptor of the catalog; undefined where there is none. */
export function catalogInterceptor(id: string): Fields | undefined {
  return CATALOG.find((e) => e.kind === 'interceptor' && e.id === id)?.value as Fields | undefined
}

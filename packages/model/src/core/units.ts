/**
 * Units at the door. A field's name ends in its unit (`altitude_km`); inside, the value is in SI units,
 * radians and US dollars and the name has no suffix (`altitude`). One table serves the conversion and the types.
 * Longest suffix first, so that `_km_s` is not read as `_s`.
 */
export const UNIT_SUFFIXES = [
  { suffix: '_usd_m', factor: 1e6, unit: 'USD million' },
  { suffix: '_usd_b', factor: 1e9, unit: 'USD billion' },
  { suffix: '_kg_m2', factor: 1, unit: 'kg/m²' },
  { suffix: '_m2_kg', factor: 1, unit: 'm²/kg' },
  { suffix: '_deg_s', factor: Math.PI / 180, unit: '°/s' },
  { suffix: '_w_m2', factor: 1, unit: 'W/m²' },
  { suffix: '_w_sr', factor: 1, unit: 'W/sr' },
  { suffix: '_km_s', factor: 1000, unit: 'km/s' },
  { suffix: '_deg', factor: Math.PI / 180, unit: '°' },
  { suffix: '_m_s', factor: 1, unit: 'm/s' },
  { suffix: '_min', factor: 60, unit: 'min' },
  { suffix: '_km2', factor: 1e6, unit: 'km²' },
  { suffix: '_km', factor: 1000, unit: 'km' },
  { suffix: '_kg', factor: 1, unit: 'kg' },
  { suffix: '_kn', factor: 1000, unit: 'kN' },
  { suffix: '_m2', factor: 1, unit: 'm²' },
  { suffix: '_g', factor: 9.80665, unit: 'g (9.80665 m/s²)' },
  { suffix: '_k', factor: 1, unit: 'K' },
  { suffix: '_m', factor: 1, unit: 'm' },
  { suffix: '_s', factor: 1, unit: 's' },
] as const

type Suffix = (typeof UNIT_SUFFIXES)[number]['suffix']

/** `a_b_c` → `aBC`, as a type. */
type Camel<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S

/** The longest matching suffix wins, as at run time. */
type Strip<S extends string> = S extends `${infer A}_kg_m2` | `${infer A}_m2_kg` | `${infer A}_deg_s`
  ? A
  : S extends
        | `${infer A}_km_s`
        | `${infer A}_m_s`
        | `${infer A}_deg`
        | `${infer A}_min`
        | `${infer A}_usd_m`
        | `${infer A}_usd_b`
    ? A
    : S extends `${infer A}_w_m2` | `${infer A}_w_sr`
      ? A
      : S extends `${infer A}${Suffix}`
        ? A
        : S

/** The name a field has inside: no unit suffix, camel case. `burn_time_s` → `burnTime`. */
export type InternalName<S extends string> = Camel<Strip<S>>

/** A value as it stands inside: SI units, radians, internal names, all the way down. */
export type Internal<T> = T extends readonly (infer E)[]
  ? readonly Internal<E>[]
  : T extends object
    ? string extends keyof T
      ? { readonly [K in keyof T]: Internal<T[K]> }
      : { readonly [K in keyof T as K extends string ? InternalName<K> : K]: Internal<T[K]> }
    : T

/** The unit a field's name carries, or undefined. */
export function unitOf(name: string): (typeof UNIT_SUFFIXES)[number] | undefined {
  return UNIT_SUFFIXES.find((u) => name.endsWith(u.suffix) && name.length > u.suffix.length)
}

/** Unit and internal name of the names met so far: schemas have some hundreds, read over and over. */
const met = new Map<string, { readonly factor: number | undefined; readonly inside: string }>()
/** Names of a file may be anybody's: more than this many are worked out anew. */
const MOST_MET = 2000

function meet(name: string): { readonly factor: number | undefined; readonly inside: string } {
  const known = met.get(name)
  if (known !== undefined) return known
  const found = { factor: unitOf(name)?.factor, inside: internalName(name) }
  if (met.size < MOST_MET) met.set(name, found)
  return found
}

/** The internal name of a field: `min_altitude_km` → `minAltitude`. */
export function internalName(name: string): string {
  const unit = unitOf(name)
  const bare = unit === undefined ? name : name.slice(0, -unit.suffix.length)
  return bare.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase())
}

/** Numbers, lists of numbers and the numbers of a map (`{value, low, high}`) under one suffixed key are scaled alike. */
function scale(value: unknown, factor: number): unknown {
  if (typeof value === 'number') return factor === 1 ? value : value * factor
  if (Array.isArray(value)) return value.map((v) => scale(v, factor))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, scale(v, factor)]))
  return value
}

/**
 * Converts a validated document to SI units, radians and internal names, in one generic walk.
 * Maps whose keys are ids, not field names, have to be arrays with an `id` instead.
 */
export function toInternal<T>(value: T): Internal<T> {
  return walk(value) as Internal<T>
}

function walk(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(walk)
  if (value === null || typeof value !== 'object') return value
  const out: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    const { factor, inside } = meet(key)
    out[inside] = factor === undefined ? walk(inner) : scale(inner, factor)
  }
  return out
}

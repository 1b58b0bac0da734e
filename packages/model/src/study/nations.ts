import { Ring, WGS84_A } from '../earth/index.ts'
import type { NationEntry } from '../generated/nations.ts'
import { Coasts } from './coast.ts'

/** Widths of the zones of the sea, m: 12 and 200 nautical miles (UN Convention on the Law of the Sea, 1982, articles 3 and 57). */
export const TERRITORIAL_SEA = 22_224
export const ZONE_200 = 370_400

/** Where a point lies: on a nation's land, in the sea within 12 or 200 nautical miles of the nearest coast, or beyond. */
export type Zone = 'land' | 'territorial-sea' | 'within-200-nm' | 'high-seas'

/** Whose land or water a point is. */
export interface Whose {
  /** Undefined on the high seas. */
  readonly nation: string | undefined
  readonly zone: Zone
  /** From the nearest coast, m; 0 on land. */
  readonly distance: number
}

/** One ring of a nation's outline. */
interface Outline {
  readonly nation: string
  readonly ring: Ring
}

const DEG = Math.PI / 180
const TURN = 2 * Math.PI

/**
 * Whose land or water a point is, by the outlines of all nations. Inside is the even–odd rule in latitude and longitude; the distance to a coast is
 * that to its great-circle pieces on the sphere (within 0.5 % of the ellipsoid's). The sea is told by distance alone: no baselines, no agreed boundaries, nearest coast first.
 */
export class Nations {
  readonly #outlines: readonly Outline[]
  readonly #coasts: Coasts
  readonly #names: ReadonlyMap<string, string>

  /** `entries`: NATIONS of `@opendome/model/nations`. */
  constructor(entries: readonly NationEntry[]) {
    this.#outlines = entries.flatMap(({ id, rings }) =>
      rings.map((ring): Outline => ({ nation: id, ring: new Ring(Float64Array.from(ring, (x) => x * DEG)) })),
    )
    this.#coasts = new Coasts(this.#outlines.map(({ ring }) => ring.corners))
    this.#names = new Map(entries.map(({ id, name }) => [id, name]))
  }

  /** Name of a nation; the id where there is none. */
  name(id: string): string {
    return this.#names.get(id) ?? id
  }

  /** Whose is a point (rad)? */
  at(lat: number, lon: number): Whose {
    const east = lon - TURN * Math.round(lon / TURN)
    const odd = new Map<string, boolean>()
    for (const { nation, ring } of this.#outlines)
      if (ring.isAround(lat, east)) odd.set(nation, odd.get(nation) !== true)
    for (const [nation, isInside] of odd) if (isInside) return { nation, zone: 'land', distance: 0 }
    const coast = this.#coasts.nearest(lat, lon, ZONE_200 / WGS84_A)
    if (coast === undefined) return { nation: undefined, zone: 'high-seas', distance: Infinity }
    const distance = coast.angle * WGS84_A
    return {
      nation: this.#outlines[coast.index]!.nation,
      zone: distance <= TERRITORIAL_SEA ? 'territorial-sea' : 'within-200-nm',
      distance,
    }
  }
}

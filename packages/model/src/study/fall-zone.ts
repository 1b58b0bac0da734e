import type { Landing } from '../threat/index.ts'
import type { Nations, Zone } from './nations.ts'

/** Where remains come down: on a nation's land or in a sea, or nowhere, since they stay up for a revolution or six hours. */
export type FallZone = Zone | 'in-orbit'

/** Whose land or water remains come down on. */
export interface Fall {
  /** Undefined on the high seas and in orbit. */
  readonly nation: string | undefined
  readonly zone: FallZone
}

/** Whose land or water a landing lies on; without landing they stay in orbit. */
export function fallOn(landing: Landing | undefined, nations: Nations): Fall {
  return landing === undefined
    ? { nation: undefined, zone: 'in-orbit' }
    : nations.at(landing.lat, landing.lon)
}

/** The same nation and zone? */
export function isSame(a: Fall, b: Fall): boolean {
  return a.nation === b.nation && a.zone === b.zone
}

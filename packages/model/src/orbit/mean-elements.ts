import { requireWithin } from '../core/index.ts'
import type { Epoch } from '../earth/index.ts'

const DEGREE = Math.PI / 180
const TURN = 2 * Math.PI
const DAY = 86_400

/**
 * Mean elements of one satellite as SGP4 takes them: a two-line element set or an orbit mean-elements message after
 * reading. They have a meaning only together with SGP4. Angles in rad, in TEME (true equator, mean equinox) of `epoch`.
 */
export interface MeanElements {
  readonly name: string | undefined
  /** Number in the U.S. satellite catalog. */
  readonly catalogNumber: number
  /** International designator, `1998-067A`; undefined where there is none. */
  readonly designator: string | undefined
  /** UTC. */
  readonly epoch: Epoch
  readonly inclination: number
  /** Right ascension of the ascending node. */
  readonly node: number
  readonly eccentricity: number
  readonly perigee: number
  readonly meanAnomaly: number
  /** Kozai's mean motion, rad/s. */
  readonly meanMotion: number
  /** Drag term B*, 1/Earth radius: kept in its published unit, whose radius is that of the gravity constants in use. */
  readonly bstar: number
}

/** Who a satellite is. */
export type SatelliteIdentity = Pick<MeanElements, 'name' | 'catalogNumber' | 'designator'>

/** Elements in the units of element sets and messages. */
export interface PublishedElements {
  readonly inclination_deg: number
  readonly node_deg: number
  readonly eccentricity: number
  readonly perigee_deg: number
  readonly meanAnomaly_deg: number
  readonly revolutionsPerDay: number
  readonly bstar: number
}

/** Mean elements from published figures. Errors: `invalid` as `checkMeanElements`. */
export function meanElements(
  identity: SatelliteIdentity,
  epoch: Epoch,
  published: PublishedElements,
): MeanElements {
  const elements: MeanElements = {
    ...identity,
    epoch,
    inclination: published.inclination_deg * DEGREE,
    node: published.node_deg * DEGREE,
    eccentricity: published.eccentricity,
    perigee: published.perigee_deg * DEGREE,
    meanAnomaly: published.meanAnomaly_deg * DEGREE,
    meanMotion: (published.revolutionsPerDay * TURN) / DAY,
    bstar: published.bstar,
  }
  checkMeanElements(elements)
  return elements
}

/** Errors: `invalid` for elements outside the ranges that SGP4 is written for. */
export function checkMeanElements(elements: MeanElements): void {
  requireWithin('inclination', elements.inclination, 0, Math.PI, 'rad')
  requireWithin('node', elements.node, -TURN, TURN, 'rad')
  requireWithin('eccentricity', elements.eccentricity, 0, 1 - Number.EPSILON)
  requireWithin('argument of perigee', elements.perigee, -TURN, TURN, 'rad')
  requireWithin('mean anomaly', elements.meanAnomaly, -TURN, TURN, 'rad')
  requireWithin('mean motion', elements.meanMotion, Number.MIN_VALUE, 1, 'rad/s')
  requireWithin('drag term B*', elements.bstar, -1e10, 1e10, '1/Earth radius')
  requireWithin('epoch, Julian day', elements.epoch.julianDay, 0, 1e7)
  requireWithin('epoch, second of the day', elements.epoch.secondOfDay, 0, DAY + 1, 's')
}

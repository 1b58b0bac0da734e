import { OpendomeError } from '../core/index.ts'
import type { Shell } from '../orbit/index.ts'
import type { ReachMap } from './reach-map.ts'
import { requireCount } from './statistics.ts'

const TURN = 2 * Math.PI

/**
 * What the satellites of one shell hold. A plane without an entry in `phases` is full: perPlane satellites, evenly spaced, each with
 * `weight` interceptors. A plane with one holds one interceptor per entry, at that angle ahead of slot 0, rad in [0, 2π), sorted.
 */
export interface MappedShell {
  readonly shell: Shell
  readonly map: ReachMap
  readonly weight: number
  readonly phases?: ReadonlyMap<number, Float64Array>
}

/**
 * A shell less some of its satellites: `lost` counts the interceptors gone by satellite index (a satellite of `weight`
 * interceptors may lose some). Dead satellites and slots never filled have lost all. Throws `invalid` for an index or number out of range.
 */
export function withLosses(full: MappedShell, lost: ReadonlyMap<number, number>): MappedShell {
  const { shell, weight } = full
  const byPlane = new Map<number, Map<number, number>>()
  for (const [index, count] of lost) {
    if (!Number.isInteger(index) || index < 0 || index >= shell.count)
      throw new OpendomeError('invalid', `satellite ${index}: expected 0 to ${shell.count - 1}`)
    requireCount('interceptors lost', count, 0)
    if (count > weight)
      throw new OpendomeError('invalid', `satellite ${index} loses ${count} interceptors: it holds ${weight}`)
    const plane = Math.floor(index / shell.perPlane)
    const slots = byPlane.get(plane) ?? new Map<number, number>()
    slots.set(index - plane * shell.perPlane, count)
    byPlane.set(plane, slots)
  }
  const phases = new Map(full.phases ?? [])
  for (const [plane, slots] of byPlane) {
    const left: number[] = []
    for (let slot = 0; slot < shell.perPlane; slot++) {
      const held = weight - (slots.get(slot) ?? 0)
      for (let k = 0; k < held; k++) left.push((slot * TURN) / shell.perPlane)
    }
    phases.set(plane, Float64Array.from(left))
  }
  return { ...full, phases }
}

/** Number of entries of a sorted array below x (or at most x with `orEqual`). */
function rank(sorted: Float64Array, x: number, orEqual: boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (orEqual ? sorted[middle]! <= x : sorted[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

/** The same for phases repeated every turn: entries in (−∞, x), counted from those in [0, 2π) as 0 … n − 1. */
export function turnRank(sorted: Float64Array, x: number, orEqual: boolean): number {
  const turns = Math.floor(x / TURN)
  return turns * sorted.length + rank(sorted, x - turns * TURN, orEqual)
}

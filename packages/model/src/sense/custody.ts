import { OpendomeError, requireWithin } from '../core/index.ts'
import type { SensorNetwork } from './network.ts'
import type { Target } from './targets.ts'

/** How many heads see one object over time, and when too few do. Times in s since the epoch. */
export interface Custody {
  readonly times: Float64Array
  /** Heads that see it at each time. */
  readonly heads: Int32Array
  /** First time at which enough see it; undefined where that never comes. */
  readonly first: number | undefined
  /** Stretches after the first time in which too few see it: from the last time with enough to the next one, or to the end. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
}

export interface CustodyOptions {
  /** Heads that are enough; default 1. Two give a track in three dimensions. */
  readonly enough?: number | undefined
  /** Time between two looks, s; default 1. */
  readonly step?: number | undefined
}

/**
 * Follows one object from liftoff to its end, with `SensorNetwork.visible`: the heads that see it with a chance of one half or more a look.
 * Errors: `invalid` out of range.
 */
export function custody(network: SensorNetwork, target: Target, options: CustodyOptions = {}): Custody {
  const { enough = 1, step = 1 } = options
  requireWithin('custody step', step, 0.01, 600, 's')
  if (!Number.isInteger(enough) || enough < 1)
    throw new OpendomeError('invalid', `enough heads ${enough}: expected a whole number of at least 1`)
  const flight = Math.min(target.trajectory.impact.t, target.end - target.liftoff)
  const count = Math.max(1, Math.floor(flight / step) + 1)
  const times = Float64Array.from({ length: count }, (_, i) => target.liftoff + i * step)
  const seen = new Int32Array(network.heads)
  const heads = Int32Array.from(times, (t) => network.visible(t, target, seen))

  const start = heads.findIndex((n) => n >= enough)
  const gaps: { from: number; to: number }[] = []
  for (let i = start; i >= 0 && i < count; i++) {
    if (heads[i]! >= enough) continue
    let next = i
    while (next < count && heads[next]! < enough) next++
    gaps.push({ from: times[i - 1]!, to: times[Math.min(next, count - 1)]! })
    i = next
  }
  return { times, heads, first: start < 0 ? undefined : times[start]!, gaps }
}

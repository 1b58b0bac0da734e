import { OpendomeError } from '../core/index.ts'

/** Samples of one object or one track: time (s, ascending), position and velocity (any one dimension and unit). */
export interface SampledPath {
  readonly t: ArrayLike<number>
  readonly position: readonly ArrayLike<number>[]
  readonly velocity?: readonly ArrayLike<number>[]
}

/** Track `track` is on truth `truth` (indices) from one time to another, ends included. */
export interface PathAssociation {
  readonly truth: number
  readonly track: number
  readonly from: number
  readonly to: number
}

/** Pairs (truth, track) associated at t, each once, in order, where both have a sample. */
export function matchesAt(
  t: number,
  truths: readonly SampledPath[],
  tracks: readonly SampledPath[],
  associations: readonly PathAssociation[],
): (readonly [truth: number, track: number])[] {
  const pairs: (readonly [number, number])[] = []
  for (const { truth, track, from, to } of associations) {
    if (t < from || t > to || sampleAt(truths[truth]!, t) < 0 || sampleAt(tracks[track]!, t) < 0) continue
    if (!pairs.some((pair) => pair[0] === truth && pair[1] === track)) pairs.push([truth, track])
  }
  return pairs
}

/** Index of the last sample at t, or −1. */
export function sampleAt(path: SampledPath, t: number): number {
  let low = 0
  let high = path.t.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (path.t[middle]! <= t) low = middle + 1
    else high = middle
  }
  return path.t[low - 1] === t ? low - 1 : -1
}

/** Every time at which a path has a sample, ascending, once. */
export function timesOf(paths: readonly SampledPath[]): Float64Array {
  return Float64Array.from(new Set(paths.flatMap(({ t }) => Array.from(t)))).sort()
}

/** Euclidean distance of two samples. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new OpendomeError('invalid', `samples of ${a.length} and ${b.length} numbers: expected as many`)
  }
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += (a[i]! - b[i]!) * (a[i]! - b[i]!)
  const value = Math.sqrt(sum)
  if (Number.isNaN(value)) throw new OpendomeError('invalid', 'sample with NaN: expected numbers')
  return value
}

/** Throws `invalid` unless samples and associations are well formed. */
export function requirePaths(
  truths: readonly SampledPath[],
  tracks: readonly SampledPath[],
  associations: readonly PathAssociation[],
): void {
  for (const { t, position, velocity } of [...truths, ...tracks]) {
    if (position.length !== t.length || (velocity?.length ?? t.length) !== t.length) {
      throw new OpendomeError(
        'invalid',
        `${t.length} times with ${position.length} positions: expected as many`,
      )
    }
    for (let k = 0; k < t.length; k += 1) {
      if (Number.isFinite(t[k]) && (k === 0 || t[k]! >= t[k - 1]!)) continue
      throw new OpendomeError('invalid', `time ${t[k]} s: expected finite times in order`)
    }
  }
  for (const { truth, track, from, to } of associations) {
    if (truths[truth] === undefined || tracks[track] === undefined) {
      throw new OpendomeError('invalid', `association of truth ${truth} and track ${track}: expected indices`)
    }
    if (!(from <= to))
      throw new OpendomeError('invalid', `association from ${from} to ${to} s: expected times in order`)
  }
}

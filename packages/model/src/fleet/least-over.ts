import type { Places } from './throughout.ts'

export interface LeastOver {
  /** The least value found, and where. */
  readonly least: number
  readonly lat: number
  readonly lon: number
  /** No place has less: equal to `least` where that is proven. */
  readonly atLeast: number
  /** Places at which the value was taken. */
  readonly tried: number
}

export interface LeastOverOptions {
  /** The places to search, in parts; together they are all of them. */
  readonly parts: readonly Places[]
  /** The value for a launch from one place. */
  readonly at: (lat: number, lon: number) => number
  /** A lower bound of the value throughout a part. */
  readonly throughout: (places: Places) => number
  readonly split: (places: Places) => readonly Places[]
  /** Does a part hold places that count, and is its centre one of them? Default: all do. */
  readonly meets?: ((places: Places) => boolean) | undefined
  readonly centred?: ((places: Places) => boolean) | undefined
  /** Parts smaller than this, rad, are not split again; default `FINEST`. */
  readonly finest?: number | undefined
  /** Places at which the value may be taken at most; default 5,000. */
  readonly effort?: number | undefined
  /** The search ends once a value below this is found; `atLeast` is then not known. */
  readonly stopBelow?: number | undefined
  /** A value known from elsewhere, which the result cannot exceed; its place is then NaN. Default: none. */
  readonly known?: number | undefined
  /** Parts whose bound is within this of the least value found are left; default 0. */
  readonly tolerance?: number | undefined
}

/** 6 m on the ground. */
const FINEST = 1e-6

/**
 * The least value over places, not of samples: a part whose bound is not below the least value found holds no lower one; others are split, the one with
 * the lowest bound first, until none is left, or the parts are as small as `finest`, or `effort` is spent. What then remains is told by `atLeast`.
 */
export function leastOver(options: LeastOverOptions): LeastOver {
  const { at, throughout, split, meets = () => true, centred = () => true } = options
  const { finest = FINEST, effort = 5000, stopBelow = -Infinity, tolerance = 0, known = Infinity } = options
  const best = { least: known, lat: NaN, lon: NaN }
  let atLeast = Infinity
  let tried = 0
  const queue: { places: Places; bound: number }[] = []
  const look = (places: Places): void => {
    if (!meets(places)) return
    const bound = throughout(places)
    // Nowhere in it is less than is known already.
    if (bound >= best.least) return
    if (centred(places)) {
      tried++
      const value = at(places.lat, places.lon)
      if (value < best.least) Object.assign(best, { least: value, lat: places.lat, lon: places.lon })
    }
    if (bound < best.least) queue.push({ places, bound })
  }
  for (const part of options.parts) {
    if (best.least < stopBelow) break
    look(part)
  }
  while (queue.length > 0 && best.least >= stopBelow) {
    let lowest = 0
    for (let k = 1; k < queue.length; k++) if (queue[k]!.bound < queue[lowest]!.bound) lowest = k
    const { places, bound } = queue.splice(lowest, 1)[0]!
    // The lowest bound of all that is left: it holds for the rest, too.
    if (bound >= best.least - tolerance || tried >= effort) {
      atLeast = Math.min(atLeast, bound)
      break
    }
    if (Math.max(places.halfLat, places.halfLon) < finest) {
      atLeast = Math.min(atLeast, bound)
      continue
    }
    for (const part of split(places)) look(part)
  }
  return { ...best, atLeast: best.least < stopBelow ? -Infinity : Math.min(atLeast, best.least), tried }
}

import { OpendomeError } from '../core/index.ts'
import { ReachFinder, type Window } from '../engage/index.ts'
import type { FleetLayer } from './availability.ts'
import { Matching } from './matching.ts'
import { requireCount } from './statistics.ts'

/** One missile of a raid: its boost path as the layer may hit it, and its liftoff, s since the epoch. */
export interface SalvoMissile {
  readonly window: Window
  readonly liftoff: number
}

export interface SalvoOptions {
  /** The window of the layer is not used: each missile brings its own. */
  readonly layer: Omit<FleetLayer, 'window' | 'availability'>
  readonly missiles: readonly SalvoMissile[]
  /** Interceptors wanted for each missile. */
  readonly shots: number
  /** Sidereal angle at the epoch, rad. */
  readonly siderealAngle: number
}

export interface SalvoResult {
  /** Interceptors in reach of each missile, were it alone. */
  readonly inReach: readonly number[]
  /** Missiles that can have at least one interceptor each: the maximum. */
  readonly engaged: number
  /** Interceptors that can be used at all, up to `shots` a missile: the maximum. */
  readonly shots: number
  /** Missiles that can have all their shots, and a bound no assignment exceeds. Equal unless the raid is too tangled to search. */
  readonly engagedInFull: number
  readonly engagedInFullAtMost: number
  /** What simple products say of engaged in full: every missile drawing on the fewest in reach at any liftoff, or each missile as if alone. */
  readonly onePool: number
  readonly eachAlone: number
  /** The assignment, by missile, with the earliest intercept (s since its liftoff) of each interceptor. */
  readonly assignments: readonly {
    readonly missile: number
    readonly satellite: number
    readonly intercept: number
  }[]
  /** Interceptors spent by satellite: for `withLosses` and `afterRaid`. */
  readonly spent: ReadonlyMap<number, number>
}

/** Missiles up to which every set of them is tried where the order matters. */
const TRIED = 12

/** k missiles from one place, `interval` s apart. */
export function salvoOf(window: Window, count: number, interval: number, liftoff: number): SalvoMissile[] {
  requireCount('salvo', count)
  return Array.from({ length: count }, (_, k) => ({ window, liftoff: liftoff + k * interval }))
}

/**
 * How many missiles of a raid can be engaged, each interceptor used once: maximum bipartite matching between missiles × shots and
 * the interceptors that `ReachFinder` finds in reach at each liftoff. Launches from several places compete; a salvo spread over time
 * draws on satellites that come and go. Missiles engaged in full are found by adding them one by one, those with the
 * fewest in reach first; where that stays below its bound every set of up to 12 missiles is tried.
 * Throws `missing` without missiles.
 */
export function salvo(options: SalvoOptions): SalvoResult {
  const { layer, missiles, shots, siderealAngle } = options
  const { shell, flyOut, interceptorsPerSatellite: weight = 1, dead = [] } = layer
  requireCount('shots', shots)
  requireCount('interceptors per satellite', weight)
  if (missiles.length === 0)
    throw new OpendomeError('missing', 'no missile in the raid: expected at least one')
  const finder = new ReachFinder(shell)
  const gone = new Set(dead)
  const found = missiles.map(({ window, liftoff }) =>
    finder.find(window, flyOut, liftoff, siderealAngle).filter(({ satellite }) => !gone.has(satellite)),
  )
  const edges = found.map((list) => list.map(({ satellite }) => satellite))
  const inReach = edges.map((list) => list.length * weight)

  const ones = new Matching(edges, () => weight)
  edges.forEach((_, i) => ones.add(i))

  // Slot s of missile i is left node i · shots + s.
  const slots = edges.flatMap((list) => Array.from({ length: shots }, () => list))
  const order = edges.map((_, i) => i).sort((a, b) => inReach[a]! - inReach[b]! || a - b)
  let all = new Matching(slots, () => weight)
  let full = order.filter((i) => addGroup(all, i, shots))
  order.forEach((i) => addAny(all, i, shots))
  const atMost = Math.min(Math.floor(all.size / shots), inReach.filter((n) => n >= shots).length)
  let proven = full.length === atMost
  if (!proven && missiles.length <= TRIED) {
    full = largestSet(slots, weight, order, shots, full)
    all = new Matching(slots, () => weight)
    for (const i of full) addGroup(all, i, shots)
    order.forEach((i) => addAny(all, i, shots))
    proven = true
  }

  const spent = new Map<number, number>()
  const assignments = slots.flatMap((_, left) => {
    const satellite = all.rightOf(left)
    if (satellite === -1) return []
    const missile = Math.floor(left / shots)
    spent.set(satellite, (spent.get(satellite) ?? 0) + 1)
    const { intercept } = found[missile]!.find((x) => x.satellite === satellite)!
    return [{ missile, satellite, intercept }]
  })
  const fewest = Math.min(...inReach)
  return {
    inReach,
    engaged: ones.size,
    shots: all.size,
    engagedInFull: full.length,
    engagedInFullAtMost: proven ? full.length : atMost,
    onePool: Math.min(missiles.length, Math.floor(fewest / shots)),
    eachAlone: inReach.filter((n) => n >= shots).length,
    assignments,
    spent,
  }
}

/** Adds all shots of a missile, or none. */
function addGroup(matching: Matching, missile: number, shots: number): boolean {
  for (let s = 0; s < shots; s++) {
    if (matching.add(missile * shots + s)) continue
    for (let k = 0; k < s; k++) matching.remove(missile * shots + k)
    return false
  }
  return true
}

function addAny(matching: Matching, missile: number, shots: number): void {
  for (let s = 0; s < shots; s++) matching.add(missile * shots + s)
}

/** The largest set of missiles that can all have their shots, by trying with and without each. */
function largestSet(
  slots: readonly (readonly number[])[],
  weight: number,
  order: readonly number[],
  shots: number,
  known: readonly number[],
): number[] {
  let best = [...known]
  const visit = (k: number, chosen: readonly number[]): void => {
    if (chosen.length + order.length - k <= best.length) return
    const missile = order[k]!
    const matching = new Matching(slots, () => weight)
    if ([...chosen, missile].every((i) => addGroup(matching, i, shots))) {
      const more = [...chosen, missile]
      if (more.length > best.length) best = more
      visit(k + 1, more)
    }
    visit(k + 1, chosen)
  }
  visit(0, [])
  return best
}

import { EARTH_RATE } from '../earth/index.ts'
import type { Shell } from '../orbit/index.ts'
import { turnRank, type MappedShell } from './holdings.ts'
import type { ReachRange } from './reach-map.ts'

const TURN = 2 * Math.PI
/** An end of an arc from the tables that comes this close (rad) to a satellite is found again from the path. */
const GUARD = 3e-5

const scratch = new Float64Array(64)
const one = new Float64Array(1)

/**
 * Calls `visit` for each plane with its node in [from, to] (rad, Earth-fixed): plane number and the longitude of its
 * node in that range. `node0` = longitude of the node of plane 0.
 */
export function eachNearPlane(
  shell: Pick<Shell, 'planes' | 'planeSpacing'>,
  node0: number,
  from: number,
  to: number,
  visit: (plane: number, lambda: number) => void,
): void {
  const spacing = shell.planeSpacing
  // All longitudes: each plane once, though both ends of the range are the same place.
  if (to - from >= TURN) {
    for (let plane = 0; plane < shell.planes; plane++) visit(plane, onTurn(node0 + plane * spacing, from))
    return
  }
  const last = (shell.planes - 1) * spacing
  const least = Math.min(node0, node0 + last)
  const most = Math.max(node0, node0 + last)
  // Every turn by which some node falls into the range.
  for (let m = Math.ceil((from - most) / TURN); m <= Math.floor((to - least) / TURN); m++) {
    const start = node0 + m * TURN
    let low = spacing === 0 ? 0 : (from - start) / spacing
    let high = spacing === 0 ? shell.planes - 1 : (to - start) / spacing
    if (low > high) [low, high] = [high, low]
    const end = Math.min(shell.planes - 1, Math.floor(high))
    for (let plane = Math.max(0, Math.ceil(low)); plane <= end; plane++) visit(plane, start + plane * spacing)
  }
}

/** The angle a whole number of turns away in [from, from + 2π). */
function onTurn(angle: number, from: number): number {
  const ahead = (angle - from) / TURN
  const rest = from + (ahead - Math.floor(ahead)) * TURN
  return rest < from + TURN ? rest : from
}

/** Interceptors of one plane in arcs (pairs low, high; rad): `first` = phase of slot 0. */
function countIn(
  arcs: Float64Array,
  pairs: number,
  first: number,
  perPlane: number,
  weight: number,
  phases: Float64Array | undefined,
): number {
  let sum = 0
  const spacing = TURN / perPlane
  for (let i = 0; i < pairs; i++) {
    const low = arcs[2 * i]! - first
    const high = arcs[2 * i + 1]! - first
    if (phases === undefined) {
      const count = Math.floor(high / spacing) - Math.ceil(low / spacing) + 1
      sum += weight * Math.min(count, perPlane)
    } else sum += Math.min(turnRank(phases, high, true) - turnRank(phases, low, false), phases.length)
  }
  return sum
}

/**
 * Interceptors in reach for a liftoff at t seconds since the epoch; `angle` = sidereal angle at the epoch, rad. Equal to a
 * search over all satellites but for those within the error of the union of the surface (see `ReachPath`). Cost per near plane.
 */
export function inReachAt(mapped: MappedShell, t: number, angle: number): number {
  const { shell } = mapped
  const spacing = shell.planeSpacing
  const node0 = shell.node(t, 0) - angle - EARTH_RATE * t
  const lead = shell.argumentOfLatitude(t, 0, 0)
  one[0] = 0
  for (const range of mapped.map.ranges) {
    const { from, to } = range
    if (to - from >= TURN) {
      // All longitudes: each plane once, though both ends of the range are the same place.
      for (let plane = 0; plane < shell.planes; plane++) {
        const lambda = onTurn(node0 + plane * spacing, from)
        addCounts(mapped, range, plane, 0, lambda, 0, lead + plane * shell.phaseOffset, 0, 0, 0, one, 0)
      }
      continue
    }
    const span = (shell.planes - 1) * spacing
    const last = Math.floor((to - Math.min(node0, node0 + span)) / TURN)
    // Every turn by which some node falls into the range, as in `eachNearPlane`.
    for (let m = Math.ceil((from - Math.max(node0, node0 + span)) / TURN); m <= last; m++) {
      const start = node0 + m * TURN
      const a = spacing === 0 ? 0 : (from - start) / spacing
      const b = spacing === 0 ? shell.planes - 1 : (to - start) / spacing
      const first = Math.max(0, Math.ceil(Math.min(a, b)))
      const end = Math.min(shell.planes - 1, Math.floor(Math.max(a, b)))
      addCounts(mapped, range, 0, 1, start, spacing, lead, shell.phaseOffset, first, end, one, 0)
    }
  }
  return one[0]
}

/**
 * The same at times from + k · step into `out`. Plane by plane: the node of each stands over the ranges of the map at times known beforehand,
 * so times at which a plane is far away cost nothing.
 */
export function inReachSeries(
  mapped: MappedShell,
  from: number,
  step: number,
  angle: number,
  out: Float64Array,
): void {
  const { shell } = mapped
  const rise = (shell.nodeRate - EARTH_RATE) * step
  // Neither still planes nor equal times have passages.
  if (rise === 0) {
    for (let k = 0; k < out.length; k++) out[k] = inReachAt(mapped, from + k * step, angle)
    return
  }
  out.fill(0)
  const motion = shell.meanMotion * step
  for (let plane = 0; plane < shell.planes; plane++) {
    const start = shell.node(from, plane) - angle - EARTH_RATE * from
    const first = shell.argumentOfLatitude(from, plane, 0)
    const end = start + rise * (out.length - 1)
    for (const range of mapped.map.ranges) {
      const most = Math.floor((range.to - Math.min(start, end)) / TURN)
      for (let m = Math.ceil((range.from - Math.max(start, end)) / TURN); m <= most; m++) {
        const a = (range.from - m * TURN - start) / rise
        const b = (range.to - m * TURN - start) / rise
        let k0 = Math.ceil(Math.min(a, b))
        // A range of all longitudes is half open in time, so that no moment counts twice.
        if (range.to - range.from >= TURN && k0 === Math.min(a, b)) k0++
        k0 = Math.max(0, k0)
        const k1 = Math.min(out.length - 1, Math.floor(Math.max(a, b)))
        addCounts(mapped, range, plane, 0, start + m * TURN, rise, first, motion, k0, k1, out, 1)
      }
    }
  }
}

/**
 * Adds interceptors in reach over k from k0 to k1: of plane + k · planeStep, its node at lambda + k · rise (in the range), slot 0 at phase
 * first + k · motion, to out[k · outStep]. One instant of all planes and all instants of one plane are both of this kind.
 */
function addCounts(
  mapped: MappedShell,
  range: ReachRange,
  plane: number,
  planeStep: 0 | 1,
  lambda: number,
  rise: number,
  first: number,
  motion: number,
  k0: number,
  k1: number,
  out: Float64Array,
  outStep: 0 | 1,
): void {
  const { weight } = mapped
  const { perPlane } = mapped.shell
  const { cubics, cells, middle, scale, from, to } = range
  const slots = perPlane / TURN
  const safe = 0.5 - GUARD * slots
  const sure = mapped.phases === undefined && !range.anyIrregular
  for (let k = k0; k <= k1; k++) {
    const node = lambda + k * rise
    const phase = first + k * motion
    // `range.place` and `range.arc`, in line: this is the inner loop of everything sampled.
    const place =
      node <= middle
        ? Math.sqrt(Math.max(0, node - from)) * scale
        : cells - Math.sqrt(Math.max(0, to - node)) * scale
    const j = Math.min(cells - 1, place | 0)
    const x = place - j
    const i = 8 * j
    const low = cubics[i]! + x * (cubics[i + 1]! + x * (cubics[i + 2]! + x * cubics[i + 3]!))
    const high = cubics[i + 4]! + x * (cubics[i + 5]! + x * (cubics[i + 6]! + x * cubics[i + 7]!))
    const a = (low - phase) * slots
    const b = (high - phase) * slots
    const downA = Math.floor(a)
    const downB = Math.floor(b)
    // Both ends clear of any satellite: nothing to find again.
    if (sure && Math.abs(a - downA - 0.5) < safe && Math.abs(b - downB - 0.5) < safe) {
      out[k * outStep]! += weight * Math.min(downB - downA, perPlane)
      continue
    }
    const phases = mapped.phases?.get(plane + k * planeStep)
    const clear = Math.abs(a - downA - 0.5) < safe && Math.abs(b - downB - 0.5) < safe
    scratch[0] = low
    scratch[1] = high
    const byUnion = !clear || range.irregular[j] === 1 || phases !== undefined
    const pairs = byUnion ? mapped.map.path.union(node, scratch) : 1
    out[k * outStep]! += countIn(scratch, pairs, phase, perPlane, weight, phases)
  }
}

/** The same with the reach at exactly the path times and nothing between: for comparison with a search at these times. */
export function inReachAtTimes(mapped: MappedShell, t: number, angle: number): number {
  const { shell, map, weight } = mapped
  let sum = 0
  for (let plane = 0; plane < shell.planes; plane++) {
    const pairs = map.path.unionAtTimes(shell.node(t, plane) - angle - EARTH_RATE * t, scratch)
    const first = shell.argumentOfLatitude(t, plane, 0)
    sum += countIn(scratch, pairs, first, shell.perPlane, weight, mapped.phases?.get(plane))
  }
  return sum
}

/** Mean over all node longitudes and phases, what any long time average tends to: N/(2π)² ∫ |I(λ)| dλ. */
export function meanInReach(mapped: MappedShell): number {
  const { shell, map, weight, phases } = mapped
  let held = shell.count * weight
  for (const list of phases?.values() ?? []) held += list.length - shell.perPlane * weight
  return held * map.meanShare()
}

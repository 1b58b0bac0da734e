import { EARTH_RATE } from '../earth/index.ts'
import type { Shell } from '../orbit/index.ts'
import { turnRank, type MappedShell } from './holdings.ts'
import type { ReachRange } from './reach-map.ts'

const TURN = 2 * Math.PI
/** An end of an arc from the tables that comes this close (rad) to a satellite is found again from the path. */
const GUARD = 3e-5

const scratch = new Float64Array(64)

/**
 * Calls `visit` for each plane with its node in [from, to] (rad, Earth-fixed): plane number and the longitude of its
 * node in that range. `node0` = longitude of the node of plane 0.
 */
export function eachNearPlane(
  shell: Shell,
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
  const node0 = shell.node(t, 0) - angle - EARTH_RATE * t
  const lead = shell.argumentOfLatitude(t, 0, 0)
  let sum = 0
  for (const range of mapped.map.ranges) sum += countRange(mapped, range, node0, lead)
  return sum
}

/** The same at times from + k · step into `out`. */
export function inReachSeries(
  mapped: MappedShell,
  from: number,
  step: number,
  angle: number,
  out: Float64Array,
): void {
  for (let k = 0; k < out.length; k++) out[k] = inReachAt(mapped, from + k * step, angle)
}

/** Interceptors of the planes with their node in one range. */
function countRange(mapped: MappedShell, range: ReachRange, node0: number, lead: number): number {
  const { shell, weight } = mapped
  const spacing = shell.planeSpacing
  const slots = shell.perPlane / TURN
  const guard = GUARD * slots
  const sure = mapped.phases === undefined && !range.anyIrregular
  const { cubics, cells, middle, scale, from, to } = range
  const whole = to - from >= TURN
  const span = (shell.planes - 1) * spacing
  const least = Math.min(node0, node0 + span)
  const most = Math.max(node0, node0 + span)
  const firstTurn = whole ? 0 : Math.ceil((from - most) / TURN)
  const lastTurn = whole ? 0 : Math.floor((to - least) / TURN)
  let sum = 0
  // Every turn by which some node falls into the range, as in `eachNearPlane`.
  for (let m = firstTurn; m <= lastTurn; m++) {
    const start = node0 + m * TURN
    const one = spacing === 0 || whole ? 0 : (from - start) / spacing
    const other = spacing === 0 || whole ? shell.planes - 1 : (to - start) / spacing
    const end = Math.min(shell.planes - 1, Math.floor(Math.max(one, other)))
    for (let plane = Math.max(0, Math.ceil(Math.min(one, other))); plane <= end; plane++) {
      const lambda = whole ? onTurn(start + plane * spacing, from) : start + plane * spacing
      const first = lead + plane * shell.phaseOffset
      // `range.place` and `range.arc`, in line: this is the inner loop of everything sampled.
      const place =
        lambda <= middle
          ? Math.sqrt(Math.max(0, lambda - from)) * scale
          : cells - Math.sqrt(Math.max(0, to - lambda)) * scale
      const j = Math.min(cells - 1, place | 0)
      const x = place - j
      const k = 8 * j
      const low = cubics[k]! + x * (cubics[k + 1]! + x * (cubics[k + 2]! + x * cubics[k + 3]!))
      const high = cubics[k + 4]! + x * (cubics[k + 5]! + x * (cubics[k + 6]! + x * cubics[k + 7]!))
      const a = (low - first) * slots
      const b = (high - first) * slots
      const downA = Math.floor(a)
      const downB = Math.floor(b)
      const restA = a - downA
      const restB = b - downB
      if (restA > guard && restA < 1 - guard && restB > guard && restB < 1 - guard && sure) {
        sum += weight * Math.min(downB - downA, shell.perPlane)
        continue
      }
      const phases = mapped.phases?.get(plane)
      const irregular = range.irregular[j] === 1
      scratch[0] = low
      scratch[1] = high
      const close = Math.min(restA, 1 - restA, restB, 1 - restB) <= guard
      const pairs = close || irregular || phases !== undefined ? mapped.map.path.union(lambda, scratch) : 1
      sum += countIn(scratch, pairs, first, shell.perPlane, weight, phases)
    }
  }
  return sum
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

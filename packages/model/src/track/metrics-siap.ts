import {
  distance,
  matchesAt,
  requirePaths,
  sampleAt,
  timesOf,
  type PathAssociation,
  type SampledPath,
} from './metrics-paths.ts'

/** The SIAP attributes, of one moment or of all. */
export interface SiapAttributes {
  /** Part of the objects that are tracked; 0 without an object. */
  readonly completeness: number
  /** Tracks per tracked object; 1 without one. */
  readonly ambiguity: number
  /** Part of the tracks that are on no object; 0 without a track. */
  readonly spuriousness: number
  /** Error per associated track, unit of the positions and of the velocities; 0 without one, or without velocities. */
  readonly positionAccuracy: number
  readonly velocityAccuracy: number
}

/** The SIAP set over all times. */
export interface Siap extends SiapAttributes {
  /** Changes of the track number per second of tracked time; 0 without tracked time. */
  readonly rateOfTrackNumberChange: number
  /** Time on the track that was longest on the object, as part of its life, over all objects. */
  readonly longestTrackSegment: number
  readonly times: Float64Array
  readonly atTimes: readonly SiapAttributes[]
}

interface Counts {
  truths: number
  trackedTruths: number
  tracks: number
  trackedTracks: number
  position: number
  velocity: number
}

/**
 * The SIAP attribute measures (P. Votruba, R. Nisley, R. Rothrock, B. Zombro, Single Integrated Air Picture (SIAP) Metrics Implementation, SIAP System Engineering Task Force, 29 October 2001), at every time at which an object or a track has a sample:
 *
 *     C = ΣJT/ΣJ   A = ΣNA/ΣJT   S = Σ(N − NA)/ΣN   PA, VA = Σ errors of associations/ΣNA   R = Σ(NU − 1)/ΣTT   LS = ΣTL/ΣT
 *
 * J objects, JT tracked ones, N tracks, NA associated ones; by object NU, the least number of association segments that cover its tracked times, TT its tracked time,
 * TL the longest time that one track (gaps taken out) is on it, T its life. An association counts where both have a sample. Throws
 * `invalid` for an index, time or sample that is not one.
 */
export function siap(
  truths: readonly SampledPath[],
  tracks: readonly SampledPath[],
  associations: readonly PathAssociation[],
): Siap {
  requirePaths(truths, tracks, associations)
  const times = timesOf([...truths, ...tracks])
  const sum: Counts = { truths: 0, trackedTruths: 0, tracks: 0, trackedTracks: 0, position: 0, velocity: 0 }
  const atTimes = Array.from(times, (t) => {
    const now = countAt(t, truths, tracks, associations)
    for (const key of KEYS) sum[key] += now[key]
    return attributes(now)
  })

  let changes = 0
  let tracked = 0
  let longest = 0
  let life = 0
  truths.forEach((truth, j) => {
    const first = truth.t[0]
    if (first === undefined) return
    const last = truth.t[truth.t.length - 1]!
    const segments = mergedByTrack(associations.filter((a) => a.truth === j))
    const all = segments.flatMap(({ spans }) => spans)
    const needed = segmentsNeeded(truth.t, all)
    changes += Math.max(0, needed - 1)
    tracked += lengthOf(clipped(union(all), first, last))
    longest += Math.max(0, ...segments.map(({ spans }) => lengthOf(spans)))
    life += last - first
  })
  return {
    ...attributes(sum),
    rateOfTrackNumberChange: tracked > 0 ? changes / tracked : 0,
    longestTrackSegment: life > 0 ? longest / life : 0,
    times,
    atTimes,
  }
}

const KEYS = ['truths', 'trackedTruths', 'tracks', 'trackedTracks', 'position', 'velocity'] as const

function countAt(
  t: number,
  truths: readonly SampledPath[],
  tracks: readonly SampledPath[],
  associations: readonly PathAssociation[],
): Counts {
  const trackedTruths = new Set<number>()
  const trackedTracks = new Set<number>()
  let position = 0
  let velocity = 0
  for (const [truth, track] of matchesAt(t, truths, tracks, associations)) {
    trackedTruths.add(truth)
    trackedTracks.add(track)
    const a = truths[truth]!
    const b = tracks[track]!
    const [i, j] = [sampleAt(a, t), sampleAt(b, t)]
    position += distance(a.position[i]!, b.position[j]!)
    if (a.velocity !== undefined && b.velocity !== undefined)
      velocity += distance(a.velocity[i]!, b.velocity[j]!)
  }
  const present = (path: SampledPath): boolean => sampleAt(path, t) >= 0
  return {
    truths: truths.filter(present).length,
    trackedTruths: trackedTruths.size,
    tracks: tracks.filter(present).length,
    trackedTracks: trackedTracks.size,
    position,
    velocity,
  }
}

function attributes(n: Counts): SiapAttributes {
  const part = (above: number, below: number, without: number): number =>
    below > 0 ? above / below : without
  return {
    completeness: part(n.trackedTruths, n.truths, 0),
    ambiguity: part(n.trackedTracks, n.trackedTruths, 1),
    spuriousness: part(n.tracks - n.trackedTracks, n.tracks, 0),
    positionAccuracy: part(n.position, n.trackedTracks, 0),
    velocityAccuracy: part(n.velocity, n.trackedTracks, 0),
  }
}

type Span = readonly [from: number, to: number]

/** Times that each track is associated, joined where they overlap or touch. */
function mergedByTrack(associations: readonly PathAssociation[]): { track: number; spans: Span[] }[] {
  const byTrack = new Map<number, Span[]>()
  for (const { track, from, to } of associations) {
    const spans = byTrack.get(track) ?? []
    spans.push([from, to])
    byTrack.set(track, spans)
  }
  return Array.from(byTrack, ([track, spans]) => ({ track, spans: union(spans) }))
}

function union(spans: readonly Span[]): Span[] {
  const out: [number, number][] = []
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

function clipped(spans: readonly Span[], low: number, high: number): Span[] {
  return spans.flatMap(([from, to]): Span[] =>
    to > low && from < high ? [[Math.max(from, low), Math.min(to, high)]] : [],
  )
}

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + (to - from), 0)

/** Least number of segments that cover those of the times that lie in any: at the first time not covered, the one that reaches farthest. */
function segmentsNeeded(times: ArrayLike<number>, segments: readonly Span[]): number {
  let needed = 0
  let reached = -Infinity
  for (let k = 0; k < times.length; k += 1) {
    const t = times[k]!
    if (t <= reached) continue
    const farthest = Math.max(
      -Infinity,
      ...segments.filter(([from, to]) => from <= t && t <= to).map(([, to]) => to),
    )
    if (farthest === -Infinity) continue
    needed += 1
    reached = farthest
  }
  return needed
}

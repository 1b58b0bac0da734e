import { OpendomeError } from '../core/index.ts'
import {
  distance,
  matchesAt,
  requirePaths,
  sampleAt,
  timesOf,
  type PathAssociation,
  type SampledPath,
} from './metrics-paths.ts'

/** CLEAR-MOT precision and accuracy, with what they are made of. */
export interface ClearMot {
  /** Mean distance of the matches; Infinity without one. */
  readonly motp: number
  /** 1 − (misses + false positives + mismatches)/samples of objects. */
  readonly mota: number
  readonly misses: number
  readonly falsePositives: number
  readonly mismatches: number
}

/**
 * The CLEAR-MOT metrics (K. Bernardin, R. Stiefelhagen, EURASIP J. Image and Video Processing 2008, 246309): a mismatch is a match with another track than the object's last. Throws
 * `invalid` where an object has two tracks, or a track two objects, at one time, and where no object has a sample.
 */
export function clearMot(
  truths: readonly SampledPath[],
  tracks: readonly SampledPath[],
  associations: readonly PathAssociation[],
): ClearMot {
  requirePaths(truths, tracks, associations)
  const last = new Map<number, number>()
  let [sum, matches, misses, falsePositives, mismatches, samples] = [0, 0, 0, 0, 0, 0]
  for (const t of timesOf([...truths, ...tracks])) {
    const pairs = matchesAt(t, truths, tracks, associations)
    const matchedTruths = new Set(pairs.map(([truth]) => truth))
    const matchedTracks = new Set(pairs.map(([, track]) => track))
    if (matchedTruths.size < pairs.length || matchedTracks.size < pairs.length) {
      throw new OpendomeError(
        'invalid',
        `associations at ${t} s: expected one track to an object and one object to a track`,
      )
    }
    for (const [truth, track] of pairs) {
      const [a, b] = [truths[truth]!, tracks[track]!]
      sum += distance(a.position[sampleAt(a, t)]!, b.position[sampleAt(b, t)]!)
      matches += 1
      if ((last.get(truth) ?? track) !== track) mismatches += 1
      last.set(truth, track)
    }
    const present = truths.filter((path) => sampleAt(path, t) >= 0).length
    samples += present
    misses += present - matchedTruths.size
    falsePositives += tracks.filter((path) => sampleAt(path, t) >= 0).length - matchedTracks.size
  }
  if (samples === 0) throw new OpendomeError('invalid', 'no sample of an object: expected one or more')
  return {
    motp: matches > 0 ? sum / matches : Infinity,
    mota: 1 - (misses + falsePositives + mismatches) / samples,
    misses,
    falsePositives,
    mismatches,
  }
}

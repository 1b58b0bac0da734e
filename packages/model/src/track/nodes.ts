import { fuseTracks, type Estimate } from './intersection.ts'
import { newPath } from './predict.ts'
import type { Tracker } from './tracker.ts'

/** A track of the common picture of several nodes. */
export interface CommonTrack extends Estimate {
  /** Its track in each node, −1 where a node has none. */
  readonly members: readonly number[]
}

/**
 * The common picture at time t of nodes that share only tracks, not measurements: each node's confirmed tracks are predicted to t, then fused node after node by covariance intersection, which counts nothing
 * twice whatever the nodes have in common. `chance` is that of the gate in which two nodes' tracks of one object lie. States are r and v (ECI), covariances 6 × 6. A track whose own state is later than t is left out.
 */
export function fuseNodes(nodes: readonly Tracker[], t: number, chance = 0.999): CommonTrack[] {
  const path = newPath(1)
  let common: CommonTrack[] = []
  nodes.forEach((node, n) => {
    const own = node.tracks.flatMap((track): CommonTrack[] => {
      if (track.status !== 'confirmed' || track.t > t || !node.path(track.id, [t], path)) return []
      const state = Float64Array.of(...path.r_eci.subarray(0, 3), ...path.v_eci.subarray(0, 3))
      const members = nodes.map((_, k) => (k === n ? track.id : -1))
      return [{ state, covariance: path.covariance.slice(0, 36), members }]
    })
    common = fuseTracks(6, common, own, chance).map(({ a, b, state, covariance }) => {
      const before = a < 0 ? nodes.map(() => -1) : [...common[a]!.members]
      if (b >= 0) before[n] = own[b]!.members[n]!
      return { state, covariance, members: before }
    })
  })
  return common
}

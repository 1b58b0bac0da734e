import type { z } from 'zod'
import type { Internal } from '../core/index.ts'
import { firstSight } from '../sense/index.ts'
import type { Trajectory } from '../threat/index.ts'
import { statedTrack } from '../track/index.ts'
import type { commandSchema } from './schema.ts'

/** Command inside: SI units, as the schema's fields without their unit suffixes. */
export type Command = Internal<z.output<typeof commandSchema>>

/** The clock of one missile, s since its liftoff. */
export interface Timeline {
  readonly seen: number
  readonly solution: number
  /** Earliest release of an interceptor: solution + decision time. */
  readonly release: number
}

/**
 * One clock, three intervals: seen = liftoff to cloud break, plus latency; solution = seen + solution delay;
 * release = solution + decision time. `solutionAt` replaces the first two, and holds for a missile that never rises above the
 * cloud tops too. Without it the result is undefined where the missile is never seen.
 */
export function timeline(trajectory: Trajectory, command: Command): Timeline | undefined {
  const sight = firstSight(trajectory, command.cloudTop, command.latency)
  const stated =
    command.solutionAt === undefined ? { delay: command.solutionDelay } : { at: command.solutionAt }
  const track = statedTrack(sight, stated)
  if (track === undefined) return undefined
  return { seen: track.seen, solution: track.solution, release: track.solution + command.decisionTime }
}

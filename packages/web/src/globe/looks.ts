import type { Scene, ScenePath } from '@opendome/model/answer'

/** Beyond so many satellites they are drawn small. */
const MANY = 3000
/** How long a hit or miss flares, s of the raid. */
const FLARE = 25

/** Does a run have so many satellites that they would hide the rest? */
export const isDense = ({ shells }: Pick<Scene, 'shells'>): boolean =>
  shells.reduce((sum, { nodes }) => sum + nodes.length, 0) > MANY

/** How strongly the path of a thing is drawn, 0 to 1. */
export const strengthOf = (kind: ScenePath['kind']): number =>
  kind === 'decoy' ? 0.3 : kind === 'bus' ? 0.4 : 0.95

/** The phase that a thing is in at t; after the last it stays in it. */
export const phaseAt = (
  { phases }: Pick<ScenePath, 'phases'>,
  t: number,
): ScenePath['phases'][number]['name'] => (phases.find((p) => t < p.to) ?? phases.at(-1))?.name ?? 'midcourse'

/** How bright a mark still flares, from 1 to 0; `age`: s since it came. */
export const flareAt = (age: number): number => Math.max(0, 1 - age / FLARE)

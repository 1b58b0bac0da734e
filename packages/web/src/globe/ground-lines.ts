import { surface } from './positions.ts'
import { Pieces, Ribbons } from './ribbons.ts'

/** A line on the ground: [lat, lon, …] in rad, its colour with alpha, closed or not. */
export interface GroundLine {
  readonly points: ArrayLike<number>
  readonly colour: readonly number[]
  readonly closed: boolean
}

/** Above the ground so far that the ball does not cut it, radii of the Earth. */
const RAISED = 0.0015
/** Longest piece that is drawn straight, rad: it then leaves the ground by less than a tenth of what it is raised by. */
const LONGEST = 0.03

/** A line on the ground in pieces so short that they can be drawn straight, ends in radii of the Earth. */
export function* groundPieces({ points, closed }: GroundLine): Generator<readonly [Place, Place]> {
  const count = points.length / 2
  for (let i = 0; i + (closed ? 0 : 1) < count; i++) {
    const j = (i + 1) % count
    const [from, to] = [place(points, i), place(points, j)]
    const apart = Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2])
    const cuts = Math.max(1, Math.ceil(apart / LONGEST))
    for (let k = 0; k < cuts; k++) yield [between(from, to, k / cuts), between(from, to, (k + 1) / cuts)]
  }
}

/** Lines on the ground, as ribbons that are always bright. */
export function groundLines(lines: readonly GroundLine[]): Ribbons {
  const pieces = new Pieces()
  for (const line of lines)
    for (const [from, to] of groundPieces(line)) pieces.put(from, to, [-1e9, -1e9], line.colour)
  return new Ribbons(pieces, 2.4)
}

type Place = readonly [number, number, number]

function place(points: ArrayLike<number>, i: number): Place {
  const out = [0, 0, 0]
  surface(points[2 * i]!, points[2 * i + 1]!, RAISED, out)
  return [out[0]!, out[1]!, out[2]!]
}

/** A point between two, at their height. */
function between(a: Place, b: Place, part: number): Place {
  const mixed = [0, 1, 2].map((k) => a[k]! + part * (b[k]! - a[k]!))
  const height = Math.hypot(...a) * (1 - part) + Math.hypot(...b) * part
  const scale = height / Math.hypot(...mixed)
  return [mixed[0]! * scale, mixed[1]! * scale, mixed[2]! * scale]
}

import type { Scene } from '@opendome/model/answer'
import { RGB } from './colours.ts'
import { phaseAt, strengthOf } from './looks.ts'
import { RADIUS } from './positions.ts'
import { Pieces, Ribbons } from './ribbons.ts'

/** All ways of a run. */
export function tracksOf(scene: Scene): Ribbons {
  const pieces = new Pieces()
  for (const path of scene.paths) {
    const own = strengthOf(path.kind)
    put(pieces, path, path.from, path.until, (t) => [...RGB[phaseAt(path, t)], own])
  }
  for (const shot of scene.shots)
    put(pieces, shot, shot.release, shot.intercept, () => [...RGB.interceptor, 1])
  return new Ribbons(pieces, 2.4)
}

function put(
  pieces: Pieces,
  { times, r_ecef }: { readonly times: Float64Array; readonly r_ecef: Float64Array },
  begin: number,
  end: number,
  colourAt: (t: number) => readonly number[],
): void {
  for (let i = 0; i + 1 < times.length; i++) {
    const [a, b] = [Math.max(times[i]!, begin), Math.min(times[i + 1]!, end)]
    if (!(b > a)) continue
    const span = times[i + 1]! - times[i]!
    const at = (t: number): [number, number, number] => {
      const part = (t - times[i]!) / span
      const along = (k: number): number =>
        (r_ecef[3 * i + k]! + part * (r_ecef[3 * i + 3 + k]! - r_ecef[3 * i + k]!)) / RADIUS
      return [along(0), along(1), along(2)]
    }
    pieces.put(at(a), at(b), [a, b], colourAt((a + b) / 2))
  }
}

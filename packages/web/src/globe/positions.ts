import type { Scene, ScenePath, SceneShell } from '@opendome/model/answer'

/** Radius of the Earth's equator, m: the unit of the picture. */
export const RADIUS = 6_378_137
const TURN = 2 * Math.PI
const F = 1 / 298.257223563

/** Angles that a shell has turned by at t, rad: along the orbit, and of the node over the turning Earth. Within one turn, so that 32 bits are enough for them. */
export function turned(
  shell: SceneShell,
  scene: Pick<Scene, 'angle' | 'angleRate'>,
  t: number,
): [number, number] {
  const wrap = (x: number): number => x - TURN * Math.floor(x / TURN)
  return [wrap(shell.meanMotion * t), wrap(shell.nodeRate * t - scene.angle - scene.angleRate * t)]
}

/** Point of an orbit of a shell, in radii of the Earth: `u` along it from the node, and its node, rad. */
export function orbitAt(
  { radius, inclination }: Pick<SceneShell, 'radius' | 'inclination'>,
  u: number,
  node: number,
  out: Float64Array | number[],
): void {
  const r = radius / RADIUS
  const [cu, su, cn, sn] = [Math.cos(u), Math.sin(u), Math.cos(node), Math.sin(node)]
  const [ci, si] = [Math.cos(inclination), Math.sin(inclination)]
  out[0] = r * (cu * cn - su * ci * sn)
  out[1] = r * (cu * sn + su * ci * cn)
  out[2] = r * su * si
}

/** Earth-fixed position of satellite k of a shell, in radii of the Earth. The same formula turns them in the graphics card. */
export function satelliteAt(
  shell: SceneShell,
  k: number,
  [along, node]: readonly [number, number],
  out: Float64Array,
): void {
  orbitAt(shell, shell.arguments[k]! + along, shell.nodes[k]! + node, out)
}

/** Index of the sample at or before t. */
function before(times: Float64Array, t: number): number {
  let [low, high] = [0, times.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (times[middle]! <= t) low = middle
    else high = middle
  }
  return low
}

/** Position on a way at t, in radii of the Earth, along straight lines between its samples; held at its ends. */
export function wayAt(
  { times, r_ecef }: Pick<ScenePath, 'times' | 'r_ecef'>,
  t: number,
  out: Float64Array,
): void {
  const i = before(times, t)
  const j = Math.min(i + 1, times.length - 1)
  const span = times[j]! - times[i]!
  const part = span > 0 ? Math.min(1, Math.max(0, (t - times[i]!) / span)) : 0
  for (let k = 0; k < 3; k++) {
    const [a, b] = [r_ecef[3 * i + k]!, r_ecef[3 * j + k]!]
    out[k] = (a + part * (b - a)) / RADIUS
  }
}

/** Latitude and longitude on a map, rad, of a position in radii: geodetic on the ground, and as good as a map shows above it. */
export function placeOf(r: ArrayLike<number>): { readonly lat: number; readonly lon: number } {
  const [x, y, z] = [r[0]!, r[1]!, r[2]!]
  return { lat: Math.atan2(z, (1 - F) * (1 - F) * Math.hypot(x, y)), lon: Math.atan2(y, x) }
}

/** Point of the WGS 84 ellipsoid, raised by `height` radii along the line from the centre; lat and lon in rad. */
export function surface(lat: number, lon: number, height: number, out: Float64Array | number[]): void {
  // Geodetic to geocentric latitude on the ellipsoid.
  const psi = Math.atan((1 - F) * (1 - F) * Math.tan(lat))
  const r = (1 - F) / Math.sqrt(1 - F * (2 - F) * Math.cos(psi) * Math.cos(psi)) + height
  out[0] = r * Math.cos(psi) * Math.cos(lon)
  out[1] = r * Math.cos(psi) * Math.sin(lon)
  out[2] = r * Math.sin(psi)
}

/** Flattening of the Earth. */
export const FLATTENING = F

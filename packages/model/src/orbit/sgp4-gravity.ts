import { OpendomeError } from '../core/index.ts'

/** Which constants of the Earth SGP4 computes with. Element sets are fitted with WGS 72: the default everywhere. */
export type GravityName = 'wgs72' | 'wgs84'

/** Constants of the Earth as SGP4 has them. Inside the theory lengths are Earth radii and times minutes. */
export interface SgpGravity {
  /** Earth radius, m. */
  readonly radius: number
  /** √(μ/R³), 1/min: the mean motion of a circular orbit of one Earth radius. */
  readonly rate: number
  readonly j2: number
  readonly j3: number
  readonly j4: number
}

/** AIAA 2006-6753: μ in m³/s², radius in m. */
const SETS: Readonly<Record<GravityName, SgpGravity>> = {
  wgs72: gravity(398600.8e9, 6378135, 0.001082616, -0.00000253881, -0.00000165597),
  wgs84: gravity(398600.5e9, 6378137, 0.00108262998905, -0.00000253215306, -0.00000161098761),
}

function gravity(mu: number, radius: number, j2: number, j3: number, j4: number): SgpGravity {
  return { radius, rate: 60 * Math.sqrt(mu / (radius * radius * radius)), j2, j3, j4 }
}

/** Errors: `unknown` for another name. */
export function sgpGravity(name: GravityName): SgpGravity {
  if (Object.hasOwn(SETS, name)) return SETS[name]
  throw new OpendomeError(
    'unknown',
    `gravity constants ${String(name)}: expected ${Object.keys(SETS).join(' or ')}`,
  )
}

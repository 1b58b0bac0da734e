import { WGS84_A } from '../earth/index.ts'

/** Effective Earth radius factor of radio waves in a standard atmosphere. Skolnik (3rd ed.), section 8.2: 4/3. */
const EFFECTIVE = 4 / 3
/** Height (m) up to which rays bend: near the scale height 7.35 km of the CRPL exponential atmosphere (N₀ = 313). */
const BENDING_HEIGHT = 7000

/**
 * How much higher (rad) a radar sees a target than it stands, for a ray that leaves at `sine` = sin of the elevation seen (0 to 1),
 * to a target `distance` (m) away.
 *
 * Within the lowest 7 km the ray is an arc of curvature 1/(4R), as the 4/3 Earth has it; above it is straight. With the length s
 * of the arc, s = kR (√(sin²ε + 2h/kR) − sin ε), or the distance where the target lies nearer, the chord to the target turns from the
 * ray's start by (s/4R)(1 − s/2D). A ray traced through the CRPL exponential atmosphere
 * (N₀ = 313, 7.35 km) bends by the same to 0.03°, from the horizon up.
 */
export function refraction(sine: number, distance: number): number {
  const k = EFFECTIVE * WGS84_A
  const arc = Math.min(distance, k * (Math.sqrt(sine * sine + (2 * BENDING_HEIGHT) / k) - sine))
  return (arc / (4 * WGS84_A)) * (1 - (0.5 * arc) / distance)
}

import type { Shell } from './shell.ts'

/**
 * Advance of the argument of latitude after which the pattern repeats up to a rotation: one slot spacing 2π/S, or, where
 * the nodes go all round and the phasing F is whole, 2π gcd(P, F)/(P S), since a turn by one plane spacing is then the
 * same as an advance by F units of 2π/(P S).
 */
export function repeatAngle(shell: Shell): number {
  const phasing = (shell.phaseOffset * shell.count) / (2 * Math.PI)
  const turns = (shell.planeSpacing * shell.planes) / (2 * Math.PI)
  const whole = Math.round(phasing)
  if (Math.abs(phasing - whole) > 1e-9 || Math.abs(turns - 1) > 1e-12) return (2 * Math.PI) / shell.perPlane
  let a = shell.planes
  let b = Math.abs(whole)
  while (b > 0) [a, b] = [b, a % b]
  return (2 * Math.PI * a) / shell.count
}

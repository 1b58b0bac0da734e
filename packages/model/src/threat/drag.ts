/** Linear interpolation of a drag coefficient table, held at its ends. */
export function dragCoefficient(mach: Float64Array, cd: Float64Array, at: number): number {
  const n = mach.length
  if (at <= (mach[0] as number)) return cd[0] as number
  if (at >= (mach[n - 1] as number)) return cd[n - 1] as number
  let i = 1
  while ((mach[i] as number) < at) i++
  const x0 = mach[i - 1] as number
  const share = (at - x0) / ((mach[i] as number) - x0)
  return (cd[i - 1] as number) + share * ((cd[i] as number) - (cd[i - 1] as number))
}

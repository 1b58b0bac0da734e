/** Writes a unit vector across the unit vector u (3) into `out`. */
export function across(u: Float64Array, out: Float64Array): void {
  // The axis least along u gives the best cross product.
  const x = Math.abs(u[0]!)
  const y = Math.abs(u[1]!)
  const z = Math.abs(u[2]!)
  const axis = x <= y && x <= z ? 0 : y <= z ? 1 : 2
  const part = u[axis]!
  let square = 0
  for (let i = 0; i < 3; i += 1) {
    out[i] = (i === axis ? 1 : 0) - part * u[i]!
    square += out[i]! * out[i]!
  }
  const scale = 1 / Math.sqrt(square)
  for (let i = 0; i < 3; i += 1) out[i]! *= scale
}

/**
 * Elementary functions that give the same bits in every engine: pure-JavaScript ports of fdlibm
 * (@stdlib/math-base-special-*). The engine's own Math.sin, exp, pow … differ in the last bit between
 * versions and are banned in the model; + − × ÷ and Math.sqrt are exact everywhere.
 */
export { default as sin } from '@stdlib/math-base-special-sin'
export { default as cos } from '@stdlib/math-base-special-cos'
export { default as tan } from '@stdlib/math-base-special-tan'
export { default as asin } from '@stdlib/math-base-special-asin'
export { default as acos } from '@stdlib/math-base-special-acos'
export { default as atan } from '@stdlib/math-base-special-atan'
export { default as atan2 } from '@stdlib/math-base-special-atan2'
export { default as sinh } from '@stdlib/math-base-special-sinh'
export { default as cosh } from '@stdlib/math-base-special-cosh'
export { default as tanh } from '@stdlib/math-base-special-tanh'
export { default as asinh } from '@stdlib/math-base-special-asinh'
export { default as exp } from '@stdlib/math-base-special-exp'
export { default as expm1 } from '@stdlib/math-base-special-expm1'
export { default as ln } from '@stdlib/math-base-special-ln'
export { default as log1p } from '@stdlib/math-base-special-log1p'
export { default as pow } from '@stdlib/math-base-special-pow'
export { default as cbrt } from '@stdlib/math-base-special-cbrt'
export { default as lnGamma } from '@stdlib/math-base-special-gammaln'

/** √(x² + y²) by exact operations; for magnitudes whose squares neither overflow nor vanish. */
export function norm2(x: number, y: number): number {
  return Math.sqrt(x * x + y * y)
}

/** √(x² + y² + z²) by exact operations; for magnitudes whose squares neither overflow nor vanish. */
export function norm3(x: number, y: number, z: number): number {
  return Math.sqrt(x * x + y * y + z * z)
}

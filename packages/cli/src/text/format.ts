/** A number with thousands separators and fixed decimals: 7,800 and 0.35. No minus before a zero. */
export function fixed(x: number, decimals = 0): string {
  if (!Number.isFinite(x)) return String(x)
  const text = Math.abs(x).toFixed(decimals)
  const [whole = '', rest] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const sign = x < 0 && Number(text) !== 0 ? '-' : ''
  return sign + (rest === undefined ? grouped : `${grouped}.${rest}`)
}

/** Decimals that suit a row of means: none where all are whole, two where all are below one, else one. */
export function decimalsFor(values: readonly number[]): number {
  if (values.every((v) => Math.abs(v - Math.round(v)) < 1e-9)) return 0
  return Math.max(...values.map(Math.abs)) < 1 ? 2 : 1
}

/** A value to `digits` significant digits without trailing zeros and without an exponent for everyday sizes. */
export function significant(x: number, digits = 6): string {
  if (!Number.isFinite(x) || x === 0) return String(x)
  const size = Math.abs(x)
  if (size < 1e-4 || size >= 1e15) return x.toExponential(digits - 1).replace(/\.?0+e/, 'e')
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)))
  const text = fixed(x, decimals)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** `0.2 to 8.8`; one number where both read the same. */
export function span(low: number, high: number, decimals: number): string {
  const [a, b] = [low, high].map((x) => (x === 0 ? '0' : fixed(x, decimals)))
  return a === b ? a! : `${a!} to ${b!}`
}

/** A chance in per cent; never 0 % or 100 % for a chance that is neither. */
export function percent(p: number): string {
  if (p === 0) return '0 %'
  if (p === 1) return '100 %'
  if (p < 0.001) return '< 0.1 %'
  if (p > 0.999) return '> 99.9 %'
  return `${fixed(p * 100, p < 0.1 || p > 0.9 ? 1 : 0).replace(/\.0$/, '')} %`
}

/** `1 missile`, `10 missiles`. */
export function counted(n: number, noun: string): string {
  return `${fixed(n)} ${noun}${n === 1 ? '' : 's'}`
}

/** Any value of a scenario on one line. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A number to some digits, without trailing zeros: 6, 0.85, 1194. */
export const significant = (x: number, digits = 4): string => String(Number(x.toPrecision(digits)))

/** A whole number with separators: 7,800. */
export function whole(x: number): string {
  const text = Math.abs(x)
    .toFixed(0)
    .replace(/\B(?=(\d{3})+$)/g, ',')
  return x < 0 ? `-${text}` : text
}

import type { PairedMean } from '@opendome/model/study'

/** A change with its interval, or that it cannot be told from none. */
export function changeWords(
  { mean, ci95, distinguishable }: PairedMean,
  number: (x: number) => string,
): string {
  const interval = `(${number(ci95[0])} to ${number(ci95[1])})`
  return `${distinguishable ? number(mean) : 'not distinguishable'} ${interval}`
}

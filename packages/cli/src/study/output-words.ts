import { decimalsFor, fixed, percent, span } from '../text/format.ts'

/** An output of a point with its interval, null for a figure of the design. */
interface Estimate {
  readonly output: string
  readonly mean: number
  readonly ci95: readonly [number, number] | null
}

/** `2.31 (2.20 to 2.42)`; chances in per cent. */
export function estimateWords({ output, mean, ci95 }: Estimate): string {
  if (output.startsWith('p_'))
    return ci95 === null ? percent(mean) : `${percent(mean)} (${percent(ci95[0])} to ${percent(ci95[1])})`
  if (ci95 === null) return fixed(mean, decimalsFor([mean]))
  const decimals = decimalsWithin(ci95)
  return `${fixed(mean, decimals)} (${span(ci95[0], ci95[1], decimals)})`
}

/** Decimals at which an interval shows two of its digits. */
export function decimalsWithin([low, high]: readonly [number, number]): number {
  const width = high - low
  return width > 0 ? Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(width)))) : decimalsFor([low])
}

const WORDS: Readonly<Record<string, string>> = {
  p_no_leak: 'chance that none gets through',
  total_usd_b: 'total cost, USD B',
  leaked: 'leaked',
  fell_elsewhere: 'fell elsewhere',
}

/** An output in words. */
export function outputWords(output: string): string {
  return WORDS[output] ?? output.replace('/', ' ').replaceAll('_', ' ')
}

import type { TrackReport } from '@opendome/model/study'
import { fixed } from '../text/format.ts'

export type Spread = NonNullable<TrackReport['all']['seen_s']>
type Check = TrackReport['all']['checks'][number]['at']
type Phase = TrackReport['consistency'][number]['phase']

export const CHECK_WORDS: Readonly<Record<Check, string>> = {
  solution: 'at the firing solution',
  burnout: '30 s after the end of thrust',
  halfway: 'half way to the impact',
}

export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  boost: 'under thrust',
  'free-flight': 'in free flight',
  reentry: 'in the last 100 km',
}

/** A length, speed or time as it is read: whole from ten on, else to a tenth. */
export function measure(x: number): string {
  return fixed(x, Math.abs(x) < 10 ? 1 : 0)
}

/** A signed error in words: `2.0 s early (median; middle nine tenths 18 s early to 42 s late)`. */
export function signed(error: Spread, unit: string, before: string, after: string): string {
  const one = (x: number): string => `${measure(Math.abs(x))} ${unit} ${x < 0 ? before : after}`
  if (error.count === 1) return one(error.p50)
  return `${one(error.p50)} (median; middle nine tenths ${one(error.p05)} to ${one(error.p95)})`
}

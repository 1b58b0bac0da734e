import type { OutputReport } from '@opendome/model/study'
import { fixed } from '../text/format.ts'

type Name = OutputReport['name']

const NAMES: Readonly<Record<Name, string>> = {
  fleet: 'Fleet, interceptors on orbit',
  total_usd_b: 'Total cost, USD billion',
  per_missile_stopped_usd_b: 'Cost per missile stopped, USD billion',
  leaked: 'Missiles that get through',
}

/** An output for people. */
export const outputName = (name: Name): string => NAMES[name]

/** Its values with as many decimals as their size bears. */
export function shown(name: Name, x: number): string {
  if (name === 'fleet') return fixed(x)
  if (name === 'leaked') return fixed(x, 2)
  return fixed(x, Math.abs(x) >= 100 ? 0 : Math.abs(x) >= 10 ? 1 : 2)
}

/** A change with its sign. */
export function signed(name: Name, x: number): string {
  const text = shown(name, x)
  return x > 0 && Number(text.replaceAll(',', '')) !== 0 ? `+${text}` : text
}

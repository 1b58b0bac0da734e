import type { RunReport } from '@opendome/model'
import { counted, decimalsFor, fixed } from '../text/format.ts'
import { table } from '../text/table.ts'

/** More missiles than this are not listed one by one. */
const MOST_ROWS = 12
/** More shots than this at one missile are told by their range and number. */
const MOST_SHOTS = 3

/** The first run missile by missile: when each was seen, tracked, solved and fired at, and how far the aim of each shot was off. */
export function firstRunLines({ by_missile }: NonNullable<RunReport['tracking']>, width: number): string[] {
  const seconds = (t: number | null): string => (t === null ? 'never' : fixed(t))
  const shots = by_missile.flatMap((m) => m.shots)
  const each = (of: (shot: (typeof shots)[number]) => number) => {
    const decimals = decimalsFor(shots.map(of))
    return (m: (typeof by_missile)[number]): string => {
      const values = m.shots.map(of)
      if (values.length === 0) return '-'
      if (values.length <= MOST_SHOTS) return values.map((value) => fixed(value, decimals)).join(' / ')
      const [least, most] = [Math.min(...values), Math.max(...values)]
      return `${fixed(least, decimals)} to ${fixed(most, decimals)} (${values.length})`
    }
  }
  const release = each((shot) => shot.error_at_release_km)
  const handover = each((shot) => shot.error_at_handover_km)
  const divert = each((shot) => shot.divert_km_s)
  const left = by_missile.length - MOST_ROWS
  return [
    ...table({
      head: [
        'Missile',
        'seen, s after liftoff',
        'tracked, s',
        'good enough to fire at, s',
        'release, s',
        'aim error at release, km',
        'aim error at handover, km',
        'divert it asks for, km/s',
      ],
      rows: by_missile.slice(0, MOST_ROWS).map((m) => ({
        cells: [
          m.missile,
          seconds(m.seen_s),
          seconds(m.tracked_s),
          seconds(m.solution_s),
          seconds(m.release_s),
          release(m),
          handover(m),
          divert(m),
        ],
      })),
      left: [0],
      flexible: 0,
      width,
    }),
    ...(left > 0 ? [`and ${counted(left, 'missile')} more: --json lists all`] : []),
  ]
}

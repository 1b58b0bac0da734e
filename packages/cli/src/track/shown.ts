import type { TrackReport } from '@opendome/model/study'
import { fixed } from '../text/format.ts'
import { table } from '../text/table.ts'
import { measure } from './words.ts'

type Sample = TrackReport['first_run']['samples'][number]

/** Rows under thrust and after it: about so many. */
const THRUST_ROWS = 6
const LATER_ROWS = 6
/** An impact predicted at most so long before (s) still stands. */
const RECENT = 31

/** The missile shown, at a few moments from its first track to its impact. */
export function shownLines(report: TrackReport, width: number): string[] {
  const { missile, samples, impacts } = report.first_run
  const { burnout_s, impact_s } = report.missiles.find((m) => m.missile === missile)!
  const first = samples.find((s) => s.track !== null)
  if (first === undefined) return []
  const times = [
    first.t_s,
    ...spaced(first.t_s, burnout_s, THRUST_ROWS),
    burnout_s,
    ...spaced(burnout_s, impact_s, LATER_ROWS),
    impact_s,
  ].filter((t) => t >= first.t_s)
  const rows = [...new Set(times.sort((a, b) => a - b).map((t) => lastAt(samples, t)))]
  const value = (error: number | null, claim: number | null): string =>
    error === null || claim === null ? 'no track' : `${measure(error)} (${measure(claim)})`
  return table({
    head: [
      's after liftoff',
      'sensors in view',
      'position error, m (claimed)',
      'velocity error, m/s (claimed)',
      'impact error, km (90 % half axis)',
    ],
    rows: rows.map((s) => {
      const impact = impacts.findLast((p) => p.t_s <= s.t_s && s.t_s - p.t_s < RECENT)
      return {
        cells: [
          fixed(s.t_s),
          fixed(s.heads_in_view),
          value(s.position_error_m, s.position_sigma_m),
          value(s.velocity_error_m_s, s.velocity_sigma_m_s),
          s.track === null || impact === undefined
            ? '-'
            : `${measure(impact.error_km)} (${measure(impact.semi_major_km)})`,
        ],
      }
    }),
    left: [],
    width,
  })
}

/** Round times strictly between two, about `count` of them. */
function spaced(from: number, to: number, count: number): number[] {
  const step = Math.max(10, 10 * Math.round((to - from) / (count + 1) / 10))
  const first = step * (Math.floor(from / step) + 1)
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / step)) }, (_, k) => first + k * step)
}

/** The last sample not after t. */
function lastAt(samples: readonly Sample[], t: number): Sample {
  return samples.findLast((s) => s.t_s <= t) ?? samples[0]!
}

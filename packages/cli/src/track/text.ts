import type { TrackReport } from '@opendome/model/study'
import { counted, fixed, percent } from '../text/format.ts'
import { changedWords, pageParts, type ScenarioPage } from '../text/page.ts'
import { table } from '../text/table.ts'
import { bullets, wrap } from '../text/wrap.ts'
import type { Followed } from './followed.ts'
import { shownLines } from './shown.ts'
import { CHECK_WORDS, PHASE_WORDS, measure, signed, type Spread } from './words.ts'

/** More missiles and more gaps than this are not listed one by one. */
const MOST_ROWS = 40
const MOST_GAPS = 12
/** Tracks are too sure of themselves where errors lie above the 95 % bounds at more than this share of the moments; 2.5 % would. */
const TOO_SURE = 0.1

/** The answer of `track` as a page that a journalist can read. */
export function trackText(followed: Followed, options: ScenarioPage): string {
  const { scenario, report } = followed
  const { width } = options
  const page = pageParts(options)
  const { section } = page
  return [
    ...page.heading(scenario),
    ...(followed.stopped && report.runs < report.runs_asked
      ? [`stopped after ${fixed(report.runs)} of ${counted(report.runs_asked, 'run')}`, '']
      : []),
    ...page.quotable(headline(report)),
    ...section('Seen and followed', missiles(report, width)),
    ...section('How well tracks know them', checks(report, width)),
    ...section('What is told of the boosters at the firing solution', bullets(booster(report), width)),
    ...section('Are errors as large as the tracks claim?', consistency(report, width)),
    ...section('Gaps in custody, first run', bullets(gaps(report), width)),
    ...section(`${report.first_run.missile} in the first run`, shownLines(report, width)),
    ...section('What this assumes', bullets(scenario.assumed, width)),
    ...page.limits(report.limits),
    ...page.changes(changedWords(report)),
    ...page.stamp(
      `opendome ${report.opendome}, scenario ${options.source}, seed ${report.seed}, ${counted(report.runs, 'run')}`,
    ),
  ].join('\n')
}

/** Three sentences that can be quoted: who is tracked, who is lost again, how well. */
function headline(report: TrackReport): string[] {
  const { all } = report
  const flights = report.launched * report.runs
  const noun = report.runs === 1 ? 'missile' : 'flight'
  const many =
    report.runs === 1 ? '' : ` (${counted(report.launched, 'missile')} in ${fixed(report.runs)} runs)`
  const watch = `${counted(report.heads, 'sensor')} (${report.sensors.map((s) => `${s.id} ${fixed(s.heads)}`).join(', ')})`
  const tracked = all.tracked_s
  if (tracked === null)
    return [
      flights === 1
        ? `${watch}: the ${noun} is never tracked.`
        : `${watch}: none of ${counted(flights, noun)}${many} is ever tracked.`,
    ]
  const who =
    tracked.count < flights
      ? `${fixed(tracked.count)} of ${counted(flights, noun)}${many} are tracked`
      : flights <= 2
        ? `${flights === 1 ? `the ${noun} is` : `both ${noun}s${many} are`} tracked`
        : `all ${counted(flights, noun)}${many} are tracked`
  const when =
    fixed(tracked.p05) === fixed(tracked.p95)
      ? `${fixed(tracked.p50)} s after liftoff`
      : fixed(tracked.p50) === fixed(tracked.p95)
        ? `95 % of them within ${fixed(tracked.p95)} s of liftoff`
        : `half of them within ${fixed(tracked.p50)} s of liftoff, 95 % within ${fixed(tracked.p95)} s`
  return [
    `${watch}: ${who}, ${when}.`,
    custodyWords(report, tracked),
    qualityWords(report),
    ...tooSure(report),
  ]
}

function custodyWords({ all }: TrackReport, tracked: Spread): string {
  const { custody, heads_in_view: heads } = all
  const lost = Math.round(tracked.count * (1 - custody.p_without_gap!))
  const one = tracked.count === 1
  const gaps =
    lost === 0
      ? `${one ? 'It' : 'None of them'} is ${one ? 'not ' : ''}lost again before it lands.`
      : `${one ? 'It is' : lost === tracked.count ? 'All of them are' : `${fixed(lost)} of them ${lost === 1 ? 'is' : 'are'}`} lost at least once before landing.`
  if (custody.share === null || heads === null) return gaps
  return `${gaps} Between cloud break and impact a confirmed track stands ${percent(custody.share)} of the time, and two or more sensors see the missile ${percent(heads.share_two_or_more)} of it.`
}

function qualityWords({ all }: TrackReport): string {
  const [solution, , halfway] = all.checks
  if (all.solution_s === null || solution?.position_error_m == null)
    return 'No track ever meets the fire-control quality.'
  const impact = (check: typeof solution): string =>
    check.impact_error_km === null ? 'none is predicted' : `${measure(check.impact_error_km.p50)} km`
  const later = halfway?.impact_error_km == null ? '' : `; half way through the flight ${impact(halfway)}`
  return `At the firing solution, ${fixed(all.solution_s.p50)} s after liftoff, the position is off by ${measure(solution.position_error_m.p50)} m (the tracks claim ${measure(solution.position_sigma_m!.p50)} m) and the predicted impact by ${impact(solution)}${later}. These are medians.`
}

/** Where errors exceed what the tracks claim far more often than they should, in one sentence. */
function tooSure({ consistency }: TrackReport): string[] {
  const phases = consistency.filter((c) => c.share_above > TOO_SURE)
  if (phases.length === 0) return []
  const where = phases.map((c) => `${PHASE_WORDS[c.phase]} at ${percent(c.share_above)} of the moments`)
  return [`Tracks are surer than they should be ${where.join(', ')}: errors are beyond what 95 % would hold.`]
}

/** One line a missile: medians over the runs. */
function missiles(report: TrackReport, width: number): string[] {
  const seconds = (spread: Spread | null): string => (spread === null ? 'never' : fixed(spread.p50))
  const rows = report.missiles.slice(0, MOST_ROWS).map((m) => ({
    cells: [
      m.missile,
      seconds(m.seen_s),
      seconds(m.tracked_s),
      seconds(m.solution_s),
      m.heads_in_view === null ? '-' : fixed(m.heads_in_view.median.p50),
      m.heads_in_view === null ? '-' : percent(m.heads_in_view.share_two_or_more),
      m.custody.share === null ? '-' : percent(m.custody.share),
      m.custody.gaps === null ? '-' : fixed(m.custody.gaps, report.runs === 1 ? 0 : 2),
      m.custody.longest_gap_s === null ? '-' : `${fixed(m.custody.longest_gap_s.p50)} s`,
      m.longest_without_report_s === null ? '-' : `${fixed(m.longest_without_report_s.p50)} s`,
    ],
  }))
  const left = report.missiles.length - rows.length
  return [
    ...table({
      head: [
        'Missile',
        'seen, s after liftoff',
        'tracked, s',
        'firing solution, s',
        'sensors in view',
        'two or more',
        'followed',
        'gaps',
        'longest gap',
        'longest silence',
      ],
      rows,
      left: [0],
      flexible: 0,
      width,
    }),
    ...(left > 0 ? [`and ${counted(left, 'missile')} more: --json lists all`] : []),
    ...wrap(
      `${report.runs === 1 ? '' : 'Medians over the runs; shares and gaps are means. '}Followed: part of the time between cloud break and impact with a confirmed track. Gaps: times without one after the first. Silence: without a report.`,
      width,
    ),
    ...(report.stray_tracks.count === 0
      ? []
      : wrap(
          `Confirmed tracks of nothing, farther than 100 km from every missile: ${measure(report.stray_tracks.count)} in a run, ${fixed(report.stray_tracks.time_s)} s together.`,
          width,
        )),
  ]
}

/** Errors and claims at three moments of the flight, and whether impact ellipses hold. */
function checks({ all }: TrackReport, width: number): string[] {
  if (all.tracked_s === null) return []
  const pair = (error: Spread | null, claim: Spread | null): string =>
    error === null || claim === null ? '-' : `${measure(error.p50)} (${measure(claim.p50)})`
  const one = (spread: Spread | null): string => (spread === null ? '-' : measure(spread.p50))
  return table({
    head: [
      'Medians over missiles and runs',
      's after liftoff',
      'position error, m (claimed)',
      'velocity error, m/s (claimed)',
      'impact error, km',
      '90 % ellipse, half axis, km',
      'ellipse holds the impact',
    ],
    rows: all.checks.map((c) => ({
      cells: [
        CHECK_WORDS[c.at],
        c.t_s === null ? 'never' : fixed(c.t_s.p50),
        pair(c.position_error_m, c.position_sigma_m),
        pair(c.velocity_error_m_s, c.velocity_sigma_m_s),
        one(c.impact_error_km),
        one(c.impact_semi_major_km),
        c.in_ellipse === null
          ? '-'
          : `${fixed(c.in_ellipse.inside)} of ${fixed(c.in_ellipse.predictions)} (${percent(c.in_ellipse.share)})`,
      ],
    })),
    left: [0],
    width,
  })
}

function booster({ all }: TrackReport): string[] {
  const { burnout_error_s, burnout_sigma_s, launch_error_km, launch_sigma_km, launch_time_error_s } =
    all.booster
  return [
    ...(burnout_error_s === null
      ? []
      : [
          `end of thrust: predicted ${signed(burnout_error_s, 's', 'early', 'late')}; the tracks claim ${measure(burnout_sigma_s!.p50)} s (1 sigma)`,
        ]),
    ...(launch_error_km === null
      ? []
      : [
          `launch point: off by ${measure(launch_error_km.p50)} km (median; 95 % within ${measure(launch_error_km.p95)} km); the tracks claim ${measure(launch_sigma_km!.p50)} km`,
          `liftoff: estimated ${signed(launch_time_error_s!, 's', 'early', 'late')}`,
        ]),
  ]
}

function consistency(report: TrackReport, width: number): string[] {
  if (report.consistency.length === 0) return []
  return [
    ...table({
      head: [
        'Phase',
        'mean NEES (6 is right)',
        'moments within the 95 % bounds',
        'errors smaller than claimed',
        'errors larger than claimed',
      ],
      rows: report.consistency.map((c) => ({
        cells: [
          PHASE_WORDS[c.phase],
          measure(c.mean_nees),
          percent(c.share_within_95),
          percent(c.share_below),
          percent(c.share_above),
        ],
      })),
      left: [0],
      width,
    }),
    ...wrap(
      `NEES: squared error of position and velocity in units of what the track claims, averaged over ${counted(report.runs, 'run')} at each moment of each flight. 95 % of the moments lie within the bounds where the claims are honest.`,
      width,
    ),
  ]
}

/** The longest gaps of the first run, in the order of missiles and time. */
function gaps({ first_run }: TrackReport): string[] {
  const length = (g: { readonly from_s: number; readonly to_s: number }): number => g.to_s - g.from_s
  const shown = [...first_run.gaps].sort((a, b) => length(b) - length(a)).slice(0, MOST_GAPS)
  const rest = first_run.gaps.filter((g) => !shown.includes(g))
  return [
    ...first_run.gaps
      .filter((g) => shown.includes(g))
      .map(
        (g) => `${g.missile}: ${fixed(length(g))} s without a track from ${fixed(g.from_s)} s after liftoff`,
      ),
    ...(rest.length > 0
      ? [
          `and ${fixed(rest.length)} more of at most ${fixed(Math.max(...rest.map(length)))} s: --json lists all`,
        ]
      : []),
  ]
}

import type * as Plot from '@observablehq/plot'
import type { PictureKind } from '../picture/file.ts'
import { CAPTION, label, lineKey, page, panel, plotted, rendered } from '../picture/page.ts'
import { FREE, POWERED, SOFT, type Size } from '../picture/style.ts'
import { counted, fixed, percent } from '../text/format.ts'
import { changedSentence } from '../text/page.ts'
import { wrap } from '../text/wrap.ts'
import { coverageChart, errorChart, impactChart, type View } from './charts.ts'
import type { Followed } from './followed.ts'

/** Size of the whole picture and of its parts, px. */
const WIDTH = 1200
const MARGIN = 40
const HEAD = 146
const CHART: Size = { width: (WIDTH - 3 * MARGIN) / 2, height: 230 }
const GAP = 22
const LINE = 19
/** The left charts span the flight until so long after burnout, s. */
const AFTER = 60

/** Draws coverage, position error and impact error of the missile shown against time: under thrust, and over the whole flight. */
export function drawTrack(followed: Followed, kind: PictureKind): Promise<string | Uint8Array> {
  return rendered(trackSvg(followed), WIDTH, kind)
}

/** The picture as SVG text. */
function trackSvg(followed: Followed): string {
  const { report } = followed
  const { first_run: run } = report
  const missile = report.missiles.find((m) => m.missile === run.missile)!
  const whole: View = { run, missile, from: 0, to: missile.impact_s }
  const thrust: View = { ...whole, to: Math.min(missile.impact_s, missile.burnout_s + AFTER) }
  const rows: [string, (view: View, size: Size) => Plot.PlotOptions][] = [
    ['Sensors in view', coverageChart],
    ['Position error, m', errorChart],
    ['Error of the predicted impact, km', impactChart],
  ]
  const height = CAPTION + CHART.height + GAP
  const right = 2 * MARGIN + CHART.width
  const parts = rows.flatMap(([caption, chart], k) => [
    panel(MARGIN, HEAD + k * height, `${caption}: under thrust`, plotted(chart(thrust, CHART))),
    panel(right, HEAD + k * height, `${caption}: to the impact`, plotted(chart(whole, CHART))),
  ])
  const footer = restsOn(followed).flatMap((line) => wrap(line, 150))
  const top = HEAD + rows.length * height + 10
  const title = `${run.missile} seen and followed`
  return page(WIDTH, top + footer.length * LINE + 16, title, [
    label(MARGIN, 46, title, 24, true),
    label(MARGIN, 74, report.scenario, 15, false, SOFT),
    label(MARGIN, 98, subtitle(followed), 15, false, SOFT),
    lineKey(MARGIN, 122, FREE, 'error'),
    lineKey(
      MARGIN + 110,
      122,
      POWERED,
      'what the track claims: 1 sigma of the position; half axis of the 90 % impact ellipse',
      '7 4',
    ),
    ...parts,
    ...footer.map((line, i) => label(MARGIN, top + i * LINE, line, 13, false, SOFT)),
  ])
}

function subtitle({ report }: Followed): string {
  const { first_run: run } = report
  const first = run.samples.find((s) => s.track !== null)
  const gaps = run.gaps.filter((g) => g.missile === run.missile)
  const lost = gaps.reduce((sum, g) => sum + g.to_s - g.from_s, 0)
  return [
    `${counted(report.heads, 'sensor')} (${report.sensors.map((s) => `${s.id} ${fixed(s.heads)}`).join(', ')})`,
    first === undefined ? 'never tracked' : `tracked ${fixed(first.t_s)} s after liftoff`,
    ...(first === undefined
      ? []
      : [
          gaps.length === 0
            ? 'no gap in custody'
            : `${counted(gaps.length, 'gap')} in custody, ${fixed(lost)} s together`,
        ]),
  ].join('  ·  ')
}

/** What the picture rests on. */
function restsOn({ report, scenario }: Followed): string[] {
  const { all } = report
  const held =
    all.custody.share === null
      ? ''
      : `, followed ${percent(all.custody.share)} of the time between cloud break and impact`
  return [
    `${report.launched === 1 ? 'The only missile' : `One of ${counted(report.launched, 'missile')}`}${held}. No shot is fired.`,
    'Dashed at two: a single infrared sensor measures directions, not positions. Shaded: no confirmed track. Full dots: the ellipse holds the impact; empty: it does not. Errors count against the true flight; sigma is the root of the trace of the covariance.',
    ...(scenario.assumed.length === 0 ? [] : [`Assumes: ${scenario.assumed.join('; ')}.`]),
    changedSentence(report),
    `opendome ${report.opendome}, seed ${report.seed}, ${report.runs === 1 ? 'one run' : `first of ${fixed(report.runs)} runs`}, raid starts ${fixed(report.first_run.start_s)} s after the epoch.`,
  ]
}

import type { SizeReport } from '@opendome/model'
import { counted, decimalsFor, fixed, percent, significant } from '../text/format.ts'
import { changedWords, pageParts, type ScenarioPage } from '../text/page.ts'
import { table } from '../text/table.ts'
import { bullets } from '../text/wrap.ts'
import { formulasText } from './formulas-text.ts'
import {
  dragWords,
  latitudesKept,
  latitudesWords,
  lifeWords,
  placesLines,
  placesTitle,
  tradeLines,
} from './sections.ts'
import type { Sized } from './sized.ts'

type Shells = SizeReport['fleet']['shells']
type Search = NonNullable<SizeReport['search']>

/** The answer of `size` as a page that a journalist can read. */
export function sizeText({ scenario, report }: Sized, options: ScenarioPage): string {
  const { width } = options
  const page = pageParts(options)
  const { section } = page
  const { search } = report
  return [
    ...page.heading(scenario),
    ...(search?.stopped === true
      ? ['stopped before the search was complete; the best fleet so far:', '']
      : []),
    ...page.quotable(headline(report)),
    '',
    ...launches(report, width),
    '',
    ...figures(report),
    ...section('Formulas of the studies beside the exact count', formulasText(report, width)),
    ...section('Latitudes kept as well', latitudesKept(report, width)),
    ...[report.region, report.line].flatMap((places) =>
      places === null ? [] : section(placesTitle(places), placesLines(places, report.need, width)),
    ),
    ...section('Fleets around it: no fleet seen keeps as many for less', runnersUp(report, width)),
    ...section('The smallest fleet found at each altitude by itself', tradeLines(report, width)),
    ...section('What the search kept to', search === null ? [] : bullets(bounds(search, report.life), width)),
    ...section('What this assumes', bullets(scenario.assumed, width)),
    ...page.limits(report.limits),
    ...page.changes(changedWords(report)),
    ...page.stamp(
      `opendome ${report.opendome}, scenario ${options.source}, seed ${report.seed} (nothing here is drawn), ${liftoffs(report)}`,
    ),
  ].join('\n')
}

/** Two or three sentences that can be quoted. */
function headline(report: SizeReport): string[] {
  return report.search === null ? ownHeadline(report) : foundHeadline(report, report.search)
}

function ownHeadline(report: SizeReport): string[] {
  const { fleet, shots, salvo, need } = report
  const worst = worstOf(report)
  const many = report.in_reach.length > 1
  const kept = worst.share_with_need
  const often =
    kept === 0
      ? 'there are never that many'
      : kept === 1
        ? 'there are always that many'
        : `there are that many ${percent(kept)} of the time`
  const from = many
    ? `a launch from ${worst.launch}, the worst of ${words(report.in_reach.length)} launch points,`
    : `a launch from ${worst.launch}`
  const reference = report.even_spacing_reference
  return [
    `Of ${counted(fleet.count, 'interceptor')} ${inReachWords(report, worst, from)}.`,
    `${salvoWords(shots, salvo)} would need ${fixed(need)}: ${often}.`,
    ...(reference === null
      ? []
      : [
          `Spread evenly over the Earth, as in AEI's calculator, that takes ${fixed(reference)} interceptors.`,
        ]),
  ]
}

function inReachWords(report: SizeReport, worst: SizeReport['in_reach'][number], from: string): string {
  if (report.window_s === 0)
    return `${count(worst.mean)} are in reach of ${from.replace(/,$/, '')} at the epoch`
  return `${count(worst.mean)} are in reach of ${from} on average and ${count(worst.min)} at the worst moment`
}

function foundHeadline(report: SizeReport, search: Search): string[] {
  const { fleet, need, shots, salvo } = report
  const place = placeWords(report)
  const proof = search.complete
    ? 'No single shell on the searched grid does it with fewer.'
    : `It is at most ${percent(search.gap)} above the smallest that could exist on the searched grid.`
  const own = search.scenario_fleet
  const reference = report.even_spacing_reference
  const least = own?.in_reach.reduce((a, b) =>
    b.min < a.min || (b.min === a.min && b.mean < a.mean) ? b : a,
  )
  return [
    `${fixed(fleet.count)} interceptors keep ${fixed(need)} in reach of ${place} ${guaranteeWords(search.guarantee)}: ${salvoWords(shots, salvo).replace(/^./, (c) => c.toLowerCase())}.`,
    `They fly in ${shellWords(fleet.shells)}. ${proof}`,
    ...(reference === null
      ? []
      : [
          `Spread evenly over the Earth, as in AEI's calculator, it takes ${fixed(reference)} (${significant(reference / fleet.count, 2)} times as many).`,
        ]),
    own === null || least === undefined
      ? "The scenario's own fleet has none in reach."
      : `The scenario's own ${fixed(own.count)} have ${count(least.mean)} in reach on average and ${count(least.min)} at the worst moment.`,
  ]
}

/** `a launch from sinpung-dong`, `a launch from sinpung-dong, and of the same boost from 38.3 to 42.3 N,`. */
export function placeWords(report: SizeReport): string {
  const many = report.in_reach.length > 1
  const place = many
    ? `each of ${words(report.in_reach.length)} launch points`
    : `a launch from ${report.worst_launch}`
  const bands = report.search?.launches.map((l) => latitudesWords(l.latitudes_deg)) ?? []
  const [first] = bands
  if (first === undefined || bands.every((b) => b === '')) return place
  const same = bands.every((b) => b === first)
  return `${place}, and of the same ${many ? 'boosts' : 'boost'} from ${same ? first : 'the latitudes around each'},`
}

function launches(report: SizeReport, width: number): string[] {
  const means = report.in_reach.map((l) => l.mean)
  const decimals = Math.max(1, decimalsFor(means))
  return table({
    head: [
      'Interceptors in reach of a launch from',
      'on average',
      'in 95 % of moments',
      'at worst',
      'worst moment after the epoch',
      `${fixed(report.need)} or more`,
    ],
    rows: report.in_reach.map((l) => ({
      cells: [
        l.launch,
        fixed(l.mean, decimals),
        fixed(l.p05),
        fixed(l.min),
        duration(l.worst_t_s),
        percent(l.share_with_need),
      ],
    })),
    left: [0],
    width,
  })
}

function figures(report: SizeReport): string[] {
  const { fleet } = report
  const ratio = (x: number | null): string =>
    x === null ? 'none, since there are moments without any' : fixed(x)
  const rows: [string, string][] = [
    [
      'Fleet',
      fleet.satellites === fleet.count
        ? counted(fleet.count, 'interceptor')
        : `${counted(fleet.count, 'interceptor')} on ${counted(fleet.satellites, 'satellite')}`,
    ],
    ...fleet.shells.map((s): [string, string] => ['', shellWords([s])]),
    ['Reach', `${fixed(report.reach_km)} km of fly-out at the last permitted intercept`],
    ['On orbit for each in reach', `${ratio(report.absentee_ratio)} on average (absentee ratio)`],
    ...(report.absentee_ratio === null || report.latitude_share === 0
      ? []
      : [
          [
            '',
            `= ${significant(1 / report.latitude_share, 3)} for the time over other latitudes × ${significant(report.absentee_ratio * report.latitude_share, 3)} for other longitudes`,
          ] as [string, string],
        ]),
    ['', `${ratio(report.guarantee_ratio)} at the worst moment`],
    [
      'Even-spacing reference',
      report.even_spacing_reference === null
        ? 'none: reach falls short of the height between'
        : `${fixed(report.even_spacing_reference)} for ${fixed(report.need)} in reach (AEI's calculator; not a bound)`,
    ],
    ...(report.search?.efficiency == null
      ? []
      : [
          ['Efficiency', `${significant(report.search.efficiency, 3)} times that of even spacing`] as [
            string,
            string,
          ],
        ]),
    ...report.life.shells.flatMap((shell) =>
      dragWords(shell, report.life).map((line, i): [string, string] => [
        i === 0 ? `Drag at ${significant(shell.altitude_km)} km` : '',
        line,
      ]),
    ),
  ]
  if (report.in_reach.length > 1) rows.unshift(['Ratios and reach are for', report.worst_launch])
  const label = Math.max(...rows.map(([a]) => a.length))
  return rows.map(([a, b]) => `  ${a.padEnd(label)}  ${b}`)
}

function runnersUp({ search }: SizeReport, width: number): string[] {
  if (search === null || search.front.length < 2) return []
  return table({
    head: ['Interceptors', 'kept in reach', 'shells'],
    rows: search.front.map((f) => ({
      cells: [fixed(f.count), count(f.guaranteed), shellWords(f.shells)],
    })),
    left: [2],
    flexible: 2,
    width,
  })
}

function bounds({ bounds: b, checks, minimise, refused }: Search, life: SizeReport['life']): string[] {
  const span = ([low, high]: readonly number[]): string => `${fixed(low!)} to ${fixed(high!)}`
  return [
    `altitude ${span(b.altitude_km)} km in steps of ${fixed(b.altitude_step_km)} km`,
    `inclination ${span(b.inclination_deg)} deg in steps of ${significant(b.inclination_step_deg)} deg`,
    `at most ${fixed(b.max_planes)} planes of ${fixed(b.max_per_plane)}, any phasing, ${counted(b.shells, 'shell')}; ${counted(checks, 'design')} checked`,
    'the interceptor, its clock and its window are those of the first layer in boost',
    ...(minimise === 'mass' ? ['least mass: each satellite is weighed with its make-up propellant'] : []),
    lifeWords(life),
    ...refused.map((r) => `left out: ${significant(r.altitude_km)} km; ${r.reason}`),
  ]
}

/** `2 shots at each of 10 missiles launched at once`. */
export function salvoWords(shots: number, salvo: number): string {
  const start = words(shots).replace(/^./, (c) => c.toUpperCase())
  const shot = shots === 1 ? 'shot' : 'shots'
  return salvo === 1
    ? `${start} ${shot} at one missile`
    : `${start} ${shot} at each of ${words(salvo)} missiles launched at once`
}

export function guaranteeWords(guarantee: Search['guarantee']): string {
  if (guarantee === 'always') return 'at every moment'
  if (guarantee === 'mean') return 'on average'
  return `in ${percent(guarantee.probability)} of moments`
}

/** `133 planes of 42, 300 km, 46.0 deg, phasing 26`. */
export function shellWords(shells: Shells): string {
  return shells
    .map(
      (s) =>
        `${counted(s.planes, 'plane')} of ${fixed(s.per_plane)}, ${significant(s.altitude_km)} km, ${fixed(s.inclination_deg, 1)} deg, phasing ${significant(s.phasing)}${s.interceptors_per_satellite === 1 ? '' : `, ${s.interceptors_per_satellite} on each`}`,
    )
    .join(', and in ')
}

export function liftoffs(report: SizeReport): string {
  return report.window_s === 0
    ? 'liftoff at the epoch'
    : `liftoff within ${fixed(report.window_s)} s after the epoch`
}

const worstOf = (report: SizeReport): SizeReport['in_reach'][number] =>
  report.in_reach.find((l) => l.launch === report.worst_launch)!

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const

const words = (n: number): string => WORDS[n] ?? fixed(n)

/** A count of interceptors: whole, or to a tenth. */
const count = (x: number): string => fixed(x, decimalsFor([x]))

/** `56 s`, `1 h 3 min 20 s`. */
function duration(t: number): string {
  const seconds = Math.round(t)
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const first = parts.findIndex(([n]) => n > 0)
  return first < 0
    ? '0 s'
    : parts
        .slice(first)
        .map(([n, unit]) => `${n} ${unit}`)
        .join(' ')
}

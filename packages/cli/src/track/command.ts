import { trackSamples } from '@opendome/model/study'
import { EXIT } from '../exit.ts'
import { writeFile } from '../files.ts'
import { Interrupt } from '../interrupt.ts'
import { oneOf, optionalNumber, seedOption } from '../options.ts'
import { pictureFile } from '../picture/file.ts'
import { openSeeded } from '../scenario-file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { csv, provenance } from '../text/csv.ts'
import { followMissiles, type Followed } from './followed.ts'
import { trackText } from './text.ts'

export interface TrackOptions {
  readonly runs?: string
  readonly seed?: string
  readonly missile?: string
  readonly picture?: string
  readonly csv?: boolean
  readonly json?: boolean
}

const RUNS = { low: 1, high: 100_000, whole: true }

/** `opendome track`: returns the exit code. */
export async function trackCommand(argument: string, options: TrackOptions): Promise<number> {
  oneOf({ '--json': options.json, '--csv': options.csv })
  const runs = optionalNumber('--runs', options.runs, RUNS) ?? 1
  const seed = seedOption(options.seed)
  const picture = pictureFile('--picture', options.picture)
  const interrupt = new Interrupt()
  try {
    const { input, scenario } = openSeeded(argument, seed)
    const followed = await followMissiles(input, scenario, { runs, missile: options.missile }, interrupt)
    if (followed === undefined) {
      remark('stopped before the first run was done')
      return EXIT.interrupted
    }
    if (picture !== undefined) {
      const { drawTrack } = await import('./picture.ts')
      writeFile(picture.file, await drawTrack(followed, picture.kind))
      remark(`written: ${picture.file}`)
    }
    if (options.json === true) answerJson(followed.report)
    else if (options.csv === true) answer(samplesCsv(followed, options.missile !== undefined))
    else answer(trackText(followed, { width: outputWidth(), emphasise: emphasis(), source: input.name }))
    return followed.stopped ? EXIT.interrupted : EXIT.ok
  } finally {
    interrupt.dispose()
  }
}

/** The first run scan by scan, missile by missile, or of the missile shown only; the names are those of the JSON document. */
function samplesCsv({ study, report }: Followed, one: boolean): string {
  const missiles = one ? [report.first_run] : study.missiles.map((_, missile) => trackSamples(study, missile))
  const rows = missiles.flatMap(({ missile, samples, impacts }) => {
    const predicted = new Map(impacts.map((impact) => [impact.t_s, impact]))
    return samples.map((s) => {
      const impact = predicted.get(s.t_s)
      return [
        missile,
        s.t_s,
        s.heads_in_view,
        s.reports,
        s.tracks,
        s.track ?? undefined,
        s.position_error_m ?? undefined,
        s.position_sigma_m ?? undefined,
        s.velocity_error_m_s ?? undefined,
        s.velocity_sigma_m_s ?? undefined,
        s.nees ?? undefined,
        impact?.error_km,
        impact?.semi_major_km,
        impact?.semi_minor_km,
        impact === undefined ? undefined : String(impact.in_ellipse),
      ]
    })
  })
  return csv(
    provenance(
      report,
      `seed ${report.seed}, first of ${report.runs} runs, raid starts ${report.first_run.start_s} s after the epoch, t_s since liftoff`,
    ),
    [
      'missile',
      't_s',
      'heads_in_view',
      'reports',
      'tracks',
      'track',
      'position_error_m',
      'position_sigma_m',
      'velocity_error_m_s',
      'velocity_sigma_m_s',
      'nees',
      'impact_error_km',
      'impact_semi_major_km',
      'impact_semi_minor_km',
      'in_ellipse',
    ],
    rows,
  )
}

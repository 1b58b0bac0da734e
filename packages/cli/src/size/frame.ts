import type { SizeReport } from '@opendome/model'
import { coordinates } from '../fly/text.ts'
import { label, page } from '../picture/page.ts'
import { SOFT } from '../picture/style.ts'
import { counted, fixed, significant } from '../text/format.ts'
import { changedSentence } from '../text/page.ts'
import { wrap } from '../text/wrap.ts'
import type { Sized } from './sized.ts'
import { liftoffs, shellWords } from './text.ts'

/** Width of the pictures of `size` and the space around their parts, px. */
export const WIDTH = 1200
export const MARGIN = 40
/** Height of the title and subtitle. */
export const HEAD = 96
const LINE = 19

/** A whole picture: title, subtitle, parts down to `bottom`, and what it rests on. */
export function framed(
  sized: Sized,
  title: string,
  subtitle: readonly string[],
  parts: readonly string[],
  bottom: number,
  notes: readonly string[],
): string {
  const footer = [...notes, ...restsOn(sized)].flatMap((line) => wrap(line, 150))
  const top = bottom + 34
  return page(WIDTH, top + footer.length * LINE + 16, title, [
    label(MARGIN, 46, title, 24, true),
    label(MARGIN, 74, subtitle.join('  ·  '), 15, false, SOFT),
    ...parts,
    ...footer.map((line, i) => label(MARGIN, top + i * LINE, line, 13, false, SOFT)),
  ])
}

/** Scenario, fleet, clock, interceptor, changed assumptions, version and seed. */
function restsOn({ study, scenario, report }: Sized): string[] {
  const interceptors = study.layers.map(
    ({ id, interceptor: v }) =>
      `${id} ${significant(v.deltaV / 1000)} km/s at ${significant(v.acceleration / 9.80665, 3)} g`,
  )
  const clocks = study.launches.map((launch, i) => {
    const window = launch.windows.find((w) => w !== undefined)!
    const place = report.in_reach[i]!
    const at = coordinates(place.lat_deg, place.lon_deg)
    const name = at.replace(',', '') === launch.id ? at : `${launch.id} (${at})`
    return `${name}: release ${fixed(window.release)} s, last intercept ${fixed(window.deadline)} s after liftoff`
  })
  return [
    `Fleet${report.search === null ? '' : ', as found by the search'}: ${counted(report.fleet.count, 'interceptor')} in ${shellWords(report.fleet.shells)}.`,
    `Interceptor: ${interceptors.join('; ')}. ${clocks.join('. ')}.`,
    'Detection and tracking are stated delays. In reach: can be at the boost path in time; no hit is implied.',
    changedSentence(report),
    `opendome ${report.opendome}, ${scenario.name}, seed ${report.seed} (nothing here is drawn), ${liftoffs(report)}.`,
  ]
}

/** Name of the fleet in titles. */
export function fleetTitle(report: SizeReport): string {
  return `${counted(report.fleet.count, 'interceptor')}${report.search === null ? '' : ' (searched)'}`
}

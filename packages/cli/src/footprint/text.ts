import type { Scenario } from '@opendome/model'
import type { FootprintEntry, FootprintReport } from '@opendome/model/study'
import { fixed } from '../text/format.ts'
import { changedWords, pageParts, type ScenarioPage } from '../text/page.ts'
import { table } from '../text/table.ts'
import { bullets } from '../text/wrap.ts'

/** The answer of `footprint` as a page that a journalist can read. */
export function footprintText(scenario: Scenario, report: FootprintReport, options: ScenarioPage): string {
  const { width } = options
  const page = pageParts(options)
  return [
    ...page.heading(scenario),
    ...page.quotable(report.footprints.map(sentence)),
    ...page.section('What each battery can defend', rows(report, width)),
    ...page.section('What this assumes', bullets(scenario.assumed, width)),
    ...page.limits(report.limits),
    ...page.changes(changedWords(report)),
    ...page.stamp(`opendome ${report.opendome}, scenario ${options.source}; nothing here is drawn by chance`),
  ].join('\n')
}

/** One footprint in a sentence that can be quoted. */
export function sentence(f: FootprintEntry): string {
  const against = `against ${f.threat}`
  if (f.reason !== null) return `${f.layer} ${against}: no footprint, since ${f.reason}.`
  if (f.origin === null)
    return `${f.layer} ${against} defends nothing: it reaches the threat nowhere in time.`
  const where = f.around_battery
    ? `around itself, from ${fixed(f.nearest_km!)} to ${fixed(f.farthest_km!)} km out`
    : `away from itself, within ${fixed(f.farthest_km!)} km of ${place(f.origin)}`
  const aim = f.aim_defended ? 'the aim of the threat is in it' : 'the aim of the threat is not in it'
  return `${f.layer} ${against} defends ${area(f.area_km2)} ${where}; ${aim}.`
}

function place({ lat_deg: lat, lon_deg: lon }: { lat_deg: number; lon_deg: number }): string {
  return `${fixed(Math.abs(lat), 1)} ${lat < 0 ? 'S' : 'N'} ${fixed(Math.abs(lon), 1)} ${lon < 0 ? 'W' : 'E'}`
}

/** Three significant digits, as the accuracy of the outline bears. */
export function area(km2: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, km2))) - 2)
  return `${fixed(Math.round(km2 / unit) * unit)} km2`
}

function rows(report: FootprintReport, width: number): string[] {
  const or = (x: number | null): string => (x === null ? '-' : fixed(x))
  return table({
    head: [
      'Battery',
      'threat',
      'release, s after liftoff',
      'area, km2',
      'nearest edge, km',
      'farthest edge, km',
      'fly-out, km',
      'fly-out, s',
      'published reach, km',
    ],
    left: [0, 1],
    width,
    rows: report.footprints.map((f) => ({
      cells: [
        f.layer,
        f.threat,
        or(f.release_s),
        area(f.area_km2).replace(' km2', ''),
        or(f.nearest_km),
        or(f.farthest_km),
        fixed(f.fly_out_km),
        fixed(f.fly_out_s),
        or(f.published_reach_km),
      ],
    })),
  })
}

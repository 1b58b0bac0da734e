import type { Scenario } from '../scenario/index.ts'
import type { Flown } from '../threat/index.ts'
import type { Prepared } from './prepare.ts'
import { sensorNotes } from './sensor-notes.ts'

/** Liftoffs less than this (s) apart from one spot leave missiles on one path. */
const TOGETHER = 5
/** Ballistic coefficients within this many of the tracker's sigmas (and this share of it, where it claims to know) are allowed for by what it claims. */
const ALLOWED = 2
const SAME_DRAG = 0.05

/** What a reader has to know about the numbers of `opendome track`, one sentence each. */
export function trackLimits({ scenario, flights }: Prepared, runs: number): string[] {
  const limits = [
    'No shot is fired: every missile flies to its impact, and nothing that command might do is counted.',
    'Which track stands for which missile is decided at each moment by least total squared distance, within 100 km; the truth serves these scores alone.',
    'Errors are those of a track carried on to the moment of the scan: the reports behind it are older by their latency.',
    'Objects close together are told apart: sensors have no limit of resolution.',
    'One body flies on after burnout: no spent stages, decoys or debris.',
  ]
  if (runs === 1 && scenario.run.window > 0)
    limits.push('One run is one moment of the satellites: --runs shows how much others differ.')
  for (const { id, count, spread, interval } of scenario.threats)
    if (count > 1 && spread === 0 && interval < TOGETHER)
      limits.push(
        `Threat ${id} launches from one spot: which of its missiles a track stands for is not always clear; spread_km sets them apart.`,
      )
  limits.push(...sensorNotes(scenario), ...dragNotes(scenario, flights))
  scenario.threats.forEach((t, i) => {
    for (const n of flights[i]!.notes) limits.push(`Threat ${t.id}: ${n}.`)
  })
  return [...limits, ...scenario.notModelled.map((n) => `Not modelled: ${n}`)]
}

/** Where the tracker takes what comes down to brake otherwise than it does: one sentence for each ballistic coefficient. */
function dragNotes({ threats, tracking }: Scenario, flights: readonly Flown[]): string[] {
  const { ballisticCoefficient: assumed, ballisticCoefficientSigma: sigma } = tracking
  const ids = new Map<number, string[]>()
  threats.forEach(({ id }, i) => {
    const { ballisticCoefficient } = flights[i]!.trajectory
    if (Math.abs(ballisticCoefficient / assumed - 1) < Math.max(SAME_DRAG, ALLOWED * sigma)) return
    ids.set(ballisticCoefficient, [...(ids.get(ballisticCoefficient) ?? []), id])
  })
  return [...ids].map(
    ([coefficient, of]) =>
      `The tracker takes a ballistic coefficient of ${assumed.toFixed(0)} kg/m² ± ${(100 * sigma).toFixed(0)} % for what comes down, and that of ${of.length === 1 ? `threat ${of[0]!}` : `${of.length} threats`} is ${coefficient.toFixed(0)}: in the last 100 km its errors are larger than it claims.`,
  )
}

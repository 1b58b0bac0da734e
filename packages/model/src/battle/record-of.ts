import { eventsOf } from './events.ts'
import type { Fates } from './fates.ts'
import type { AimRecord } from './in-flight.ts'
import type { BattlePlan } from './plan.ts'
import type { BattleRecord, Fate, MissileClock } from './record.ts'

/** A run that has been fought: what the record is made of. */
export interface Fought {
  readonly fates: Fates
  /** Per missile, in the plan's order. */
  readonly clocks: readonly MissileClock[]
  /** Of the shots that sensors and tracks aimed, at missiles not hit before. */
  readonly aims: readonly AimRecord[]
}

/** The record of one run: counts by missile, layer and area; the log of events where asked for. */
export function recordOf(
  plan: BattlePlan,
  run: number,
  start: number,
  { fates, clocks, aims }: Fought,
  events: boolean,
): BattleRecord {
  const { outcomes, log, strays } = fates
  const fired = new Int32Array(plan.missiles.length)
  const byLayer = strays.map((shots) => ({ shots, killed: 0 }))
  const stray = strays.reduce((sum, n) => sum + n, 0)
  let wasted = stray
  for (const shot of log) {
    fired[shot.missile]!++
    byLayer[shot.layer]!.shots++
    if (shot.result === 'wasted') wasted++
    if (shot.result === 'hit' && outcomes[shot.missile]!.fate === 'killed') byLayer[shot.layer]!.killed++
  }
  const count = (fate: Fate): number => outcomes.filter((o) => o.fate === fate).length
  return {
    run,
    start,
    launched: plan.missiles.length,
    engaged: fired.filter((n) => n > 0).length,
    engagedInFull: fired.filter((n) => n >= plan.command.shotsPerTarget).length,
    killed: count('killed'),
    leaked: count('leaked'),
    fellElsewhere: count('fell-elsewhere'),
    shots: log.length + stray,
    wasted,
    byLayer,
    fates: outcomes.map((o) => o.fate),
    leakedInto: outcomes.map((o) => (o.fate === 'leaked' ? o.area : undefined)),
    log,
    clocks,
    aims,
    events: events ? eventsOf(plan, outcomes, log, clocks) : [],
  }
}

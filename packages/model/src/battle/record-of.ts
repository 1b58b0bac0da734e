import { isThreat, ruleLedger, type RuleLedger } from '../command/index.ts'
import type { Shot } from '../engage/index.ts'
import type { Cause } from './causes.ts'
import { eventsOf } from './events.ts'
import type { Fates, Outcome } from './fates.ts'
import type { AimRecord } from './in-flight.ts'
import { isBoost, type BattlePlan } from './plan.ts'
import type { BattleRecord, Fate, MissileClock, WarheadCount } from './record.ts'

/** A run that has been fought: what the record is made of. */
export interface Fought {
  readonly fates: Fates
  /** Per missile, in the plan's order. */
  readonly clocks: readonly MissileClock[]
  /** With sensors: per missile, time without a track, s. */
  readonly custodyGaps?: readonly number[] | undefined
  /** Of the shots that sensors and tracks aimed, at missiles not hit before. */
  readonly aims: readonly AimRecord[]
  /** Per missile: of each of its leaked warheads, why. */
  readonly causes: readonly (readonly Cause[])[]
  /** Shots at targets at which a node that did not know of them had interceptors in the air. */
  readonly doubled: number
  /** Per layer: times of release, in any order. */
  readonly releases: readonly (readonly number[])[]
  /** With sensors: the books of the threshold rule over what was judged in this run. */
  readonly rule?: RuleLedger | undefined
}

/** The record of one run: counts by missile, layer and area; the log of events where asked for. */
export function recordOf(
  plan: BattlePlan,
  run: number,
  start: number,
  { fates, clocks, custodyGaps, aims, causes, doubled, releases, rule }: Fought,
  events: boolean,
): BattleRecord {
  const { outcomes, log, strays } = fates
  const fired = new Int32Array(plan.missiles.length)
  const byLayer = strays.map((shots) => ({ shots, killed: 0 }))
  const stray = strays.reduce((sum, n) => sum + n, 0)
  let wasted = stray
  for (const shot of log) {
    if (isAtWarhead(plan, shot)) fired[shot.missile]!++
    byLayer[shot.layer]!.shots++
    if (shot.result === 'wasted') wasted++
    const { hit, fate } = outcomes[shot.missile]!
    if (hit === shot && fate === 'killed') byLayer[shot.layer]!.killed++
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
    warheads: warheadsOf(plan, outcomes),
    causes,
    unengaged: outcomes.filter((o, m) => o.fate === 'leaked' && fired[m] === 0).length,
    doubled,
    rule: rule ?? ruleOf(plan),
    releases: releases.map((times) => [...times].sort((a, b) => a - b)),
    fates: outcomes.map((o) => o.fate),
    leakedInto: outcomes.map((o) => (o.fate === 'leaked' ? o.area : undefined)),
    log,
    clocks,
    custodyGaps,
    aims,
    events: events ? eventsOf(plan, outcomes, log, clocks) : [],
  }
}

/** Is a shot at something that carries a warhead? What is fired at decoys and the empty bus engages nothing. */
function isAtWarhead(plan: BattlePlan, { missile, object }: Shot): boolean {
  if (object === undefined) return true
  const { kind } = plan.missiles[missile]!.flight.objects[object]!
  return kind === 'missile' || kind === 'warhead'
}

/** What became of the warheads. A payload that survives the end of its booster comes down whole, with all it carries. */
function warheadsOf(plan: BattlePlan, outcomes: readonly Outcome[]): WarheadCount {
  const count = { launched: 0, killed: 0, leaked: 0, fellElsewhere: 0 }
  outcomes.forEach(({ hit, fate, objects }, m) => {
    plan.missiles[m]!.flight.objects.forEach((object, k) => {
      if (!object.warhead) return
      count.launched++
      const shot = objects[k]!.hit
      // Under thrust the missile is hit as a whole.
      const whole = hit !== undefined && hit.object === undefined
      const landed = whole ? fate === 'leaked' : object.impactArea !== undefined
      if (whole ? fate === 'killed' : shot !== undefined) count.killed++
      else if (landed) count.leaked++
      else count.fellElsewhere++
    })
  })
  return count
}

const ledgers = new WeakMap<BattlePlan, { readonly ledger: RuleLedger | undefined }>()

/** The books of the threshold rule over the objects of the raid: by stated predictions they are the same in every run. */
function ruleOf(plan: BattlePlan): RuleLedger | undefined {
  if (plan.tracking !== undefined) return undefined
  const known = ledgers.get(plan)
  if (known !== undefined) return known.ledger
  const { threatThreshold, shotsPerTarget } = plan.command
  const judged = plan.missiles.flatMap(({ flight }) =>
    flight.objects.flatMap((o) =>
      o.warhead
        ? [
            {
              judgedThreat: isThreat({ chance: o.chance }, 1, threatThreshold),
              dangerous: o.impactArea !== undefined,
            },
          ]
        : [],
    ),
  )
  const ledger = plan.layers.every(isBoost) ? undefined : ruleLedger(judged, shotsPerTarget)
  ledgers.set(plan, { ledger })
  return ledger
}

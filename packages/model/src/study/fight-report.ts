import { holdsOf, type BattleRecord, type LayerPlan } from '../battle/index.ts'
import type { FightResult } from './fight-tally.ts'

/** The part of `run --json` on layers and causes. Counts are means per run. */
export interface FightReport {
  readonly warheads: {
    readonly launched: number
    readonly killed: number
    readonly leaked: number
    readonly fell_elsewhere: number
  }
  /** Leaked warheads by the furthest step the defence reached; they add up to `warheads.leaked`. */
  readonly causes: readonly { readonly cause: string; readonly leaked: number }[]
  /** Leaked missiles at which nothing was fired. */
  readonly unengaged: number
  readonly double_engagements: number
  /** What the rule did that leaves alone what lands elsewhere; null without layers that keep to it. With sensors over the warheads whose impact was predicted. */
  readonly rule: {
    readonly objects: number
    readonly engaged: number
    readonly left_alone_rightly: number
    readonly shots_saved: number
    readonly left_alone_wrongly: number
    readonly engaged_in_vain: number
  } | null
  readonly inventory: readonly {
    readonly id: string
    readonly layer: string
    readonly start: number
    /** Mean over the runs. */
    readonly left: number
    /** The first run: interceptors left after each release. */
    readonly first_run: readonly { readonly t_s: number; readonly left: number }[]
  }[]
}

export function fightReport(
  layers: readonly LayerPlan[],
  { warheads, causes, unengaged, doubled, left, rule }: FightResult,
  firstRun: BattleRecord,
): FightReport {
  return {
    warheads: {
      launched: warheads.launched,
      killed: warheads.killed,
      leaked: warheads.leaked,
      fell_elsewhere: warheads.fellElsewhere,
    },
    causes,
    unengaged,
    double_engagements: doubled,
    rule:
      rule === undefined
        ? null
        : {
            objects: rule.objects,
            engaged: rule.engaged,
            left_alone_rightly: rule.saved,
            shots_saved: rule.shotsSaved,
            left_alone_wrongly: rule.missed,
            engaged_in_vain: rule.inVain,
          },
    inventory: layers.map((layer, i) => {
      const start = holdsOf(layer)
      return {
        id: layer.id,
        layer: layer.layer,
        start,
        left: left[i]!,
        first_run: firstRun.releases[i]!.map((t, k) => ({ t_s: t, left: start - k - 1 })),
      }
    }),
  }
}

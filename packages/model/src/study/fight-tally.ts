import { CAUSES, type BattleRecord, type Cause, type WarheadCount } from '../battle/index.ts'
import type { RuleLedger } from '../command/index.ts'

/** What came of the layers, beside their shots and kills; means per run. */
export interface FightResult {
  readonly warheads: WarheadCount
  /** Leaked warheads by the furthest step the defence reached with them, in the order of the chain; they add up to `warheads.leaked`. */
  readonly causes: readonly { readonly cause: Cause; readonly leaked: number }[]
  readonly unengaged: number
  readonly doubled: number
  /** Per layer: interceptors left at the end. */
  readonly left: readonly number[]
  /** What the rule did that leaves alone what lands elsewhere, a run: by stated predictions the same in all runs. */
  readonly rule: RuleLedger | undefined
}

/** Sums of what came of the layers, in the order of the runs. */
export class FightTally {
  readonly #holds: readonly number[]
  readonly #causes = new Map<Cause, number>()
  readonly #warheads = { launched: 0, killed: 0, leaked: 0, fellElsewhere: 0 }
  readonly #fired: number[]
  #unengaged = 0
  #doubled = 0
  #rule: { -readonly [K in keyof RuleLedger]: number } | undefined

  /** `holds`: interceptors of each layer at the start. */
  constructor(holds: readonly number[]) {
    this.#holds = holds
    this.#fired = holds.map(() => 0)
  }

  add(record: BattleRecord): void {
    for (const own of record.causes)
      for (const cause of own) this.#causes.set(cause, (this.#causes.get(cause) ?? 0) + 1)
    for (const key of Object.keys(this.#warheads) as (keyof WarheadCount)[])
      this.#warheads[key] += record.warheads[key]
    record.byLayer.forEach(({ shots }, i) => {
      this.#fired[i]! += shots
    })
    this.#unengaged += record.unengaged
    this.#doubled += record.doubled
    if (record.rule !== undefined) {
      this.#rule ??= { objects: 0, engaged: 0, saved: 0, shotsSaved: 0, missed: 0, inVain: 0 }
      for (const key of Object.keys(this.#rule) as (keyof RuleLedger)[]) this.#rule[key] += record.rule[key]
    }
  }

  /** Means of `n` runs. */
  result(n: number): FightResult {
    const { launched, killed, leaked, fellElsewhere } = this.#warheads
    const rule = this.#rule
    return {
      warheads: {
        launched: launched / n,
        killed: killed / n,
        leaked: leaked / n,
        fellElsewhere: fellElsewhere / n,
      },
      causes: CAUSES.map((cause) => ({ cause, leaked: (this.#causes.get(cause) ?? 0) / n })),
      unengaged: this.#unengaged / n,
      doubled: this.#doubled / n,
      left: this.#holds.map((holds, i) => holds - this.#fired[i]! / n),
      rule: rule && {
        objects: rule.objects / n,
        engaged: rule.engaged / n,
        saved: rule.saved / n,
        shotsSaved: rule.shotsSaved / n,
        missed: rule.missed / n,
        inVain: rule.inVain / n,
      },
    }
  }
}

import { Battle } from '../battle/index.ts'
import type { StudyResult } from './monte-carlo.ts'
import type { Prepared } from './prepare.ts'

/** The same raids, with the same draws, under one other assumption. */
export interface Variant {
  readonly id: 'independent_failures' | 'without_consent'
  readonly prepared: Prepared
}

/**
 * What a run is held against: failures without anything in common, where the scenario has a common mode; and a release that nobody has to
 * consent to, where it asks somebody. They share sensors and tracker with what they are made from: run one after the other.
 */
export function variantsOf(prepared: Prepared): Variant[] {
  const { plan } = prepared.battle
  const variants: Variant[] = []
  if (plan.layers.some((l) => l.interceptor.pCommon < 1))
    variants.push({
      id: 'independent_failures',
      prepared: { ...prepared, battle: new Battle({ ...plan, independent: true }) },
    })
  const { authority, ...command } = plan.command
  if (authority !== undefined && authority.ask.length > 0)
    variants.push({
      id: 'without_consent',
      prepared: { ...prepared, battle: new Battle({ ...plan, command }) },
    })
  return variants
}

/** What came of a variant, in the document of `run --json`. */
export interface VariantReport {
  readonly runs: number
  readonly leaked: { readonly mean: number; readonly ci95: readonly [number, number] }
  readonly killed: number
}

/** The part of `run --json` on variants; null where the scenario gives no reason for one, or none was run. */
export function variantReport(result: StudyResult | undefined): VariantReport | null {
  if (result === undefined) return null
  const { runs, leaked, killed } = result
  return { runs, leaked: { mean: leaked.mean, ci95: leaked.ci95 }, killed }
}

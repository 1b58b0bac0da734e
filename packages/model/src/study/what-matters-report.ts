import { ASSUMPTIONS, type AssumptionId } from './compare-parts.ts'
import type { OutputName } from './compare-work.ts'
import type { ReportHead } from './report.ts'
import { VERSION } from './version.ts'
import type { Effect, WhatMatters } from './what-matters.ts'

/** What one assumption does to one output. */
export interface EffectReport {
  readonly name: OutputName
  /** Per cent for a per cent at the stated value; null where it has no number or is zero. */
  readonly elasticity: number | null
  readonly low: number
  readonly high: number
}

/** `opendome compare A --json`. */
export interface WhatMattersReport extends ReportHead {
  readonly study: string
  readonly outputs: readonly { readonly name: OutputName; readonly value: number }[]
  /** The disputed ones first. */
  readonly assumptions: readonly {
    readonly assumption: AssumptionId
    readonly name: string
    readonly disputed: boolean
    readonly value: string | null
    readonly low: string | null
    readonly high: string | null
    readonly effects: readonly EffectReport[]
    /** Why it moves nothing here; null where it does. */
    readonly why: string | null
  }[]
  readonly runs: number
}

/** The document of one study's assumptions. */
export function whatMattersReport(found: WhatMatters): WhatMattersReport {
  const { study, outputs, matters, runs, notes } = found
  const names = Object.keys(outputs) as OutputName[]
  return {
    opendome: VERSION,
    scenario: study.name,
    changed_assumptions: study.scenario?.changed ?? [],
    limits: [
      ...notes,
      'Each assumption is moved alone, all others as stated. Elasticities are central differences of 5 %; low and high are what the scenario disputes, the ranges of the catalog, else the usual ones of docs/compare.md.',
      ...(outputs.fleet === undefined || study.scenario === undefined
        ? []
        : ['A fleet is sized again by the closed form: its own multiple of the mean need.']),
      ...(outputs.leaked === undefined ? [] : [`Leakers are means of ${runs} runs with the same draws.`]),
    ],
    study: study.id,
    outputs: names.map((name) => ({ name, value: outputs[name]! })),
    assumptions: matters.map((m) => ({
      assumption: m.assumption,
      name: ASSUMPTIONS[m.assumption],
      disputed: m.disputed,
      value: m.value ?? null,
      low: m.low ?? null,
      high: m.high ?? null,
      effects: names.flatMap((name) => {
        const effect = m.effects[name]
        return effect === undefined ? [] : [effectReport(name, effect)]
      }),
      why: m.why ?? null,
    })),
    runs,
  }
}

function effectReport(name: OutputName, { elasticity, low, high }: Effect): EffectReport {
  return { name, elasticity: elasticity ?? null, low, high }
}

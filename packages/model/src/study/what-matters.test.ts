import { describe, expect, it } from 'vitest'
import { readCost, readScenario } from '../scenario/index.ts'
import { DISPUTED } from './compare-parts.ts'
import { whatMattersReport, whatMattersSteps } from './index.ts'
import type { StudyInput, WhatMattersReport } from './index.ts'

const scenario = readScenario('opendome: 1\nfrom: cbo-2026')
const cbo: StudyInput = { id: 'cbo-2026', name: 'cbo-2026', cost: scenario.cost!, scenario }
const alone = (id: string): StudyInput => ({ id, name: id, cost: readCost(id), scenario: undefined })

function report(study: StudyInput, runs: number): WhatMattersReport {
  const steps = whatMattersSteps(study, { runs })
  for (;;) {
    const step = steps.next()
    if (step.done === true) return whatMattersReport(step.value)
  }
}

const row = (r: WhatMattersReport, id: string): WhatMattersReport['assumptions'][number] =>
  r.assumptions.find((m) => m.assumption === id)!
const effect = (
  r: WhatMattersReport,
  id: string,
  output: string,
): WhatMattersReport['assumptions'][number]['effects'][number] =>
  row(r, id).effects.find((e) => e.name === output)!

describe('what matters in a scenario', () => {
  const r = report(cbo, 2)

  it('lists the disputed assumptions first, also those that it has not', () => {
    expect(r.assumptions.slice(0, DISPUTED.length).map((m) => m.assumption)).toEqual(DISPUTED)
    expect(row(r, 'launch-price').why).toBe('in the unit price')
    expect(row(r, 'learning').why).toBe('the price is an average, learning is in it')
  })

  it('has elasticities that follow from the formulas', () => {
    // Fleet in proportion to need; of the total, the part that is bought in proportion.
    expect(effect(r, 'salvo', 'fleet').elasticity).toBeCloseTo(1, 3)
    expect(effect(r, 'guarantee', 'fleet').elasticity).toBeCloseTo(1, 3)
    expect(effect(r, 'unit-price', 'total_usd_b').elasticity).toBeCloseTo(686.4 / 1154.4, 9)
    expect(effect(r, 'unit-price', 'fleet').elasticity).toBe(0)
    expect(effect(r, 'fly-out-speed', 'fleet').elasticity).toBeLessThan(-1)
    expect(effect(r, 'decision-time', 'fleet').elasticity).toBeGreaterThan(0.5)
    expect(effect(r, 'independence', 'total_usd_b').elasticity).toBeNull()
  })

  it('has a tornado between the low and the high of each', () => {
    expect(effect(r, 'salvo', 'fleet')).toMatchObject({ low: 3900, high: 15_600 })
    // 13.4 and 36.3 million, four fleets of 7,800, and 468 billion beside them.
    expect(effect(r, 'unit-price', 'total_usd_b').low).toBeCloseTo(0.0134 * 31_200 + 468, 6)
    expect(effect(r, 'unit-price', 'total_usd_b').high).toBeCloseTo(0.0363 * 31_200 + 468, 6)
    expect(effect(r, 'independence', 'leaked').high).toBeGreaterThanOrEqual(
      effect(r, 'independence', 'leaked').low,
    )
    const widths = r.assumptions.slice(DISPUTED.length).map((m) => {
      const e = m.effects.find((x) => x.name === 'total_usd_b')
      return e === undefined ? 0 : Math.abs(e.high - e.low)
    })
    expect([...widths].sort((a, b) => b - a)).toEqual(widths)
  })
})

describe('what matters in a published cost', () => {
  it('moves learning at the same price of the first unit', () => {
    const r = report(alone('aei-calculator'), 0)
    expect(r.outputs.map((o) => o.name)).toEqual(['fleet', 'total_usd_b'])
    const { low, high } = effect(r, 'learning', 'total_usd_b')
    expect(low).toBeLessThan(104.4)
    expect(high).toBeGreaterThan(104.4)
    expect(row(r, 'salvo').why).toBe('published cost: not in it')
    expect(r.limits.join('\n')).toContain('whole generations')
  })

  it('says that a lump cannot be told apart', () => {
    const r = report(alone('nrc-2012'), 0)
    expect(row(r, 'unit-price').why).toBe('in a lump, or swapped whole')
    expect(effect(r, 'interceptors', 'total_usd_b')).toMatchObject({ low: 300, high: 500 })
    expect(effect(r, 'interceptors', 'total_usd_b').elasticity).toBeCloseTo(1, 9)
  })
})

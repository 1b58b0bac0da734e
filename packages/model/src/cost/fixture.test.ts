import { describe, expect, it } from 'vitest'
import { figure, item, plan } from './fixture.ts'
import { lifeCycleCost } from './index.ts'

describe('the fixture', () => {
  it('costs ten units at their price', () => {
    expect(lifeCycleCost(plan([item({ averageUnit: figure(3) })])).total).toBeCloseTo(30, 12)
  })
})

import { describe, expect, it } from 'vitest'
import { stateAt } from '../threat/index.ts'
import { BURNOUT, WINDOW } from './fixture.ts'

describe('the made-up boost', () => {
  it('rises to 214 km and covers some 500 km, as a solid booster does', () => {
    const r = new Float64Array(3)
    stateAt(WINDOW.trajectory, BURNOUT, r)
    expect(Math.hypot(...r) / 1000 - 6371).toBeCloseTo(214.4, 0)
  })
})

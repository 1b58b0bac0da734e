import { describe, expect, it } from 'vitest'
import { casesTable, type CaseResult } from './index.ts'

const row: CaseResult = {
  id: 'earth/one',
  room: 'earth',
  class: 'published',
  quantity: 'range',
  expected: 240,
  got: 235.629895763886,
  unit: 'km',
  difference: 235.629895763886 - 240,
  tolerance: '15 %',
  reason: 'Because.',
  share: 0.121,
  pass: true,
  source: 'Work (1999)',
}

describe('the page', () => {
  it('rounds to a little more than the expected value prints', () => {
    expect(casesTable([row])).toMatch(
      /\| one +\| range +\| +240 \| +235\.63 \| km +\| +−4\.4 \| +15 % \| +12 % \| pass +\|/,
    )
  })

  it('says what fails, and counts it', () => {
    const page = casesTable([{ ...row, got: 100, difference: -140, share: 3.9, pass: false }])
    expect(page).toContain('0 lie within their tolerance, 1 do not')
    expect(page).toContain('**fail**')
    expect(page).toContain('## Narrow passes')
  })

  it('gives a bracket its ratio', () => {
    const page = casesTable([
      { ...row, class: 'bracket', got: 480, difference: 240, share: null, pass: null },
    ])
    expect(page).toMatch(/## Distances[^]*\| earth\/one +\| range +\| +240 \| +480 \| km +\| +2\.00 \|/)
  })
})

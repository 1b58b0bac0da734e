import { describe, expect, it } from 'vitest'
import { shapeOf } from './testing/command.ts'
import { opendome } from './testing/commands.ts'

describe('sources', () => {
  it('shows figures with value, mark, range, source and place', async () => {
    const { code, out, err } = await opendome(['sources', 'delta_v'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^interceptor sbi-notional: /m)
    expect(out).toMatch(/^ {2}delta_v_km_s = 6 km\/s \([a-z-]+(, .* to .*)?\)$/m)
    expect(out).toMatch(/^\d+ figures, \d+ sources?$/m)
  })

  it('lists what the catalog holds without a word', async () => {
    const { code, out } = await opendome(['sources'])
    expect(code).toBe(0)
    for (const kind of ['interceptor', 'site', 'study', 'vehicle'])
      expect(out).toMatch(new RegExp(`^${kind}: \\d+ \\(`, 'm'))
  })

  it('holds figures and sources in --json', async () => {
    const { code, out } = await opendome(['sources', 'cbo-2026', '--json'])
    expect(code).toBe(0)
    const document = JSON.parse(out) as { figures: object[]; sources: object[]; word: string }
    expect(document.word).toBe('cbo-2026')
    expect(shapeOf(document.sources[0])).toMatchObject({ id: 'string', title: 'string', edition: 'string' })
    for (const figure of document.figures)
      expect(Object.keys(figure)).toEqual([
        'kind',
        'entry',
        'path',
        'value',
        'unit',
        'mark',
        'low',
        'high',
        'source',
        'title',
        'where',
        'alternatives',
        'note',
      ])
  })

  it('ends with code 1 and the nearest word where nothing matches', async () => {
    expect(await opendome(['sources', 'burntime'])).toMatchObject({
      code: 1,
      out: '',
      err: 'unknown word burntime: no figure, entry or source of the catalog has it\nhint: did you mean burn_time_s?\n',
    })
  })
})

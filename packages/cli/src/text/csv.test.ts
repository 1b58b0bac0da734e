import { expect, it } from 'vitest'
import { csv, provenance } from './csv.ts'

it('quotes cells that hold commas, quotes or line breaks', () => {
  expect(
    csv(
      ['from\nhere'],
      ['a', 'b'],
      [
        ['x,y', 'say "no"'],
        [undefined, 1.5],
      ],
    ),
  ).toBe('# from here\na,b\n"x,y","say ""no"""\n,1.5\n')
})

it('names the program and every changed assumption', () => {
  const head = {
    opendome: '0.1.0',
    scenario: 'S',
    changed_assumptions: [{ path: 'a.b', preset: 1, value: null }],
  }
  expect(provenance(head, 'seed 1')).toEqual([
    'opendome 0.1.0, S, seed 1',
    'changed assumption: a.b: none instead of 1',
  ])
})

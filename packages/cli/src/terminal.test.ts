import { expect, it } from 'vitest'
import { emphasis, outputWidth } from './terminal.ts'

it('writes at most 100 columns, at least 40, and 100 where there is no terminal', () => {
  expect([undefined, 250, 80, 5].map((columns) => outputWidth(columns))).toEqual([100, 100, 80, 40])
})

it('marks text only where colours are on', () => {
  expect(emphasis(false)('a', 'strong')).toBe('a')
  expect(emphasis(true)('a', 'strong')).toBe('\u001b[1ma\u001b[22m')
})

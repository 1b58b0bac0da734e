import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bullets, wrap } from './wrap.ts'

describe('wrap', () => {
  it('keeps all words in order, and no line is too long but for one long word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,15}$/)),
        fc.integer({ min: 1, max: 40 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width)
          expect(
            lines
              .join(' ')
              .split(' ')
              .filter((w) => w !== ''),
          ).toEqual(words)
          for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(width)
        },
      ),
    )
  })

  it('gives one empty line for an empty text', () => {
    expect(wrap('  ', 10)).toEqual([''])
  })
})

describe('bullets', () => {
  it('indents the lines that follow', () => {
    expect(bullets(['one two three', 'four'], 12)).toEqual(['  - one two', '    three', '  - four'])
  })
})

import { describe, expect, it } from 'vitest'
import { table } from './table.ts'

const rows = [{ cells: ['Fired', '10'] }, { cells: ['Through (mean)', '5.0'], emphasis: 'strong' as const }]

describe('table', () => {
  it('sets words flush left and numbers flush right', () => {
    expect(table({ head: ['Means', 'slow reading'], rows, left: [0], width: 100 })).toEqual([
      'Means           slow reading',
      '----------------------------',
      'Fired                     10',
      'Through (mean)           5.0',
    ])
  })

  it('wraps heads before it outgrows the width', () => {
    expect(table({ head: ['Means', 'slow reading'], rows, left: [0], width: 23 })).toEqual([
      '                   slow',
      'Means           reading',
      '-----------------------',
      'Fired                10',
      'Through (mean)      5.0',
    ])
  })

  it('wraps the flexible column and marks every line of an emphasised row', () => {
    const lines = table({
      head: ['a', 'text', 'n'],
      rows: [{ cells: ['x', 'some words that are too long', '1'], emphasis: 'strong' }],
      left: [0, 1],
      flexible: 1,
      width: 20,
      emphasise: (line) => `<${line}>`,
    })
    expect(lines.slice(2)).toEqual(['<x  some words      1>', '<   that are too>', '<   long>'])
  })
})

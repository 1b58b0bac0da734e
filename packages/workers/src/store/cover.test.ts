import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverOf, gapsOf, type Range } from './cover.ts'

const END = 40
const range = fc
  .tuple(fc.integer({ min: 0, max: END - 1 }), fc.integer({ min: 1, max: 12 }))
  .map(([from, length]): Range => ({ from, to: Math.min(END, from + length) }))

const runsOf = (ranges: readonly Range[]): number[] =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))

describe('coverOf', () => {
  it('takes each run of the range that is in a shard once, in order, from a shard that holds it', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), range, (shards, wanted) => {
        const pieces = coverOf(shards, wanted)
        const there = new Set(runsOf(shards))
        expect(runsOf(pieces)).toEqual(runsOf([wanted]).filter((run) => there.has(run)))
        for (const { shard, from, to } of pieces)
          expect(from >= shard.from && to <= shard.to && from < to).toBe(true)
      }),
    )
  })

  it('takes one shard where one holds all', () => {
    const whole = { from: 0, to: 100 }
    expect(coverOf([{ from: 0, to: 50 }, whole, { from: 50, to: 100 }], { from: 0, to: 100 })).toEqual([
      { shard: whole, from: 0, to: 100 },
    ])
  })
})

describe('gapsOf', () => {
  it('names exactly the runs that the cover leaves open', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), range, (shards, wanted) => {
        const pieces = coverOf(shards, wanted)
        const all = [...runsOf(pieces), ...runsOf(gapsOf(pieces, wanted))].sort((a, b) => a - b)
        expect(all).toEqual(runsOf([wanted]))
      }),
    )
  })
})

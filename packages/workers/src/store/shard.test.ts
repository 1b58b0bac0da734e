import { describe, expect, it } from 'vitest'
import { decodeRuns, encodeRuns, sha256 } from './shard.ts'

const table = {
  from: 1000,
  to: 1003,
  columns: new Map([
    ['start_s', Float64Array.of(0.1, 86163.99999999999, 5e-324)],
    ['leaked/united-states', Float64Array.of(0, 3, 10)],
    ['large', Float64Array.of(0, 2 ** 31, -1)],
    ['minus-zero', Float64Array.of(-0, 1, 2)],
  ]),
}

describe('a shard of runs', () => {
  it('gives back each number to the last bit, under its name and run', async () => {
    const { bytes } = encodeRuns(table)
    expect(await decodeRuns(bytes, 1000, 1003)).toEqual(table)
  })

  it('has the same bytes each time, and their hash', () => {
    const [a, b] = [encodeRuns(table), encodeRuns(table)]
    expect(a.bytes).toEqual(b.bytes)
    expect(a.sha256).toBe(sha256(b.bytes))
  })

  it('keeps many rows in order', async () => {
    const long = {
      from: 0,
      to: 2500,
      columns: new Map([['leaked', Float64Array.from({ length: 2500 }, (_, i) => i % 7)]]),
    }
    expect(await decodeRuns(encodeRuns(long).bytes, 0, 2500)).toEqual(long)
  })

  it.each([
    [0, 3, /^invalid shard of runs 0 to 2: its rows are out of order$/],
    [1000, 1002, /^invalid shard of runs 1000 to 1001: expected 2 rows, found 3$/],
  ])('is refused as runs %d to %d', async (from, to, message) => {
    await expect(decodeRuns(encodeRuns(table).bytes, from, to)).rejects.toThrow(message)
  })
})

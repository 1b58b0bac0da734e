import { memoryUsage } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { planOf } from './fixture.ts'
import { Battle } from './index.ts'

const MEGABYTE = 1e6

describe('memory', () => {
  it('does not grow from 100 to 10,000 runs', () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const battle = new Battle(planOf({ raid: [{ threat: 'raid', count: 10 }] }))
    const heap = (from: number, to: number): number => {
      for (let run = from; run < to; run++) battle.run(run)
      collect()
      return memoryUsage().heapUsed
    }
    const early = heap(0, 100)
    expect(heap(100, 10_000) - early).toBeLessThan(5 * MEGABYTE)
  })
})

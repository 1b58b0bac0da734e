import { memoryUsage } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { newMeasurements } from './index.ts'
import { INFRARED, RADAR, leo, network, radarAt, target } from './fixture.ts'

const MEGABYTE = 1e6

describe('memory of a sensor network', () => {
  it('does not grow from 20 to 500 runs of 120 scans', () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const net = network([leo('low', { ...INFRARED, falseAlarmInterval: 60 }), radarAt('r', 45, 120, RADAR)])
    const targets = Array.from({ length: 10 }, (_, i) => target(41, 120 + i, 2e5))
    const out = newMeasurements(10_000)
    const origin = new Int32Array(10_000)
    const heap = (from: number, to: number): number => {
      for (let run = from; run < to; run++)
        for (let t = 1000; t < 1120; t++) {
          out.count = 0
          net.scan(run, t, targets, out, origin)
        }
      collect()
      return memoryUsage().heapUsed
    }
    const early = heap(0, 20)
    expect(heap(20, 500) - early).toBeLessThan(2 * MEGABYTE)
  })
})

import { describe, expect, it } from 'vitest'
import { clopperPearson, Stream } from '../math/index.ts'
import {
  barrageShots,
  killChance,
  layeredLeakage,
  leakerChances,
  objectsToEngage,
  salvosInTime,
  shootLookShoot,
  type ShotGroup,
} from './index.ts'

/** Confidence of the intervals that simulated counts have to lie in: seeds are fixed, so this is no chance of failure. */
const CONFIDENCE = 0.999

describe('barrage', () => {
  it('gives the chance that n shots stop a missile, which the common factor caps', () => {
    expect(killChance(0.5, 3)).toBe(0.875)
    expect(killChance(0.5, 3, 0.8)).toBeCloseTo(0.7, 15)
    expect(killChance(0.9, 1000, 0.8)).toBeCloseTo(0.8, 15)
    expect(killChance(0.5, 0)).toBe(0)
  })

  it('turns a wanted chance of no leaker into shots, and back', () => {
    for (const [missiles, confidence, sspk, common] of [
      [1, 0.5, 0.5, 1],
      [20, 0.8, 0.7, 0.99],
      [100, 0.1, 0.3, 0.98],
    ] as const) {
      const n = barrageShots(missiles, confidence, sspk, common)
      expect(Math.pow(killChance(sspk, n, common), missiles)).toBeCloseTo(confidence, 12)
    }
    expect(barrageShots(1, 0.5, 0.5)).toBeCloseTo(1, 12)
  })

  it('says that no number of shots will do where the common factor is too low', () => {
    // 0.8^(1/10) = 0.97793.
    expect(() => barrageShots(10, 0.8, 0.7, 0.977)).toThrow('infeasible common factor 0.977')
    expect(barrageShots(10, 0.8, 0.7, 0.979)).toBeGreaterThan(5)
  })

  it('counts what is engaged among warheads and decoys', () => {
    expect(objectsToEngage(10, 10, 1, 1)).toBe(20)
    expect(objectsToEngage(10, 100, 0.9, 0.05)).toBeCloseTo(14, 12)
  })

  it.each([
    [() => killChance(1.1, 1), 'invalid sspk 1.1: expected 0 to 1'],
    [() => killChance(0.5, -1), 'invalid shots -1: expected'],
    [() => killChance(0.5, 1, NaN), 'invalid common factor NaN: expected 0 to 1'],
    [() => barrageShots(0, 0.5, 0.5), 'invalid missiles 0: expected'],
    [() => barrageShots(1, 1, 0.5), 'invalid confidence 1: expected above 0 and below 1'],
    [() => barrageShots(1, 0.5, 0), 'invalid sspk 0: expected above 0 and below 1'],
    [() => objectsToEngage(1, 1, 2, 0), 'invalid chance of calling a warhead a warhead 2: expected 0 to 1'],
  ])('refuses what is no chance or count (%#)', (work, message) => {
    expect(work).toThrow(message)
  })
})

describe('shoot, look, shoot', () => {
  it('is a barrage in leakage and saves shots, where looks do not err', () => {
    const { leak, shots, wasted } = shootLookShoot(0.7, [2, 3])
    expect(leak).toBeCloseTo(Math.pow(0.3, 5), 15)
    expect(shots).toBeCloseTo(2 + 0.09 * 3, 15)
    expect(wasted).toBe(0)
  })

  it('leaks what is called killed, and wastes shots on what is not', () => {
    const always = shootLookShoot(0.5, [1, 1, 1], { falseKill: 1, missedKill: 0 })
    expect(always).toEqual({ leak: 0.5, shots: 1, wasted: 0 })
    const never = shootLookShoot(0.5, [1, 1, 1], { falseKill: 0, missedKill: 1 })
    expect(never.leak).toBe(0.125)
    expect(never.shots).toBe(3)
    expect(never.wasted).toBe(0.5 + 0.75)
  })

  it('fits as many salvos as fly-out and assessment leave time for', () => {
    expect(salvosInTime(0, 100, 30, 20)).toBe(3)
    expect(salvosInTime(0, 99, 30, 20)).toBe(2)
    expect(salvosInTime(0, 0, 30, 20)).toBe(1)
    expect(salvosInTime(10, 9, 30, 20)).toBe(0)
    expect(() => salvosInTime(0, 9, 0, 0)).toThrow('invalid fly-out and assessment delay 0 s')
  })
})

describe('layers', () => {
  const layers: readonly ShotGroup[] = [
    { kill: 0.8, common: 0.9 },
    { kill: 0.6, common: 1 },
    { kill: 0.5, common: 0.7 },
  ]

  it('multiply their leakages where failures are independent, and not by more where they are not', () => {
    const free = layers.map(({ kill }) => ({ kill, common: 1 }))
    expect(layeredLeakage(free)).toBeCloseTo(0.2 * 0.4 * 0.5, 15)
    expect(layeredLeakage(free, 0.9)).toBeCloseTo(1 - 0.9 * 0.96, 15)
    expect(layeredLeakage(layers)).toBeCloseTo(0.28 * 0.4 * 0.65, 15)
    expect(layeredLeakage([])).toBe(1)
  })

  it.each(['missile', 'raid'] as const)('have leakers of the same mean, factors drawn once a %s', (drawn) => {
    const chances = leakerChances(12, layers, 0.95, drawn)
    let total = 0
    let mean = 0
    chances.forEach((p, k) => {
      total += p
      mean += k * p
    })
    // lnGamma of 13 is right to 1e-14.
    expect(total).toBeCloseTo(1, 12)
    expect(mean).toBeCloseTo(12 * layeredLeakage(layers, 0.95), 11)
  })

  it('leak together where factors are drawn once a raid: more raids without a leaker, and more lost whole', () => {
    const apart = leakerChances(12, layers, 0.95, 'missile')
    const together = leakerChances(12, layers, 0.95, 'raid')
    expect(together[0]!).toBeGreaterThan(apart[0]!)
    expect(together[12]!).toBeGreaterThan(0.05)
    expect(apart[12]!).toBeLessThan(1e-7)
    expect([...leakerChances(3, [{ kill: 1, common: 1 }], 0.9, 'raid')]).toEqual([0.9, 0, 0, 1 - 0.9])
  })

  it.each(['missile', 'raid'] as const)(
    'leak in simulation as often as the closed form says (%s)',
    (drawn) => {
      const runs = 4000
      const stream = new Stream(3, 0, 'test/leakers', 0)
      const counts = new Int32Array(7)
      for (let run = 0; run < runs; run += 1) {
        stream.reset(run, 0)
        let works: boolean[] = []
        let shared = true
        let leakers = 0
        for (let m = 0; m < 6; m += 1) {
          if (m === 0 || drawn === 'missile') {
            shared = stream.uniform() < 0.95
            works = layers.map((l) => stream.uniform() < l.common)
          }
          const stopped = layers.map((l, g) => stream.uniform() < l.kill && works[g]! && shared)
          if (!stopped.includes(true)) leakers += 1
        }
        counts[leakers]! += 1
      }
      const chances = leakerChances(6, layers, 0.95, drawn)
      counts.forEach((count, k) => {
        const { low, high } = clopperPearson(count, runs, CONFIDENCE)
        expect(chances[k]!).toBeGreaterThanOrEqual(low)
        expect(chances[k]!).toBeLessThanOrEqual(high)
      })
    },
  )

  it('refuse what is no chance, no count, or too much to sum over', () => {
    expect(() => layeredLeakage([{ kill: 1.2, common: 1 }])).toThrow('invalid kill chance 1.2')
    expect(() => leakerChances(1.5, [], 1, 'raid')).toThrow('invalid missiles 1.5: expected a whole number')
    const many = Array.from({ length: 17 }, () => ({ kill: 0.5, common: 0.5 }))
    expect(() => leakerChances(1, many, 1, 'raid')).toThrow('invalid groups 17: expected 0 to 16')
  })
})

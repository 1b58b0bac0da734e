import { describe, expect, it } from 'vitest'
import { clopperPearson, Stream } from '../math/index.ts'
import {
  checkDoctrine,
  decideFire,
  shootLookShoot,
  type Doctrine,
  type DoctrineState,
  type PastShot,
} from './index.ts'

const SALVO: Doctrine = {
  salvo: 2,
  salvosPerLook: Infinity,
  spacing: 0,
  assessmentDelay: 10,
  most: 2,
  emptyAtLast: false,
  reserve: 0,
  falseKill: 0,
  missedKill: 0,
}
const LOOK: Doctrine = { ...SALVO, salvo: 1, salvosPerLook: 1, most: 3 }
const TWICE: Doctrine = { ...LOOK, salvosPerLook: 2, spacing: 5, most: 4 }

/** In reach until 100 s; an interceptor takes 30 s. */
const state = (now: number, change: Partial<DoctrineState> = {}): DoctrineState => ({
  now,
  shots: [],
  reach: { latest: 100, intercept: now + 30 },
  stock: 10,
  ...change,
})
const shot = (release: number): PastShot => ({ release, intercept: release + 30 })

describe('one layer decides about one missile', () => {
  it('fires its salvo at once, and no more', () => {
    expect(decideFire(SALVO, state(0))).toEqual({ fire: 2, reason: 'fire' })
    expect(decideFire(SALVO, state(1, { shots: [shot(0), shot(0)] }))).toMatchObject({ reason: 'most-fired' })
  })

  it('shoots, looks, and shoots again at what is called alive', () => {
    expect(decideFire(LOOK, state(0))).toMatchObject({ fire: 1 })
    expect(decideFire(LOOK, state(20, { shots: [shot(0)] }))).toEqual({
      fire: 0,
      reason: 'looking',
      again: 40,
    })
    const alive = { at: 40, killed: false }
    expect(decideFire(LOOK, state(40, { shots: [shot(0)], called: alive }))).toMatchObject({ fire: 1 })
    // The second shot needs a look of its own.
    expect(decideFire(LOOK, state(50, { shots: [shot(0), shot(40)], called: alive }))).toMatchObject({
      reason: 'looking',
      again: 80,
    })
    expect(decideFire(LOOK, state(40, { shots: [shot(0)], called: { at: 40, killed: true } }))).toMatchObject(
      {
        fire: 0,
        reason: 'killed',
      },
    )
  })

  it('shoots twice before it looks, spaced', () => {
    expect(decideFire(TWICE, state(2, { shots: [shot(0)] }))).toEqual({
      fire: 0,
      reason: 'spacing',
      again: 5,
    })
    expect(decideFire(TWICE, state(5, { shots: [shot(0)] }))).toMatchObject({ fire: 1 })
    const both = [shot(0), shot(5)]
    expect(decideFire(TWICE, state(6, { shots: both }))).toMatchObject({ reason: 'looking', again: 45 })
    const called = { at: 45, killed: false }
    expect(decideFire(TWICE, state(45, { shots: both, called }))).toMatchObject({ fire: 1 })
  })

  it('fires what is left at once where no look comes in time any more, if told so', () => {
    const last: Doctrine = { ...LOOK, emptyAtLast: true }
    expect(decideFire(last, state(59))).toMatchObject({ fire: 1 })
    // Released at 61 s it meets at 91 s and is assessed at 101 s: too late to shoot again.
    expect(decideFire(last, state(61))).toMatchObject({ fire: 3 })
    expect(decideFire(LOOK, state(61))).toMatchObject({ fire: 1 })
    expect(decideFire(last, state(70, { shots: [shot(65)] }))).toMatchObject({ fire: 2 })
    expect(decideFire(LOOK, state(70, { shots: [shot(65)] }))).toMatchObject({ reason: 'looking' })
  })

  it('holds fire for a better layer with interceptors to spare, and only then', () => {
    const hold: Doctrine = { ...SALVO, holdFor: 0.8 }
    expect(decideFire(hold, state(0, { later: { kill: 0.8, free: true } }))).toMatchObject({
      reason: 'holding',
    })
    expect(decideFire(hold, state(0, { later: { kill: 0.79, free: true } }))).toMatchObject({ fire: 2 })
    expect(decideFire(hold, state(0, { later: { kill: 0.9, free: false } }))).toMatchObject({ fire: 2 })
    expect(decideFire(SALVO, state(0, { later: { kill: 1, free: true } }))).toMatchObject({ fire: 2 })
  })

  it('keeps its reserve, fires what it has, and says which of the two stopped it', () => {
    const kept: Doctrine = { ...SALVO, reserve: 3 }
    expect(decideFire(kept, state(0, { stock: 4 }))).toMatchObject({ fire: 1, reason: 'fire' })
    expect(decideFire(kept, state(0, { stock: 3 }))).toMatchObject({ fire: 0, reason: 'reserve' })
    expect(decideFire(SALVO, state(0, { stock: 0 }))).toMatchObject({ fire: 0, reason: 'empty' })
  })

  it('does not fire out of reach, nor after the last release', () => {
    expect(decideFire(SALVO, state(0, { reach: undefined }))).toMatchObject({ reason: 'no-reach' })
    expect(decideFire(SALVO, state(100))).toMatchObject({ fire: 2 })
    expect(decideFire(SALVO, state(100.1))).toMatchObject({ reason: 'no-reach' })
  })
})

describe('a doctrine played through', () => {
  /** One missile: asks the doctrine on a clock, draws hits and looks; returns what happened. */
  function play(
    doctrine: Doctrine,
    sspk: number,
    stream: Stream,
  ): { leaked: boolean; shots: number; wasted: number } {
    const shots: (PastShot & { wasted: boolean })[] = []
    let called: { at: number; killed: boolean } | undefined
    let alive = true
    let settled = 0
    for (let now = 0; now <= 200; now += 5) {
      // Salvos leave 40 s apart at least, so every shot is settled before the next leaves.
      for (; settled < shots.length && shots[settled]!.intercept <= now; settled += 1)
        if (stream.uniform() < sspk) alive = false
      const last = shots[shots.length - 1]
      if (last !== undefined && now === last.intercept + doctrine.assessmentDelay) {
        const wrong = stream.uniform() < (alive ? doctrine.falseKill : doctrine.missedKill)
        called = { at: now, killed: alive === wrong }
      }
      const { fire } = decideFire(doctrine, {
        now,
        shots,
        called,
        reach: { latest: 120, intercept: now + 30 },
        stock: 99,
      })
      for (let k = 0; k < fire; k += 1) shots.push({ ...shot(now), wasted: !alive })
    }
    return { leaked: alive, shots: shots.length, wasted: shots.filter((s) => s.wasted).length }
  }

  it.each([
    ['one by one', { ...LOOK, most: 4 }, [1, 1, 1, 1]],
    ['in twos', { ...LOOK, salvo: 2, most: 6 }, [2, 2, 2]],
    ['with errors', { ...LOOK, most: 4, falseKill: 0.15, missedKill: 0.3 }, [1, 1, 1, 1]],
  ])('leaks and spends as the closed form says: %s', (_, doctrine, salvos) => {
    const runs = 4000
    const stream = new Stream(4, 0, 'test/doctrine', 0)
    let leaked = 0
    let shots = 0
    let wasted = 0
    for (let run = 0; run < runs; run += 1) {
      stream.reset(run, 0)
      const one = play(doctrine, 0.6, stream)
      if (one.leaked) leaked += 1
      shots += one.shots
      wasted += one.wasted
    }
    const expected = shootLookShoot(0.6, salvos, doctrine)
    const { low, high } = clopperPearson(leaked, runs, 0.999)
    expect(expected.leak).toBeGreaterThanOrEqual(low)
    expect(expected.leak).toBeLessThanOrEqual(high)
    // Shots a missile: standard deviation below 1.6, so 3.3 of it in the mean of 4,000 is below 0.085.
    expect(Math.abs(shots / runs - expected.shots)).toBeLessThan(0.085)
    expect(Math.abs(wasted / runs - expected.wasted)).toBeLessThan(0.085)
  })
})

describe('a doctrine at the door', () => {
  it.each([
    [
      { salvo: 0 },
      'invalid salvo 0: expected a whole number, 1 or more',
      'salvo',
      'the doctrine never fires',
    ],
    [{ most: 0 }, 'invalid most 0: expected', 'most', 'the doctrine never fires'],
    [{ salvosPerLook: 0 }, 'invalid salvosPerLook 0: expected', 'salvosPerLook', 'the doctrine never fires'],
    [{ reserve: 8 }, 'invalid reserve 8: expected fewer than the 8', 'reserve', 'the doctrine never fires'],
    [{ holdFor: 0 }, 'invalid holdFor 0: expected above 0', 'holdFor', 'the doctrine never fires'],
    [{ holdFor: 1.5 }, 'invalid holdFor 1.5: expected above 0, at most 1', 'holdFor', undefined],
    [{ reserve: -1 }, 'invalid reserve -1: expected a whole number', 'reserve', undefined],
    [{ spacing: -1 }, 'invalid spacing -1: expected 0 s or more', 'spacing', undefined],
    [{ assessmentDelay: NaN }, 'invalid assessmentDelay NaN: expected', 'assessmentDelay', undefined],
    [{ falseKill: 2 }, 'invalid falseKill 2: expected 0 to 1', 'falseKill', undefined],
  ])('is refused: %o', (change, message, field, hint) => {
    let error: unknown
    try {
      checkDoctrine({ ...LOOK, ...change }, 8, 'interceptors.upper.doctrine')
    } catch (caught) {
      error = caught
    }
    expect(error).toMatchObject({ where: `interceptors.upper.doctrine.${field}`, hint })
    expect((error as Error).message).toContain(message)
  })

  it('is refused with an inventory below zero, and taken with none or some', () => {
    expect(() => checkDoctrine(LOOK, -1, 'x')).toThrow(
      'invalid inventory -1: expected a whole number, 0 or more',
    )
    expect(() => checkDoctrine(LOOK, 0, 'x')).not.toThrow()
    expect(() => checkDoctrine({ ...TWICE, reserve: 7, holdFor: 1 }, 8, 'x')).not.toThrow()
  })
})

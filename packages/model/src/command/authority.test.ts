import { describe, expect, it } from 'vitest'
import { clopperPearson, exp, mean } from '../math/index.ts'
import {
  checkAuthority,
  checkDelay,
  ConsentDraws,
  delayQuantile,
  type Authority,
  type Delay,
  type Party,
} from './index.ts'

const CONFIDENCE = 0.999
const RUNS = 4000

const exponential = (id: string, meanTime: number, consents = 1): Party => ({
  id,
  decision: { kind: 'exponential', least: 0, mean: meanTime },
  consents,
})
const NORAD: Authority = {
  parties: [exponential('united-states', 20), exponential('canada', 30)],
  ask: ['united-states', 'canada'],
  need: 'all',
  order: 'together',
}
const times = (authority: Authority): number[] => {
  const draws = new ConsentDraws(authority, 7)
  return Array.from({ length: RUNS }, (_, run) => draws.ask(run, 0).at ?? Infinity)
}
/** A share of the runs has to lie where the closed form says. */
function expectShare(count: number, expected: number): void {
  const { low, high } = clopperPearson(count, RUNS, CONFIDENCE)
  expect(expected).toBeGreaterThanOrEqual(low)
  expect(expected).toBeLessThanOrEqual(high)
}

describe('a time to decide', () => {
  it('has the quantiles of its distribution', () => {
    expect(delayQuantile({ kind: 'fixed', time: 30 }, 0.2)).toBe(30)
    expect(delayQuantile({ kind: 'uniform', low: 10, high: 20 }, 0.25)).toBe(12.5)
    const triangle: Delay = { kind: 'triangular', low: 0, mode: 10, high: 40 }
    // Below the mode lies a quarter of the area.
    expect(delayQuantile(triangle, 0.25)).toBeCloseTo(10, 12)
    expect(delayQuantile(triangle, 1 - 1 / 12)).toBeCloseTo(40 - 10, 12)
    expect(delayQuantile({ kind: 'triangular', low: 5, mode: 5, high: 5 }, 0.7)).toBe(5)
    expect(delayQuantile({ kind: 'exponential', least: 5, mean: 10 }, 0.5)).toBeCloseTo(5 + 10 * Math.LN2, 12)
    const lognormal: Delay = { kind: 'lognormal', median: 60, p95: 180 }
    expect(delayQuantile(lognormal, 0.5)).toBeCloseTo(60, 12)
    expect(delayQuantile(lognormal, 0.95)).toBeCloseTo(180, 10)
  })

  it.each([
    [{ kind: 'fixed', time: -1 }, 'invalid time -1 s: expected 0 to 1000000 s', 'x.time'],
    [{ kind: 'uniform', low: 5, high: 4 }, 'invalid high 4 s: expected 5 to', 'x.high'],
    [{ kind: 'triangular', low: 1, mode: 0, high: 2 }, 'invalid mode 0 s: expected 1 to', 'x.mode'],
    [{ kind: 'exponential', least: NaN, mean: 1 }, 'invalid least NaN s', 'x.least'],
    [{ kind: 'exponential', least: 0, mean: -1 }, 'invalid mean -1 s', 'x.mean'],
    [{ kind: 'lognormal', median: 0, p95: 1 }, 'invalid median 0 s', 'x.median'],
    [{ kind: 'lognormal', median: 2, p95: 1 }, 'invalid p95 1 s: expected 2 to', 'x.p95'],
  ] as [Delay, string, string][])('is refused as %o', (delay, message, where) => {
    let error: unknown
    try {
      checkDelay(delay, 'x')
    } catch (caught) {
      error = caught
    }
    expect(error).toMatchObject({ where })
    expect((error as Error).message).toContain(message)
  })
})

describe('consent', () => {
  it('of two nations asked together takes the longer of two times, in turn their sum, of one of them the shorter', () => {
    // P(max < t) = (1 − e^(−t/20))(1 − e^(−t/30)); means: a + b − ab/(a + b), a + b, ab/(a + b).
    const both = times(NORAD)
    expectShare(both.filter((t) => t < 40).length, (1 - exp(-2)) * (1 - exp(-4 / 3)))
    // The standard deviations are below 36 s: 3.5 of the mean's is below 2 s.
    expect(Math.abs(mean(both) - 38)).toBeLessThan(2)
    expect(Math.abs(mean(times({ ...NORAD, order: 'in-turn' })) - 50)).toBeLessThan(2)
    expect(Math.abs(mean(times({ ...NORAD, need: 'one' })) - 12)).toBeLessThan(2)
  })

  it('needs nobody where nobody is asked', () => {
    expect(new ConsentDraws({ ...NORAD, ask: [] }, 1).ask(0, 0)).toEqual({ at: 0, by: 'none' })
  })

  it('is given as often as the parties give it', () => {
    const parties = [exponential('united-states', 20, 0.9), exponential('canada', 30, 0.8)]
    const given = (change: Partial<Authority>): number =>
      times({ ...NORAD, parties, ...change }).filter((t) => t < Infinity).length
    expectShare(given({}), 0.72)
    expectShare(given({ need: 'one' }), 0.98)
    expectShare(given({ order: 'in-turn' }), 0.72)
    expectShare(given({ order: 'in-turn', need: 'one' }), 0.98)
  })

  it('is replaced by the standing rule when nobody answers in time, but not when somebody has said no', () => {
    const slow = { kind: 'fixed', time: 100 } as const
    const asked: Authority = {
      ...NORAD,
      parties: [{ id: 'a', decision: slow }],
      ask: ['a'],
      delegatedAfter: 60,
    }
    expect(new ConsentDraws(asked, 1).ask(0, 0)).toEqual({ at: 60, by: 'delegated' })
    expect(new ConsentDraws({ ...asked, delegatedAfter: 100 }, 1).ask(0, 0)).toEqual({ at: 100, by: 'asked' })
    const no: Authority = {
      ...asked,
      parties: [{ id: 'a', decision: { kind: 'fixed', time: 10 }, consents: 0 }],
    }
    expect(new ConsentDraws(no, 1).ask(0, 0)).toEqual({ at: undefined, by: 'refused' })
    // A no that would come later than the rule does not count.
    expect(new ConsentDraws({ ...no, delegatedAfter: 5 }, 1).ask(0, 0)).toEqual({ at: 5, by: 'delegated' })
  })

  it('waits for the way of question and answer, and never comes from who is cut off', () => {
    const fixed = {
      ...NORAD,
      parties: ['united-states', 'canada'].map((id): Party => ({
        id,
        decision: { kind: 'fixed', time: 20 },
      })),
    }
    const draws = new ConsentDraws(fixed, 1)
    const lag =
      (seconds: number) =>
      (id: string): number =>
        id === 'canada' ? seconds : 0
    expect(draws.ask(0, 0, lag(4))).toEqual({ at: 24, by: 'asked' })
    expect(draws.ask(0, 0, lag(Infinity))).toEqual({ at: undefined, by: 'refused' })
    const one = new ConsentDraws({ ...fixed, need: 'one' }, 1)
    expect(one.ask(0, 0, lag(Infinity))).toEqual({ at: 20, by: 'asked' })
    const delegated = new ConsentDraws({ ...fixed, delegatedAfter: 45 }, 1)
    expect(delegated.ask(0, 0, lag(Infinity))).toEqual({ at: 45, by: 'delegated' })
  })

  it('of one party does not depend on who else is asked, nor on the questions before', () => {
    const alone = new ConsentDraws({ ...NORAD, ask: ['canada'] }, 7)
    const first = alone.ask(3, 2).at
    const pair = new ConsentDraws({ ...NORAD, need: 'one' }, 7)
    pair.ask(0, 0)
    const other = new ConsentDraws({ ...NORAD, ask: ['united-states'] }, 7).ask(3, 2).at!
    expect(pair.ask(3, 2).at).toBe(Math.min(first!, other))
    expect(alone.ask(3, 2).at).toBe(first)
    expect(alone.ask(3, 1).at).not.toBe(first)
  })

  it.each([
    [
      { ask: ['united-states', 'mexico'] },
      'unknown party mexico: expected one of united-states, canada',
      'ask.1',
    ],
    [{ ask: ['canada', 'canada'] }, 'invalid consent of canada: asked twice', 'ask.1'],
    [
      { parties: [exponential('canada', 1), exponential('canada', 2)], ask: [] },
      'invalid party canada: stands twice',
      'parties.1.id',
    ],
    [
      { parties: [exponential('canada', 1, 1.5)], ask: [] },
      'invalid consents 1.5: expected 0 to 1',
      'parties.0.consents',
    ],
    [{ parties: [exponential('canada', -1)], ask: [] }, 'invalid mean -1 s', 'parties.0.decision.mean'],
    [{ delegatedAfter: -5 }, 'invalid delegatedAfter -5 s: expected 0 to', 'delegatedAfter'],
  ] as [Partial<Authority>, string, string][])(
    'is refused with place and reason (%#)',
    (change, message, where) => {
      let error: unknown
      try {
        checkAuthority({ ...NORAD, ...change }, 'command.authority')
      } catch (caught) {
        error = caught
      }
      expect(error).toMatchObject({ where: `command.authority.${where}` })
      expect((error as Error).message).toContain(message)
    },
  )
})

import { describe, expect, it } from 'vitest'
import { integrate, type Derivative, type OdeEvent, type OdeOptions } from './ode.ts'

const oscillator: Derivative = (_t, y, out) => {
  out[0] = y[1]!
  out[1] = -y[0]!
}

/** y = [height, speed] without air. */
const fall: Derivative = (_t, y, out) => {
  out[0] = y[1]!
  out[1] = -9.81
}

const clock: Derivative = (_t, _y, out) => {
  out[0] = 1
}

const tight: OdeOptions = { relative: 1e-12, absolute: Float64Array.of(1e-12, 1e-12) }
const oneStep: OdeOptions = { relative: 1e-9, absolute: Float64Array.of(1e-9), firstStep: 100 }

function at(name: string, value: number, terminal = false): OdeEvent {
  return { name, value: (t) => t - value, direction: 0, terminal }
}

function height(direction: -1 | 0 | 1, terminal: boolean, level = 0): OdeEvent {
  return { name: `height ${level}`, value: (_t, y) => y[0]! - level, direction, terminal }
}

describe('events', () => {
  it('are located to 1e-9 s against the closed form', () => {
    const { hits } = integrate(oscillator, 0, Float64Array.of(1, 0), 30, {
      ...tight,
      events: [height(0, false)],
    })
    expect(hits.length).toBe(10)
    hits.forEach((hit, i) => expect(Math.abs(hit.t - (i + 0.5) * Math.PI)).toBeLessThan(1e-10))
  })

  it('are located to 1e-9 s on a long fall at a late time', () => {
    const t0 = 86_400
    const impact = (300 + Math.sqrt(300 ** 2 + 2 * 9.81 * 1000)) / 9.81
    const { stopped, t, y } = integrate(fall, t0, Float64Array.of(1000, 300), t0 + 1000, {
      ...tight,
      events: [height(-1, true)],
    })
    expect(Math.abs(stopped!.t - t0 - impact)).toBeLessThan(1e-9)
    expect(t).toBe(stopped!.t)
    expect(Math.abs(y[0]!)).toBeLessThan(1e-6)
  })

  it('keep to their direction, which is that of the change along the integration', () => {
    const names = (direction: -1 | 0 | 1, t0: number, t1: number) =>
      integrate(oscillator, t0, Float64Array.of(Math.cos(t0), -Math.sin(t0)), t1, {
        ...tight,
        events: [height(direction, false)],
      }).hits.map((hit) => Math.floor(hit.t / Math.PI))
    expect(names(0, 0, 12)).toEqual([0, 1, 2, 3])
    expect(names(-1, 0, 12)).toEqual([0, 2])
    expect(names(1, 0, 12)).toEqual([1, 3])
    expect(names(0, 12, 0)).toEqual([3, 2, 1, 0])
    expect(names(-1, 12, 0)).toEqual([3, 1])
  })

  it('in one step come in the order of time, whatever the order of the list', () => {
    const events = [at('c', 70), at('a', 20), at('d', 90), at('b', 30)]
    const result = integrate(clock, 0, Float64Array.of(0), 100, { ...oneStep, events })
    expect(result.steps).toBe(1)
    expect(result.hits.map((hit) => hit.name)).toEqual(['a', 'b', 'c', 'd'])
    for (const hit of result.hits) expect(Math.abs(hit.y[0]! - hit.t)).toBeLessThan(1e-11)
    const back = integrate(clock, 100, Float64Array.of(100), 0, { ...oneStep, events })
    expect(back.hits.map((hit) => hit.name)).toEqual(['d', 'c', 'b', 'a'])
  })

  it('at one time come in the order of the list', () => {
    const events = [at('first', 40), at('second', 40)]
    const { hits } = integrate(clock, 0, Float64Array.of(0), 100, { ...oneStep, events })
    expect(hits.map((hit) => hit.name)).toEqual(['first', 'second'])
  })

  it('behind a terminal event in the same step are not reported', () => {
    const events = [at('late', 60), at('end', 50.5, true), at('early', 10), at('end too', 50.6, true)]
    const { hits, stopped, t, y } = integrate(clock, 0, Float64Array.of(0), 100, { ...oneStep, events })
    expect(hits.map((hit) => hit.name)).toEqual(['early', 'end'])
    expect(stopped).toBe(hits[1])
    expect(Math.abs(t - 50.5)).toBeLessThan(1e-9)
    expect(Math.abs(y[0]! - 50.5)).toBeLessThan(1e-9)
  })

  it('that come as a pair in one step are both seen', () => {
    // Up through 1000 m and down again, in a single step.
    const { hits, steps } = integrate(fall, 0, Float64Array.of(0, 150), 30, {
      relative: 1e-9,
      absolute: Float64Array.of(1e9, 1e9),
      firstStep: 30,
      events: [height(0, false, 1000)],
    })
    const root = Math.sqrt(150 ** 2 - 2 * 9.81 * 1000)
    expect(steps).toBe(1)
    expect(hits.map((hit) => hit.t)).toEqual([
      expect.closeTo((150 - root) / 9.81, 9),
      expect.closeTo((150 + root) / 9.81, 9),
    ])
  })

  it('do not happen at a start on the root', () => {
    const { hits } = integrate(fall, 0, Float64Array.of(0, 100), 30, { ...tight, events: [height(0, true)] })
    expect(hits.length).toBe(1)
    expect(Math.abs(hits[0]!.t - 200 / 9.81)).toBeLessThan(1e-9)
  })

  it('are not met again by an integration that starts from the hit', () => {
    for (let i = 0; i < 50; i += 1) {
      const first = integrate(oscillator, 0, Float64Array.of(1, 0.1 * i), 30, {
        ...tight,
        events: [height(0, true)],
      })
      const next = integrate(oscillator, first.t, first.y, 30, { ...tight, events: [height(0, true)] })
      expect(Math.abs(next.t - first.t - Math.PI)).toBeLessThan(1e-9)
    }
  })

  it('happen at the very end of the integration', () => {
    const { hits } = integrate(clock, 0, Float64Array.of(0), 100, { ...oneStep, events: [at('end', 100)] })
    expect(hits.map((hit) => hit.t)).toEqual([100])
  })

  it('refuse a value that is not a number, with the name of the event', () => {
    const event: OdeEvent = {
      name: 'burnout',
      value: (t) => (t > 5 ? NaN : 1),
      direction: 0,
      terminal: false,
    }
    expect(() => integrate(clock, 0, Float64Array.of(0), 100, { ...oneStep, events: [event] })).toThrow(
      expect.objectContaining({ code: 'invalid', where: 'burnout' }),
    )
  })
})

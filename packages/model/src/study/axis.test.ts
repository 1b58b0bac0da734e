import { describe, expect, it } from 'vitest'
import { Axis, gridPoints, pointOf } from './axis.ts'
import { studySchema } from './schema.ts'

/** Axes as the file's schema fills them in. */
function axes(...written: object[]): Axis[] {
  const file = studySchema.parse({ opendome_study: 1, name: 't', scenario: 's', sweep: { axes: written } })
  return file.sweep!.axes.map((axis) => new Axis(axis))
}

const values = (axis: Axis): unknown[] => axis.levels().map((l) => l.value)

describe('an axis', () => {
  it('has its values, a range or a log scale, with exact ends', () => {
    expect(values(axes({ id: 'a', path: 'x', values: [3, 'b', true, null, { from: 'v' }] })[0]!)).toEqual([
      3,
      'b',
      true,
      null,
      '{"from":"v"}',
    ])
    expect(values(axes({ id: 'a', path: 'x', range: [0, 60], steps: 5 })[0]!)).toEqual([0, 15, 30, 45, 60])
    expect(values(axes({ id: 'a', path: 'x', range: [0.1, 0.7], steps: 2 })[0]!)).toEqual([0.1, 0.7])
    const log = values(axes({ id: 'a', path: 'x', log: [1, 1000], steps: 4 })[0]!) as number[]
    expect([log[0], log[3]]).toEqual([1, 1000])
    expect(log[1]).toBeCloseTo(10, 12)
    expect(log[2]).toBeCloseTo(100, 11)
  })

  it('rounds whole numbers and names each once', () => {
    expect(values(axes({ id: 'a', path: 'x', range: [1, 4], steps: 10, whole: true })[0]!)).toEqual([
      1, 2, 3, 4,
    ])
  })

  it('moves other fields with it', () => {
    const [axis] = axes({
      id: 'a',
      path: 'x',
      values: [10],
      also: { y: { times: 0.75, plus: 1 }, z: { times: 0.33, whole: true } },
    })
    expect(axis!.levels()[0]!.set).toEqual({ x: 10, y: 8.5, z: 3 })
  })

  it('takes parts of (0, 1): lists and whole numbers alike, intervals evenly', () => {
    const [list, whole, range, log] = axes(
      { id: 'a', path: 'a', values: ['p', 'q', 'r'] },
      { id: 'b', path: 'b', range: [2, 4], whole: true },
      { id: 'c', path: 'c', range: [10, 20] },
      { id: 'd', path: 'd', log: [1, 100] },
    )
    expect([0.1, 0.34, 0.99].map((u) => list!.at(u).value)).toEqual(['p', 'q', 'r'])
    expect([0.01, 0.34, 0.66, 0.67, 0.99].map((u) => whole!.at(u).value)).toEqual([2, 3, 3, 4, 4])
    expect(range!.at(0.25).value).toBe(12.5)
    expect(log!.at(0.5).value).toBeCloseTo(10, 12)
  })

  it('names what it is and its unit', () => {
    const [named, plain, options] = axes(
      { id: 'a', path: 'command.decision_time_s', name: 'decision', values: [1] },
      { id: 'b', path: 'interceptors.sbi.shell.planes', values: [1] },
      { id: 'c', options: [{ id: 'o', set: { x: 1 } }] },
    )
    expect([named!.name, named!.unit, named!.ends]).toEqual(['decision', 's', undefined])
    expect([plain!.name, plain!.unit]).toEqual(['interceptors.sbi.shell.planes', undefined])
    expect([options!.name, options!.unit]).toEqual(['c', undefined])
  })
})

describe('a grid', () => {
  const written = axes(
    {
      id: 'kind',
      options: [
        { id: 'one', set: { k: 1 } },
        { id: 'two', set: { k: 2, m: 5 } },
      ],
    },
    { id: 'depth', path: 'd', values: [7, 8], when: { kind: ['two'] } },
    { id: 'last', path: 'l', values: [0, 1] },
  )

  it('has every combination, and one where an axis does not act', () => {
    expect([...gridPoints(written)]).toEqual([
      { at: { kind: 'one', depth: null, last: 0 }, set: { k: 1, l: 0 } },
      { at: { kind: 'one', depth: null, last: 1 }, set: { k: 1, l: 1 } },
      { at: { kind: 'two', depth: 7, last: 0 }, set: { k: 2, m: 5, d: 7, l: 0 } },
      { at: { kind: 'two', depth: 7, last: 1 }, set: { k: 2, m: 5, d: 7, l: 1 } },
      { at: { kind: 'two', depth: 8, last: 0 }, set: { k: 2, m: 5, d: 8, l: 0 } },
      { at: { kind: 'two', depth: 8, last: 1 }, set: { k: 2, m: 5, d: 8, l: 1 } },
    ])
  })

  it('agrees with points that are made one by one', () => {
    expect(pointOf(written, (axis) => axis.at(0.01))).toEqual([...gridPoints(written)][0])
    expect(pointOf(written, (axis) => axis.at(0.99))).toEqual([...gridPoints(written)][5])
  })
})

import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { FIRE_SOLVERS, type FireMethod } from './assign.ts'
import { optimalFire } from './fire-optimal.ts'
import type { FireProblem } from './fire-problem.ts'

/** Products of at most 40 factors and sums of at most 60 numbers of size 100 round to less. */
const ROUNDING = 1e-9
const METHODS = Object.keys(FIRE_SOLVERS) as FireMethod[]

interface Kind {
  readonly name: string
  readonly most?: number
  readonly stock?: number
  readonly price?: number
  readonly kill: (s: Stream) => number
}

const KINDS: readonly Kind[] = [
  { name: 'plain', kill: (s) => 0.1 + 0.8 * s.uniform() },
  { name: 'far', kill: (s) => (s.uniform() < 0.5 ? 0 : 0.9 * s.uniform()) },
  { name: 'few chances, many ties', kill: (s) => [0, 0.5, 0.5, 0.75][Math.floor(4 * s.uniform())]! },
  { name: 'sure shots', kill: (s) => [0.3, 0.6, 1][Math.floor(3 * s.uniform())]! },
  { name: 'priced', price: 20, kill: (s) => s.uniform() },
  { name: 'limited', most: 2, kill: (s) => s.uniform() },
  { name: 'stocked', stock: 2, most: 3, price: 5, kill: (s) => s.uniform() },
]

function problemOf(kind: Kind, weapons: number, targets: number, s: Stream): FireProblem {
  const list = (n: number, x: () => number): Float64Array => Float64Array.from({ length: n }, x)
  return {
    weapons,
    targets,
    stock: list(weapons, () => (kind.stock === undefined ? 1 : Math.floor((kind.stock + 1) * s.uniform()))),
    value: list(targets, () => (s.uniform() < 0.1 ? 0 : Math.floor(1 + 100 * s.uniform()))),
    kill: list(weapons * targets, () => kind.kill(s)),
    ...(kind.price === undefined ? {} : { price: list(weapons, () => kind.price! * s.uniform()) }),
    ...(kind.most === undefined
      ? {}
      : { most: list(targets, () => Math.floor((kind.most! + 1) * s.uniform())) }),
  }
}

/** The least cost of all plans, by looking at every one: each interceptor at each target or at none. */
function referee(problem: FireProblem): number {
  const { weapons, targets, stock, value, kill, price, most } = problem
  const left = Float64Array.from(value)
  const given = new Int32Array(targets)
  let best = Infinity
  const go = (i: number, shot: number, from: number, spent: number): void => {
    if (i === weapons) {
      let cost = spent
      for (let j = 0; j < targets; j += 1) cost += left[j]!
      best = Math.min(best, cost)
      return
    }
    // The rest of this weapon stays.
    go(i + 1, 0, 0, spent)
    if (shot >= stock[i]!) return
    // Interceptors of one weapon are alike: their targets in ascending order.
    for (let j = from; j < targets; j += 1) {
      if (given[j]! >= (most?.[j] ?? Infinity) || kill[i * targets + j] === 0) continue
      const before = left[j]!
      left[j] = before * (1 - kill[i * targets + j]!)
      given[j]! += 1
      go(i, shot + 1, j, spent + (price?.[i] ?? 0))
      left[j] = before
      given[j]! -= 1
    }
  }
  go(0, 0, 0, 0)
  return best
}

function keepsTheRules(problem: FireProblem, shots: Int32Array): void {
  const { weapons, targets, stock, kill, most } = problem
  const given = new Int32Array(targets)
  for (let i = 0; i < weapons; i += 1) {
    let fired = 0
    for (let j = 0; j < targets; j += 1) {
      const n = shots[i * targets + j]!
      expect(n).toBeGreaterThanOrEqual(0)
      if (kill[i * targets + j] === 0) expect(n).toBe(0)
      fired += n
      given[j]! += n
    }
    expect(fired).toBeLessThanOrEqual(stock[i]!)
  }
  for (let j = 0; j < targets; j += 1) expect(given[j]!).toBeLessThanOrEqual(most?.[j] ?? Infinity)
}

describe.each(METHODS)('any fire plan (%s)', (method) => {
  const solve = FIRE_SOLVERS[method]

  it('keeps stocks, limits and reach, costs what it says, and never more than holding fire', () => {
    const s = new Stream(11, 0, 'fire/rules', 0)
    for (const kind of KINDS) {
      for (let n = 0; n < 20; n += 1) {
        const problem = problemOf(kind, Math.floor(9 * s.uniform()), Math.floor(9 * s.uniform()), s)
        const plan = solve(problem)
        keepsTheRules(problem, plan.shots)
        let cost = 0
        for (let j = 0; j < problem.targets; j += 1) {
          let left = problem.value[j]!
          for (let i = 0; i < problem.weapons; i += 1) {
            const at = i * problem.targets + j
            cost += plan.shots[at]! * (problem.price?.[i] ?? 0)
            for (let k = 0; k < plan.shots[at]!; k += 1) left *= 1 - problem.kill[at]!
          }
          cost += left
        }
        expect(plan.cost).toBeCloseTo(cost, 9)
        expect(plan.leaked + plan.spent).toBe(plan.cost)
        expect(plan.cost).toBeLessThanOrEqual(problem.value.length === 0 ? 0 : sum(problem.value) + ROUNDING)
        expect(plan.bound).toBeLessThanOrEqual(plan.cost)
      }
    }
  })

  it('spreads shots where there is one for each, and stacks them where there is but one target', () => {
    const two = solve({
      weapons: 2,
      targets: 2,
      stock: [1, 1],
      value: [1, 1],
      kill: new Float64Array(4).fill(0.5),
    })
    expect([...two.shots].sort()).toEqual([0, 0, 1, 1])
    expect(two.leaked).toBe(1)
    const one = solve({ weapons: 1, targets: 1, stock: [3], value: [8], kill: Float64Array.of(0.5) })
    expect([...one.shots]).toEqual([3])
    expect(one.leaked).toBe(1)
  })

  it('fires no shot that costs more than it takes, and none at a target worth nothing', () => {
    const kill = Float64Array.of(0.5, 0.5)
    const priced = solve({ weapons: 1, targets: 2, stock: [9], value: [8, 0], kill, price: [1.5] })
    // 8 → 4 → 2 → 1: the third takes 1 and costs 1.5.
    expect([...priced.shots]).toEqual([2, 0])
    expect([priced.leaked, priced.spent]).toEqual([2, 3])
  })

  it('ends where interceptors are without number', () => {
    const plan = solve({ weapons: 1, targets: 1, stock: [1_000_000], value: [1], kill: Float64Array.of(0.5) })
    expect(plan.leaked).toBeLessThan(1e-11)
    expect(plan.shots[0]).toBeLessThan(50)
    const sure = solve({ weapons: 1, targets: 1, stock: [1_000_000], value: [1], kill: Float64Array.of(1) })
    expect([sure.leaked, sure.shots[0]]).toEqual([0, 1])
  })

  it('decides nothing where there is nothing to decide', () => {
    const none = { stock: [], value: [], kill: new Float64Array(0) }
    expect(solve({ weapons: 0, targets: 0, ...none })).toMatchObject({ cost: 0, gap: 0 })
    expect(solve({ ...none, weapons: 0, targets: 2, value: [1, 2] }).leaked).toBe(3)
    expect(solve({ ...none, weapons: 1, targets: 0, stock: [4] }).cost).toBe(0)
    expect(solve({ weapons: 1, targets: 1, stock: [0], value: [3], kill: Float64Array.of(0.9) }).leaked).toBe(
      3,
    )
  })

  it.each([
    [{ stock: [-1, 1] }, 'invalid stock -1: expected a whole number 0 to 1000000', 'weapon 0'],
    [{ stock: [1, 0.5] }, 'invalid stock 0.5: expected', 'weapon 1'],
    [{ value: [1, -2] }, 'invalid value -2: expected a number, 0 or more', 'target 1'],
    [{ value: [NaN, 2] }, 'invalid value NaN: expected', 'target 0'],
    [
      { kill: Float64Array.of(0, 0, 1.1, 0) },
      'invalid kill chance 1.1: expected 0 to 1',
      'weapon 1, target 0',
    ],
    [
      { kill: Float64Array.of(0, NaN, 1, 0) },
      'invalid kill chance NaN: expected 0 to 1',
      'weapon 0, target 1',
    ],
    [{ price: [0, -1] }, 'invalid price -1: expected', 'weapon 1'],
    [{ most: [0, 1.5] }, 'invalid most shots 1.5: expected', 'target 1'],
    [{ kill: new Float64Array(3) }, 'invalid 3 kill chances: expected 4', undefined],
    [{ weapons: 1.5 }, 'invalid 1.5 weapons: expected', undefined],
  ])('refuses %o with its place', (change, message, where) => {
    const good: FireProblem = {
      weapons: 2,
      targets: 2,
      stock: [1, 1],
      value: [1, 1],
      kill: new Float64Array(4),
    }
    const error = caught(() => solve({ ...good, ...change }))
    expect(error.message).toContain(message)
    expect(error.where).toBe(where)
  })
})

describe('the optimal plan', () => {
  it('is that of the exhaustive referee in every raid up to 5 × 8, of every kind, and is proven so', () => {
    const s = new Stream(12, 0, 'fire/referee', 0)
    for (const kind of KINDS) {
      // With two interceptors a weapon the referee looks at 45⁵ plans at 8 targets: 5 are enough for it.
      const most = kind.stock === undefined ? 8 : 5
      for (let weapons = 1; weapons <= (kind.stock === undefined ? 5 : 3); weapons += 1) {
        for (let targets = 1; targets <= most; targets += 1) {
          const problem = problemOf(kind, weapons, targets, s)
          const plan = optimalFire(problem)
          expect(plan.cost, `${kind.name} ${weapons} × ${targets}`).toBeCloseTo(referee(problem), 9)
          expect(plan.gap).toBe(0)
        }
      }
    }
  })

  it('is that of the referee in hundreds of raids with more interceptors than missiles, also where the search splits', () => {
    const s = new Stream(13, 0, 'fire/rich', 0)
    let splits = 0
    for (let n = 0; n < 700; n += 1) {
      const kind = KINDS[n % 6]!
      const problem = problemOf(kind, 6, 4, s)
      const plan = optimalFire(problem)
      expect(plan.cost, kind.name).toBeCloseTo(referee(problem), 9)
      expect(plan.gap).toBe(0)
      if (plan.nodes > 1) splits += 1
    }
    expect(splits).toBeGreaterThan(0)
  })

  it('costs no more than either baseline, and its bound holds for them too', () => {
    const s = new Stream(14, 0, 'fire/baselines', 0)
    let gained = 0
    for (const kind of KINDS) {
      for (let n = 0; n < 6; n += 1) {
        const problem = problemOf(kind, 12, 10, s)
        const plan = optimalFire(problem, { gap: 0.01 })
        expect(plan.gap).toBeLessThanOrEqual(0.01)
        for (const method of ['marginal-return', 'linear'] as const) {
          const other = FIRE_SOLVERS[method](problem).cost
          expect(other).toBeGreaterThanOrEqual(plan.cost - ROUNDING)
          gained += other - plan.cost
        }
      }
    }
    expect(gained).toBeGreaterThan(1)
  })

  it('comes with the gap that is proven when the search is cut short, and closes it when it is not', () => {
    const s = new Stream(15, 0, 'fire/cut', 0)
    let open = 0
    for (let n = 0; n < 40; n += 1) {
      const problem = problemOf(KINDS[n % 3]!, 12, 5, s)
      const cut = optimalFire(problem, { nodes: 1 })
      const whole = optimalFire(problem)
      expect(cut.nodes).toBe(1)
      expect(whole.gap).toBe(0)
      expect(cut.bound).toBeLessThanOrEqual(whole.cost + ROUNDING)
      expect(cut.cost).toBeGreaterThanOrEqual(whole.cost - ROUNDING)
      if (cut.gap > 0) open += 1
    }
    expect(open).toBeGreaterThan(0)
  })

  it('is proven to 1 % in one part of the search with 100 weapons and 200 targets, and the other way round', () => {
    const s = new Stream(16, 0, 'fire/large', 0)
    const kind = { name: 'published range', kill: (t: Stream) => 0.6 + 0.3 * t.uniform() }
    for (const [weapons, targets] of [
      [100, 200],
      [100, 50],
    ] as const) {
      const plan = optimalFire(problemOf(kind, weapons, targets, s), { gap: 0.01, nodes: 20 })
      expect(plan.gap).toBeLessThanOrEqual(0.01)
    }
  })

  it('takes a gap and a number of parts, and no nonsense', () => {
    const problem = { weapons: 1, targets: 1, stock: [1], value: [1], kill: Float64Array.of(0.5) }
    expect(() => optimalFire(problem, { gap: 1 })).toThrow('invalid gap 1: expected 0 to below 1')
    expect(() => optimalFire(problem, { nodes: 0 })).toThrow('invalid nodes 0: expected 1 or more')
  })
})

describe('the baselines', () => {
  it('marginal return is optimal where the chance depends on the target alone', () => {
    const s = new Stream(17, 0, 'fire/den-broeder', 0)
    for (let n = 0; n < 20; n += 1) {
      const chance = Float64Array.from({ length: 4 }, () => s.uniform())
      const problem = {
        ...problemOf(KINDS[0]!, 6, 4, s),
        kill: Float64Array.from({ length: 24 }, (_, at) => chance[at % 4]!),
      }
      expect(FIRE_SOLVERS['marginal-return'](problem).cost).toBeCloseTo(referee(problem), 9)
    }
  })

  it('linear assignment is optimal where each missile gets one shot at most', () => {
    const s = new Stream(18, 0, 'fire/linear', 0)
    for (let n = 0; n < 20; n += 1) {
      const problem = { ...problemOf(KINDS[4]!, 5, 5, s), most: [1, 1, 1, 1, 1] }
      expect(FIRE_SOLVERS.linear(problem).cost).toBeCloseTo(referee(problem), 9)
    }
  })
})

function sum(list: ArrayLike<number>): number {
  let total = 0
  for (let k = 0; k < list.length; k += 1) total += list[k]!
  return total
}

function caught(work: () => unknown): { message: string; where: string | undefined } {
  try {
    work()
  } catch (error) {
    return error as { message: string; where: string | undefined }
  }
  throw new Error('nothing was refused')
}

import { describe, expect, it } from 'vitest'
import { Nsga2, dominates, sortedFronts, type Evaluation } from './index.ts'

type Problem = (x: Float64Array) => Evaluation

/** Non-dominated designs after so many generations. */
function frontOf(
  problem: Problem,
  genes: number,
  population: number,
  generations: number,
  seed = 1,
): (readonly number[])[] {
  const search = new Nsga2({ genes, population, seed })
  for (let g = 0; g < generations; g++) search.tell(search.ask().map(problem))
  const { members } = search
  return sortedFronts(members)[0]!.map((i) => members[i]!.objectives)
}

/** Mean distance to the nearest of 500 points of the true front: the convergence metric γ of Deb et al. 2002. */
function convergence(front: readonly (readonly number[])[], truth: readonly (readonly number[])[]): number {
  const nearest = (p: readonly number[]): number =>
    Math.min(...truth.map((t) => Math.hypot(t[0]! - p[0]!, t[1]! - p[1]!)))
  return front.reduce((sum, p) => sum + nearest(p), 0) / front.length
}

/** Area that a front of two objectives dominates below the corner (1.1, 1.1). */
function hypervolume(front: readonly (readonly number[])[]): number {
  const sorted = [...front].filter((p) => p[0]! < 1.1 && p[1]! < 1.1).sort((a, b) => a[0]! - b[0]!)
  let area = 0
  let low = 1.1
  for (const [x, y] of sorted as [number, number][]) {
    if (y >= low) continue
    area += (1.1 - x) * (low - y)
    low = y
  }
  return area
}

// E. Zitzler, K. Deb, L. Thiele, Evolutionary Computation 8 (2000) 173–195, with 30 variables in [0, 1]. On the front x₂ … x₃₀ are 0 and g is 1.
const rest = (x: Float64Array): number => 1 + (9 * x.slice(1).reduce((a, b) => a + b, 0)) / (x.length - 1)
const zdt =
  (h: (f: number, g: number) => number): Problem =>
  (x) => {
    const g = rest(x)
    return { objectives: [x[0]!, g * h(x[0]!, g)], violation: 0 }
  }
const H1 = (f: number, g: number): number => 1 - Math.sqrt(f / g)
const H2 = (f: number, g: number): number => 1 - (f / g) ** 2
const H3 = (f: number, g: number): number => 1 - Math.sqrt(f / g) - (f / g) * Math.sin(10 * Math.PI * f)

/** 500 points of the true front, those that none of the others dominates. */
function truth(h: (f: number, g: number) => number): number[][] {
  const all = Array.from({ length: 20_001 }, (_, i) => [i / 20_000, h(i / 20_000, 1)])
  let low = Infinity
  const front = all.filter(([, y]) => y! < low && ((low = y!), true))
  return Array.from({ length: 500 }, (_, i) => front[Math.floor((i * (front.length - 1)) / 499)]!)
}

describe('NSGA-II', () => {
  // Population 100, 250 generations, as in Deb et al. 2002, whose table II gives γ for the real-coded program: 0.033482, 0.072391, 0.114500. Hypervolumes of the whole
  // fronts below (1.1, 1.1): 1.21 − ∫(1 − √f) = 1.21 − 1/3; 1.21 − ∫(1 − f²) = 1.21 − 2/3; of ZDT3 that of the dense front. A hundred points leave out steps worth about 0.5 %.
  it.each([
    ['ZDT1', H1, 0.033482, 1.21 - 1 / 3],
    ['ZDT2', H2, 0.072391, 1.21 - 2 / 3],
    ['ZDT3', H3, 0.1145, undefined],
  ] as const)(
    'comes nearer to the front of %s than the published runs, all along it',
    (_, h, published, area) => {
      const front = frontOf(zdt(h), 30, 100, 250)
      expect(convergence(front, truth(h))).toBeLessThan(published)
      const whole = area ?? hypervolume(truth(h))
      expect(hypervolume(front) / whole).toBeGreaterThan(0.98)
      expect(hypervolume(front) / whole).toBeLessThan(1.002)
    },
  )

  it('comes to the octant of the unit sphere that is the front of DTLZ2 with three objectives', () => {
    // K. Deb, L. Thiele, M. Laumanns, E. Zitzler, Scalable test problems for evolutionary multiobjective optimization (2005): 12 variables, the last ten at 1/2 on the front.
    const dtlz2: Problem = (x) => {
      const g = x.slice(2).reduce((s, v) => s + (v - 0.5) ** 2, 0)
      const [a, b] = [(x[0]! * Math.PI) / 2, (x[1]! * Math.PI) / 2]
      const r = 1 + g
      return {
        objectives: [r * Math.cos(a) * Math.cos(b), r * Math.cos(a) * Math.sin(b), r * Math.sin(a)],
        violation: 0,
      }
    }
    const front = frontOf(dtlz2, 12, 100, 250)
    const far = front.map((f) => Math.hypot(...f) - 1)
    expect(Math.min(...far)).toBeGreaterThan(-1e-12)
    // Of crowded fronts of three objectives NSGA-II keeps members a few hundredths off.
    expect(far.reduce((a, b) => a + b, 0) / far.length).toBeLessThan(0.05)
    for (let k = 0; k < 3; k++) expect(Math.max(...front.map((f) => f[k]!))).toBeGreaterThan(0.95)
  })

  it('keeps the constraints of CONSTR, whose front has two known parts', () => {
    // Deb et al. 2002, table V: f₁ = x₁, f₂ = (1 + x₂)/x₁; x₂ + 9 x₁ ≥ 6, −x₂ + 9 x₁ ≥ 1; 0.1 ≤ x₁ ≤ 1, 0 ≤ x₂ ≤ 5.
    const constr: Problem = (u) => {
      const [x, y] = [0.1 + 0.9 * u[0]!, 5 * u[1]!]
      const violation = Math.max(0, 6 - y - 9 * x) / 6 + Math.max(0, 1 + y - 9 * x)
      return { objectives: [x, (1 + y) / x], violation }
    }
    const front = frontOf(constr, 2, 100, 200)
    const best = (x: number): number => (x < 2 / 3 ? (7 - 9 * x) / x : 1 / x)
    expect(front.length).toBeGreaterThan(90)
    for (const [x, y] of front) {
      expect(x!).toBeGreaterThan(7 / 18 - 1e-9)
      expect(y! / best(x!)).toBeGreaterThan(1 - 1e-9)
    }
    // Mean excess of f₂ over the front; single members are up to a twentieth off where the front is steep.
    expect(front.reduce((sum, [x, y]) => sum + y! / best(x!) - 1, 0) / front.length).toBeLessThan(0.01)
    expect(Math.min(...front.map(([x]) => x!))).toBeLessThan(0.41)
    expect(Math.max(...front.map(([x]) => x!))).toBeGreaterThan(0.97)
  })

  it('follows from its seed', () => {
    const run = (seed: number): unknown => frontOf(zdt(H1), 5, 20, 10, seed)
    expect(run(3)).toEqual(run(3))
    expect(run(3)).not.toEqual(run(4))
  })

  it('refuses odd or small populations and answers to what it did not ask', () => {
    expect(() => new Nsga2({ genes: 1, population: 5, seed: 1 })).toThrow('invalid population 5')
    expect(() => new Nsga2({ genes: 0, population: 4, seed: 1 })).toThrow('invalid genes 0')
    expect(() => new Nsga2({ genes: 1, population: 4, seed: 1 }).tell([])).toThrow(
      'invalid 0 evaluations: expected 4',
    )
  })
})

describe('dominance', () => {
  const at = (violation: number, ...objectives: number[]): Evaluation => ({ objectives, violation })

  it('puts what keeps the constraints first, then what breaks them less', () => {
    expect(dominates(at(0, 9, 9), at(0.1, 0, 0))).toBe(true)
    expect(dominates(at(0.2, 0, 0), at(0.1, 9, 9))).toBe(false)
    expect(dominates(at(0, 1, 2), at(0, 1, 3))).toBe(true)
    expect(dominates(at(0, 1, 2), at(0, 1, 2))).toBe(false)
    expect(dominates(at(0, 0, 3), at(0, 1, 2))).toBe(false)
  })

  it('sorts into fronts as comparing all does', () => {
    const all = Array.from({ length: 60 }, (_, i) =>
      at(i % 7 === 0 ? 1 + i : 0, (i * 37) % 11, (i * 23) % 13),
    )
    const left = new Set(all.keys())
    for (const front of sortedFronts(all)) {
      const best = [...left].filter((i) => ![...left].some((j) => dominates(all[j]!, all[i]!)))
      expect(front).toEqual(best)
      for (const i of front) left.delete(i)
    }
    expect(left.size).toBe(0)
  })
})

import { SobolSequence, latinHypercube } from '../math/index.ts'
import { gridPoints, pointOf, type Point } from './axis.ts'
import type { SweepStudy } from './study-file.ts'

/** The points of a sweep, in order. Sobol points are scrambled, and hypercubes drawn, by the scenario's seed. */
export function sweepPoints({ axes, sweep, scenario }: SweepStudy): Point[] {
  const { method, points } = sweep
  if (method === 'grid') return [...gridPoints(axes)]
  const { seed } = scenario.run
  if (method === 'latin-hypercube') {
    const cube = latinHypercube(points, axes.length, seed)
    return Array.from({ length: points }, (_, i) =>
      pointOf(axes, (axis, k) => axis.at(cube[i * axes.length + k]!)),
    )
  }
  const sequence = new SobolSequence(axes.length, seed)
  const u = new Float64Array(axes.length)
  return Array.from({ length: points }, (_, i) => {
    sequence.point(i, u)
    return pointOf(axes, (axis, k) => axis.at(u[k]!))
  })
}

/** How many points a sweep has, without making them: of a grid, at most. */
export function sweepSize({ axes, sweep }: Pick<SweepStudy, 'axes' | 'sweep'>): number {
  if (sweep.method !== 'grid') return sweep.points
  if (axes.some((axis) => Object.keys(axis.file.when).length > 0)) {
    const product = axes.reduce((n, axis) => n * axis.levels().length, 1)
    if (product > 1e6) return product
    let count = 0
    for (const _ of gridPoints(axes)) count++
    return count
  }
  return axes.reduce((n, axis) => n * axis.levels().length, 1)
}

import type { Axis, Point, Shown } from './axis.ts'
import type { AxisReport } from './study-report.ts'

/** An axis with the values that points have on it, each once, in their order; numbers rising. */
export function axisReport(axis: Axis, points: readonly Point[]): AxisReport {
  const values = [...new Set(points.map(({ at }) => at[axis.id] ?? null))].filter(
    (v): v is NonNullable<Shown> => v !== null,
  )
  const numbers = values.filter((v) => typeof v === 'number')
  return {
    id: axis.id,
    name: axis.name,
    path: axis.file.path ?? null,
    unit: axis.unit ?? null,
    ends: axis.ends ?? null,
    log: axis.file.log !== undefined,
    values: numbers.length === values.length ? numbers.sort((a, b) => a - b) : values,
  }
}

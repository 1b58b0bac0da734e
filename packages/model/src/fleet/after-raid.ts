import { mapLayer, type FleetLayer } from './availability.ts'
import { withLosses } from './holdings.ts'
import { inReachOverTime, type OverTime } from './over-time.ts'

export interface AfterRaidOptions {
  /** The layer, with the boost path of the second raid. */
  readonly layer: Omit<FleetLayer, 'availability' | 'dead'>
  /** Interceptors spent by satellite (`salvo`). */
  readonly spent: ReadonlyMap<number, number>
  /** Liftoff times of the second raid, s since the epoch. */
  readonly from: number
  readonly to: number
  readonly siderealAngle: number
}

/** Interceptors in reach of a second raid against its liftoff time. */
export interface AfterRaid {
  /** Stretches of constant count, in order of time: start (s since the epoch), in reach of the full shell and of what is left. */
  readonly series: readonly { readonly t: number; readonly full: number; readonly left: number }[]
  readonly full: OverTime
  readonly left: OverTime
  /** First liftoff at which none of the spent would have been in reach; undefined where there is none. */
  readonly clearAt: number | undefined
  /** Liftoff after which the loss in reach never again exceeds twice its mean over the window (and one): the shell has mixed. */
  readonly mixedAt: number
}

/**
 * What a raid leaves for the next from the same place: spent interceptors removed, counts before and after against liftoff time. The planes that
 * fought move on within minutes; they come back over the place about half a day later. Throws as `withLosses` and `inReachOverTime`.
 */
export function afterRaid(options: AfterRaidOptions): AfterRaid {
  const { layer, spent, from, to, siderealAngle } = options
  const mapped = mapLayer(layer)
  const collect = (shell: typeof mapped): { steps: [number, number][]; statistics: OverTime } => {
    const steps: [number, number][] = []
    const statistics = inReachOverTime([shell], from, to, siderealAngle, (t, _until, count) =>
      steps.push([t, count]),
    )
    return { steps, statistics }
  }
  const before = collect(mapped)
  const after = collect(withLosses(mapped, spent))
  const series: { t: number; full: number; left: number }[] = []
  let i = 0
  let k = 0
  while (i < before.steps.length || k < after.steps.length) {
    const t = Math.min(before.steps[i]?.[0] ?? Infinity, after.steps[k]?.[0] ?? Infinity)
    while (i < before.steps.length && before.steps[i]![0] <= t) i++
    while (k < after.steps.length && after.steps[k]![0] <= t) k++
    series.push({ t, full: before.steps[Math.max(0, i - 1)]![1], left: after.steps[Math.max(0, k - 1)]![1] })
  }
  const limit = Math.max(1, 2 * (before.statistics.mean - after.statistics.mean))
  let mixedAt = from
  series.forEach(({ full, left }, n) => {
    if (full - left > limit) mixedAt = series[n + 1]?.t ?? to
  })
  const clear = series.find(({ full, left }) => full === left)
  return { series, full: before.statistics, left: after.statistics, clearAt: clear?.t, mixedAt }
}

import { OpendomeError } from '../core/index.ts'
import type { Measurements } from '../sense/index.ts'
import { Sights } from './sights.ts'
import { SAME_TIME } from './track.ts'

/**
 * What has been reported and is not worked in yet. Rows of the caller's list are copied once, wait until they are available, and are handed out in order of signal time and sensor.
 */
export class Intake {
  readonly sights = new Sights()
  /** Rows that are available, in order, after `select`. */
  order = new Int32Array(64)
  count = 0
  /** What of the caller's list has been seen: its length, and its last row, to know the list again. */
  #seen = 0
  readonly #lastRow = new Float64Array(5)

  clear(): void {
    this.sights.count = 0
    this.count = 0
    this.#seen = 0
  }

  /** Copies new rows of the caller's list. Throws `invalid` for a row that no sensor can have measured. */
  take(m: Measurements): void {
    const last = this.#lastRow
    let from = this.#seen
    if (from > m.count || (from > 0 && !isRow(m, from - 1, last))) from = 0
    for (let i = from; i < m.count; i += 1) requireRow(m, i)
    for (let i = from; i < m.count; i += 1) this.sights.add(m, i)
    this.#seen = m.count
    if (m.count === 0) return
    const k = m.count - 1
    last[0] = m.sensor[k]!
    last[1] = m.t[k]!
    for (let i = 0; i < 3; i += 1) last[2 + i] = m.u_eci[3 * k + i]!
  }

  /** Puts what is available by `now` and not older than `oldest` in order; returns how many rows were older. */
  select(now: number, oldest: number): number {
    const { t, sensor, available, count } = this.sights
    let late = 0
    let n = 0
    if (this.order.length < count) this.order = new Int32Array(2 * count)
    const { order } = this
    for (let i = 0; i < count; i += 1) {
      if (available[i]! > now) continue
      if (t[i]! < oldest) late += 1
      else order[n++] = i
    }
    this.count = n
    // Moments first, then sensors within a moment: the last bit of a time must not tear one apart.
    const byTime = (a: number, b: number): number => t[a]! - t[b]! || a - b
    if (!inOrder(order, 0, n, byTime)) order.subarray(0, n).sort(byTime)
    const bySensor = (a: number, b: number): number => sensor[a]! - sensor[b]! || a - b
    for (let from = 0; from < n; from = this.endOfMoment(from)) {
      const to = this.endOfMoment(from)
      if (!inOrder(order, from, to, bySensor)) order.subarray(from, to).sort(bySensor)
    }
    return late
  }

  /** End of the moment that begins at place `from` of the order. */
  endOfMoment(from: number): number {
    const { t } = this.sights
    const { order } = this
    let to = from + 1
    while (to < this.count && Math.abs(t[order[to]!]! - t[order[from]!]!) <= SAME_TIME) to += 1
    return to
  }

  /** End of the rows of one sensor that begin at place `from`, within a moment that ends at `to`. */
  endOfScan(from: number, to: number): number {
    const { sensor } = this.sights
    const { order } = this
    let end = from + 1
    while (end < to && sensor[order[end]!] === sensor[order[from]!]) end += 1
    return end
  }

  /** Forgets what was available by `now`. */
  finish(now: number): void {
    const { sights } = this
    let kept = 0
    for (let i = 0; i < sights.count; i += 1) {
      if (sights.available[i]! > now) sights.move(i, kept++)
    }
    sights.count = kept
    this.count = 0
  }
}

function isRow(m: Measurements, k: number, last: Float64Array): boolean {
  return (
    m.sensor[k] === last[0] &&
    m.t[k] === last[1] &&
    m.u_eci[3 * k] === last[2] &&
    m.u_eci[3 * k + 1] === last[3] &&
    m.u_eci[3 * k + 2] === last[4]
  )
}

function inOrder(
  order: Int32Array,
  from: number,
  to: number,
  compare: (a: number, b: number) => number,
): boolean {
  for (let k = from + 1; k < to; k += 1) if (compare(order[k - 1]!, order[k]!) > 0) return false
  return true
}

/** Throws `invalid` unless row i is one that a sensor can have measured. */
function requireRow(m: Measurements, i: number): void {
  const numbers =
    Number.isFinite(m.t[i]) &&
    Number.isFinite(m.available[i]) &&
    Number.isFinite(m.rSensor_eci[3 * i]! + m.rSensor_eci[3 * i + 1]! + m.rSensor_eci[3 * i + 2]!)
  const ux = m.u_eci[3 * i]!
  const uy = m.u_eci[3 * i + 1]!
  const uz = m.u_eci[3 * i + 2]!
  const length = ux * ux + uy * uy + uz * uz
  const range = m.range[i]!
  const ranged = Number.isNaN(range)
    ? true
    : range > 0 && range < Infinity && m.sigma[3 * i + 2]! > 0 && m.sigma[3 * i + 2]! < Infinity
  const angles = m.sigma[3 * i]! > 0 && m.sigma[3 * i + 1]! > 0
  const finite = m.sigma[3 * i]! < Infinity && m.sigma[3 * i + 1]! < Infinity
  if (!numbers || !(Math.abs(length - 1) < 1e-6) || !ranged || !angles || !finite)
    throw new OpendomeError(
      'invalid',
      `measurement row ${i} at ${m.t[i]} s: expected finite numbers, a unit vector, sigmas above 0 and a range above 0 or NaN`,
    )
  if (m.available[i]! < m.t[i]!)
    throw new OpendomeError(
      'invalid',
      `measurement row ${i}: available at ${m.available[i]} s, before its signal at ${m.t[i]} s`,
    )
}

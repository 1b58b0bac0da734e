import { sightAxes, type Measurements } from '../sense/index.ts'
import { atan2, tryCholesky } from '../math/index.ts'

/**
 * Rows of measurements that the tracker keeps: as `Measurements`, plus the axes of each sight. Grows by doubling and keeps its room.
 */
export class Sights {
  count = 0
  sensor = new Int32Array(64)
  t = new Float64Array(64)
  available = new Float64Array(64)
  /** 12 numbers a row: sensor position, u, e1, e2 (ECI). */
  frame = new Float64Array(12 * 64)
  range = new Float64Array(64)
  sigma = new Float64Array(3 * 64)

  /** Copies row `from` of `measurements` to the end. */
  add(measurements: Measurements, from: number): void {
    if (this.count === this.t.length) this.#grow()
    const to = this.count
    this.count += 1
    this.sensor[to] = measurements.sensor[from]!
    this.t[to] = measurements.t[from]!
    this.available[to] = measurements.available[from]!
    this.range[to] = measurements.range[from]!
    for (let i = 0; i < 3; i += 1) {
      this.sigma[3 * to + i] = measurements.sigma[3 * from + i]!
      position[i] = measurements.rSensor_eci[3 * from + i]!
      u[i] = measurements.u_eci[3 * from + i]!
    }
    sightAxes(position, u, e1, e2)
    const start = 12 * to
    for (let i = 0; i < 3; i += 1) {
      this.frame[start + i] = position[i]!
      this.frame[start + 3 + i] = u[i]!
      this.frame[start + 6 + i] = e1[i]!
      this.frame[start + 9 + i] = e2[i]!
    }
  }

  /** Copies row `row` of other sights to the end. */
  copy(other: Sights, row: number): void {
    if (this.count === this.t.length) this.#grow()
    this.#put(other, row, this.count)
    this.count += 1
  }

  /** Moves row `from` to row `to`. */
  move(from: number, to: number): void {
    if (from !== to) this.#put(this, from, to)
  }

  #put(other: Sights, from: number, to: number): void {
    this.sensor[to] = other.sensor[from]!
    this.t[to] = other.t[from]!
    this.available[to] = other.available[from]!
    this.range[to] = other.range[from]!
    for (let i = 0; i < 3; i += 1) this.sigma[3 * to + i] = other.sigma[3 * from + i]!
    for (let i = 0; i < 12; i += 1) this.frame[12 * to + i] = other.frame[12 * from + i]!
  }

  #grow(): void {
    const size = 2 * this.t.length
    this.sensor = into(new Int32Array(size), this.sensor)
    this.t = into(new Float64Array(size), this.t)
    this.available = into(new Float64Array(size), this.available)
    this.range = into(new Float64Array(size), this.range)
    this.sigma = into(new Float64Array(3 * size), this.sigma)
    this.frame = into(new Float64Array(12 * size), this.frame)
  }
}

const position = new Float64Array(3)
const u = new Float64Array(3)
const e1 = new Float64Array(3)
const e2 = new Float64Array(3)

function into<T extends Float64Array | Int32Array>(larger: T, smaller: T): T {
  larger.set(smaller)
  return larger
}

/** Rows of H over position (3 each: angle along e1, angle along e2, range), and the innovations, in units of their sigmas. */
export const sightRows = new Float64Array(9)
export const sightInnovation = new Float64Array(3)

/**
 * Linearises row `row` of `sights` about the position r_eci (m): predicted angles (atan2(e1·d, u·d), atan2(e2·d, u·d)) and range |d|, d = r − sensor; the measured angles
 * are 0. Writes slopes and innovations, both divided by sigma, into `sightRows` and `sightInnovation`; returns their number, 2 or 3. Hot kernel.
 */
export function lineariseSight(
  sights: Readonly<Record<'frame' | 'range' | 'sigma', Float64Array>>,
  row: number,
  r: Float64Array,
  at = 0,
): number {
  const f = sights.frame
  const o = 12 * row
  const dx = r[at]! - f[o]!
  const dy = r[at + 1]! - f[o + 1]!
  const dz = r[at + 2]! - f[o + 2]!
  const ux = f[o + 3]!
  const uy = f[o + 4]!
  const uz = f[o + 5]!
  const along = ux * dx + uy * dy + uz * dz
  for (let k = 0; k < 2; k += 1) {
    const e = o + 6 + 3 * k
    const ex = f[e]!
    const ey = f[e + 1]!
    const ez = f[e + 2]!
    const across = ex * dx + ey * dy + ez * dz
    const inverse = 1 / sights.sigma[3 * row + k]!
    const scale = inverse / (along * along + across * across)
    sightRows[3 * k] = (along * ex - across * ux) * scale
    sightRows[3 * k + 1] = (along * ey - across * uy) * scale
    sightRows[3 * k + 2] = (along * ez - across * uz) * scale
    // Sights that are gated are nearly along u: the series is exact to 1e-16 below 1e-3 rad.
    const ratio = across / along
    const angle =
      along > 0 && ratio < 1e-3 && ratio > -1e-3
        ? ratio * (1 - (ratio * ratio) / 3 + (ratio * ratio * ratio * ratio) / 5)
        : atan2(across, along)
    sightInnovation[k] = -angle * inverse
  }
  const range = sights.range[row]!
  if (!(range > 0)) return 2
  const distance = Math.sqrt(dx * dx + dy * dy + dz * dz)
  const inverse = 1 / sights.sigma[3 * row + 2]!
  const scale = inverse / distance
  sightRows[6] = dx * scale
  sightRows[7] = dy * scale
  sightRows[8] = dz * scale
  sightInnovation[2] = (range - distance) * inverse
  return 3
}

/** Numbers of information about a position: origin (3), J (9), b (3). */
export const INFORMATION = 15
const J_AT = 3
const B_AT = 12

/** Numbers of a linearised sight: its components (2 or 3), slopes (9), innovations (3). */
export const LINEARISED = 13

/** Writes what `lineariseSight` has left, m components, into `out` from `from` on. */
export function keepLinearised(m: number, out: Float64Array, from: number): void {
  out[from] = m
  for (let i = 0; i < 3 * m; i += 1) out[from + 1 + i] = sightRows[i]!
  for (let i = 0; i < m; i += 1) out[from + 10 + i] = sightInnovation[i]!
}

/** Adds to the information that stands in `kept` from `at` on a sight that was linearised at its origin and kept in `sight` from `from` on. */
export function addLinearised(kept: Float64Array, at: number, sight: Float64Array, from: number): void {
  addRows(kept, at, sight[from]!, sight, from + 1, sight, from + 10)
}

/** Adds m rows of slopes with their innovations. */
function addRows(
  kept: Float64Array,
  at: number,
  m: number,
  slopes: Float64Array,
  from: number,
  innovations: Float64Array,
  first: number,
): void {
  const J = at + J_AT
  const b = at + B_AT
  for (let k = 0; k < m; k += 1) {
    const nu = innovations[first + k]!
    const x = slopes[from + 3 * k]!
    const y = slopes[from + 3 * k + 1]!
    const z = slopes[from + 3 * k + 2]!
    kept[b]! += x * nu
    kept[b + 1]! += y * nu
    kept[b + 2]! += z * nu
    kept[J]! += x * x
    kept[J + 1]! += x * y
    kept[J + 2]! += x * z
    kept[J + 3]! += y * x
    kept[J + 4]! += y * y
    kept[J + 5]! += y * z
    kept[J + 6]! += z * x
    kept[J + 7]! += z * y
    kept[J + 8]! += z * z
  }
}

/** Empties the information that stands in `kept` from `at` on and puts its origin at the position in `r` from `from` on. */
export function startInformation(kept: Float64Array, at: number, r: Float64Array, from: number): void {
  for (let i = 0; i < 3; i += 1) kept[at + i] = r[from + i]!
  for (let i = J_AT; i < INFORMATION; i += 1) kept[at + i] = 0
}

/**
 * What all sights of one moment say of a position, as information about its distance from `origin`: J (3 × 3, by rows) and b = J·(r − origin). Sums of rows h hᵀ and h ν.
 */
export class PositionInformation {
  readonly #kept = new Float64Array(INFORMATION)
  readonly origin = this.#kept.subarray(0, J_AT)
  readonly J = this.#kept.subarray(J_AT, B_AT)
  readonly b = this.#kept.subarray(B_AT, INFORMATION)

  /** Empties it and puts its origin at r. */
  start(r: Float64Array, at = 0): void {
    startInformation(this.#kept, 0, r, at)
  }

  /** Adds row `row`, linearised at the origin. */
  add(sights: Sights, row: number): void {
    addRows(this.#kept, 0, lineariseSight(sights, row, this.#kept), sightRows, 0, sightInnovation, 0)
  }

  /**
   * Begins a measurement that is one of several rows, or none: they share it by probability, which adds up to `own` (above 0). What `endShares` adds has the mean innovation ν̄ = Σ pν/own and the covariance
   * (I + Σ p/own (ν − ν̄)(ν − ν̄)ᵀ)/own: that of one sight, wider by how the rows scatter and by the chance that none is the track's. It stands for the mixture of the probabilistic data association
   * filter (Y. Bar-Shalom, F. Daum, J. Huang, IEEE Control Systems Magazine 29 (2009) 82–100), whose covariance it bounds from above where `own` is near 1.
   */
  beginShares(own: number): void {
    this.#own = own
    this.#likeliest = 0
    shareMean.fill(0)
    shareScatter.fill(0)
  }
  #own = 1
  #likeliest = 0
  #components = 0

  /** Adds a row of probability p to the shared measurement. */
  addShare(sights: Sights, row: number, p: number): void {
    const m = lineariseSight(sights, row, this.origin)
    const share = p / this.#own
    this.#components = m
    for (let a = 0; a < m; a += 1) {
      shareMean[a]! += share * sightInnovation[a]!
      for (let b = 0; b < m; b += 1)
        shareScatter[3 * a + b]! += share * sightInnovation[a]! * sightInnovation[b]!
    }
    if (p <= this.#likeliest) return
    // All rows of one track point nearly the same way: the likeliest gives the slopes.
    this.#likeliest = p
    for (let i = 0; i < 9; i += 1) shareRows[i] = sightRows[i]!
  }

  /** Adds the shared measurement. */
  endShares(): void {
    const m = this.#components
    for (let a = 0; a < m; a += 1) {
      for (let b = 0; b < m; b += 1) {
        const scatter = shareScatter[3 * a + b]! - shareMean[a]! * shareMean[b]!
        shareFactor[m * a + b] = ((a === b ? 1 : 0) + scatter) / this.#own
      }
    }
    if (!tryCholesky(m, shareFactor)) return
    for (let a = 0; a < m; a += 1) {
      let nu = shareMean[a]!
      for (let i = 0; i < 3; i += 1) sightRows[3 * a + i] = shareRows[3 * a + i]!
      for (let b = 0; b < a; b += 1) {
        const l = shareFactor[m * a + b]!
        nu -= l * sightInnovation[b]!
        for (let i = 0; i < 3; i += 1) sightRows[3 * a + i]! -= l * sightRows[3 * b + i]!
      }
      const pivot = shareFactor[m * a + a]!
      sightInnovation[a] = nu / pivot
      for (let i = 0; i < 3; i += 1) sightRows[3 * a + i]! /= pivot
    }
    addRows(this.#kept, 0, m, sightRows, 0, sightInnovation, 0)
  }

  /** Adds information that `keep` wrote, about the same position with another origin. */
  merge(kept: Float64Array, at: number): void {
    for (let i = 0; i < 3; i += 1) {
      let shifted = kept[at + 12 + i]!
      for (let j = 0; j < 3; j += 1) {
        const information = kept[at + 3 + 3 * i + j]!
        shifted += information * (kept[at + j]! - this.origin[j]!)
        this.J[3 * i + j]! += information
      }
      this.b[i]! += shifted
    }
  }

  /** Takes back what `keep` wrote. */
  resume(kept: Float64Array, at: number): void {
    for (let i = 0; i < INFORMATION; i += 1) this.#kept[i] = kept[at + i]!
  }

  /** Writes origin (3), J (9) and b (3) into `out` from `at` on. */
  keep(out: Float64Array, at: number): void {
    for (let i = 0; i < INFORMATION; i += 1) out[at + i] = this.#kept[i]!
  }

  /**
   * The same as m ≤ 3 independent measurements of unit variance: rows (m × 3) and values, with rows·(r − origin) ≈ values. Cholesky with the largest pivot first, so that
   * directions without information are left out. Returns m.
   */
  whiten(rows: Float64Array, values: Float64Array): number {
    for (let i = 0; i < 9; i += 1) left[i] = this.J[i]!
    for (let i = 0; i < 3; i += 1) rest[i] = this.b[i]!
    const least = NOTHING * Math.max(left[0]!, left[4]!, left[8]!)
    for (let m = 0; m < 3; m += 1) {
      let p = 0
      if (left[4]! > left[4 * p]!) p = 1
      if (left[8]! > left[4 * p]!) p = 2
      const pivot = left[4 * p]!
      if (!(pivot > least)) return m
      const inverse = 1 / Math.sqrt(pivot)
      for (let i = 0; i < 3; i += 1) rows[3 * m + i] = left[3 * i + p]! * inverse
      const value = rest[p]! * inverse
      values[m] = value
      for (let i = 0; i < 3; i += 1) {
        const l = rows[3 * m + i]!
        rest[i]! -= l * value
        for (let j = 0; j < 3; j += 1) left[3 * i + j]! -= l * rows[3 * m + j]!
      }
      // What the pivot was taken from is used up.
      left[4 * p] = 0
    }
    return 3
  }
}

/** Information below this share of the largest is rounding of it. */
const NOTHING = 1e-13

const shareMean = new Float64Array(3)
const shareScatter = new Float64Array(9)
const shareRows = new Float64Array(9)
const shareFactor = new Float64Array(9)
const left = new Float64Array(9)
const rest = new Float64Array(3)

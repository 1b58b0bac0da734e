import { EARTH_RATE, geodeticFromEcef } from '../earth/index.ts'
import { cos, norm3, sin } from '../math/index.ts'
import { earthFixed } from './flight.ts'
import type { FreeFlight } from './free-flight.ts'
import type { Burnout, Piece } from './powered.ts'

/**
 * A path through the Earth-fixed frame, a table in time: flown, or predicted from a track. Arrays are parallel; r and v
 * hold three components per sample (m, m/s relative to the rotating Earth).
 */
export interface Path {
  readonly times: Float64Array
  readonly r_ecef: Float64Array
  readonly v_ecef: Float64Array
}

/** A part of a flight, s since liftoff. Phases follow each other without gaps, from liftoff to impact. */
export interface Phase {
  readonly name: 'boost' | 'midcourse' | 'glide' | 'terminal'
  readonly from: number
  readonly to: number
}

/** One solved flight, a table in time since liftoff. It holds for any liftoff time. */
export interface Trajectory extends Path {
  /** End of thrust, s since liftoff; with all propellant spent it is the nominal burn time. */
  readonly burnout: number
  readonly nominalBurnTime: number
  /** Ends of the stages, s since liftoff. */
  readonly stageEnds: readonly number[]
  readonly apogee: { readonly t: number; readonly altitude: number }
  readonly impact: { readonly t: number; readonly lat: number; readonly lon: number }
  /** Mass / (drag coefficient × area) of what flies on after burnout, kg/m². */
  readonly ballisticCoefficient: number
  /** Phases of a flight that is not thrust and then free fall; left out, `phasesOf` tells them from the table. */
  readonly phases?: readonly Phase[]
  /** Burn of the last stage after the burnout, s since liftoff: what comes down from orbit brakes. */
  readonly braking?: { readonly from: number; readonly to: number }
}

/** Spacing of the samples, s: under thrust and near the ground, and in free flight above the air. */
const FINE_STEP = 1
const COARSE_STEP = 5
/** In free flight below this altitude (m), where reentry brakes hard, samples are this far apart, s. */
const BRAKING_ALTITUDE = 60_000
const BRAKING_STEP = 0.5
/** Above this altitude (m) a free flight is sampled coarsely. */
const QUIET_ALTITUDE = 150_000
/** Speed relative to the air (m/s) below which a fall counts as slow. */
const SLOW = 300

/** A recorded flight; without pieces under thrust its table begins at the burnout. */
interface Recorded {
  readonly burnout: Pick<Burnout, 't' | 'pieces' | 'stageEnds'>
  readonly free: FreeFlight
}

/**
 * Samples a recorded flight. Times are whole steps plus the exact ends of pieces. `slowStep` (s) is the spacing where what falls in the air has
 * become slow, as light bodies do for half an hour.
 */
export function tabulate(
  flight: Recorded,
  nominalBurnTime: number,
  ballisticCoefficient: number,
  slowStep: number = BRAKING_STEP,
): Trajectory {
  const times: number[] = []
  const rows: number[] = []
  const state = new Float64Array(6)
  const r = new Float64Array(3)
  const geodetic = new Float64Array(3)
  let speed = 0
  const put = (piece: Piece, t: number): number => {
    piece.dense.at(t, state)
    earthFixed(t, state, r)
    const c = cos(EARTH_RATE * t)
    const s = sin(EARTH_RATE * t)
    const [vx, vy, vz] = [state[3] as number, state[4] as number, state[5] as number]
    times.push(t)
    rows.push(r[0] as number, r[1] as number, r[2] as number)
    const [wx, wy] = [c * vx + s * vy + EARTH_RATE * r[1]!, -s * vx + c * vy - EARTH_RATE * r[0]!]
    rows.push(wx, wy, vz)
    speed = norm3(wx, wy, vz)
    geodeticFromEcef(r, geodetic)
    return geodetic[2] as number
  }
  for (const [pieces, powered] of [
    [flight.burnout.pieces, true],
    [flight.free.pieces, false],
  ] as const) {
    for (const piece of pieces) {
      if (times.length === 0) put(piece, piece.t0)
      let t = piece.t0
      while (t < piece.t1) {
        const step =
          powered || piece.powered === true
            ? FINE_STEP
            : freeStep(geodetic[2]!, speed < SLOW ? slowStep : BRAKING_STEP)
        const next = (Math.floor(t / step + 1e-9) + 1) * step
        t = next > piece.t1 - 1e-3 ? piece.t1 : next
        put(piece, t)
      }
    }
  }
  const n = times.length
  const rTable = new Float64Array(3 * n)
  const vTable = new Float64Array(3 * n)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < 3; k++) {
      rTable[3 * i + k] = rows[6 * i + k] as number
      vTable[3 * i + k] = rows[6 * i + 3 + k] as number
    }
  }
  const apex = new Float64Array(6)
  const apogeeT = flight.free.apogee.t
  const piece = flight.free.pieces[0]
  piece?.dense.at(apogeeT, apex)
  earthFixed(apogeeT, apex, r)
  geodeticFromEcef(r, geodetic)
  const altitude = geodetic[2]!
  const { impact } = flight.free
  earthFixed(impact.t, impact.state, r)
  geodeticFromEcef(r, geodetic)
  return {
    times: Float64Array.from(times),
    r_ecef: rTable,
    v_ecef: vTable,
    burnout: flight.burnout.t,
    nominalBurnTime,
    stageEnds: flight.burnout.stageEnds,
    apogee: { t: apogeeT, altitude },
    impact: { t: impact.t, lat: geodetic[0]!, lon: geodetic[1]! },
    ballisticCoefficient,
  }
}

/** The first `rows` rows of one table and those of another from row `skip` on, as one. */
export function joinedRows(first: Path, rows: number, second: Path, skip: number): Path {
  const put = (a: Float64Array, b: Float64Array, width: number): Float64Array => {
    const out = new Float64Array(width * rows + b.length - width * skip)
    out.set(a.subarray(0, width * rows))
    out.set(b.subarray(width * skip), width * rows)
    return out
  }
  return {
    times: put(first.times, second.times, 1),
    r_ecef: put(first.r_ecef, second.r_ecef, 3),
    v_ecef: put(first.v_ecef, second.v_ecef, 3),
  }
}

function freeStep(altitude: number, lowStep: number): number {
  if (altitude > QUIET_ALTITUDE) return COARSE_STEP
  return altitude > BRAKING_ALTITUDE ? FINE_STEP : lowStep
}

/** Index of the sample interval that holds t (times[i] ≤ t ≤ times[i + 1]), by bisection. */
function intervalAt(times: Float64Array, t: number): number {
  let low = 0
  let high = times.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) <= t) low = middle
    else high = middle
  }
  return low
}

/**
 * Earth-fixed position and velocity at time t of a path by cubic Hermite interpolation between samples; held at
 * the ends of the table.
 */
export function stateAt(path: Path, t: number, rOut_ecef: Float64Array, vOut_ecef?: Float64Array): void {
  const { times, r_ecef, v_ecef } = path
  const i = intervalAt(times, t)
  const t0 = times[i] as number
  const h = (times[i + 1] as number) - t0
  const u = Math.min(1, Math.max(0, (t - t0) / h))
  const u2 = u * u
  const u3 = u2 * u
  for (let k = 0; k < 3; k++) {
    const a = r_ecef[3 * i + k] as number
    const b = r_ecef[3 * i + 3 + k] as number
    const va = (v_ecef[3 * i + k] as number) * h
    const vb = (v_ecef[3 * i + 3 + k] as number) * h
    rOut_ecef[k] = (2 * u3 - 3 * u2 + 1) * a + (u3 - 2 * u2 + u) * va + (3 * u2 - 2 * u3) * b + (u3 - u2) * vb
    if (vOut_ecef !== undefined) {
      vOut_ecef[k] =
        ((6 * u2 - 6 * u) * a + (3 * u2 - 4 * u + 1) * va + (6 * u - 6 * u2) * b + (3 * u2 - 2 * u) * vb) / h
    }
  }
}

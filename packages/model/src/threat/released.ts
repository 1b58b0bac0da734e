import { OpendomeError } from '../core/index.ts'
import { cross3, unit3 } from '../math/index.ts'
import type { Body, Carried } from './carried.ts'
import { launchFrame } from './fall.ts'
import { flyFree } from './free-flight.ts'
import { AIR_EDGE, lastBelow } from './phases.ts'
import { RECORDED, type Piece } from './powered.ts'
import { joinedRows, stateAt, tabulate, type Path, type Trajectory } from './trajectory.ts'

/** One object that a missile has set free, or the bus that is left over. */
export interface ReleasedObject {
  readonly kind: 'warhead' | 'decoy' | 'bus'
  /** Number among its kind, from 0, in the order of release. */
  readonly number: number
  /** s since liftoff; of the bus the burnout. */
  readonly release: number
  /** Whole flight from liftoff: before the release the carrier's path. */
  readonly trajectory: Trajectory
  /** What sensors see of it once it flies alone. */
  readonly body: Body
}

/** Spacing (s) of samples where a light object has become slow in the air. */
const SLOW_STEP = 5
/** The carrier's last sample stands this long (s) before a release, so that the jump in velocity does not bend the path before it. */
const LEAD = 0.01

/**
 * The objects of a missile: warheads in the order of release, then decoys, then the bus. The bus flies on freely from burnout with its own ballistic coefficient; object
 * k = 0, 1, … leaves it at `firstRelease + k · interval` after burnout with the bus's state and a small velocity across the path, horizontal: spacing to the right,
 * spacing to the left, twice spacing to the right, and so on. Neighbours of the line, with the bus in its middle, so part at `spacing`. From then on each
 * falls by the same integration as any payload, with its own ballistic coefficient. Across the path a metre per second moves an impact by about a
 * kilometre; along it, by five.
 *
 * Throws `infeasible` where a release comes after the bus has sunk below 100 km, and `unsupported` where an object does not come down within six hours, or for a
 * flight with an orbit or a glide.
 */
export function releasedObjects(trajectory: Trajectory, carried: Carried): readonly ReleasedObject[] {
  const { burnout } = trajectory
  if (trajectory.phases !== undefined)
    throw new OpendomeError(
      'unsupported',
      'carries: expected a flight that falls freely from its burnout on, without orbit or glide',
      { where: 'carries', hint: 'leave carries out' },
    )
  const bus = flownFrom(trajectory, burnout, burnoutState(trajectory), carried.busBallisticCoefficient)
  const count = carried.warheads + carried.decoys
  const last = burnout + carried.firstRelease + (count - 1) * carried.interval
  const entry = lastBelow(bus.trajectory, AIR_EDGE) ?? 0
  if (!(last < entry))
    throw new OpendomeError(
      'infeasible',
      `carries: last release ${(last - burnout).toFixed(0)} s after burnout, ` +
        `expected before the bus sinks below 100 km ${Math.max(0, entry - burnout).toFixed(0)} s after it`,
      { where: 'carries', hint: 'release earlier, at shorter intervals, or fewer objects' },
    )
  const state = new Float64Array(6)
  const right = new Float64Array(3)
  const objects = Array.from({ length: count }, (_, k): ReleasedObject => {
    const release = burnout + carried.firstRelease + k * carried.interval
    bus.piece.dense.at(release, state)
    cross3(state.subarray(3, 6), state.subarray(0, 3), right)
    unit3(right, right)
    const step = (k % 2 === 0 ? 1 : -1) * (1 + Math.floor(k / 2)) * carried.spacing
    for (let i = 0; i < 3; i++) state[3 + i]! += step * right[i]!
    const warhead = k < carried.warheads
    const coefficient = warhead ? trajectory.ballisticCoefficient : carried.decoyBallisticCoefficient
    return {
      kind: warhead ? 'warhead' : 'decoy',
      number: warhead ? k : k - carried.warheads,
      release,
      trajectory: flownFrom(bus.trajectory, release, state, coefficient).trajectory,
      body: warhead ? carried.warhead : carried.decoy,
    }
  })
  return [
    ...objects,
    { kind: 'bus', number: 0, release: burnout, trajectory: bus.trajectory, body: carried.bus },
  ]
}

/** State at the burnout in the launch frame, as the table has it. */
function burnoutState({ times, r_ecef, v_ecef, burnout }: Trajectory): Float64Array {
  const at = 3 * times.indexOf(burnout)
  if (at < 0) throw new OpendomeError('invalid', `trajectory without a sample at its burnout, ${burnout} s`)
  return launchFrame(burnout, r_ecef.subarray(at, at + 3), v_ecef.subarray(at, at + 3))
}

/** The flight that leaves `carrier` at t (s since liftoff) in a state of the launch frame and falls with its own ballistic coefficient (kg/m²). */
function flownFrom(
  carrier: Trajectory,
  t: number,
  state: Float64Array,
  coefficient: number,
): { readonly trajectory: Trajectory; readonly piece: Piece } {
  const free = flyFree(t, state, coefficient, RECORDED)
  const piece = free?.pieces[0]
  if (free === undefined || piece === undefined)
    throw new OpendomeError('unsupported', `carries: an object of ${coefficient} kg/m² that stays up`, {
      where: 'carries',
      hint: 'raise the ballistic coefficients, or choose another trajectory',
    })
  const { burnout, stageEnds, nominalBurnTime, apogee } = carrier
  const after = tabulate(
    { burnout: { t: burnout, stageEnds, pieces: [] }, free },
    nominalBurnTime,
    coefficient,
    SLOW_STEP,
  )
  return {
    piece,
    trajectory: {
      ...after,
      ...(t === burnout
        ? joinedRows(carrier, rowsBefore(carrier, t), after, 0)
        : withRelease(carrier, t, after)),
      apogee: t > apogee.t ? apogee : after.apogee,
    },
  }
}

/** Number of samples more than a millisecond before t. */
function rowsBefore({ times }: Path, t: number): number {
  return times.findIndex((time) => time > t - 1e-3)
}

/** The carrier's samples, one just before the release at t, and those after it. */
function withRelease(carrier: Path, t: number, after: Path): Path {
  const [r_ecef, v_ecef] = [new Float64Array(3), new Float64Array(3)]
  stateAt(carrier, t - LEAD, r_ecef, v_ecef)
  const last: Path = { times: Float64Array.of(t - LEAD), r_ecef, v_ecef }
  const before = joinedRows(carrier, rowsBefore(carrier, t - LEAD), last, 0)
  return joinedRows(before, before.times.length, after, 0)
}

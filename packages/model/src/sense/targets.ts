import { EARTH_RATE, eciFromEcef, geodeticHeight } from '../earth/index.ts'
import { stateAt, type Trajectory } from '../threat/index.ts'
import { OBJECT } from './instrument.ts'
import { intensityAt, type Signature } from './signature.ts'

/** What a sensor can use of one object. Times in s since the epoch, but for those of the trajectory, since its liftoff. */
export interface Target {
  readonly trajectory: Trajectory
  readonly liftoff: number
  readonly signature: Signature
  /** Released: nothing to see before. From its liftoff on where left out. */
  readonly begin?: number | undefined
  /** Destroyed or landed: nothing to see afterwards. */
  readonly end: number
}

/** Where all targets are at one moment, and how bright and large: the rows that instruments look at. */
export class TargetTable {
  /** Rows of OBJECT.WIDTH numbers, the flying targets only. */
  objects = new Float64Array(OBJECT.WIDTH)
  /** Index of each row's target in the list. */
  index = new Int32Array(1)
  rows = 0
  readonly #epochAngle: number
  readonly #r = new Float64Array(3)

  constructor(epochAngle: number) {
    this.#epochAngle = epochAngle
  }

  /** Fills the rows with the targets in flight at t s since the epoch. Grows with the largest list it has seen. */
  fill(t: number, targets: readonly Target[]): void {
    if (targets.length > this.index.length) {
      this.index = new Int32Array(targets.length)
      this.objects = new Float64Array(OBJECT.WIDTH * targets.length)
    }
    const angle = this.#epochAngle + EARTH_RATE * t
    this.rows = 0
    for (let i = 0; i < targets.length; i++) {
      const { trajectory, liftoff, signature, begin = liftoff, end } = targets[i]!
      const flown = t - liftoff
      if (flown < 0 || t < begin || t > end || flown > trajectory.impact.t) continue
      const at = OBJECT.WIDTH * this.rows
      stateAt(trajectory, flown, this.#r)
      const altitude = geodeticHeight(this.#r)
      eciFromEcef(angle, this.#r, this.#r)
      this.objects.set(this.#r, at)
      this.objects[at + OBJECT.ALTITUDE] = altitude
      intensityAt(signature, trajectory, flown, altitude, this.objects, at + OBJECT.INTENSITY)
      this.objects[at + OBJECT.CROSS_SECTION] =
        flown < trajectory.burnout ? signature.boosterCrossSection : signature.bodyCrossSection
      this.index[this.rows++] = i
    }
  }
}

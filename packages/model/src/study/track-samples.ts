/** Position and velocity of a track against the truth: lengths of the errors, and their root mean squares by the track's covariance (m, m/s). */
export interface TrackError {
  readonly positionError: number
  readonly positionSigma: number
  readonly velocityError: number
  readonly velocitySigma: number
}

/** A predicted impact held against the truth. Metres, s since liftoff. */
export interface ImpactSample {
  readonly t: number
  readonly error: number
  /** Half axes of the ellipse that holds the impact with probability 0.9. */
  readonly semiMajor: number
  readonly semiMinor: number
  readonly inside: boolean
}

/** One missile, scan by scan: rows of parallel arrays, the first `count` in use. NaN where no track stands for it. */
export class TrackSamples {
  count = 0
  /** s since liftoff. */
  readonly t: Float64Array
  /** Sensor heads that see it, and reports of it with signals since the scan before. */
  readonly heads: Int32Array
  readonly reports: Int32Array
  /** Confirmed tracks nearest to it, and the one that stands for it (−1: none). */
  readonly tracks: Int32Array
  readonly track: Int32Array
  /** Length of the error, m and m/s, and its root mean square by the track's covariance. */
  readonly positionError: Float64Array
  readonly positionSigma: Float64Array
  readonly velocityError: Float64Array
  readonly velocitySigma: Float64Array
  /** Normalised error squared of position and velocity: 6 on average where the covariance is right. */
  readonly nees: Float64Array
  /** Predicted impacts, in order of time. */
  readonly impacts: ImpactSample[] = []

  constructor(capacity: number) {
    const numbers = (): Float64Array => new Float64Array(capacity).fill(Number.NaN)
    this.t = numbers()
    this.heads = new Int32Array(capacity)
    this.reports = new Int32Array(capacity)
    this.tracks = new Int32Array(capacity)
    this.track = new Int32Array(capacity)
    this.positionError = numbers()
    this.positionSigma = numbers()
    this.velocityError = numbers()
    this.velocitySigma = numbers()
    this.nees = numbers()
  }

  /** Opens the row of a scan. */
  open(t: number, heads: number, reports: number, tracks: number, track: number): void {
    const row = this.count++
    this.t[row] = t
    this.heads[row] = heads
    this.reports[row] = reports
    this.tracks[row] = tracks
    this.track[row] = track
  }

  /** Fills the open row where a track stands for the missile. */
  close(held: TrackError, nees: number): void {
    const row = this.count - 1
    this.positionError[row] = held.positionError
    this.positionSigma[row] = held.positionSigma
    this.velocityError[row] = held.velocityError
    this.velocitySigma[row] = held.velocitySigma
    this.nees[row] = nees
  }
}

/** A time without custody, s since liftoff. */
export interface CustodyGap {
  readonly from: number
  readonly to: number
}

/**
 * Custody of one missile in one run: from the first scan at which a confirmed track stands for it until it lands. A gap begins at the first
 * scan without such a track and ends at the first one with it again, or at the impact. Times in s since liftoff.
 */
export class TrackCustody {
  /** First scan with a track; undefined before. */
  first: number | undefined
  readonly gaps: CustodyGap[] = []
  #lostAt: number | undefined

  /** One scan at t: does a confirmed track stand for the missile? */
  add(t: number, held: boolean): void {
    if (held) this.first ??= t
    if (this.first === undefined) return
    if (!held) this.#lostAt ??= t
    else this.#close(t)
  }

  /** The missile lands at `impact`. */
  end(impact: number): void {
    this.#close(impact)
  }

  /** Time in gaps, s. */
  get lost(): number {
    return this.gaps.reduce((sum, { from, to }) => sum + to - from, 0)
  }

  get longest(): number {
    return this.gaps.reduce((most, { from, to }) => Math.max(most, to - from), 0)
  }

  #close(t: number): void {
    if (this.#lostAt !== undefined && t > this.#lostAt) this.gaps.push({ from: this.#lostAt, to: t })
    this.#lostAt = undefined
  }
}

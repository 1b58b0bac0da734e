/** Time of the picture, s since the start of the raid, outside of React: it moves with every frame. */
class Clock {
  t = 0
  end = 1
  rate = 30
  playing = false
  readonly #listeners = new Set<() => void>()

  /** Called after each change of the time or of how it runs. Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  set(t: number): void {
    this.t = Math.min(this.end, Math.max(0, t))
    this.#tell()
  }

  run(playing: boolean): void {
    if (playing && this.t >= this.end) this.t = 0
    this.playing = playing
    this.#tell()
  }

  at(rate: number): void {
    this.rate = rate
    this.#tell()
  }

  /** Goes on by so many seconds of the wall. */
  advance(seconds: number): void {
    if (!this.playing) return
    this.t = Math.min(this.end, this.t + seconds * this.rate)
    if (this.t >= this.end) this.playing = false
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

export const RATES = [1, 3, 10, 30, 100, 300] as const

/** The one clock of the page. */
export const clock = new Clock()

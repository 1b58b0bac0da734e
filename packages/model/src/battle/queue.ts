/** Something that happens at a time. At equal times in the order of `rank`, then as they were put in. */
export interface Timed {
  /** s since the start of the raid. */
  readonly t: number
  readonly rank: number
}

/** Events in order of time: a binary heap. */
export class Queue<E extends Timed> {
  readonly #heap: { readonly event: E; readonly number: number }[] = []
  #count = 0

  put(event: E): void {
    const heap = this.#heap
    heap.push({ event, number: this.#count++ })
    let at = heap.length - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#before(at, parent)) break
      this.#swap(at, parent)
      at = parent
    }
  }

  /** The next event, left in the queue. */
  get next(): E | undefined {
    return this.#heap[0]?.event
  }

  take(): E | undefined {
    const heap = this.#heap
    const first = heap[0]
    if (first === undefined) return undefined
    const last = heap.pop()!
    if (heap.length > 0) {
      heap[0] = last
      let at = 0
      for (;;) {
        let least = at
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < heap.length && this.#before(child, least)) least = child
        if (least === at) break
        this.#swap(at, least)
        at = least
      }
    }
    return first.event
  }

  #before(a: number, b: number): boolean {
    const x = this.#heap[a]!
    const y = this.#heap[b]!
    return (x.event.t - y.event.t || x.event.rank - y.event.rank || x.number - y.number) < 0
  }

  #swap(a: number, b: number): void {
    const kept = this.#heap[a]!
    this.#heap[a] = this.#heap[b]!
    this.#heap[b] = kept
  }
}

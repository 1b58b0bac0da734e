/** One interceptor that can reach one missile. Times in seconds on one common clock. */
export interface Option {
  /** Interceptor carrier, counted over all layers. */
  readonly carrier: number
  readonly intercept: number
  /** Engagement margin: deadline minus intercept. */
  readonly margin: number
}

/** One order: which carrier fires at which missile, with the intercept time. */
export interface Order {
  readonly missile: number
  readonly carrier: number
  readonly intercept: number
}

/**
 * Deals the shots. In `rounds` every missile gets its first shot before any gets a second; within a round the missile
 * with the smallest engagement margin (that of the earliest intercept open to it when the round begins) goes first, ties by
 * index. `greedy` gives each missile all its shots, in the order of the margins at the start. The best interceptor is the
 * earliest intercept, then the lowest carrier; `options[m]` are missile m's, in that order, each carrier once. A carrier with several
 * interceptors may fire several at one missile. `stock(carrier)` is the number of interceptors on a carrier at the start.
 * `had` counts the shots a missile has had before, at earlier decisions: they count towards `shots` and put it into a later round.
 */
export function allocate(
  options: readonly (readonly Option[])[],
  shots: number,
  allocation: 'rounds' | 'greedy',
  stock: (carrier: number) => number,
  had: readonly number[] = [],
): Order[] {
  const used = new Map<number, number>()
  const next = options.map(() => 0)
  const orders: Order[] = []

  // The first option of a missile whose carrier still has an interceptor; options before it are spent for good.
  const open = (missile: number): Option | undefined => {
    const own = options[missile]!
    while (next[missile]! < own.length) {
      const option = own[next[missile]!]!
      if ((used.get(option.carrier) ?? 0) < stock(option.carrier)) return option
      next[missile]!++
    }
    return undefined
  }
  const fire = (missile: number): boolean => {
    const option = open(missile)
    if (option === undefined) return false
    used.set(option.carrier, (used.get(option.carrier) ?? 0) + 1)
    orders.push({ missile, carrier: option.carrier, intercept: option.intercept })
    return true
  }
  const byMargin = (missiles: readonly number[]): number[] => {
    const margins = new Map<number, number>()
    for (const m of missiles) {
      const option = open(m)
      if (option !== undefined) margins.set(m, option.margin)
    }
    return [...margins.keys()].sort((a, b) => margins.get(a)! - margins.get(b)! || a - b)
  }

  const all = options.map((_, i) => i)
  if (allocation === 'greedy') {
    for (const missile of byMargin(all)) {
      for (let shot = had[missile] ?? 0; shot < shots; shot++) if (!fire(missile)) break
    }
    return orders
  }
  for (let round = 0; round < shots; round++) {
    for (const missile of byMargin(all.filter((m) => (had[m] ?? 0) <= round))) fire(missile)
  }
  return orders
}

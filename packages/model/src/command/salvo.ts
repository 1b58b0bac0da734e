/** Steps of one search; beyond, the answer is the best so far and the bound that of the relaxed problem. */
const MOST_STEPS = 5000

/**
 * The cheapest salvo at one target when every shot has a price: least of value Π (1 − kill)^x + Σ price x over whole x. A knapsack-like
 * problem, solved depth first in the order of price per −ln(1 − kill), which is the order in which the relaxed
 * problem takes shots, so that the relaxation of what is left (closed form) bounds each branch. One instance keeps its buffers.
 */
export class SalvoFinder {
  /** The salvo found: `count` weapons (as pushed) and how many shots of each. */
  count = 0
  readonly weapon: Int32Array
  readonly shots: Int32Array
  /** Its price and leak together, and a proven lower bound (the same, but for searches cut short). */
  cost = 0
  bound = 0
  #items = 0
  #sureKill = -1
  #sureCost = Infinity
  readonly #id: Int32Array
  readonly #price: Float64Array
  readonly #pass: Float64Array
  readonly #ratio: Float64Array
  readonly #many: Int32Array
  /** From item k on: cheapest price and largest chance. */
  readonly #cheapest: Float64Array
  readonly #surest: Float64Array
  readonly #taken: Int32Array
  #best = 0
  #steps = 0

  /** For at most `size` weapons that reach one target. */
  constructor(size: number) {
    this.weapon = new Int32Array(size)
    this.shots = new Int32Array(size)
    this.#id = new Int32Array(size)
    this.#many = new Int32Array(size)
    this.#taken = new Int32Array(size)
    this.#price = new Float64Array(size)
    this.#pass = new Float64Array(size)
    this.#ratio = new Float64Array(size)
    this.#cheapest = new Float64Array(size + 1)
    this.#surest = new Float64Array(size + 1)
  }

  clear(): void {
    this.#items = 0
    this.#sureKill = -1
    this.#sureCost = Infinity
  }

  /** A weapon that may fire up to `many` ≥ 1 shots of chance `kill` > 0, `strength` = −ln(1 − kill), at `price` ≥ 0 each. Kept in order of ratio. */
  push(weapon: number, kill: number, strength: number, price: number, many: number): void {
    if (kill >= 1) {
      if (price < this.#sureCost) {
        this.#sureCost = price
        this.#sureKill = weapon
      }
      return
    }
    const ratio = price / strength
    let k = this.#items
    while (k > 0 && this.#ratio[k - 1]! > ratio) {
      this.#id[k] = this.#id[k - 1]!
      this.#price[k] = this.#price[k - 1]!
      this.#pass[k] = this.#pass[k - 1]!
      this.#ratio[k] = this.#ratio[k - 1]!
      this.#many[k] = this.#many[k - 1]!
      k -= 1
    }
    this.#id[k] = weapon
    this.#price[k] = price
    this.#pass[k] = 1 - kill
    this.#ratio[k] = ratio
    this.#many[k] = many
    this.#items += 1
  }

  /** Searches, for a target worth `value` ≥ 0 and at most `most` shots (Infinity: no limit). */
  find(value: number, most: number): void {
    const n = this.#items
    this.#cheapest[n] = Infinity
    this.#surest[n] = 1
    for (let k = n - 1; k >= 0; k -= 1) {
      this.#cheapest[k] = Math.min(this.#cheapest[k + 1]!, this.#price[k]!)
      this.#surest[k] = Math.min(this.#surest[k + 1]!, this.#pass[k]!)
      this.#taken[k] = 0
    }
    this.count = 0
    this.#best = value
    this.#steps = 0
    // A shot that cannot miss stands alone or not at all.
    if (most >= 1 && this.#sureCost < value) {
      this.#best = this.#sureCost
      this.weapon[0] = this.#sureKill
      this.shots[0] = 1
      this.count = 1
    }
    if (most >= 1) this.#search(0, value, 0, most)
    this.cost = this.#best
    this.bound = this.#steps <= MOST_STEPS ? this.#best : Math.min(this.#best, this.#relaxed(0, value, most))
  }

  #search(first: number, value: number, paid: number, most: number): void {
    if (paid + value < this.#best) {
      this.#best = paid + value
      this.#keep(first)
    }
    for (let k = first; k < this.#items && most >= 1; k += 1) {
      this.#steps += 1
      if (this.#steps > MOST_STEPS) return
      if (paid + this.#relaxed(k, value, most) >= this.#best) return
      const price = this.#price[k]!
      const pass = this.#pass[k]!
      if (price >= value * (1 - pass)) continue
      // As many of it as pay for themselves, the fullest first.
      const limit = Math.min(this.#many[k]!, most)
      let count = 0
      let after = value
      while (count < limit && price < after * (1 - pass)) {
        after *= pass
        count += 1
      }
      for (; count >= 1; count -= 1) {
        this.#taken[k] = count
        this.#search(k + 1, after, paid + count * price, most - count)
        after /= pass
      }
      this.#taken[k] = 0
    }
  }

  /** Least of value e^−s + price(s) with parts of shots, items from k on; with a limit of shots also that of its best shots. */
  #relaxed(k: number, value: number, most: number): number {
    let left = value
    let paid = 0
    let i = k
    for (; i < this.#items; i += 1) {
      const ratio = this.#ratio[i]!
      if (left <= ratio) break
      let after = left
      for (let c = this.#many[i]!; c > 0 && after > ratio; c -= 1) after *= this.#pass[i]!
      if (after <= ratio) {
        // Only a part of it, up to where the next bit costs as much as it takes: ratio · ln z, and ln z is no less than its
        // Padé approximant (the difference has the slope (z − 1)⁴ / (z (z² + 4z + 1)²)).
        const z = left / ratio
        paid += ratio * ((3 * (z * z - 1)) / (z * z + 4 * z + 1))
        left = ratio
        break
      }
      left = after
      paid += this.#many[i]! * this.#price[i]!
    }
    const free = paid + left
    if (!(most <= 3)) return free
    let capped = value
    let pass = value
    for (let c = 1; c <= most; c += 1) {
      pass *= this.#surest[k]!
      capped = Math.min(capped, pass + c * this.#cheapest[k]!)
    }
    return Math.max(free, capped)
  }

  #keep(end: number): void {
    this.count = 0
    for (let k = 0; k < end; k += 1) {
      if (this.#taken[k]! === 0) continue
      this.weapon[this.count] = this.#id[k]!
      this.shots[this.count] = this.#taken[k]!
      this.count += 1
    }
  }
}

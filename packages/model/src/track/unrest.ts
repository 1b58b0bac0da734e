import { chiSquareQuantile, exp, tryCholesky } from '../math/index.ts'

/** Memory (s) of the test: pushes that show within it are told from chance. */
const MEMORY = 10
/** Chance that a body that flies freely is taken for one that is pushed, at one of the moments that tell independently (one in ten seconds or so). */
const FALSE_ALARM = 1e-5
const ALARM = chiSquareQuantile(1 - FALSE_ALARM, 3)
/**
 * A steady push shows as a bias of the innovations that grows with time squared. When it is told, errors of position and velocity are up to these many times the mean bias, and that by the time over which it was summed.
 */
const POSITION = 1.5
const VELOCITY = 2
/** How long (s) a push is taken to go one way, and in which time the allowance for further ones fades. */
const STEADY = 40
const FADING = 60
/** What a further alarm does at least to an allowance that has not faded. */
const AGAIN = 2
/** Relative weight that keeps sums over one line of sight solvable. */
const RIDGE = 1e-9

/** Numbers that a belief keeps: Σ w Hᵀ S⁻¹ ν (3), Σ w² Hᵀ S⁻¹ H (its lower triangle, 6), Σ w dt (s), spectral density of unrest (m²/s³). */
export const UNREST = 11
const SUM = 0
const WEIGHT = 3
const SPAN = 9
const LEVEL = 10

const gram = new Float64Array(9)
const root = new Float64Array(9)
const shift = new Float64Array(3)
const score = new Float64Array(3)

/**
 * Does a body in free flight do something that free flight does not? Innovations of a filter that is right are white: their fading sum d = Σ w Hᵀ S⁻¹ ν, w = exp(−age/10 s), has covariance D = Σ w² Hᵀ S⁻¹ H, and dᵀ D⁻¹ d
 * is chi-square of three degrees. A push too small to show in any one innovation makes it grow. Where it passes the bound, the covariance is widened by the error that a push of this size brings, and the process noise is raised to that of the push; it
 * fades in a minute (adaptive noise after Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation with Applications to Tracking and Navigation (2001), 11.2, with the sum in place of the normalised square, which shows a lasting bias sooner).
 */
export class Unrest {
  /** The loaded belief's numbers. */
  readonly numbers = new Float64Array(UNREST)

  clear(): void {
    this.numbers.fill(0)
  }

  /** Drops the sums: the body is not taken to fly freely. What is allowed for fades on. */
  pause(): void {
    this.numbers.fill(0, SUM, LEVEL)
  }

  /** Spectral density (m²/s³) of white acceleration by which free flight is to be widened. */
  get level(): number {
    return this.numbers[LEVEL]!
  }

  /** Moves on by dt s, which may go back. */
  fade(dt: number): void {
    const s = this.numbers
    if (s[SPAN] === 0) {
      s[SPAN] = Math.max(0, dt)
      if (s[LEVEL]! > 0) s[LEVEL]! *= exp(-dt / FADING)
      return
    }
    const w = exp(-dt / MEMORY)
    for (let k = 0; k < 3; k += 1) s[SUM + k]! *= w
    for (let k = 0; k < 6; k += 1) s[WEIGHT + k]! *= w * w
    s[SPAN] = w * s[SPAN]! + MEMORY * (1 - w)
    if (s[LEVEL]! > 0) s[LEVEL]! *= exp(-dt / FADING)
  }

  /**
   * Takes the m measurements of unit variance (rows m × 3, values against the position less `origin`) that have just corrected x and its covariance P (n × n by rows, position first). True where a push is told; P is then widened.
   */
  take(
    m: number,
    rows: Float64Array,
    values: Float64Array,
    origin: Float64Array,
    n: number,
    x: Float64Array,
    P: Float64Array,
  ): boolean {
    const s = this.numbers
    // With unit variances Hᵀ S⁻¹ ν = Hᵀ (z − H x⁺) and Hᵀ S⁻¹ H = J − J P⁺ J, J = Hᵀ H.
    gram.fill(0)
    for (let r = 0; r < m; r += 1) {
      let rest = values[r]!
      for (let k = 0; k < 3; k += 1) rest -= rows[3 * r + k]! * (x[k]! - origin[k]!)
      for (let k = 0; k < 3; k += 1) {
        const h = rows[3 * r + k]!
        s[SUM + k]! += h * rest
        for (let l = 0; l < 3; l += 1) gram[3 * k + l]! += h * rows[3 * r + l]!
      }
    }
    for (let k = 0; k < 3; k += 1) {
      for (let l = 0; l < 3; l += 1) {
        let sum = 0
        for (let c = 0; c < 3; c += 1) sum += P[k * n + c]! * gram[3 * c + l]!
        root[3 * k + l] = sum
      }
    }
    for (let k = 0, at = WEIGHT; k < 3; k += 1) {
      for (let l = 0; l <= k; l += 1, at += 1) {
        let sum = gram[3 * k + l]!
        for (let c = 0; c < 3; c += 1) sum -= gram[3 * k + c]! * root[3 * c + l]!
        s[at]! += sum
      }
    }
    return this.#test(n, P)
  }

  /** Holds the sums against their bound. */
  #test(n: number, P: Float64Array): boolean {
    const s = this.numbers
    const ridge = RIDGE * (s[WEIGHT]! + s[WEIGHT + 2]! + s[WEIGHT + 5]!)
    for (let k = 0, at = WEIGHT; k < 3; k += 1)
      for (let l = 0; l <= k; l += 1, at += 1) root[3 * k + l] = s[at]!
    for (let k = 0; k < 3; k += 1) root[4 * k]! += ridge
    if (!(ridge > 0) || !tryCholesky(3, root)) return false
    let square = 0
    for (let k = 0; k < 3; k += 1) {
      let sum = s[SUM + k]!
      for (let l = 0; l < k; l += 1) sum -= root[3 * k + l]! * score[l]!
      score[k] = sum / root[4 * k]!
      square += score[k]! * score[k]!
    }
    if (square < ALARM) return false
    for (let k = 2; k >= 0; k -= 1) {
      let sum = score[k]!
      for (let l = k + 1; l < 3; l += 1) sum -= root[3 * l + k]! * shift[l]!
      shift[k] = sum / root[4 * k]!
    }
    const bias2 = shift[0]! * shift[0]! + shift[1]! * shift[1]! + shift[2]! * shift[2]!
    const span = Math.max(1, s[SPAN]!)
    const level = (STEADY * bias2) / (span * span * span * span)
    for (let k = 0; k < 3; k += 1) {
      P[k * (n + 1)]! += POSITION * POSITION * bias2
      P[(k + 3) * (n + 1)]! += (VELOCITY * VELOCITY * bias2) / (span * span)
    }
    // Told again although it was allowed for: the push is larger, or has gone on.
    const most = Math.max(level, AGAIN * s[LEVEL]!)
    s.fill(0)
    s[LEVEL] = most
    return true
  }
}

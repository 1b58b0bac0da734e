/** published: somebody else's number; closed form: follows from a stated formula; bracket: only the distance is reported. */
export type CaseClass = 'published' | 'closed form' | 'bracket'

/** One compared quantity of one case. */
export interface CaseResult {
  readonly id: string
  readonly room: string
  readonly class: CaseClass
  /** What is compared: `density 10 km`. */
  readonly quantity: string
  readonly expected: number | string
  /** Text where the case ended in an error. */
  readonly got: number | string
  readonly unit: string
  /** got − expected; null where either is not a number. */
  readonly difference: number | null
  /** In words: `0.1 %`, `0.5 km`. */
  readonly tolerance: string
  /** Why the tolerance is what it is, one sentence. */
  readonly reason: string
  /** Part of the tolerance that the difference takes; null where there is no such number. */
  readonly share: number | null
  /** Null for brackets. */
  readonly pass: boolean | null
  readonly source: string
  readonly note?: string
}

export type Row = Omit<CaseResult, 'id' | 'room' | 'class' | 'source' | 'note'>

/** Cases of one source. `rows` computes; everything else is data. */
export interface Case {
  /** `room/name`. */
  readonly id: string
  readonly class: CaseClass
  readonly source: string
  readonly note?: string
  readonly rows: () => readonly Row[]
}

export interface Tolerance {
  readonly words: string
  readonly reason: string
  readonly limit: (expected: number) => number
}

/** `part` of the expected value. */
export function relative(part: number, reason: string): Tolerance {
  const words = `${Number((100 * part).toPrecision(6))} %`
  return { words, reason, limit: (expected) => part * Math.abs(expected) }
}

/** A relative tolerance that asks for no more than the `half` of the last printed digit shows. */
export function printed(part: number, half: number, unit: string, reason: string): Tolerance {
  const words = `${relative(part, reason).words} or ${half} ${unit}`
  return { words, reason, limit: (expected) => Math.max(part * Math.abs(expected), half) }
}

/** `limit` in the unit of the row. */
export function absolute(limit: number, unit: string, reason: string): Tolerance {
  return { words: `${limit} ${unit}`.trimEnd(), reason, limit: () => limit }
}

export function exact(reason: string): Tolerance {
  return { words: 'exact', reason, limit: () => 0 }
}

/** A number that has to lie within a tolerance of the expected one. */
export function within(
  quantity: string,
  unit: string,
  expected: number,
  got: number,
  tolerance: Tolerance,
): Row {
  const difference = got - expected
  const limit = tolerance.limit(expected)
  return {
    quantity,
    expected,
    got,
    unit,
    difference,
    tolerance: tolerance.words,
    reason: tolerance.reason,
    share: difference === 0 ? 0 : Math.abs(difference) / limit,
    pass: Math.abs(difference) <= limit,
  }
}

/** A number that has to lie strictly between two bounds; `expected` says them in words. */
export function between(
  quantity: string,
  unit: string,
  expected: string,
  got: number,
  bounds: readonly [low: number, high: number],
  reason: string,
): Row {
  const pass = got > bounds[0] && got < bounds[1]
  return { quantity, expected, got, unit, difference: null, tolerance: 'rule', reason, share: null, pass }
}

/** A number that has to lie within a factor of the expected one. */
export function withinFactor(
  quantity: string,
  unit: string,
  expected: number,
  got: number,
  factor: number,
  reason: string,
): Row {
  const row = within(quantity, unit, expected, got, absolute(Infinity, unit, reason))
  const pass = got > expected / factor && got < expected * factor
  return { ...row, tolerance: `factor ${factor}`, share: null, pass }
}

/** A distance that is reported and judged by nobody. */
export function reported(quantity: string, unit: string, expected: number | string, got: number): Row {
  return {
    quantity,
    expected,
    got,
    unit,
    difference: typeof expected === 'number' ? got - expected : null,
    tolerance: 'none',
    reason: 'Bracket: the distance is reported, and nothing is tuned to it.',
    share: null,
    pass: null,
  }
}

export const DEGREE = Math.PI / 180
export const KM = 1000

/** First word of every message; says what kind of mistake it is. */
export type ErrorCode = 'invalid' | 'unknown' | 'missing' | 'unsupported' | 'infeasible'

/** Where a mistake lies and what to do about it. */
export interface ErrorDetail {
  /** `file:line:column` or a field path. */
  readonly where?: string | undefined
  /** One sentence that says what to do. */
  readonly hint?: string | undefined
  readonly cause?: unknown
}

/**
 * The one error class. `message` starts with its `code` and holds the value and the allowed range;
 * `where` is the place (a field path until `scenario` turns it into file:line:column).
 */
export class OpendomeError extends Error {
  readonly code: ErrorCode
  readonly where: string | undefined
  readonly hint: string | undefined

  constructor(code: ErrorCode, text: string, detail: ErrorDetail = {}) {
    super(`${code} ${text}`, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.name = 'OpendomeError'
    this.code = code
    this.where = detail.where
    this.hint = detail.hint
  }

  /** The same error with a place, where it had none or a coarser one. */
  at(where: string): OpendomeError {
    return new OpendomeError(this.code, this.message.slice(this.code.length + 1), {
      where,
      hint: this.hint,
      cause: this.cause,
    })
  }
}

/** Throws `invalid …` unless `value` is a finite number within [low, high]. */
export function requireWithin(name: string, value: number, low: number, high: number, unit = ''): void {
  if (value >= low && value <= high) return
  const suffix = unit === '' ? '' : ` ${unit}`
  throw new OpendomeError('invalid', `${name} ${value}${suffix}: expected ${low} to ${high}${suffix}`)
}

import { OpendomeError } from '@opendome/model'

interface Range {
  readonly low: number
  readonly high: number
  readonly unit?: string
  readonly whole?: boolean
}

/**
 * The number of a command-line option. Throws `invalid` with the value and the allowed range for anything else: words,
 * NaN, Infinity, numbers outside the range, fractions where whole numbers are needed.
 */
export function numberOption(name: string, text: string, range: Range): number {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : NaN
  const whole = range.whole === true
  if (value >= range.low && value <= range.high && (!whole || Number.isInteger(value))) return value
  const unit = range.unit === undefined ? '' : ` ${range.unit}`
  throw new OpendomeError(
    'invalid',
    `${name} ${text === '' ? '""' : text}: expected ${whole ? 'a whole number' : 'a number'} from ${range.low} to ${range.high}${unit}`,
    Number.isNaN(value) ? { hint: 'write digits only, without separators or unit' } : {},
  )
}

/** As `numberOption`, for an option that may be left out. */
export function optionalNumber(name: string, text: string | undefined, range: Range): number | undefined {
  return text === undefined ? undefined : numberOption(name, text, range)
}

/** The seed of the draws, as `--seed` gives it. */
export function seedOption(text: string | undefined): number | undefined {
  return optionalNumber('--seed', text, { low: 0, high: Number.MAX_SAFE_INTEGER, whole: true })
}

/** Throws `invalid` where two options exclude each other and both are given. */
export function oneOf(options: Readonly<Record<string, unknown>>): void {
  const given = Object.keys(options).filter((name) => options[name] !== undefined && options[name] !== false)
  if (given.length > 1)
    throw new OpendomeError('invalid', `${given.join(' and ')}: expected one of them`, {
      hint: `leave out ${given[1] ?? ''}`,
    })
}

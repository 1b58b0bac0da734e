import { OpendomeError } from '../core/index.ts'
import { exp, ln, normalCdf, normalQuantile } from '../math/index.ts'
import type { Figure } from './plan.ts'
import type { Shape } from './schema.ts'

/** Standard normal number above which lies a tenth. */
const Z90 = normalQuantile(0.9)

/** Turns standard normal numbers into prices, in place. */
export type Transform = (values: Float64Array) => void

/** Is there a range to draw from? */
export const hasRange = (figure: Figure): boolean =>
  figure.low !== undefined && figure.high !== undefined && figure.high > figure.low

/**
 * The distribution of a figure with a range:
 *
 * - `lognormal`: low and high are the 10th and the 90th percentile; the median is √(low · high)
 * - `triangular`: low and high are the ends, the value is the mode
 *
 * Throws `invalid` for a lognormal whose low is not above zero; `name` goes into the message.
 */
export function transformOf(figure: Figure, shape: Shape, name: string): Transform {
  const low = figure.low!
  const high = figure.high!
  if (shape === 'lognormal') {
    if (!(low > 0))
      throw new OpendomeError('invalid', `cost.items.${name}: low 0: a lognormal price is above zero`, {
        where: `cost.items.${name}`,
        hint: 'raise low, or set cost.uncertainty.shape: triangular',
      })
    const middle = 0.5 * (ln(low) + ln(high))
    const sigma = (ln(high) - ln(low)) / (2 * Z90)
    return (values) => {
      for (let k = 0; k < values.length; k++) values[k] = exp(middle + sigma * values[k]!)
    }
  }
  const width = high - low
  const rise = figure.value - low
  const fall = high - figure.value
  const turn = rise / width
  return (values) => {
    for (let k = 0; k < values.length; k++) {
      const u = normalCdf(values[k]!)
      values[k] = u < turn ? low + Math.sqrt(u * width * rise) : high - Math.sqrt((1 - u) * width * fall)
    }
  }
}

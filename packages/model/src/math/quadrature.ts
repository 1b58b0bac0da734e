import { OpendomeError } from '../core/index.ts'

/** Nodes of the 15-point Kronrod rule on [−1, 1], from the outermost in, and its weights; every second one is a node of the 7-point Gauss rule. */
const NODES = [
  0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
  0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
  0.58608723546769113029414483825873, 0.405845151377397166906606412076961,
  0.207784955007898467600689403773245, 0,
]
const KRONROD = [
  0.02293532201052922496373200805897, 0.063092092629978553290700663189204,
  0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
  0.16900472663926790282658342659855, 0.190350578064785409913256402421014,
  0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
]
const GAUSS = [
  0.129484966168869693270611432679082, 0.27970539148927666790146777142378,
  0.381830050505118944950369775488975, 0.417959183673469387755102040816327,
]

/** Halvings of one interval before it is taken as it is: 2⁻³⁰ of it is below the rounding of most integrands. */
const DEEPEST = 30

/**
 * ∫ f over [a, b] (a ≤ b) by the Gauss–Kronrod pair of 7 and 15 points (A. S. Kronrod, 1965; nodes as in QUADPACK's QK15), halved where
 * the two differ by more than `tolerance` (> 0, unit of the integral), which is shared among the halves. f may have kinks and jumps; what lies between the
 * nodes of the first panel and nowhere else is not seen, so give intervals on which f is of one piece. Throws `invalid` for ends or values that are not numbers.
 */
export function quadrature(f: (x: number) => number, a: number, b: number, tolerance: number): number {
  if (!(a <= b) || !Number.isFinite(b - a)) {
    throw new OpendomeError('invalid', `interval ${a} to ${b}: expected finite ends in order`)
  }
  if (!(tolerance > 0)) throw new OpendomeError('invalid', `tolerance ${tolerance}: expected above 0`)
  return panel(f, a, b, tolerance, 0)
}

function panel(f: (x: number) => number, a: number, b: number, tolerance: number, depth: number): number {
  const middle = (a + b) / 2
  const half = (b - a) / 2
  const centre = f(middle)
  let kronrod = KRONROD[7]! * centre
  let gauss = GAUSS[3]! * centre
  for (let k = 0; k < 7; k += 1) {
    const x = half * NODES[k]!
    const pair = f(middle - x) + f(middle + x)
    kronrod += KRONROD[k]! * pair
    if (k % 2 === 1) gauss += GAUSS[(k - 1) / 2]! * pair
  }
  const sum = half * kronrod
  if (!Number.isFinite(sum))
    throw new OpendomeError('invalid', `integral ${sum}: expected finite values of f`)
  if (Math.abs(sum - half * gauss) <= tolerance || depth === DEEPEST) return sum
  return panel(f, a, middle, tolerance / 2, depth + 1) + panel(f, middle, b, tolerance / 2, depth + 1)
}

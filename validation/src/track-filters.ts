import { kalmanPredict, kalmanUpdate } from '@opendome/model/track'
import { absolute, relative, within, type Case } from './case.ts'
import { source } from './sources.ts'

/** Start of both cases: position and velocity, and their covariance by rows. */
const X = [-6.45, 0.7]
const P = [4.1123, 0.0013, 0.0013, 0.0365]

const ENTRIES = ['11', '12', '21', '22']

export const FILTER_CASES: readonly Case[] = [
  {
    id: 'track/kalman-predict',
    class: 'published',
    source: source('stoneSoupFilters', 'predictor/tests/test_kalman.py (inputs)'),
    note: 'Constant velocity over 2 s, white acceleration of 0.1 m²/s³: F = [1, 2; 0, 1], Q = 0.1 [8/3, 2; 2, 2].',
    rows: () => {
      const [q, dt] = [0.1, 2]
      const noise = [(q * dt * dt * dt) / 3, (q * dt * dt) / 2, (q * dt * dt) / 2, q * dt]
      const belief = kalmanPredict(X, P, [1, dt, 0, 1], noise)
      const rounding = absolute(1e-12, '', 'A few products of numbers of this size round.')
      const mean = [-5.05, 0.7]
      const covariance = [4.530166666666667, 0.2743, 0.2743, 0.2365]
      return [
        ...mean.map((value, i) => within(`x${i + 1}`, '', value, belief.x[i]!, rounding)),
        ...covariance.map((value, i) => within(`P${ENTRIES[i]}`, '', value, belief.P[i]!, rounding)),
      ]
    },
  },
  {
    id: 'track/kalman-update',
    class: 'published',
    source: source('stoneSoupFilters', 'updater/tests/test_kalman.py (inputs)'),
    rows: () => {
      const belief = kalmanUpdate(X, P, [1, 0], [0.04], [-6.23])
      const digits = relative(1e-8, 'The expected values have nine digits.')
      const mean = [-6.23211931, 0.70006888]
      const covariance = [0.0396146714, 1.25231799e-5, 1.25231799e-5, 0.036499593]
      return [
        ...mean.map((value, i) => within(`x${i + 1}`, '', value, belief.x[i]!, digits)),
        ...covariance.map((value, i) => within(`P${ENTRIES[i]}`, '', value, belief.P[i]!, digits)),
        within('S', '', 4.1523, belief.S[0]!, digits),
      ]
    },
  },
]

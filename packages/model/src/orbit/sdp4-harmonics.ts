import type { SgpGravity } from './sgp4-gravity.ts'
import { semiMajorAxis, type BrouwerOrbit } from './sgp4-secular.ts'

/** Mean motions, rad/min, between which an orbit is resonant with one and with half a sidereal day. */
const DAY_BAND = [0.0034906585, 0.0052359877] as const
const HALF_DAY_BAND = [8.26e-3, 9.24e-3] as const
/** Half-day orbits below this eccentricity have no resonant terms in the model. */
const HALF_DAY_ECCENTRICITY = 0.5

/** Normalised tesseral harmonics Q of the theory, by degree and order. */
const Q22 = 1.7891679e-6
const Q31 = 2.1460748e-6
const Q33 = 2.2123015e-7
const Q32 = 3.7393792e-7
const Q44 = 7.3636953e-9
const Q52 = 1.1428639e-7
const Q54 = 2.1765803e-9

/** Longitudes of symmetry of the harmonics, rad. */
const DAY_PHASES = [0.13130908, 2 * 2.8843198, 3 * 0.37448087] as const
const G22 = 5.7686396
const G32 = 0.95240898
const G44 = 1.8014998
const G52 = 1.050833
const G54 = 4.4108898

/** One resonant term: n̈ gets amplitude · sin(longitude · λ + perigee · ω − phase). */
export interface ResonantTerm {
  readonly amplitude: number
  readonly longitude: number
  readonly perigee: number
  readonly phase: number
}

/** Kind of resonance of an orbit, in sidereal days; undefined for none. */
export function resonanceOf(orbit: BrouwerOrbit): 'day' | 'half-day' | undefined {
  const { motion, eccentricity } = orbit
  if (motion > DAY_BAND[0] && motion < DAY_BAND[1]) return 'day'
  const near = motion >= HALF_DAY_BAND[0] && motion <= HALF_DAY_BAND[1]
  return near && eccentricity >= HALF_DAY_ECCENTRICITY ? 'half-day' : undefined
}

/** Terms of a one-day orbit: inclination functions F and eccentricity functions G of Spacetrack Report No. 3. */
export function dayTerms(orbit: BrouwerOrbit, gravity: SgpGravity): readonly ResonantTerm[] {
  const { eccentricity, cosInclination: c, sinInclination: s, motion } = orbit
  const e2 = eccentricity * eccentricity
  const g200 = 1 + e2 * (-2.5 + 0.8125 * e2)
  const g310 = 1 + 2 * e2
  const g300 = 1 + e2 * (-6 + 6.60937 * e2)
  const f220 = 0.75 * (1 + c) * (1 + c)
  const f311 = 0.9375 * s * s * (1 + 3 * c) - 0.75 * (1 + c)
  const f330 = 1.875 * (1 + c) * (1 + c) * (1 + c)
  const inverseAxis = 1 / semiMajorAxis(gravity, motion)
  const scale = 3 * motion * motion * inverseAxis * inverseAxis
  return [
    { amplitude: scale * inverseAxis * f311 * g310 * Q31, longitude: 1, perigee: 0, phase: DAY_PHASES[0] },
    { amplitude: 2 * scale * f220 * g200 * Q22, longitude: 2, perigee: 0, phase: DAY_PHASES[1] },
    {
      amplitude: 3 * scale * inverseAxis * f330 * g300 * Q33,
      longitude: 3,
      perigee: 0,
      phase: DAY_PHASES[2],
    },
  ]
}

/** Terms of a half-day orbit of eccentricity 0.5 and more, likewise. */
export function halfDayTerms(orbit: BrouwerOrbit, gravity: SgpGravity): readonly ResonantTerm[] {
  const { eccentricity, cosInclination: c, sinInclination: s, motion } = orbit
  const c2 = c * c
  const s2 = s * s
  const g = halfDayEccentricity(eccentricity)
  const f220 = 0.75 * (1 + 2 * c + c2)
  const f221 = 1.5 * s2
  const f321 = 1.875 * s * (1 - 2 * c - 3 * c2)
  const f322 = -1.875 * s * (1 + 2 * c - 3 * c2)
  const f441 = 35 * s2 * f220
  const f442 = 39.375 * s2 * s2
  const f522 = 9.84375 * s * (s2 * (1 - 2 * c - 5 * c2) + 0.33333333 * (-2 + 4 * c + 6 * c2))
  const f523 = s * (4.92187512 * s2 * (-2 - 4 * c + 10 * c2) + 6.56250012 * (1 + 2 * c - 3 * c2))
  const f542 = 29.53125 * s * (2 - 8 * c + c2 * (-12 + 8 * c + 10 * c2))
  const f543 = 29.53125 * s * (-2 - 8 * c + c2 * (12 + 8 * c - 10 * c2))

  // 3 n² (1/a)^degree Q, twice that for the terms in 2λ.
  const inverseAxis = 1 / semiMajorAxis(gravity, motion)
  const degree2 = 3 * motion * motion * inverseAxis * inverseAxis
  const degree3 = degree2 * inverseAxis
  const degree4 = degree3 * inverseAxis
  const degree5 = degree4 * inverseAxis
  const term = (amplitude: number, longitude: number, perigee: number, phase: number): ResonantTerm => ({
    amplitude,
    longitude,
    perigee,
    phase,
  })
  return [
    term(degree2 * Q22 * f220 * g.g201, 1, 2, G22),
    term(degree2 * Q22 * f221 * g.g211, 1, 0, G22),
    term(degree3 * Q32 * f321 * g.g310, 1, 1, G32),
    term(degree3 * Q32 * f322 * g.g322, 1, -1, G32),
    term(2 * degree4 * Q44 * f441 * g.g410, 2, 2, G44),
    term(2 * degree4 * Q44 * f442 * g.g422, 2, 0, G44),
    term(degree5 * Q52 * f522 * g.g520, 1, 1, G52),
    term(degree5 * Q52 * f523 * g.g532, 1, -1, G52),
    term(2 * degree5 * Q54 * f542 * g.g521, 2, 1, G54),
    term(2 * degree5 * Q54 * f543 * g.g533, 2, -1, G54),
  ]
}

type Cubic = readonly [c0: number, c1: number, c2: number, c3: number]

/** Eccentricity functions of half-day orbits: cubics fitted piecewise, the report's own. */
function halfDayEccentricity(e: number): Readonly<Record<HalfDayFunction, number>> {
  const at = ([c0, c1, c2, c3]: Cubic): number => c0 + e * (c1 + e * (c2 + e * c3))
  const low = e <= 0.65
  const high: Cubic = e > 0.715 ? [-5149.66, 29936.92, -54087.36, 31324.56] : [1464.74, -4664.75, 3763.64, 0]
  return {
    g201: -0.306 - (e - 0.64) * 0.44,
    g211: at(low ? [3.616, -13.247, 16.29, 0] : [-72.099, 331.819, -508.738, 266.724]),
    g310: at(low ? [-19.302, 117.39, -228.419, 156.591] : [-346.844, 1582.851, -2415.925, 1246.113]),
    g322: at(low ? [-18.9068, 109.7927, -214.6334, 146.5816] : [-342.585, 1554.908, -2366.899, 1215.972]),
    g410: at(low ? [-41.122, 242.694, -471.094, 313.953] : [-1052.797, 4758.686, -7193.992, 3651.957]),
    g422: at(low ? [-146.407, 841.88, -1629.014, 1083.435] : [-3581.69, 16178.11, -24462.77, 12422.52]),
    g520: at(low ? [-532.114, 3017.977, -5740.032, 3708.276] : high),
    g533: at(
      e < 0.7 ? [-919.2277, 4988.61, -9064.77, 5542.21] : [-37995.78, 161616.52, -229838.2, 109377.94],
    ),
    g521: at(
      e < 0.7
        ? [-822.71072, 4568.6173, -8491.4146, 5337.524]
        : [-51752.104, 218913.95, -309468.16, 146349.42],
    ),
    g532: at(e < 0.7 ? [-853.666, 4690.25, -8624.77, 5341.4] : [-40023.88, 170470.89, -242699.48, 115605.82]),
  }
}

type HalfDayFunction = `g${'201' | '211' | '310' | '322' | '410' | '422' | '520' | '533' | '521' | '532'}`

import { exp } from '@opendome/model/math'
import { orbitalLife, orbitDensity } from '@opendome/model/orbit'
import { DEGREE, KM, between, relative, reported, within, withinFactor, type Case } from './case.ts'
import { source } from './sources.ts'

const DAY = 86_400
const YEAR = 365.25 * DAY

/** Days of the IPS model by altitude, km, for three solar fluxes. */
const IPS_SUNS = [70, 150, 200] as const
const IPS_DAYS = [
  [250, 10.4, 7.9, 7],
  [300, 47, 29, 24],
  [350, 187, 92, 67],
  [400, 687, 271, 179],
  [450, 2357, 752, 451],
  [500, 7579, 1974, 1079],
] as const

/** The IPS fit: ρ = 6e−10 exp(−(h − 175)/H) kg/m³, H = T/m, T = 900 + 2.5 (F10.7 − 70), m = 27 − 0.012 (h − 200), km. */
function ipsDensity(f107: number): (altitude: number) => number {
  return (altitude) => {
    const h = altitude / KM
    const scale = (900 + 2.5 * (f107 - 70)) / (27 - 0.012 * (h - 200))
    return 6e-10 * exp(-(h - 175) / scale)
  }
}

export const LIFE_CASES: readonly Case[] = [
  {
    id: 'orbit/life',
    class: 'published',
    source: source('csis', 'table 2, after King-Hele'),
    note: 'Area to mass 0.01 m²/kg, drag coefficient 2.2, US Standard Atmosphere 1976 for the mean Sun, down to 180 km.',
    rows: () => {
      const why = 'King-Hele and a standard atmosphere differ by the solar cycle they assume.'
      const years = (altitude: number): number => orbitalLife(altitude * KM, 0.01) / YEAR
      return [
        between('life 400 km', 'year', '< 1', years(400), [0, 1], why),
        withinFactor('life 600 km', 'year', 15, years(600), 2, why),
      ]
    },
  },
  {
    id: 'orbit/life-sun',
    class: 'published',
    source: source('csis', 'table 2, after King-Hele'),
    note: 'The same by NRLMSISE-00 averaged over the orbit at F10.7 140 and Ap 15, 53°.',
    rows: () => {
      const why = 'King-Hele and a mean of NRLMSISE-00 differ by what they call a mean Sun.'
      const air = orbitDensity({ f107: 140, ap: 15 }, 53 * DEGREE)
      const years = (altitude: number): number => orbitalLife(altitude * KM, 0.01, { density: air }) / YEAR
      return [
        between('life 400 km', 'year', '< 1', years(400), [0, 1], why),
        withinFactor('life 600 km', 'year', 15, years(600), 2, why),
      ]
    },
  },
  {
    id: 'orbit/life-amsat',
    class: 'bracket',
    source: source('amsat', 'about 200 years at 1,000 km, 3 to 5 years at 600 km, weeks at 200 km'),
    note: 'A rule of thumb without area, mass or Sun; here 0.01 m²/kg and drag coefficient 2.2, US Standard Atmosphere 1976 (mean Sun), and NRLMSISE-00 at F10.7 250 and Ap 45 (a high Sun all the time). The rule lies near the high Sun; at 200 km it must mean a denser satellite or another end.',
    rows: () => {
      const high = orbitDensity({ f107: 250, ap: 45 }, 53 * DEGREE)
      return (
        [
          [1000, 200],
          [600, 4],
          [200, 0.06],
        ] as const
      ).flatMap(([km, years]) => [
        reported(`life ${km} km, mean Sun`, 'year', years, orbitalLife(km * KM, 0.01) / YEAR),
        reported(
          `life ${km} km, high Sun`,
          'year',
          years,
          orbitalLife(km * KM, 0.01, { density: high }) / YEAR,
        ),
      ])
    },
  },
  {
    id: 'orbit/life-ips-equations',
    class: 'closed form',
    source: source('ips', '100 kg, 1 m², Ap 0, from an altitude down to 180 km'),
    note: 'Their density as the density of ours: dP/dt = −3π a ρ A/m is da/dt with a drag coefficient of 1.',
    rows: () =>
      IPS_DAYS.flatMap(([km, ...days]) =>
        IPS_SUNS.map((f107, k) =>
          within(
            `life ${km} km, F10.7 ${f107}`,
            'day',
            days[k]!,
            orbitalLife(km * KM, 0.01, { density: ipsDensity(f107), dragCoefficient: 1 }) / DAY,
            relative(
              0.04,
              'Printed to two digits where short, from another integration of the same equations.',
            ),
          ),
        ),
      ),
  },
  {
    id: 'orbit/life-ips',
    class: 'bracket',
    source: source('ips', '100 kg, 1 m², Ap 0, from an altitude down to 180 km'),
    note: 'Against NRLMSISE-00 averaged over an orbit at 53°, their area taken as drag coefficient times area. Their density is a simple fit, up to three times denser where the Sun is quiet.',
    rows: () =>
      IPS_SUNS.flatMap((f107, k) => {
        const air = orbitDensity({ f107, ap: 0 }, 53 * DEGREE)
        return IPS_DAYS.map(([km, ...days]) =>
          reported(
            `life ${km} km, F10.7 ${f107}, NRLMSISE-00`,
            'day',
            days[k]!,
            orbitalLife(km * KM, 0.01, { density: air, dragCoefficient: 1 }) / DAY,
          ),
        )
      }),
  },
  {
    id: 'orbit/life-integrated',
    class: 'published',
    source: source('poliastro', 'decay of a circular orbit by drag, 2.2 and π/400 m²/kg'),
    note: 'Its atmospheres: 1.3 exp(−h / 8.5 km) kg/m³ from 230 km to the ground, and a table of the 1976 standard from 250 km to 100 km.',
    rows: () => {
      const areaToMass = Math.PI / 400
      const exponential = (h: number): number => 1.3 * exp(-h / 8500)
      const first = orbitalLife(230 * KM, areaToMass, { endAltitude: 0, density: exponential })
      const second = orbitalLife(250 * KM, areaToMass, { endAltitude: 100 * KM })
      return [
        within(
          'life 230 km, exponential',
          'day',
          48.2179,
          first / DAY,
          relative(
            2e-3,
            'It integrates the full motion; the circular form leaves out scale height / radius.',
          ),
        ),
        within(
          'life 250 km, 1976',
          'day',
          7.17,
          second / DAY,
          relative(0.02, 'Three digits, and its table of the standard is interpolated.'),
        ),
      ]
    },
  },
]

import { OpendomeError, requireWithin } from '../core/index.ts'
import { EARTH_RATE, NrlmsiseColumn, WGS84_A, WGS84_GM, geodeticFromEcef } from '../earth/index.ts'
import { cos, exp, ln, sin } from '../math/index.ts'

/** Range of the table, m. */
const LOW = 100_000
const HIGH = 1_000_000

/** The rows stand evenly in ln(altitude − ORIGIN), 2.7 km apart at the bottom and 62 km at the top, like the scale height. */
const ORIGIN = 60_000
const ROWS = 49
const STEP = ln((HIGH - ORIGIN) / (LOW - ORIGIN)) / (ROWS - 1)

/** Altitude at which each node's geodetic latitude is taken, m; over the table it moves by less than 0.02°. */
const MIDDLE = 400_000

// Nodes of the quadrature: arguments of latitude from south to north, local solar times, days of the year, longitudes.
const PHASES = 8
const TIMES = 8
const DAYS = 5
const LONGITUDES = 3

const DAY = 86_400
const YEAR_DAYS = 365.25

/** How active the Sun is, held for the whole life. */
export interface SolarActivity {
  /** Solar flux F10.7, 1e−22 W/(m² Hz), the day's and its 81-day mean alike; 50 to 400. */
  readonly f107: number
  /** Daily magnetic index Ap, 0 to 400. */
  readonly ap: number
}

export interface OrbitDensityOptions {
  /** Whether the air turns with Earth; default true. */
  readonly rotation?: boolean | undefined
}

/**
 * Density (kg/m³) that drags a satellite on a circular orbit of radius 6378.137 km + altitude (m, 100,000 to 1,000,000) and of
 * `inclination` (rad, 0 to π), by NRLMSISE-00 with anomalous oxygen, as the mean over the orbit, over the local time of its node,
 * over the year and over longitude. The mean is a product of midpoint rules, each of which converges faster than any power of its
 * step since the density is smooth and periodic: 8 arguments of latitude × 8 local times × 5 days × 3 longitudes, universal time
 * following from local time and longitude. It differs by less than 0.1 % from one with 13,824 nodes.
 *
 * Each node has its own geodetic height, which Earth's flattening raises by up to 21 km over the poles. With `rotation` each
 * density is multiplied by |v_rel| (v_rel · v)/|v|³, v_rel being the speed against air that turns with Earth, so that
 * da/dt = −√(μ a) ρ C_D A/m holds (King-Hele 1987, chapter 4): about 0.87 on the equator, 1 over the poles.
 *
 * The table is made here, in 0.1 to 0.3 s: 49 altitudes, cubic interpolation of the logarithm. With quadrature and interpolation the
 * result is within 0.2 % of the mean (a test), and within 0.5 % around 123 km, where the model itself steps.
 * Errors: `invalid` out of range; the result throws `unsupported` outside its altitudes.
 */
export function orbitDensity(
  activity: SolarActivity,
  inclination: number,
  options: OrbitDensityOptions = {},
): (altitude: number) => number {
  requireWithin('F10.7', activity.f107, 50, 400)
  requireWithin('Ap', activity.ap, 0, 400)
  requireWithin('inclination', inclination, 0, Math.PI, 'rad')
  const table = meanDensities(activity, inclination, options.rotation ?? true)
  for (let k = 0; k < ROWS; k++) table[k] = ln(table[k]!)
  return (altitude) => interpolate(table, altitude)
}

function meanDensities(activity: SolarActivity, inclination: number, rotation: boolean): Float64Array {
  const { f107, ap } = activity
  const column = new NrlmsiseColumn()
  const out = new Float64Array(12)
  const sums = new Float64Array(ROWS)
  const heights = new Float64Array(ROWS)
  const weights = new Float64Array(ROWS)

  for (let phase = 0; phase < PHASES; phase++) {
    const sinLatitude = sin(inclination) * sin((Math.PI * (phase + 0.5)) / PHASES - Math.PI / 2)
    for (let k = 0; k < ROWS; k++) {
      const radius = WGS84_A + ORIGIN + (LOW - ORIGIN) * exp(k * STEP)
      heights[k] = geodetic(radius, sinLatitude)[2]!
      weights[k] = rotation ? rotationWeight(radius, inclination, sinLatitude) : 1
    }
    const latitude = geodetic(WGS84_A + MIDDLE, sinLatitude)[0]!

    for (let time = 0; time < TIMES; time++) {
      for (let day = 0; day < DAYS; day++) {
        for (let place = 0; place < LONGITUDES; place++) {
          const turn = (time + 0.5) / TIMES
          const east = (place + 0.5) / LONGITUDES
          column.set({
            dayOfYear: 1 + (YEAR_DAYS * (day + 0.5)) / DAYS,
            secondOfDay: DAY * (turn < east ? turn - east + 1 : turn - east),
            latitude,
            longitude: 2 * Math.PI * east,
            localSolarTime: DAY * turn,
            f107Average: f107,
            f107,
            ap,
          })
          for (let k = 0; k < ROWS; k++) {
            column.at(heights[k]!, out)
            sums[k] = sums[k]! + out[1]! * weights[k]!
          }
        }
      }
    }
  }
  for (let k = 0; k < ROWS; k++) sums[k] = sums[k]! / (PHASES * TIMES * DAYS * LONGITUDES)
  return sums
}

const point = new Float64Array(3)
const place = new Float64Array(3)

/** Geodetic latitude, longitude 0 and height of the point at `radius` and geocentric latitude. */
function geodetic(radius: number, sinLatitude: number): Float64Array {
  point[0] = radius * Math.sqrt(1 - sinLatitude * sinLatitude)
  point[2] = radius * sinLatitude
  geodeticFromEcef(point, place)
  return place
}

/** Drag along the orbit in air that turns with Earth over the drag in air at rest. */
function rotationWeight(radius: number, inclination: number, sinLatitude: number): number {
  const speed = Math.sqrt(WGS84_GM / radius)
  // Along the orbit the air moves at ω r cos i everywhere, and at ω r cos φ in all.
  const along = (EARTH_RATE * radius * cos(inclination)) / speed
  const air = (EARTH_RATE * radius) / speed
  return Math.sqrt(1 - 2 * along + air * air * (1 - sinLatitude * sinLatitude)) * (1 - along)
}

/** Cubic through the four nearest rows of the logarithm. */
function interpolate(table: Float64Array, altitude: number): number {
  if (!(altitude >= LOW && altitude <= HIGH)) {
    throw new OpendomeError(
      'unsupported',
      `altitude ${altitude} m: expected ${LOW} to ${HIGH} m, the table of densities`,
    )
  }
  const x = ln((altitude - ORIGIN) / (LOW - ORIGIN)) / STEP
  const first = Math.min(Math.max(Math.floor(x) - 1, 0), ROWS - 4)
  const s = x - first
  const [a, b, c] = [s - 1, s - 2, s - 3]
  return exp(
    (-table[first]! * a * b * c) / 6 +
      (table[first + 1]! * s * b * c) / 2 -
      (table[first + 2]! * s * a * c) / 2 +
      (table[first + 3]! * s * a * b) / 6,
  )
}

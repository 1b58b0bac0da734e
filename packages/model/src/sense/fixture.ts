import { ecefFromGeodetic, enuAxes, parseUtc } from '../earth/index.ts'
import { cos, sin } from '../math/index.ts'
import type { Trajectory } from '../threat/index.ts'
import { SensorNetwork, newMeasurements, type Infrared, type Measurements } from './index.ts'
import type { NetworkOptions, Radar, SensorPlan, Signature, Target } from './index.ts'

// What the tests of this room share: a sensor of each kind, a bright object that stands still, and a scan over many seconds.
export const DEGREE = Math.PI / 180
export const EPOCH = parseUtc('2030-06-21T00:00:00Z')

export const INFRARED: Infrared = {
  type: 'infrared',
  fieldOfRegard: 120 * DEGREE,
  pixelAngle: 450e-6,
  pointing: 1e-5,
  staggered: false,
  thresholdSnr: 6,
  channels: [
    { band: 'mid', noiseAbove: 1e-12, noiseBelow: 1e-11 },
    { band: 'long', noiseAbove: 3e-13 },
  ],
  solarExclusion: 0,
  grazingAltitude: 15_000,
  limbAltitude: 60_000,
  revisit: 1,
  latency: 2,
  linkLoss: 0,
}

export const RADAR: Radar = {
  type: 'radar',
  referenceRange: 3e6,
  referenceCrossSection: 1,
  referenceProbability: 0.9,
  falseAlarmProbability: 1e-6,
  minRange: 0,
  azimuth: 0,
  azimuthWidth: 2 * Math.PI,
  elevationMin: 3 * DEGREE,
  elevationMax: 90 * DEGREE,
  beamwidth: 2 * DEGREE,
  rangeResolution: 30,
  angleFloor: 1e-4,
  rangeFloor: 10,
  tracks: 100,
  revisit: 1,
  latency: 1,
  linkLoss: 0,
}

/** A table of two samples: an object that stands still over the turning ground, or moves with `v_ecef` (m/s). */
export function standing(
  lat: number,
  lon: number,
  altitude: number,
  v_ecef: readonly number[] = [0, 0, 0],
): Trajectory {
  const duration = 10_000
  const r = new Float64Array(6)
  const v = new Float64Array(6)
  ecefFromGeodetic(lat, lon, altitude, r)
  for (let k = 0; k < 3; k++) {
    r[3 + k] = r[k]! + duration * v_ecef[k]!
    v[k] = v_ecef[k]!
    v[3 + k] = v_ecef[k]!
  }
  return {
    times: Float64Array.of(0, duration),
    r_ecef: r,
    v_ecef: v,
    burnout: duration,
    nominalBurnTime: duration,
    stageEnds: [duration],
    apogee: { t: 0, altitude },
    impact: { t: duration, lat, lon },
    ballisticCoefficient: 10_000,
  }
}

export const BRIGHT: Signature = {
  plumes: Float64Array.of(1e6),
  curveAltitudes: Float64Array.of(0, 1e5),
  curveLogs: Float64Array.of(0, 0),
  bandFactors: Float64Array.of(1, 1, 0.1),
  stagingTime: 0,
  stagingFactor: 1,
  body: Float64Array.of(0, 3, 50),
  boosterCrossSection: 1,
  bodyCrossSection: 0.1,
}

export function target(lat: number, lon: number, altitude: number, signature = BRIGHT): Target {
  return { trajectory: standing(lat * DEGREE, lon * DEGREE, altitude), liftoff: 0, signature, end: Infinity }
}

/** Object at an azimuth, elevation (deg) and distance (m) from a ground place (deg), Earth-fixed. */
export function seenFrom(
  place: { readonly lat: number; readonly lon: number },
  azimuth: number,
  elevation: number,
  distance: number,
): Float64Array {
  const [east, north, up] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  enuAxes(place.lat * DEGREE, place.lon * DEGREE, east, north, up)
  const r = new Float64Array(3)
  ecefFromGeodetic(place.lat * DEGREE, place.lon * DEGREE, 0, r)
  const level = cos(elevation * DEGREE)
  const e = distance * level * sin(azimuth * DEGREE)
  const n = distance * level * cos(azimuth * DEGREE)
  const u = distance * sin(elevation * DEGREE)
  return r.map((x, k) => x + e * east[k]! + n * north[k]! + u * up[k]!)
}

/** The same as a target that stands still there. */
export function targetFrom(
  place: { readonly lat: number; readonly lon: number },
  azimuth: number,
  elevation: number,
  distance: number,
  signature = BRIGHT,
): Target {
  const table = standing(0, 0, 0)
  const r = seenFrom(place, azimuth, elevation, distance)
  table.r_ecef.set(r)
  table.r_ecef.set(r, 3)
  return { trajectory: table, liftoff: 0, signature, end: Infinity }
}

export function leo(id: string, sensor = INFRARED, planes = 9, perPlane = 12): SensorPlan {
  const shell = {
    altitude: 1e6,
    inclination: 80 * DEGREE,
    planes,
    perPlane,
    phasing: 1,
    pattern: 'delta' as const,
    raan: 0,
    anomaly: 0,
  }
  return { id, sensor, stand: { shell }, availability: 1 }
}

export function radarAt(
  id: string,
  lat: number,
  lon: number,
  sensor: SensorPlan['sensor'] = RADAR,
): SensorPlan {
  return {
    id,
    sensor,
    stand: { place: { lat: lat * DEGREE, lon: lon * DEGREE, altitude: 0 } },
    availability: 1,
  }
}

/** A satellite that stands over a longitude of the equator (deg). */
export function slot(id: string, lon: number, sensor: SensorPlan['sensor'] = INFRARED): SensorPlan {
  return { id, sensor, stand: { orbits: [{ geostationary: lon * DEGREE }] }, availability: 1 }
}

export function network(sensors: readonly SensorPlan[], more: Partial<NetworkOptions> = {}): SensorNetwork {
  return new SensorNetwork({ sensors, epoch: EPOCH, seed: 7, cloudTop: 7000, ...more })
}

/** One row as text: two rows are the same bytes when their texts are. */
export function rowText(out: Measurements, origin: Int32Array, row: number, net?: SensorNetwork): string {
  const three = (a: Float64Array): string => [...a.subarray(3 * row, 3 * row + 3)].join(' ')
  const head = net === undefined ? out.sensor[row]! : net.headName(out.sensor[row]!)
  return [
    head,
    origin[row],
    out.t[row],
    out.available[row],
    three(out.rSensor_eci),
    three(out.u_eci),
    out.range[row],
    three(out.sigma),
  ].join(' | ')
}

/** All rows of scans that end at from + step, from + 2 steps … to. */
export function scanned(
  net: SensorNetwork,
  run: number,
  targets: readonly Target[],
  from: number,
  to: number,
  capacity = 200_000,
): { readonly out: Measurements; readonly origin: Int32Array } {
  const out = newMeasurements(capacity)
  const origin = new Int32Array(capacity)
  for (let t = from + net.step; t <= to + 1e-9; t += net.step) net.scan(run, t, targets, out, origin)
  return { out, origin }
}

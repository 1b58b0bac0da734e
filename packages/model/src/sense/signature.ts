import { exp, ln } from '../math/index.ts'
import { rocketOf, type Body, type Trajectory, type Vehicle } from '../threat/index.ts'
import { bandRadiance } from './planck.ts'
import { BANDS } from './schema.ts'

/** Short-wave intensity of a plume per newton of vacuum thrust, W/sr, where a stage states none (docs/sense.md). */
const PLUME_PER_NEWTON = 0.3

/** What a sensor can see of a vehicle, by the vehicle's phase. Arrays per band are in the order of BANDS. */
export interface Signature {
  /** Largest short-wave intensity of each stage's plume, W/sr. */
  readonly plumes: Float64Array
  /** Natural logarithm of the plume's brightness, as part of its largest, at altitudes (m). */
  readonly curveAltitudes: Float64Array
  readonly curveLogs: Float64Array
  /** Intensity of the plume per band, as part of the short-wave one. */
  readonly bandFactors: Float64Array
  /** Length (s) and depth of the dip about each change of stages. */
  readonly stagingTime: number
  readonly stagingFactor: number
  /** Intensity of what flies on after burnout, per band, W/sr. */
  readonly body: Float64Array
  /** The same of a glide vehicle, hot from the air; undefined of what does not glide. */
  readonly hotBody?: Float64Array | undefined
  /** Radar cross-sections, m². */
  readonly boosterCrossSection: number
  readonly bodyCrossSection: number
}

/**
 * The signature of a vehicle: its own fields, and the plume of each stage from its thrust where the stage states none. `body` is what flies on after burnout
 * where that is not the vehicle's own: a reentry vehicle, a decoy or a bus.
 */
export function signatureOf(vehicle: Vehicle, body?: Body): Signature {
  const { signature } = vehicle
  const { burns } = rocketOf(vehicle)
  const { area, temperature, emissivity, crossSection } = body ?? {
    area: signature.bodyArea,
    temperature: signature.bodyTemperature,
    emissivity: signature.bodyEmissivity,
    crossSection: signature.bodyCrossSection,
  }
  const radiant = emissivity * area
  const glow = (kelvin: number): Float64Array =>
    Float64Array.from(BANDS, (_, band) => radiant * bandRadiance(band, kelvin))
  return {
    plumes: Float64Array.from(
      vehicle.stages,
      (stage, i) => stage.plume ?? PLUME_PER_NEWTON * burns[i]!.vacuumThrust,
    ),
    curveAltitudes: Float64Array.from(signature.plumeCurve.altitude),
    curveLogs: Float64Array.from(signature.plumeCurve.factor, (f) => ln(f)),
    bandFactors: Float64Array.of(1, signature.midWaveFactor, signature.longWaveFactor),
    stagingTime: signature.staging,
    stagingFactor: signature.stagingFactor,
    body: glow(temperature),
    hotBody: vehicle.glide === undefined ? undefined : glow(vehicle.glide.surfaceTemperature),
    boosterCrossSection: signature.boosterCrossSection,
    bodyCrossSection: crossSection,
  }
}

/**
 * Radiant intensity (W/sr) per band of an object `t` s after liftoff at `altitude` (m), written to `out[at…]`; the body
 * radiates at all times, the plume under thrust; what brakes out of an orbit does so with its last stage. Intensity has no direction here: docs/sense.md, Limits.
 */
export function intensityAt(
  signature: Signature,
  trajectory: Trajectory,
  t: number,
  altitude: number,
  out: Float64Array,
  at: number,
): void {
  const { bandFactors } = signature
  const { braking } = trajectory
  const body = bodyAt(signature, trajectory, t)
  let plume = 0
  if (t < trajectory.burnout) plume = plumeAt(signature, trajectory, t, altitude)
  else if (braking !== undefined && t >= braking.from && t < braking.to)
    plume = signature.plumes.at(-1)! * brightness(signature, altitude)
  for (let band = 0; band < body.length; band++) {
    out[at + band] = body[band]! + plume * bandFactors[band]!
  }
}

/** Intensity of the body per band: hot from the start of a glide on. */
function bodyAt({ body, hotBody }: Signature, { phases }: Trajectory, t: number): Float64Array {
  if (hotBody === undefined || phases === undefined) return body
  const glide = phases.find((p) => p.name === 'glide')
  return glide !== undefined && t >= glide.from ? hotBody : body
}

/** Short-wave intensity of the plume of the stage that burns at t, W/sr. */
function plumeAt(signature: Signature, trajectory: Trajectory, t: number, altitude: number): number {
  const { stageEnds } = trajectory
  const last = stageEnds.length - 1
  let stage = 0
  let dip = 1
  for (let i = 0; i < last; i++) {
    if (t >= stageEnds[i]!) stage = i + 1
    if (2 * Math.abs(t - stageEnds[i]!) < signature.stagingTime) dip = signature.stagingFactor
  }
  return signature.plumes[stage]! * dip * brightness(signature, altitude)
}

/** Part of the plume's largest intensity: its logarithm runs straight between the altitudes of the curve, level beyond. */
function brightness(signature: Signature, altitude: number): number {
  const { curveAltitudes: h, curveLogs: log } = signature
  const last = h.length - 1
  if (altitude <= h[0]!) return exp(log[0]!)
  if (altitude >= h[last]!) return exp(log[last]!)
  let i = 0
  while (altitude > h[i + 1]!) i++
  return exp(log[i]! + ((altitude - h[i]!) / (h[i + 1]! - h[i]!)) * (log[i + 1]! - log[i]!))
}

import { WGS84_A } from '../earth/index.ts'
import { farthestSight, fieldOfRegard } from './field.ts'
import type { SensorPlan } from './plan.ts'

const DEGREE = Math.PI / 180
/** Altitude (m) of the object by which a sentence says how far a sensor sees. */
const EXAMPLE = 200_000
/** Height of a geostationary satellite over the equator, m. */
const GEOSTATIONARY = 35_786_000

/**
 * What a field of regard past the limb gains, in one sentence for a report; undefined for a field that stays before the limb, and
 * for sensors on the ground or on real satellites. An ellipse is judged at its apogee.
 */
export function fieldNote(plan: Pick<SensorPlan, 'id' | 'sensor' | 'stand'>): string | undefined {
  const { id, sensor, stand } = plan
  const altitude = altitudeOf(stand)
  if (sensor.type !== 'infrared' || altitude === undefined) return undefined
  const { pastLimb, limbCone, heightPastLimb } = fieldOfRegard(altitude, sensor.fieldOfRegard)
  if (pastLimb <= 0) return undefined
  const degrees = (angle: number): string => `${(angle / DEGREE).toFixed(1)}°`
  const km = (length: number): string => `${Math.round(length / 1000)} km`
  const start = `Sensor ${id}: its field of regard of ${degrees(sensor.fieldOfRegard)} reaches ${degrees(pastLimb)} past the limb (${degrees(limbCone)})`
  if (heightPastLimb <= sensor.grazingAltitude)
    return `${start}, ${km(heightPastLimb)} over the horizon: not above its grazing altitude of ${km(sensor.grazingAltitude)}, so it gains nothing.`
  const farthest = (field: number): string =>
    km(WGS84_A * farthestSight(altitude, field, EXAMPLE, sensor.grazingAltitude))
  return `${start}: it sees objects at ${km(EXAMPLE)} as far as ${farthest(sensor.fieldOfRegard)} away along the ground instead of ${farthest(limbCone)}.`
}

function altitudeOf(stand: SensorPlan['stand']): number | undefined {
  if ('shell' in stand) return stand.shell.altitude
  if (!('orbits' in stand)) return undefined
  return Math.max(...stand.orbits.map((o) => ('geostationary' in o ? GEOSTATIONARY : o.apogee)))
}

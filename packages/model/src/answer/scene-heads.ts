import { EARTH_RATE, ecefFromEci, type Epoch } from '../earth/index.ts'
import { motionOf, type SensorPlan } from '../sense/index.ts'

/** One sensor: a satellite or a radar. Times in s since the start of the raid; r_ecef in m, three components a time. */
export interface SceneHead {
  /** Id of the sensor, and the number of the satellite where it has several: `low-17`. */
  readonly name: string
  readonly times: Float64Array
  readonly r_ecef: Float64Array
}

/** The time of a scene: its start in s since the epoch, its last event in s since then, the sidereal angle at the start in rad. */
interface Span {
  readonly start: number
  readonly end: number
  readonly angle: number
}

/** Spacing of the positions of a head, s: between them a low orbit leaves its chord by less than 1 km. */
const HEAD_STEP = 30
/** The satellites of a sensor whose orbits are not those of a shell: ellipses, places over the equator, published elements. */
export function satellitesOf(
  sensor: Pick<SensorPlan, 'id' | 'stand'>,
  scene: Span & { readonly epoch: Epoch },
): SceneHead[] {
  if ('shell' in sensor.stand || 'place' in sensor.stand) return []
  const motion = motionOf(sensor.stand, scene.epoch)
  return Array.from({ length: motion.count }, (_, i) => ({
    name: motion.count === 1 ? sensor.id : `${sensor.id}-${i + 1}`,
    ...sampled((t, out) => motion.position(t, i, out), scene),
  }))
}

/** Earth-fixed positions over a scene of what moves in inertial axes, `t` in s since the epoch. */
export function sampled(
  position: (t: number, out: Float64Array) => void,
  { start, end, angle }: Span,
): Pick<SceneHead, 'times' | 'r_ecef'> {
  const count = Math.max(2, Math.ceil(end / HEAD_STEP) + 1)
  const times = Float64Array.from({ length: count }, (_, i) => (end * i) / (count - 1))
  const r_ecef = new Float64Array(3 * count)
  const at = new Float64Array(3)
  times.forEach((t, i) => {
    position(start + t, at)
    ecefFromEci(angle + EARTH_RATE * t, at, at)
    r_ecef.set(at, 3 * i)
  })
  return { times, r_ecef }
}

import type { BattleRecord, MissilePlan, SpaceLayer } from '../battle/index.ts'
import { EARTH_RATE, sunDirection, formatUtc, siderealAngle } from '../earth/index.ts'
import { Shell } from '../orbit/index.ts'
import type { Scenario } from '../scenario/index.ts'
import type { Prepared } from '../study/index.ts'
import { phasesOf, type Phase } from '../threat/index.ts'
import { satellitesOf, type SceneHead } from './scene-heads.ts'
import { shotPaths, type ShotPath } from './scene-shots.ts'

/**
 * Equal circular orbits for a picture: satellite k is at radius · (cos u · p + sin u · q), with u = arguments[k] + meanMotion · t and the plane at
 * right ascension nodes[k] + nodeRate · t from the inertial x axis. Angles in rad, radius in m, t in s since the start of the raid.
 */
export interface SceneShell {
  readonly id: string
  /** What flies in it. */
  readonly role: 'interceptor' | 'sensor'
  readonly radius: number
  readonly inclination: number
  readonly meanMotion: number
  readonly nodeRate: number
  readonly nodes: Float64Array
  readonly arguments: Float64Array
}

/** One thing that flies: a missile, or what it sets free. Times in s since the start of the raid; r_ecef in m, three components a time. */
export interface ScenePath {
  readonly missile: string
  /** `missile`, `warhead-2`, `decoy-1`, `bus`. */
  readonly object: string
  readonly kind: 'missile' | 'warhead' | 'decoy' | 'bus'
  readonly times: Float64Array
  readonly r_ecef: Float64Array
  /** It is drawn between these: what is destroyed ends at its intercept. */
  readonly from: number
  readonly until: number
  readonly phases: readonly Phase[]
  readonly end: 'hit' | 'leaked' | 'fell-elsewhere' | 'released'
}

/** Something fixed to the Earth. lat and lon in rad. */
export interface ScenePlace {
  readonly id: string
  readonly role: 'battery' | 'sensor' | 'launch' | 'aim'
  readonly lat: number
  readonly lon: number
}

/** One run of a scenario as a picture: plain data that can be handed to another thread. */
export interface Scene {
  readonly run: number
  /** Start of the raid, s since the epoch. */
  readonly start: number
  /** The same as an instant: 2030-01-01T00:00:00Z. */
  readonly utc: string
  /** Direction to the Sun at the start of the raid, a unit vector, inertial. */
  readonly sun_eci: Float64Array
  /** Last event, s since the start of the raid. */
  readonly end: number
  /** Sidereal angle at the start of the raid, rad, and its rate, rad/s. */
  readonly angle: number
  readonly angleRate: number
  readonly shells: readonly SceneShell[]
  /** Sensor satellites whose orbits are not those of a shell. */
  readonly satellites: readonly SceneHead[]
  readonly paths: readonly ScenePath[]
  readonly shots: readonly ShotPath[]
  readonly places: readonly ScenePlace[]
  /** Rings of the defended areas, [lat, lon, …] in rad. */
  readonly areas: readonly { readonly id: string; readonly rings: readonly Float64Array[] }[]
  readonly events: BattleRecord['events']
  readonly fates: readonly { readonly missile: string; readonly fate: string }[]
}

/** A run of a prepared scenario as a picture. The run is that of `battle.run(run)`, to the last bit. */
export function sceneOf(prepared: Prepared, run = 0): Scene {
  const { scenario, battle } = prepared
  const { plan } = battle
  const record = battle.run(run, true)
  const { start } = record
  const angle = siderealAngle(scenario.epoch, start)
  const paths = plan.missiles.flatMap((missile, m) => pathsOf(missile, m, record))
  const last = Math.max(0, ...paths.map((p) => p.until), ...record.log.map((s) => s.intercept))
  return {
    run,
    start,
    utc: formatUtc(scenario.epoch, start),
    sun_eci: sunAt(scenario, start),
    end: last,
    angle,
    angleRate: EARTH_RATE,
    shells: [
      ...plan.layers.flatMap((layer) => ('shell' in layer ? [shellOf(layer, start)] : [])),
      ...scenario.sensors.flatMap((sensor) => sensorShell(sensor, start)),
    ],
    satellites: scenario.sensors.flatMap((s) =>
      satellitesOf(s, { epoch: scenario.epoch, start, end: last, angle }),
    ),
    paths,
    shots: shotPaths(plan, record),
    places: placesOf(scenario),
    areas: scenario.defended.map(({ id, rings }) => ({ id, rings })),
    events: record.events,
    fates: plan.missiles.map(({ id }, m) => ({ missile: id, fate: record.fates[m]! })),
  }
}

function sunAt({ epoch }: Scenario, start: number): Float64Array {
  const out = new Float64Array(3)
  sunDirection(epoch, start, out)
  const length = Math.sqrt(out[0]! * out[0]! + out[1]! * out[1]! + out[2]! * out[2]!)
  return out.map((x) => x / length)
}

function shellOf({ id, shell }: SpaceLayer, start: number): SceneShell {
  return { id, role: 'interceptor', ...orbitsOf(shell, start) }
}

function sensorShell({ id, stand }: Scenario['sensors'][number], start: number): SceneShell[] {
  if (!('shell' in stand)) return []
  return [
    {
      id,
      role: 'sensor',
      ...orbitsOf(
        new Shell({ ...stand.shell, raan0: stand.shell.raan, anomaly0: stand.shell.anomaly }),
        start,
      ),
    },
  ]
}

function orbitsOf(shell: Shell, start: number): Omit<SceneShell, 'id' | 'role'> {
  const nodes = new Float64Array(shell.count)
  const angles = new Float64Array(shell.count)
  for (let k = 0; k < shell.count; k++) {
    const plane = Math.floor(k / shell.perPlane)
    nodes[k] = shell.node(start, plane)
    angles[k] = shell.argumentOfLatitude(start, plane, k % shell.perPlane)
  }
  const { radius, inclination, meanMotion, nodeRate } = shell
  return { radius, inclination, meanMotion, nodeRate, nodes, arguments: angles }
}

/** A missile to its end, and what it has set free by then. */
function pathsOf(missile: MissilePlan, m: number, record: BattleRecord): ScenePath[] {
  const { flight, liftoff } = missile
  const hits = record.log.filter((s) => s.missile === m && s.result === 'hit')
  const ended = hits.find((s) => s.object === undefined)?.intercept
  const flown = flight.objects.map((object, k): ScenePath | undefined => {
    const { trajectory, name, kind } = object
    const own = hits.find((s) => s.object === k)?.intercept
    const from = liftoff + (k === 0 ? 0 : object.from)
    const hit = ended ?? own
    if (ended !== undefined && k > 0) return undefined
    const until = hit ?? liftoff + object.until
    const lands = object.until >= object.landing.t
    const landed = object.warhead && object.impactArea !== undefined ? 'leaked' : 'fell-elsewhere'
    return {
      missile: missile.id,
      object: name,
      kind,
      times: trajectory.times.map((t) => t + liftoff),
      r_ecef: trajectory.r_ecef,
      from,
      until,
      phases: phasesOf(trajectory).map((p) => ({ ...p, from: p.from + liftoff, to: p.to + liftoff })),
      end: hit !== undefined ? 'hit' : lands ? landed : 'released',
    }
  })
  return flown.filter((path) => path !== undefined)
}

function placesOf({ threats, groundLayers, sensors }: Scenario): ScenePlace[] {
  const once = new Map<string, ScenePlace>()
  const put = (place: ScenePlace): void => {
    once.set(`${place.role} ${place.lat} ${place.lon}`, place)
  }
  for (const { id, launch, aim } of threats) {
    put({ id, role: 'launch', lat: launch.lat, lon: launch.lon })
    put({ id, role: 'aim', lat: aim.lat, lon: aim.lon })
  }
  for (const { id, place } of groundLayers) put({ id, role: 'battery', lat: place.lat, lon: place.lon })
  for (const { id, stand } of sensors)
    if ('place' in stand) put({ id, role: 'sensor', lat: stand.place.lat, lon: stand.place.lon })
  return [...once.values()]
}

import { doctrineOf, timeline, type Command } from '../command/index.ts'
import { commandSchema } from '../command/schema.ts'
import { toInternal } from '../core/index.ts'
import { windowOf, type Interceptor } from '../engage/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { Shell, type ShellDefinition } from '../orbit/index.ts'
import { cloudBreak, signatureOf } from '../sense/index.ts'
import { solveFlight, type Place, type Trajectory } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'
import {
  DefendedAreas,
  impactPointDeadline,
  type Area,
  type BattlePlan,
  type ObjectPlan,
  type SpaceLayer,
} from './index.ts'

const DEG = Math.PI / 180
const G0 = 9.80665

export const place = (lat: number, lon: number): Place => ({ lat: lat * DEG, lon: lon * DEG })
export const SITE = place(40.3, 125.3)
export const CHICAGO = place(41.85, -87.65)

/** A square area of ± `half` degrees around a place. */
export function square(id: string, centre: Place, half: number, margin = 0): Area {
  const [n, s] = [centre.lat + half * DEG, centre.lat - half * DEG]
  const [e, w] = [centre.lon + half * DEG, centre.lon - half * DEG]
  return { id, margin, rings: [Float64Array.of(n, w, n, e, s, e, s, w)] }
}
export const HOME = square('home', CHICAGO, 5)

const vehicle = (id: string) =>
  toInternal(vehicleSchema.parse(CATALOG.find((entry) => entry.id === id)!.value))
const fly = (id: string, aim: Place): Trajectory =>
  solveFlight({ vehicle: vehicle(id), launch: SITE, aim }).trajectory

/** Two flights into HOME and one that lands outside. */
export const FLIGHTS = {
  solid: fly('icbm-solid-generic', CHICAGO),
  liquid: fly('icbm-liquid-generic', CHICAGO),
  stray: fly('icbm-solid-generic', place(20, -150)),
}

export interface LayerOptions extends Partial<Omit<SpaceLayer, 'shell' | 'interceptor'>> {
  readonly shell?: Partial<ShellDefinition>
  readonly interceptor?: Partial<Interceptor>
}

export interface RaidOptions {
  readonly threat: string
  readonly flight?: keyof typeof FLIGHTS
  readonly count?: number
  readonly start?: number
  readonly interval?: number
}

export interface PlanOptions extends Partial<
  Pick<BattlePlan, 'seed' | 'window' | 'epochAngle' | 'tracking'>
> {
  readonly layers?: readonly LayerOptions[]
  readonly raid?: readonly RaidOptions[]
  readonly command?: Partial<Command>
  readonly areas?: readonly Area[]
}

/** A plan; by default 40 × 40 satellites against three solid missiles aimed at HOME. */
export function planOf(options: PlanOptions = {}): BattlePlan {
  const { seed = 1, window = 86_164, epochAngle = 1, raid = [{ threat: 'raid', count: 3 }] } = options
  const areas = new DefendedAreas(options.areas ?? [HOME])
  const command: Command = {
    ...toInternal(commandSchema.parse({})),
    solutionAt: 45,
    decisionTime: 0,
    ...options.command,
  }
  const layers = (options.layers ?? [{}]).map((layer): SpaceLayer => ({
    id: 'sbi',
    layer: 'boost',
    perSatellite: 1,
    availability: 1,
    deadline: 'burnout',
    payloadSurvivesHit: 0,
    doctrine: doctrineOf(undefined, command.shotsPerTarget),
    commonMode: { per: 'missile', lotSize: 10 },
    node: undefined,
    ownPictureDelay: undefined,
    ...layer,
    shell: new Shell({
      altitude: 400e3,
      inclination: 50 * DEG,
      planes: 40,
      perPlane: 40,
      phasing: 1,
      ...layer.shell,
    }),
    interceptor: {
      deltaV: 6000,
      acceleration: 15 * G0,
      divert: 2500,
      divertAcceleration: 4 * G0,
      guidanceLag: 0.1,
      hitRadius: 0.5,
      seekerRange: 200e3,
      minAltitude: 100e3,
      burnoutMargin: 5,
      maxFlight: 250,
      hit: 'fixed',
      sspk: 0.8,
      pCommon: 0.9,
      ...layer.interceptor,
    },
  }))
  const missiles = raid.flatMap(({ threat, flight = 'solid', count = 1, start = 0, interval = 0 }) => {
    const trajectory = FLIGHTS[flight]
    const clock = timeline(trajectory, command)
    const deadlines = layers.map((layer) =>
      layer.deadline === 'burnout'
        ? trajectory.burnout - layer.interceptor.burnoutMargin
        : impactPointDeadline(trajectory, areas),
    )
    const signature = signatureOf(vehicle(flight === 'liquid' ? 'icbm-liquid-generic' : 'icbm-solid-generic'))
    const impactArea = areas.at(trajectory.impact.lat, trajectory.impact.lon)
    const missile: ObjectPlan = {
      name: 'missile',
      kind: 'missile',
      trajectory,
      from: trajectory.burnout,
      until: trajectory.impact.t,
      warhead: true,
      landing: trajectory.impact,
      impactArea,
      signature,
      chance: 1,
      stake: 1,
      open: layers.map((_, i) => ({ from: 0, to: deadlines[i]! })),
    }
    const plan = {
      trajectory,
      landing: trajectory.impact,
      aimArea: areas.at(CHICAGO.lat, CHICAGO.lon),
      impactArea,
      signature,
      cloudBreak: cloudBreak(trajectory, command.cloudTop),
      deadlines,
      clock,
      windows: layers.map(
        (layer, i) =>
          clock && windowOf(trajectory, clock.release, deadlines[i]!, layer.interceptor.minAltitude),
      ),
      objects: [missile],
    }
    return Array.from({ length: count }, (_, number) => ({
      id: `${threat}-${number + 1}`,
      threat,
      number,
      flight: plan,
      liftoff: start + number * interval,
    }))
  })
  return { layers, missiles, areas, command, tracking: options.tracking, seed, window, epochAngle }
}

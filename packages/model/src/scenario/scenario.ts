import type { z } from 'zod'
import type { Command } from '../command/index.ts'
import type { Internal } from '../core/index.ts'
import type { Epoch } from '../earth/index.ts'
import type { GroundInterceptor, Interceptor } from '../engage/index.ts'
import type { Carried, Orbit, Place, Shape, Vehicle } from '../threat/index.ts'
import type { Change } from './changes.ts'
import type { ScenarioCost } from './cost.ts'
import type { ScenarioPartner } from './partners.ts'
import type { ScenarioSensor } from './scenario-sensor.ts'
import type { scenarioSchema } from './schema.ts'

type Written = Internal<z.output<typeof scenarioSchema>>

type WrittenLayer = Written['interceptors'][number]

/** What a layer does on command's behalf, as written. */
export type ScenarioOrders = Pick<WrittenLayer, 'doctrine' | 'node' | 'ownPictureDelay' | 'commonMode'>

/** One layer of interceptors in space, its vehicle resolved. SI units, rad. */
export type ScenarioLayer = ScenarioOrders &
  Pick<WrittenLayer, 'id' | 'layer' | 'deadline' | 'payloadSurvivesHit'> & {
    readonly shell: NonNullable<WrittenLayer['shell']>
    readonly vehicle: Interceptor
    /** Catalog id the vehicle came from, if any. */
    readonly vehicleId: string | undefined
  }

/** One battery on land or on a ship: a layer of interceptors from the ground. SI units, rad. */
export interface GroundLayer extends ScenarioOrders {
  readonly id: string
  readonly layer: WrittenLayer['layer']
  readonly deadline: WrittenLayer['deadline']
  readonly payloadSurvivesHit: number
  readonly vehicle: GroundInterceptor
  /** Catalog id the vehicle came from, if any. */
  readonly vehicleId: string | undefined
  /** Where it stands; altitude above the ellipsoid, m. */
  readonly place: Place & { readonly altitude: number }
  /** Catalog id of the place, if any. */
  readonly siteId: string | undefined
  readonly afloat: boolean
  /** Interceptors at the start. */
  readonly inventory: number
  /** Interceptors that can be launched before a reload; the inventory where the file does not say. */
  readonly ready: number
  /** Time of a reload, s; undefined where all are ready. */
  readonly reload: number | undefined
  /** Least time between two launches, s. */
  readonly salvoInterval: number
}

/** One group of missiles, its vehicle and places resolved. */
export type ScenarioThreat = Omit<
  Written['threats'][number],
  'vehicle' | 'launch' | 'aim' | 'trajectory' | 'carries'
> & {
  readonly vehicle: Vehicle
  readonly vehicleId: string | undefined
  /** The launch point; of what is in orbit already the point below it when it begins to brake. */
  readonly launch: Place
  readonly orbit: Orbit | undefined
  readonly aim: Place
  readonly shape: Shape
  /** What it releases after burnout; undefined where the payload stays one object. */
  readonly carries: Carried | undefined
}

/** Field path → value, as in the file. */
export type Overrides = Readonly<Record<string, unknown>>

/** An assumption that studies dispute: the values that let fewest and most through. */
export interface Disputed {
  readonly id: string
  readonly doc: string
  readonly low: Overrides
  readonly high: Overrides
}

/** A region of launch points: its area of the catalog, if it is one, and its rings [lat, lon, …] in rad. */
export interface Region {
  readonly id: string | undefined
  readonly rings: readonly Float64Array[]
}

/** The `size` block, its region resolved. */
export type SizeRequest = Omit<NonNullable<Written['size']>, 'region'> & {
  readonly region?: Region | undefined
}

/** A published fleet and how it is sized here. SI units, rad; values under `set` stay as written. */
export type Bracket = Omit<NonNullable<Written['bracket']>, 'moves'> & { readonly moves: readonly Move[] }

/** One assumption to change: values to try, and the number to look for. */
export interface Move {
  readonly id: string
  readonly name: string
  readonly options: readonly { readonly name: string; readonly set: Overrides }[]
  readonly solve?:
    | {
        readonly field?: string | undefined
        readonly burn_time_of?: string | undefined
        readonly between: readonly number[]
      }
    | undefined
}

/** A scenario, read and resolved: what every command works on. SI units, rad, s since the epoch. */
export interface Scenario {
  readonly name: string
  readonly doc: string | undefined
  readonly source: string | undefined
  readonly published: readonly string[]
  readonly assumed: readonly string[]
  readonly notModelled: readonly string[]
  readonly epoch: Epoch
  /** Layers of interceptors in space. */
  readonly layers: readonly ScenarioLayer[]
  /** Batteries on land and on ships. */
  readonly groundLayers: readonly GroundLayer[]
  /** Ids of all layers in the order of the file. */
  readonly layerOrder: readonly string[]
  readonly sensors: readonly ScenarioSensor[]
  /** Its templates resolved. */
  readonly tracking: Omit<Written['tracking'], 'templates'> & {
    readonly templates: readonly { readonly id: string; readonly vehicle: Vehicle }[]
  }
  readonly command: Command
  readonly threats: readonly ScenarioThreat[]
  readonly defended: readonly {
    readonly id: string
    readonly rings: readonly Float64Array[]
    readonly margin: number
    readonly value: number
    /** Does anything behind burnout fire for its sake? */
    readonly protected: boolean
  }[]
  /** Nations in the shield. What those that are not `in` take away is gone from all the rest but the cost. */
  readonly partners: readonly ScenarioPartner[]
  /** What partners that are out have taken away, a sentence each. */
  readonly without: readonly string[]
  /** Its last sensor is gone with a partner: nothing is seen. */
  readonly blind: boolean
  /** What it costs; undefined where the file does not say. */
  readonly cost: ScenarioCost | undefined
  /** What a search for the smallest fleet keeps to; undefined where the file does not ask for one. */
  readonly size: SizeRequest | undefined
  /** A published fleet to hold against, and assumptions to change; undefined where the file has none. */
  readonly bracket: Bracket | undefined
  readonly run: {
    readonly runs: number
    readonly seed: number
    readonly window: number
    /** Run i starts in part i mod `strata` of the window. */
    readonly strata: number
  }
  /** Undefined where the file names none: the usual ones are then taken. */
  readonly disputed: readonly Disputed[] | undefined
  readonly readings: readonly { readonly id: string; readonly name: string; readonly set: Overrides }[]
  /** What differs from the preset it started from; where it has none, from the file as read. */
  readonly changed: readonly Change[]
  /** The merged file that `changed` is counted from. */
  readonly start: unknown
  /** The merged file, as plain data with units in the names: the start of variations. */
  readonly document: unknown
}

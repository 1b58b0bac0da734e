import type { Answer, Question, RunDocument, Scene, Sights, Subject } from '@opendome/model/answer'
import type { CostReport, ExplainReport, Language, PartnerChanges, Refusal } from '@opendome/model/study'
import type { ScenarioPartner } from '@opendome/model/scenario'
import type { Field } from '../panels/field.ts'

/** What has to be there while a slider moves. */
export interface Quick {
  /** Undefined where the scenario does not say what it costs. */
  readonly cost: CostReport | undefined
  /** Undefined where no satellite fights missiles under thrust. */
  readonly reach: Reach | undefined
}

/** How many interceptors are in reach, at the worst of the launch points. */
export interface Reach {
  readonly onOrbit: number
  readonly launch: string
  readonly mean: number
  readonly least: number
  /** On orbit for each in reach. */
  readonly absenteeRatio: number
}

/** In reach at the worst launch point: least and most within each step of so many seconds. */
export interface Series {
  readonly step: number
  readonly least: Float64Array
  readonly most: Float64Array
}

/** In reach on average by where a missile starts, carried to every cell of the world; rows from the south, columns from 180 degrees west. */
export interface ReachMap {
  readonly launch: string
  readonly rows: number
  readonly columns: number
  readonly mean: Float64Array
}

/** What one battery covers against one threat: the outline [lat, lon, …] in rad, or why there is none. */
export interface Covered {
  readonly layer: string
  readonly threat: string
  readonly ring: Float64Array | undefined
  readonly reason: string | undefined
}

/** Where remains of missiles hit under thrust come down. */
export interface Fallen {
  readonly runs: number
  /** Under thrust, mean a run. */
  readonly intercepts: number
  /** Impact points from first release to burnout: lat and lon in rad, and the zone. */
  readonly tracks: readonly {
    readonly threat: string
    readonly points: readonly (readonly [number, number, string])[]
  }[]
  /** Largest first; shares of all intercepts. */
  readonly places: readonly {
    readonly nation: { readonly id: string; readonly name: string } | undefined
    readonly zone: string
    readonly share: number
  }[]
}

interface Progress {
  readonly done: number
  readonly of: number
}

/** What the page asks about. `preset`: the text is that of a preset alone. */
export interface AppSubject extends Subject {
  readonly preset?: string | undefined
}

/** A question whose scenarios are those of the page. */
type AppQuestion = Question extends infer Q
  ? Q extends { readonly scenario: Subject }
    ? Omit<Q, 'scenario'> & { readonly scenario: AppSubject }
    : Q extends { readonly a: Subject }
      ? Omit<Q, 'a' | 'b'> & { readonly a: AppSubject; readonly b?: AppSubject | undefined }
      : never
  : never

export interface OpenedPartner extends ScenarioPartner {
  /** Before any change. */
  readonly wasIn: boolean
  /** Is its yes waited for? */
  readonly asked: boolean
}

/** What a scenario looks like to the panels: its fields as written and as changed, and what its words say. */
export interface Opened {
  readonly name: string
  readonly doc: string | undefined
  readonly partners: readonly OpenedPartner[]
  readonly hasSensors: boolean
  readonly hasBatteries: boolean
  /** The merged file before any change, and with the changes laid over it. Plain data, units in the names. */
  readonly written: unknown
  readonly document: unknown
  readonly fields: readonly Field[]
  readonly published: readonly string[]
  readonly assumed: readonly string[]
  readonly notModelled: readonly string[]
  readonly runs: number
}

export interface Preset {
  readonly id: string
  readonly name: string
  /** Or is only its cost published? */
  readonly fights: boolean
}

/** A figure of the catalog with its source. */
export interface FoundFigure {
  readonly entry: string
  readonly name: string
  readonly path: string
  readonly value: number
  readonly unit: string
  readonly mark: string
  readonly low: number | undefined
  readonly high: number | undefined
  readonly title: string
  readonly url: string | undefined
  readonly where: string
  readonly note: string | undefined
  readonly alternatives: readonly { readonly value: number; readonly title: string; readonly where: string }[]
}

export interface FoundFigures {
  readonly figures: readonly FoundFigure[]
}

/** Work that a thread of the model is asked for, by name: what goes in, what comes out, and what comes on the way. */
export interface Work {
  open: { in: { scenario: AppSubject }; out: Opened; part: never }
  map: { in: { scenario: AppSubject }; out: ReachMap; part: never }
  series: { in: { scenario: AppSubject }; out: Series; part: never }
  quick: { in: { scenario: AppSubject }; out: Quick; part: never }
  sights: { in: { scenario: AppSubject; run: number }; out: Sights; part: never }
  footprints: { in: { scenario: AppSubject }; out: readonly Covered[]; part: Progress }
  shortfall: { in: { scenario: AppSubject }; out: Fallen | undefined; part: Progress }
  /** Each partner the other way round. */
  partners: { in: { scenario: AppSubject; runs: number }; out: PartnerChanges | undefined; part: Progress }
  /** The scene of one run where asked for, then documents of more and more runs. */
  run: {
    in: { scenario: AppSubject; rounds: readonly number[]; run: number; scene: boolean; first: boolean }
    out: { runs: number }
    part:
      | { readonly opened: Opened }
      | { readonly quick: Quick }
      | { readonly scene: Scene }
      | { readonly document: RunDocument }
      | { readonly done: number; readonly of: number; readonly what: string }
  }
  answer: { in: AppQuestion; out: Extract<Answer, { readonly document: object }>['document']; part: never }
  explain: {
    in: { scenario: AppSubject; missile: string; run: number; language: Language }
    out: ExplainReport
    part: never
  }
  /** Figures that hold a word; without one, those of the entries named. */
  sources: { in: { word: string; ids: readonly string[] }; out: FoundFigures; part: never }
  /** Scenarios of the program. */
  presets: { in: Record<string, never>; out: readonly Preset[]; part: never }
  /** A scenario with its changes as the text of a file. */
  text: { in: { scenario: AppSubject }; out: string; part: never }
}

export type WorkName = keyof Work

/** One piece of work under way. */
export interface Turn {
  readonly id: number
  /** Has the asker lost interest? Looks at most every so many milliseconds. */
  stopped(): Promise<boolean>
  part(part: unknown): void
}

export type Handlers = {
  [K in WorkName]: (input: Work[K]['in'], turn: Turn) => Promise<Work[K]['out']> | Work[K]['out']
}

export interface Asked {
  readonly id: number
  readonly work?: WorkName
  readonly input?: unknown
  readonly cancel?: true
}

export type Told =
  | { readonly id: number; readonly part: unknown }
  | { readonly id: number; readonly done: unknown }
  | { readonly id: number; readonly mistakes: readonly Refusal[] }

import type { Design } from '../fleet/index.ts'
import type { Overrides } from '../scenario/index.ts'
import type { BracketOutcome, BracketStudy } from './bracket.ts'
import { bracketOf } from './bracket-size.ts'
import type { ReportHead } from './report.ts'
import { withUsualMoves } from './usual-moves.ts'
import { prepareSize } from './size.ts'
import { VERSION } from './version.ts'

const DEG = 180 / Math.PI

/** A sized fleet in documents; numbers are null where none could be sized, and `why` says why. */
export interface SizedReport {
  readonly interceptors: number | null
  readonly satellites: number | null
  readonly shell: {
    readonly planes: number
    readonly per_plane: number
    readonly inclination_deg: number
    readonly altitude_km: number
    readonly phasing: number
  } | null
  readonly lower_bound: number | null
  readonly gap: number | null
  readonly hardest: string | null
  readonly sampled: boolean
  readonly ratio_to_published: number | null
  readonly why: string | null
}

/** `opendome size --what-moves --json`. */
export interface BracketReport extends ReportHead {
  readonly published: {
    readonly interceptors: number | null
    readonly at_least: boolean
    readonly mark: string
    readonly where: string
  }
  readonly salvo: number
  readonly shots: number
  readonly guarantee: 'always' | 'mean' | { readonly probability: number }
  readonly covers: readonly {
    readonly id: string
    readonly name: string
    readonly lat_deg: readonly number[] | null
  }[]
  readonly fleets: readonly {
    readonly reading: string
    readonly name: string
    readonly set: Overrides
    readonly cover: string
    readonly family: SizedReport
    /** Freely optimised: never a reproduction of the published fleet. */
    readonly beside: SizedReport | null
  }[]
  readonly moves: readonly {
    readonly assumption: string
    readonly name: string
    readonly option: string
    readonly set: Overrides
    readonly by_cover: readonly (SizedReport & {
      readonly cover: string
      readonly ratio_to_scenario: number | null
    })[]
  }[]
  readonly reaches_published: readonly {
    readonly assumption: string
    readonly name: string
    readonly cover: string
    readonly field: string
    readonly between: readonly number[]
    readonly value: number | null
    readonly interceptors: number | null
    readonly why: string | null
  }[]
  /** False where it was stopped before the end. */
  readonly complete: boolean
}

/** The document of a bracket, whole or as far as it came. */
export function bracketReport(study: BracketStudy): BracketReport {
  const { scenario } = study
  const worked = withUsualMoves(scenario)
  const bracket = bracketOf(worked)
  const { published } = bracket
  const { salvo, shots, limits } = prepareSize(worked)
  const sized = (outcome: BracketOutcome): SizedReport => sizedReport(outcome, published)
  const base = (cover: string): number | undefined =>
    study.readings[0]?.covers.find((c) => c.cover.id === cover)?.family.fleet?.interceptors
  return {
    opendome: VERSION,
    scenario: scenario.name,
    changed_assumptions: scenario.changed,
    limits: [...LIMITS, ...limits],
    published: {
      interceptors: published ?? null,
      at_least: bracket.atLeast,
      mark: bracket.mark,
      where: bracket.where,
    },
    salvo,
    shots,
    guarantee: bracket.guarantee,
    covers: bracket.cover.map(({ id, name, lat }) => ({
      id,
      name,
      lat_deg: lat === undefined ? null : lat.map(degrees),
    })),
    fleets: study.readings.flatMap((reading) =>
      reading.covers.map(({ cover, family, beside }) => ({
        reading: reading.id,
        name: reading.name,
        set: reading.set,
        cover: cover.id,
        family: sized(family),
        beside: beside === undefined ? null : sized(beside),
      })),
    ),
    moves: study.moves.map(({ assumption, name, option, set, covers }) => ({
      assumption,
      name,
      option,
      set,
      by_cover: covers.map(({ cover, outcome }) => {
        const start = base(cover.id)
        const now = outcome.fleet?.interceptors
        return {
          cover: cover.id,
          ...sized(outcome),
          ratio_to_scenario: start === undefined || now === undefined ? null : now / start,
        }
      }),
    })),
    reaches_published: study.solved.map(({ value, interceptors, why, ...rest }) => ({
      ...rest,
      value: value ?? null,
      interceptors: interceptors ?? null,
      why: why ?? null,
    })),
    complete: study.done,
  }
}

const LIMITS = [
  'A bracket is never pass or fail: the distance is the result, and nothing is tuned to the published fleet.',
  'Fleets come from a quick search: each is at most its gap above the smallest single shell of its family on the grid.',
  "A band of latitude is the first launch point's boost profile carried to latitudes at its own azimuth; between the latitudes looked at fewer may be in reach.",
  'A salvo spread over time is matched at sampled moments, and its planes are not chosen again.',
] as const

function sizedReport(outcome: BracketOutcome, published: number | undefined): SizedReport {
  const { fleet } = outcome
  if (fleet === undefined)
    return {
      interceptors: null,
      satellites: null,
      shell: null,
      lower_bound: null,
      gap: null,
      hardest: null,
      sampled: false,
      ratio_to_published: null,
      why: outcome.why,
    }
  return {
    interceptors: fleet.interceptors,
    satellites: fleet.satellites,
    shell: shellReport(fleet.design),
    lower_bound: fleet.lowerBound ?? null,
    gap: fleet.gap ?? null,
    hardest: fleet.hardest,
    sampled: fleet.sampled,
    ratio_to_published: published === undefined ? null : fleet.interceptors / published,
    why: null,
  }
}

function shellReport(design: Design): NonNullable<SizedReport['shell']> {
  return {
    planes: design.planes,
    per_plane: design.perPlane,
    inclination_deg: degrees(design.inclination),
    altitude_km: design.altitude / 1000,
    phasing: design.phasing,
  }
}

/** Degrees as they were written: rounding of the conversion taken off. */
const degrees = (angle: number): number => Number((angle * DEG).toFixed(9))

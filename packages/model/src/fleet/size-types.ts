import type { FlyOut, Window } from '../engage/index.ts'
import type { LifeAt, LifeDemand } from './size-life.ts'

/** A launch point to be kept in reach: its boost path as the interceptors may hit it (`launchWindow`). */
export interface SizeLaunch {
  readonly id: string
  readonly window: Window
  /**
   * Launch latitudes (intervals [from, to], rad) at which the guarantee must hold as well, for the same boost profile carried there at its own
   * azimuth (`carryProfile`). Proven throughout, not sampled.
   */
  readonly latitudes?: readonly (readonly [number, number])[] | undefined
}

/** What the fleet must keep: at every moment, with a probability over moments, or on average. */
export type Guarantee = 'always' | 'mean' | { readonly probability: number }

/** Closed intervals [least, most] to search in; altitude m, inclination rad. */
export interface SizeBounds {
  readonly altitude: readonly [number, number]
  readonly inclination: readonly [number, number]
  readonly planes: readonly [number, number]
  readonly perPlane: readonly [number, number]
  /** Walker's F, whole numbers; default 0 to planes − 1. */
  readonly phasing?: readonly [number, number] | undefined
  /** Spacing of the altitudes (m, default 25 km) and inclinations (rad, default 1°) tried. */
  readonly altitudeStep?: number | undefined
  readonly inclinationStep?: number | undefined
}

export interface SizeOptions {
  readonly launches: readonly SizeLaunch[]
  readonly flyOut: FlyOut
  /** Missiles launched at once from one point, and shots at each: salvo · shots interceptors must be in reach. */
  readonly salvo: number
  readonly shots: number
  readonly guarantee: Guarantee
  readonly bounds: SizeBounds
  readonly interceptorsPerSatellite?: number | undefined
  /** Chance that a satellite works; default 1. */
  readonly availability?: number | undefined
  /** 2 also tries a second shell; default 1. */
  readonly shells?: 1 | 2 | undefined
  /** How long satellites must stay up, and what for that is allowed. Without it nothing is asked. */
  readonly life?: LifeDemand | undefined
  /** What the smallest fleet has least of: satellites (default), or their mass, each weighed with its make-up propellant; needs `life`. */
  readonly minimise?: 'satellites' | 'mass' | undefined
  /** Also the smallest fleet found at each altitude by itself; default false. */
  readonly trade?: boolean | undefined
  /** Called now and then; returning false stops the search with the best so far. */
  readonly onProgress?: ((progress: SizeProgress) => boolean | void) | undefined
  /** Designs to check at most in the complete search; default 200,000, for a probability 40,000. */
  readonly effort?: number | undefined
}

/** Stages of a search, in order; the last three only where they are asked for or of use. */
export const SIZE_STAGES = ['orbits', 'coarse', 'fine', 'complete', 'second shell', 'trade', 'front'] as const
export type SizeStage = (typeof SIZE_STAGES)[number]

export interface SizeProgress {
  readonly stage: SizeStage
  /** 0 to 1 within the stage. */
  readonly done: number
  readonly checks: number
  readonly best: Design | undefined
}

/** One full delta shell. */
export interface Design {
  readonly altitude: number
  readonly inclination: number
  readonly planes: number
  readonly perPlane: number
  readonly phasing: number
}

/** A fleet with what it keeps in reach at the hardest launch point, in interceptors. */
export interface SizedFleet {
  /** Satellites, and interceptors. */
  readonly count: number
  readonly interceptors: number
  readonly shells: readonly Design[]
  /** The quantity the guarantee is about: the least count, the count kept with the probability, or the mean. */
  readonly guaranteed: number
}

export interface SizeResult extends SizedFleet {
  readonly need: number
  readonly launches: readonly {
    readonly id: string
    /** Latitudes for which the guarantee holds as well; what it is about where it is least, and that latitude, rad. */
    readonly latitudes: readonly (readonly [number, number])[]
    readonly guaranteed: number
    readonly worstLatitude: number
    /** Of the launch point itself, as all that follows. */
    readonly mean: number
    readonly min: number
    readonly p05: number
    readonly distribution: readonly number[]
    /** Interceptors on orbit per interceptor in reach on average, and at worst, m of reach at the deadline. */
    readonly absenteeRatio: number
    readonly guaranteeRatio: number
    readonly reach: number
  }[]
  /** Fleet / mean and fleet / minimum at the hardest launch point. */
  readonly absenteeRatio: number
  readonly guaranteeRatio: number
  /** AEI's area ratio × shots × salvo at the altitude of the first shell; undefined where the formula does not apply. Not a bound. */
  readonly evenSpacingReference: number | undefined
  /** Reference / interceptors; may exceed 1. */
  readonly efficiency: number | undefined
  /** No single-shell fleet on the searched grid has fewer satellites: the need divided by the largest mean share. */
  readonly lowerBound: number
  /** (count − lowerBound) / lowerBound: the result is at most this far above the optimum of one shell on the grid. */
  readonly gap: number
  /** Every design of the grid with fewer satellites was checked: the result is the optimum of one shell on the grid. */
  readonly complete: boolean
  readonly stopped: boolean
  readonly checks: number
  /** Count against guarantee: no fleet seen has as much for less. Searched below and above the need. */
  readonly front: readonly SizedFleet[]
  /** By altitude, where asked for: the smallest fleet found with all its satellites there. */
  readonly trade: readonly AltitudeTrade[] | undefined
  /** Make-up and natural life of each shell, where `life` is asked for. */
  readonly life: readonly LifeAt[] | undefined
  /** Per shell: share of the time that a satellite spends where it could reach some launch point on the latitudes asked for, at any longitude. */
  readonly latitudeShares: readonly number[]
  /** Altitudes left out and why. */
  readonly refused: readonly { readonly altitude: number; readonly reason: string }[]
}

/** One altitude of the trade. */
export interface AltitudeTrade {
  readonly altitude: number
  /** Undefined where no fleet within the bounds was found, or the altitude is refused. */
  readonly fleet: SizedFleet | undefined
  /** No fleet on the grid at this altitude has fewer satellites; Infinity where none is in reach. */
  readonly lowerBound: number
  /** Is the fleet the smallest on the grid at this altitude? */
  readonly complete: boolean
  readonly life: LifeAt | undefined
  readonly refused: string | undefined
}

import { WGS84_A } from '../earth/index.ts'
import {
  deadlineAltitude,
  evenSpacingCap,
  evenSpacingFleet,
  evenSpacingRatio,
  interceptorMass,
  meanInCap,
  simpleMeanInCap,
  uniformShell,
  type FleetLayer,
} from '../fleet/index.ts'
import { OpendomeError } from '../core/index.ts'
import { flyOutReach } from '../engage/index.ts'
import { asin, expm1, norm3 } from '../math/index.ts'
import { fleetLayers, type FleetInReach, type FleetShell } from './size.ts'
import type { SizeStudy } from './size-study.ts'

/** A number by a formula that studies publish, beside what this program counts for the same scenario. */
export interface StudyFormula {
  readonly formula: string
  readonly citation: string
  readonly quantity: string
  readonly unit: string
  /** Null where the formula does not apply: reach short of the height between, a latitude beyond the inclination. */
  readonly value: number | null
  /** What is counted exactly; null where a scenario holds nothing to count it by. */
  readonly exact: number | null
  /** What stands as exact, in words. */
  readonly exact_is: string
  /** value / exact. */
  readonly ratio: number | null
}

const AEI =
  'Harrison, AEI Working Paper 2025-20, appendix B; formulas as in the public SBI calculator crediting it'
const CAP = 'spherical cap, f = (1 − cos θ)/2 and P = 1 − exp(−N f), as in public code of Golden Dome studies'
const DENSITY =
  'n = N θ²/(2π √(sin²i − sin²φ)), latitude density of circular orbits; UCS, The Physics of Space Security (2005), recalled'
const INTEGRATED =
  'the same density integrated over the cap (docs/fleet.md), which holds near the inclination too'

/** Inputs of the calculator that a scenario does not have: specific impulse s, masses kg. Its defaults. */
const CALCULATOR_MASS = { specificImpulse: 240, killVehicle: 25, body: 25, support: 50 } as const

/**
 * The formulas of the studies for the worst launch point of a fleet, each beside the exact number: AEI's even spacing (ratio, count, mass), the spherical cap and the
 * density of an inclined shell. All take the fly-out at the last permitted intercept and the height of the missile there; the exact counts have the whole
 * path. Sums over the layers where there are several. With `shells` the fleet is what a search found for the need.
 */
export function studyFormulas(
  study: SizeStudy,
  { worst, count }: FleetInReach,
  shells?: readonly FleetShell[],
): StudyFormula[] {
  const layers = fleetLayers(study, worst.launch, shells).map(layerFormulas)
  const need = study.salvo * study.shots
  const sum = (pick: (layer: LayerFormulas) => number | undefined): number | null => {
    const values = layers.map(pick)
    return values.some((v) => v === undefined) ? null : values.reduce<number>((a, b) => a + b!, 0)
  }
  const even = sum((l) => l.even)
  const chance = sum((l) => l.uniform)
  const searched = shells !== undefined
  const averaged = (need * count) / worst.mean
  const leasts = layers.map((l) => l.fleet(study.salvo, study.shots)).filter((n) => n !== undefined)
  const some = 1 - (worst.distribution[0] ?? 0)
  const mean = 'mean number in reach over liftoff times'
  return [
    row(
      'even spacing',
      AEI,
      'on orbit for each in reach',
      '',
      even === null || even === 0 ? null : count / even,
      count / worst.mean,
      'fleet / mean in reach',
    ),
    row(
      'even spacing',
      AEI,
      `fleet for ${need} in reach`,
      '',
      leasts.length === 0 ? null : Math.min(...leasts),
      searched ? count : averaged,
      searched ? 'the fleet that the search found' : `fleet × ${need} / mean in reach`,
    ),
    row(
      'even spacing',
      AEI,
      'mass of an interceptor, default masses',
      'kg',
      massOf(study),
      null,
      'the scenario has no masses',
    ),
    row('spherical cap', CAP, 'in reach on average', '', chance, worst.mean, mean),
    row(
      'spherical cap',
      CAP,
      'chance of at least one in reach',
      '',
      chance === null ? null : -expm1(-chance),
      some,
      'share of liftoff times with one or more',
    ),
    row(
      'latitude density, small cap',
      DENSITY,
      'in reach on average',
      '',
      sum((l) => l.simple),
      worst.mean,
      mean,
    ),
    row(
      'latitude density over the cap',
      INTEGRATED,
      'in reach on average',
      '',
      sum((l) => l.integrated),
      worst.mean,
      mean,
    ),
  ]
}

function row(
  formula: string,
  citation: string,
  quantity: string,
  unit: string,
  value: number | null,
  exact: number | null,
  exactIs: string,
): StudyFormula {
  // Nothing in reach: there is no ratio to it.
  const known = exact !== null && Number.isFinite(exact) ? exact : null
  const ratio = value === null || known === null || known === 0 ? null : value / known
  return { formula, citation, quantity, unit, value, exact: known, exact_is: exactIs, ratio }
}

/** Expected numbers in reach of one layer; undefined where a formula does not apply. */
interface LayerFormulas {
  readonly even: number | undefined
  readonly uniform: number | undefined
  readonly simple: number | undefined
  readonly integrated: number | undefined
  readonly fleet: (salvo: number, shots: number) => number | undefined
}

function layerFormulas({
  shell,
  window,
  flyOut,
  interceptorsPerSatellite = 1,
  availability = 1,
}: FleetLayer): LayerFormulas {
  const { deltaV, acceleration } = flyOut
  const time = window.deadline - window.release
  const altitude = shell.radius - WGS84_A
  const interceptAltitude = Math.max(0, deadlineAltitude(window))
  const spacing = { deltaV, acceleration, time, altitude, interceptAltitude }
  const works = shell.count * interceptorsPerSatellite * availability
  if (!(flyOutReach(deltaV, acceleration, time) > Math.abs(altitude - interceptAltitude)))
    return {
      even: undefined,
      uniform: undefined,
      simple: undefined,
      integrated: undefined,
      fleet: () => undefined,
    }
  const cap = evenSpacingCap(spacing)
  const latitude = latitudeAtDeadline(window)
  return {
    even: works / evenSpacingRatio(spacing),
    uniform: uniformShell(works, cap).mean,
    simple: applicable(() => simpleMeanInCap(works, cap, latitude, shell.inclination)),
    integrated: meanInCap(works, cap, latitude, shell.inclination),
    fleet: (salvo, shots) => evenSpacingFleet(spacing, salvo, shots),
  }
}

function latitudeAtDeadline({ r_ecef }: FleetLayer['window']): number {
  const last = r_ecef.length - 3
  const [x, y, z] = [r_ecef[last]!, r_ecef[last + 1]!, r_ecef[last + 2]!]
  return asin(z / norm3(x, y, z))
}

function applicable(work: () => number): number | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof OpendomeError && error.code === 'infeasible') return undefined
    throw error
  }
}

/** Mass by the calculator's formula and default masses for the first layer's speeds; kg. */
function massOf(study: SizeStudy): number {
  const { deltaV, divert } = study.layers[0]!.interceptor
  return interceptorMass({ ...CALCULATOR_MASS, deltaV, divert })
}

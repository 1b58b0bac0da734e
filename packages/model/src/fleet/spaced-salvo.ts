import { OpendomeError, requireWithin } from '../core/index.ts'
import type { FlyOut, Window } from '../engage/index.ts'
import { Shell } from '../orbit/index.ts'
import { salvo, salvoOf } from './salvo.ts'
import type { Design, Guarantee } from './size-types.ts'
import { requireCount } from './statistics.ts'

export interface SpacedSalvoOptions {
  /** A shell that is large enough: its satellites per plane are what is reduced. */
  readonly design: Design
  readonly window: Window
  readonly flyOut: FlyOut
  /** Missiles from one place, `interval` s apart, and shots at each. */
  readonly salvo: number
  readonly interval: number
  readonly shots: number
  /** `always` at all sampled phases, or at a share of them. */
  readonly guarantee: Exclude<Guarantee, 'mean'>
  readonly interceptorsPerSatellite?: number | undefined
  /** Phases sampled; default 150. */
  readonly phases?: number | undefined
}

export interface SpacedSalvoFleet {
  readonly design: Design
  readonly satellites: number
  readonly interceptors: number
  /** Share of sampled phases at which every missile has all its shots. */
  readonly share: number
}

/** Steps of a plane-filling sequence over the two phases (Roberts 2018: powers of the plastic number). */
const STEPS = [0.7548776662466927, 0.5698402909980532] as const

/**
 * The shell with the fewest satellites per plane, planes and phasing kept, that can engage a salvo spread over time in full, each interceptor used once: by maximum
 * matching (`salvo`), not by k times shots. Between two launches the satellites move on and others come into reach, so that a spaced salvo takes
 * fewer than one at once. Phases are sampled, node and in-plane, so `always` means at all of them: the count is a little too low, and a little too high
 * because planes are not chosen again. Halves the range of satellites per plane, as if a fuller plane never did worse.
 * Throws `infeasible` where the design given does not keep the guarantee.
 */
export function spacedSalvoFleet(options: SpacedSalvoOptions): SpacedSalvoFleet {
  const { design, guarantee, interceptorsPerSatellite: weight = 1, phases = 150 } = options
  requireCount('phases', phases)
  requireWithin('interval', options.interval, 0, 86_400, 's')
  const wanted = guarantee === 'always' ? 1 : guarantee.probability
  const shareWith = (perPlane: number): number => engagedShare(options, perPlane, phases, wanted)
  let high = design.perPlane
  let share = shareWith(high)
  if (share < wanted)
    throw new OpendomeError(
      'infeasible',
      `${design.planes * high} satellites engage the salvo in full at ${(100 * share).toFixed(0)} % of moments: expected ${100 * wanted} %`,
      { hint: 'start from a larger shell' },
    )
  let low = 0
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    const found = shareWith(middle)
    if (found >= wanted) {
      high = middle
      share = found
    } else low = middle
  }
  const satellites = design.planes * high
  return { design: { ...design, perPlane: high }, satellites, interceptors: satellites * weight, share }
}

/** Share of sampled phases at which the salvo is engaged in full; ends early where `wanted` is out of reach. */
function engagedShare(options: SpacedSalvoOptions, perPlane: number, phases: number, wanted: number): number {
  const { design, window, flyOut, shots, interceptorsPerSatellite } = options
  const mayFail = Math.floor((1 - wanted) * phases + 1e-9)
  let failed = 0
  for (let k = 0; k < phases && failed <= mayFail; k++) {
    const part = (step: number): number => 2 * Math.PI * ((0.5 + k * step) % 1)
    const shell = new Shell({
      ...design,
      perPlane,
      raan0: part(STEPS[0]) / design.planes,
      anomaly0: part(STEPS[1]) / perPlane,
    })
    const found = salvo({
      layer: { shell, flyOut, interceptorsPerSatellite },
      missiles: salvoOf(window, options.salvo, options.interval, 0),
      shots,
      siderealAngle: 0,
    })
    if (found.engagedInFull < options.salvo) failed++
  }
  return 1 - failed / phases
}

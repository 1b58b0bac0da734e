import type { Internal } from '../core/index.ts'
import type { z } from 'zod'
import type { carriesSchema } from './schema.ts'
import type { Vehicle } from './vehicle.ts'

/** What sensors see of an object without thrust. */
export interface Body {
  /** Projected area, m², and what it radiates with. */
  readonly area: number
  /** K */
  readonly temperature: number
  readonly emissivity: number
  /** Radar cross-section, m². */
  readonly crossSection: number
}

/** What a missile carries and sets free after its burnout: reentry vehicles and decoys. */
export interface Carried {
  readonly warheads: number
  readonly decoys: number
  /** s after burnout. */
  readonly firstRelease: number
  /** s between releases. */
  readonly interval: number
  /** Relative speed of neighbours, m/s. */
  readonly spacing: number
  /** kg/m² */
  readonly decoyBallisticCoefficient: number
  readonly busBallisticCoefficient: number
  readonly warhead: Body
  readonly decoy: Body
  /** What is left over when all is released. */
  readonly bus: Body
}

/**
 * The field `carries` of a threat with what it leaves open: a warhead looks like the body of its vehicle after burnout, a decoy like a warhead, and
 * the bus like the vehicle's body.
 */
export function carriedOf(
  written: Internal<z.output<typeof carriesSchema>>,
  { signature }: Pick<Vehicle, 'signature'>,
): Carried {
  const bus: Body = {
    area: signature.bodyArea,
    temperature: signature.bodyTemperature,
    emissivity: signature.bodyEmissivity,
    crossSection: signature.bodyCrossSection,
  }
  const warhead: Body = {
    area: written.warheadArea ?? bus.area,
    temperature: written.warheadTemperature ?? bus.temperature,
    emissivity: written.warheadEmissivity ?? bus.emissivity,
    crossSection: written.warheadCrossSection ?? bus.crossSection,
  }
  return {
    warheads: written.warheads,
    decoys: written.decoys,
    firstRelease: written.firstRelease,
    interval: written.releaseInterval,
    spacing: written.releaseSpeed,
    decoyBallisticCoefficient: written.decoyBallisticCoefficient,
    busBallisticCoefficient: written.busBallisticCoefficient,
    warhead,
    decoy: {
      area: written.decoyArea ?? warhead.area,
      temperature: written.decoyTemperature ?? warhead.temperature,
      emissivity: written.decoyEmissivity ?? warhead.emissivity,
      crossSection: written.decoyCrossSection ?? warhead.crossSection,
    },
    bus,
  }
}

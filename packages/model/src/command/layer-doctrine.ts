import type { z } from 'zod'
import type { Internal } from '../core/index.ts'
import type { Doctrine } from './doctrine.ts'
import type { layerCommandFields } from './schema.ts'

type Fields = Internal<{ [K in keyof typeof layerCommandFields]: z.output<(typeof layerCommandFields)[K]> }>

/** The doctrine of a layer as its entry of the scenario writes it. */
export type WrittenDoctrine = NonNullable<Fields['doctrine']>

/** What one draw of the common-mode factor holds for. */
export type CommonMode = Fields['commonMode']

/** From an intercept to the knowledge what came of it, s, where a layer states no doctrine. Assumption: docs/command.md. */
const ASSESSMENT_DELAY = 30

/**
 * The doctrine of a layer: what it writes, else one salvo of `shotsPerTarget` and no look. With looks `most` is two rounds of
 * salvos where it is not given.
 */
export function doctrineOf(written: WrittenDoctrine | undefined, shotsPerTarget: number): Doctrine {
  const { salvo = shotsPerTarget, salvosPerLook = Infinity } = written ?? {}
  const looks = salvosPerLook < Infinity
  return {
    salvo,
    salvosPerLook,
    spacing: written?.spacing ?? 0,
    assessmentDelay: written?.assessmentDelay ?? ASSESSMENT_DELAY,
    falseKill: written?.falseKill ?? 0,
    missedKill: written?.missedKill ?? 0,
    most: written?.most ?? (looks ? 2 * salvo * salvosPerLook : salvo),
    emptyAtLast: written?.emptyAtLast ?? true,
    holdFor: written?.holdFor,
    reserve: written?.reserve ?? 0,
  }
}

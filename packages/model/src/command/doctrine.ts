import { OpendomeError } from '../core/index.ts'
import type { Assessment } from './leakage.ts'

/** How a layer fires at one missile. Times in s. */
export interface Doctrine extends Assessment {
  /** Interceptors that leave together. */
  readonly salvo: number
  /** Salvos between two looks: 1 shoot-look-shoot, 2 shoot-shoot-look; Infinity never looks. */
  readonly salvosPerLook: number
  /** Between the salvos of one look. */
  readonly spacing: number
  /** From an intercept to the knowledge what came of it. */
  readonly assessmentDelay: number
  /** Most interceptors of this layer at one missile. */
  readonly most: number
  /** Where no look comes in time any more, fire at once what is left of `most`. */
  readonly emptyAtLast: boolean
  /** Hold fire for a later layer that stops the missile with at least this chance; undefined: never. */
  readonly holdFor?: number | undefined
  /** Interceptors of the layer that stay for later waves. */
  readonly reserve: number
}

/** One interceptor that has been fired at the missile, and what is known of it. */
export interface PastShot {
  readonly release: number
  readonly intercept: number
}

/** What a layer knows of one missile when it decides. */
export interface DoctrineState {
  readonly now: number
  /** Shots of this layer at it so far, in order of release. */
  readonly shots: readonly PastShot[]
  /** What the last look said; undefined before the first. */
  readonly called?: { readonly at: number; readonly killed: boolean } | undefined
  /** Last release that comes in time, and earliest intercept of a release now; undefined: out of reach. */
  readonly reach: { readonly latest: number; readonly intercept: number } | undefined
  /** Interceptors left in the layer that reach it. */
  readonly stock: number
  /** The best layer behind: its chance to stop the missile, and whether it has interceptors to spare for it. */
  readonly later?: { readonly kill: number; readonly free: boolean } | undefined
}

/** Why a layer fires, or does not. */
export type DoctrineReason =
  | 'fire'
  /** Called killed. */
  | 'killed'
  /** Never in reach, or no longer. */
  | 'no-reach'
  | 'most-fired'
  | 'spacing'
  /** Waits for a look. */
  | 'looking'
  /** Waits for a better layer. */
  | 'holding'
  /** What is left is the reserve. */
  | 'reserve'
  | 'empty'

/** Shots to fire now; where none, why, and when to ask again (undefined: when something changes). */
export interface DoctrineDecision {
  readonly fire: number
  readonly reason: DoctrineReason
  readonly again?: number | undefined
}

/**
 * The decision of one layer about one missile. Order of the questions: called killed, in reach, shots left of `most`, spacing and look, better layer
 * behind, reserve, stock. A look covers all shots fired up to it; a missile called alive begins a new round of `salvosPerLook` salvos.
 */
export function decideFire(doctrine: Doctrine, state: DoctrineState): DoctrineDecision {
  const { now, shots, called, reach, stock, later } = state
  const wait = (reason: DoctrineReason, again?: number): DoctrineDecision => ({ fire: 0, reason, again })
  if (called?.killed === true) return wait('killed')
  if (reach === undefined || now > reach.latest) return wait('no-reach')
  const left = doctrine.most - shots.length
  if (left <= 0) return wait('most-fired')

  // A look at what flies now, or would after this salvo, comes too late to act upon it.
  const lookAt = (intercept: number): number => intercept + doctrine.assessmentDelay
  const flying = shots.filter((s) => called === undefined || lookAt(s.intercept) > called.at)
  const salvos = new Set(flying.map((s) => s.release)).size
  let wanted = Math.min(doctrine.salvo, left)
  const looks = doctrine.salvosPerLook < Infinity
  const blind = (intercept: number): boolean => looks && lookAt(intercept) > reach.latest
  if (flying.length > 0) {
    const last = Math.max(...flying.map((s) => s.intercept))
    if (salvos < doctrine.salvosPerLook) {
      const next = Math.max(...flying.map((s) => s.release)) + doctrine.spacing
      if (now < next) return wait('spacing', next)
    } else if (!(doctrine.emptyAtLast && blind(last))) {
      return wait('looking', lookAt(last))
    } else wanted = left
  }
  if (doctrine.emptyAtLast && blind(reach.intercept)) wanted = left

  if (doctrine.holdFor !== undefined && later?.free === true && later.kill >= doctrine.holdFor)
    return wait('holding')
  if (stock <= 0) return wait('empty')
  const free = stock - doctrine.reserve
  if (free <= 0) return wait('reserve')
  return { fire: Math.min(wanted, free), reason: 'fire' }
}

/**
 * Throws `invalid`, placed at a field of `where` (`interceptors.sbi.doctrine`), where a value is out of its range or the doctrine never fires. `stock` is
 * what the layer holds at the start.
 */
export function checkDoctrine(doctrine: Doctrine, stock: number, where: string): void {
  const refuse = (field: string, value: number, expected: string, hint?: string): never => {
    throw new OpendomeError('invalid', `${field} ${value}: expected ${expected}`, {
      where: `${where}.${field}`,
      hint,
    })
  }
  const never = 'the doctrine never fires'
  const { salvo, most, salvosPerLook, spacing, assessmentDelay, reserve, holdFor } = doctrine
  if (!(Number.isInteger(stock) && stock >= 0)) refuse('inventory', stock, 'a whole number, 0 or more')
  if (!(Number.isInteger(salvo) && salvo >= 1)) refuse('salvo', salvo, 'a whole number, 1 or more', never)
  if (!(Number.isInteger(most) && most >= 1)) refuse('most', most, 'a whole number, 1 or more', never)
  if (!(salvosPerLook === Infinity || (Number.isInteger(salvosPerLook) && salvosPerLook >= 1)))
    refuse('salvosPerLook', salvosPerLook, 'a whole number, 1 or more', never)
  if (!(spacing >= 0 && spacing < Infinity)) refuse('spacing', spacing, '0 s or more')
  if (!(assessmentDelay >= 0 && assessmentDelay < Infinity))
    refuse('assessmentDelay', assessmentDelay, '0 s or more')
  for (const field of ['falseKill', 'missedKill'] as const)
    if (!(doctrine[field] >= 0 && doctrine[field] <= 1)) refuse(field, doctrine[field], '0 to 1')
  if (!(Number.isInteger(reserve) && reserve >= 0)) refuse('reserve', reserve, 'a whole number, 0 or more')
  if (stock > 0 && reserve >= stock)
    refuse('reserve', reserve, `fewer than the ${stock} interceptors it holds`, never)
  if (holdFor !== undefined && !(holdFor > 0 && holdFor <= 1))
    refuse('holdFor', holdFor, 'above 0, at most 1', holdFor === 0 ? never : undefined)
}

import { OpendomeError, requireWithin } from '../core/index.ts'
import { exp, ln, lnGamma, log1p, pow } from '../math/index.ts'

/**
 * Chance that `shots` (0 or more, parts allowed) stop one missile: K = c [1 − (1 − p)^n], p the single-shot chance given that
 * what all shots share works, c the chance that it does (detect, track, classify, command), which no number of shots lifts.
 * D. A. Wilkening, Science & Global Security 8 (1999) 183–215.
 */
export function killChance(sspk: number, shots: number, common = 1): number {
  requireWithin('sspk', sspk, 0, 1)
  requireWithin('shots', shots, 0, 1e9)
  requireWithin('common factor', common, 0, 1)
  return common * (1 - pow(1 - sspk, shots))
}

/**
 * Shots at each of `missiles` in one barrage so that none leaks with chance `confidence` (within 0 and 1, both excluded):
 * n = ln(1 − C^(1/W)/c)/ln(1 − p), not rounded. Throws `infeasible` where c does not exceed C^(1/W): then no number of shots will do.
 */
export function barrageShots(missiles: number, confidence: number, sspk: number, common = 1): number {
  requireWithin('missiles', missiles, 1, 1e9)
  requireOpen('confidence', confidence)
  requireOpen('sspk', sspk)
  requireWithin('common factor', common, 0, 1)
  const each = pow(confidence, 1 / missiles)
  if (common <= each) {
    throw new OpendomeError(
      'infeasible',
      `common factor ${common}: ${missiles} missiles and a chance of ${confidence} of no leaker need more than ${each}`,
      { hint: 'no number of shots makes up for a common failure: lower the confidence or raise the factor' },
    )
  }
  return log1p(-each / common) / log1p(-sspk)
}

/** Objects to engage among warheads and decoys: W · P(called a warhead | warhead) + D · P(called a warhead | decoy). */
export function objectsToEngage(
  warheads: number,
  decoys: number,
  warheadSeen: number,
  decoyTaken: number,
): number {
  requireWithin('warheads', warheads, 0, 1e9)
  requireWithin('decoys', decoys, 0, 1e9)
  requireWithin('chance of calling a warhead a warhead', warheadSeen, 0, 1)
  requireWithin('chance of calling a decoy a warhead', decoyTaken, 0, 1)
  return warheads * warheadSeen + decoys * decoyTaken
}

/** How kill assessment errs. */
export interface Assessment {
  /** Chance of calling a living missile killed: it flies on unengaged. */
  readonly falseKill: number
  /** Chance of calling a killed missile alive: the next salvo is wasted on it. */
  readonly missedKill: number
}

/** What a doctrine comes to for one missile, means. */
export interface LookResult {
  readonly leak: number
  readonly shots: number
  /** Shots of salvos at a missile that was dead before the salvo. */
  readonly wasted: number
}

/**
 * Salvo, look, salvo, look, … at one missile: `salvos` holds the shots of each; after each but the last its effect is assessed, and the next is
 * fired where the missile is called alive. Without error and with two salvos: leak (1 − p)^(n₁+n₂), shots n₁ + (1 − p)^n₁ n₂.
 */
export function shootLookShoot(
  sspk: number,
  salvos: readonly number[],
  { falseKill, missedKill }: Assessment = { falseKill: 0, missedKill: 0 },
): LookResult {
  requireWithin('sspk', sspk, 0, 1)
  requireWithin('false kill', falseKill, 0, 1)
  requireWithin('missed kill', missedKill, 0, 1)
  let alive = 1
  let dead = 0
  let leak = 0
  let shots = 0
  let wasted = 0
  salvos.forEach((count, k) => {
    requireWithin('salvo', count, 0, 1e6)
    shots += count * (alive + dead)
    wasted += count * dead
    const survives = alive * pow(1 - sspk, count)
    dead += alive - survives
    alive = survives
    if (k === salvos.length - 1) return
    leak += falseKill * alive
    alive *= 1 - falseKill
    dead *= missedKill
  })
  return { leak: leak + alive, shots, wasted }
}

/** Salvos with a look between each two that fit between the first and the last release (s): each round takes fly-out and assessment. */
export function salvosInTime(first: number, last: number, flyOut: number, assessmentDelay: number): number {
  requireWithin('fly-out', flyOut, 0, 1e6, 's')
  requireWithin('assessment delay', assessmentDelay, 0, 1e6, 's')
  requireWithin('first release', first, -1e9, 1e9, 's')
  requireWithin('last release', last, -1e9, 1e9, 's')
  if (last < first) return 0
  const round = flyOut + assessmentDelay
  if (!(round > 0)) {
    throw new OpendomeError('invalid', `fly-out and assessment delay ${round} s: expected above 0 together`)
  }
  return 1 + Math.floor((last - first) / round)
}

/** Shots that fail together: a layer, or the interceptors of one lot. */
export interface ShotGroup {
  /** Chance that its shots stop a missile, given that what they share works. */
  readonly kill: number
  /** Chance that what they share works. */
  readonly common: number
}

/**
 * Chance that one missile passes all groups: 1 − c [1 − Π (1 − c_g k_g)], c the chance that what all of them share works. With all
 * factors at 1 the product of the groups' leakages. How often the factors are drawn does not change it.
 */
export function layeredLeakage(groups: readonly ShotGroup[], common = 1): number {
  requireGroups(groups, common)
  let through = 1
  for (const { kill, common: own } of groups) through *= 1 - own * kill
  return 1 - common * (1 - through)
}

/**
 * Chances of 0, 1, … W leakers among `missiles` alike. The common factors are drawn anew for each missile (then the leakers are binomial), or
 * once for the raid (then they leak together: a sum of binomials over which factors hold). The mean is W · `layeredLeakage` either way.
 * At most 16 groups.
 */
export function leakerChances(
  missiles: number,
  groups: readonly ShotGroup[],
  common: number,
  drawn: 'missile' | 'raid',
): Float64Array {
  if (!Number.isInteger(missiles)) {
    throw new OpendomeError('invalid', `missiles ${missiles}: expected a whole number`)
  }
  requireWithin('missiles', missiles, 0, 100_000)
  requireGroups(groups, common)
  const chances = new Float64Array(missiles + 1)
  if (drawn === 'missile') {
    addBinomial(chances, missiles, layeredLeakage(groups, common), 1)
    return chances
  }
  requireWithin('groups', groups.length, 0, 16)
  addBinomial(chances, missiles, 1, 1 - common)
  for (let state = 0; state < 1 << groups.length; state += 1) {
    let weight = common
    let through = 1
    groups.forEach(({ kill, common: own }, g) => {
      const works = (state & (1 << g)) !== 0
      weight *= works ? own : 1 - own
      if (works) through *= 1 - kill
    })
    addBinomial(chances, missiles, through, weight)
  }
  return chances
}

/** Adds weight · binomial(n, p) to `chances`. */
function addBinomial(chances: Float64Array, n: number, p: number, weight: number): void {
  if (weight === 0) return
  if (p === 0 || p === 1) {
    chances[p * n]! += weight
    return
  }
  for (let k = 0; k <= n; k += 1) {
    const choose = lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1)
    chances[k]! += weight * exp(choose + k * ln(p) + (n - k) * log1p(-p))
  }
}

function requireGroups(groups: readonly ShotGroup[], common: number): void {
  requireWithin('common factor', common, 0, 1)
  for (const group of groups) {
    requireWithin('kill chance', group.kill, 0, 1)
    requireWithin('common factor', group.common, 0, 1)
  }
}

function requireOpen(name: string, value: number): void {
  if (value > 0 && value < 1) return
  throw new OpendomeError('invalid', `${name} ${value}: expected above 0 and below 1`)
}

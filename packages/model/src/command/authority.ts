import { OpendomeError } from '../core/index.ts'
import { Stream } from '../math/index.ts'
import { checkDelay, delayQuantile, type Delay } from './delay.ts'

/** Who may say yes, and how long it takes from the moment the question is there. */
export interface Party {
  /** `united-states`, `canada`, … */
  readonly id: string
  readonly decision: Delay
  /** Chance that it says yes at all; 1 where not given. */
  readonly consents?: number
}

/** Who has to consent before the first shot. */
export interface Authority {
  readonly parties: readonly Party[]
  /** Ids of the parties asked: `one` of them, or `all` (two nations as in NORAD: both). Empty: nobody is asked, no person is in the loop. */
  readonly ask: readonly string[]
  readonly need: 'one' | 'all'
  /** All are asked at once, or each when the one before has said yes. */
  readonly order: 'together' | 'in-turn'
  /** Standing rule: where no answer has come this long (s) after the question, or none can come, the node may fire by itself. */
  readonly delegatedAfter?: number | undefined
}

/** What came of the question, times in s after it was put. */
export interface Consent {
  /** When fire was free; undefined: never. */
  readonly at: number | undefined
  /** `asked`: all that was needed; `delegated`: by the standing rule; `none`: nobody had to be asked; `refused`. */
  readonly by: 'asked' | 'delegated' | 'none' | 'refused'
}

/**
 * Draws consents. A party's delay and answer in one run depend on seed, run, party and question alone, so that adding a party, or asking more
 * of them, does not change what the others say.
 */
export class ConsentDraws {
  readonly #authority: Authority
  readonly #streams: readonly Stream[]

  constructor(authority: Authority, seed: number) {
    checkAuthority(authority, 'command.authority')
    this.#authority = authority
    this.#streams = authority.ask.map((id) => new Stream(seed, 0, `consent/${id}`, 0))
  }

  /**
   * `question` numbers the questions of a run (one a raid, or one a missile). `lag(id)` is how long the question and its answer are under way to a
   * party, s: Infinity where it is cut off, 0 where not given.
   */
  ask(run: number, question: number, lag: (party: string) => number = () => 0): Consent {
    const { parties, ask, need, order, delegatedAfter } = this.#authority
    if (ask.length === 0) return { at: 0, by: 'none' }
    const answers = ask.map((id, k) => {
      const party = parties.find((p) => p.id === id)!
      const stream = this.#streams[k]!
      stream.reset(run, question)
      const says = stream.uniform() < (party.consents ?? 1)
      const takes = delayQuantile(party.decision, stream.uniform()) + lag(id)
      return { says, takes }
    })
    const at = order === 'together' ? together(answers, need) : inTurn(answers, need)
    if (at < Infinity && (delegatedAfter === undefined || at <= delegatedAfter)) return { at, by: 'asked' }
    if (delegatedAfter === undefined) return { at: undefined, by: 'refused' }
    // A no that comes before the rule takes hold stands; silence does not.
    const no = refusal(answers, need, order)
    return no <= delegatedAfter ? { at: undefined, by: 'refused' } : { at: delegatedAfter, by: 'delegated' }
  }
}

interface Answer {
  readonly says: boolean
  readonly takes: number
}

/** When enough have said yes, all asked at once; Infinity: never. */
function together(answers: readonly Answer[], need: 'one' | 'all'): number {
  const yes = answers.map(({ says, takes }) => (says ? takes : Infinity))
  return need === 'all' ? Math.max(...yes) : Math.min(...yes)
}

/** The same, each asked when the one before has answered: for `all` after its yes, for `one` after its no. */
function inTurn(answers: readonly Answer[], need: 'one' | 'all'): number {
  let at = 0
  for (const { says, takes } of answers) {
    at += takes
    if (need === 'one' && says) return at
    if (need === 'all' && !says) return Infinity
  }
  return need === 'all' ? at : Infinity
}

/** When it was clear that consent would not come; Infinity where nobody's no makes it so. */
function refusal(answers: readonly Answer[], need: 'one' | 'all', order: 'together' | 'in-turn'): number {
  let sum = 0
  let [first, last] = [Infinity, 0]
  for (const { says, takes } of answers) {
    sum += takes
    const at = order === 'together' ? takes : sum
    if (!says) first = Math.min(first, at)
    last = Math.max(last, says ? Infinity : at)
  }
  return need === 'all' ? first : last
}

/** Throws `invalid`, `unknown` or `missing`, placed at a field of `where`, where parties are named twice or not at all, or times are out of range. */
export function checkAuthority(authority: Authority, where: string): void {
  const { parties, ask, delegatedAfter } = authority
  const ids = parties.map((p) => p.id)
  parties.forEach((party, k) => {
    if (ids.indexOf(party.id) !== k) {
      throw new OpendomeError('invalid', `party ${party.id}: stands twice`, {
        where: `${where}.parties.${k}.id`,
      })
    }
    checkDelay(party.decision, `${where}.parties.${k}.decision`)
    const yes = party.consents ?? 1
    if (!(yes >= 0 && yes <= 1)) {
      throw new OpendomeError('invalid', `consents ${yes}: expected 0 to 1`, {
        where: `${where}.parties.${k}.consents`,
      })
    }
  })
  ask.forEach((id, k) => {
    const place = { where: `${where}.ask.${k}` }
    if (ask.indexOf(id) !== k) throw new OpendomeError('invalid', `consent of ${id}: asked twice`, place)
    if (ids.includes(id)) return
    throw new OpendomeError('unknown', `party ${id}: expected one of ${ids.join(', ') || 'none'}`, {
      ...place,
      hint: 'name it under parties, with the time its decision takes',
    })
  })
  if (delegatedAfter !== undefined && !(delegatedAfter >= 0 && delegatedAfter <= 1e6)) {
    throw new OpendomeError('invalid', `delegatedAfter ${delegatedAfter} s: expected 0 to 1000000 s`, {
      where: `${where}.delegatedAfter`,
    })
  }
}

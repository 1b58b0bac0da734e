import type { BattleEvent, BattleRecord, MissilePlan } from '../battle/index.ts'
import { OpendomeError } from '../core/index.ts'
import { norm3 } from '../math/index.ts'
import { stateAt } from '../threat/index.ts'
import { STORY_WORDS, type Shots } from './explain-words.ts'
import type { Language } from './place-name.ts'
import type { Prepared } from './prepare.ts'
import type { ReportHead } from './report.ts'
import { VERSION } from './version.ts'

const DEG = 180 / Math.PI

/** `opendome explain --json`: what happened to one missile in one run, in plain sentences. */
export interface ExplainReport extends ReportHead {
  readonly seed: number
  readonly run: number
  readonly missile: string
  readonly fate: string
  /** Why each of its warheads that leaked got through. */
  readonly causes: readonly string[]
  /** Times in s since its liftoff. */
  readonly story: readonly { readonly t_s: number; readonly text: string }[]
  readonly summary: string
}

/**
 * The story of one missile. `missile` is its id (`raid-3`) or its number in the raid, from 1. Throws `unknown` where there is no such missile,
 * `invalid` for a run that is no whole number from 0. Sentences are in `language`.
 */
export function explainMissile(
  prepared: Prepared,
  missile: string,
  run = 0,
  language: Language = 'en',
): ExplainReport {
  const { battle, scenario } = prepared
  const { missiles } = battle.plan
  const index = missileIndex(missiles, missile)
  if (!Number.isInteger(run) || run < 0 || run > 0xffffffff)
    throw new OpendomeError('invalid', `run ${run}: expected a whole number 0 to 4294967295`)
  const record = battle.run(run, true)
  const plan = missiles[index]!
  const causes = record.causes[index]!
  return {
    opendome: VERSION,
    scenario: scenario.name,
    changed_assumptions: scenario.changed,
    limits: prepared.limits,
    seed: scenario.run.seed,
    run,
    missile: plan.id,
    fate: record.fates[index]!,
    causes,
    story: storyOf(prepared, plan, index, record, language),
    summary: summaryOf(plan, record, index, language),
  }
}

function missileIndex(missiles: readonly MissilePlan[], asked: string): number {
  const byId = missiles.findIndex((m) => m.id === asked)
  if (byId >= 0) return byId
  const number = Number(asked)
  if (Number.isInteger(number) && number >= 1 && number <= missiles.length) return number - 1
  throw new OpendomeError(
    'unknown',
    `missile ${asked}: expected 1 to ${missiles.length}, or an id from ${missiles[0]!.id} to ${missiles.at(-1)!.id}`,
  )
}

interface Line {
  readonly t: number
  readonly text: string
}

/** All lines in order of time, s since liftoff. */
function storyOf(
  { scenario, battle }: Prepared,
  plan: MissilePlan,
  index: number,
  record: BattleRecord,
  language: Language,
): { readonly t_s: number; readonly text: string }[] {
  const lines: Line[] = []
  const put = (t: number, text: string): void => {
    lines.push({ t, text })
  }
  const threat = scenario.threats.find((t) => t.id === plan.threat)!
  const words = STORY_WORDS[language]
  for (const { event, count } of grouped(record.events.filter((e) => e.missile === plan.id))) {
    const t = event.t - plan.liftoff
    const [layerId = ''] = event.interceptor?.split('/') ?? []
    const shots: Shots = { count, layer: layerId, kind: event.layer ?? '' }
    const place = words.place(event.lat * DEG, event.lon * DEG)
    const altitude = words.altitude(Math.max(0, event.altitude / 1000))
    switch (event.kind) {
      case 'liftoff':
        put(
          t,
          words.liftoff(
            plan.id,
            place,
            plan.liftoff,
            words.place(threat.aim.lat * DEG, threat.aim.lon * DEG),
          ),
        )
        break
      case 'seen':
        put(t, words.seen(altitude))
        break
      case 'solution':
        put(t, words.solution)
        break
      case 'decision':
        put(t, words.decision)
        break
      case 'release':
        put(t, words.release(shots, carriedYet(plan, event, t) ? undefined : event.object))
        break
      case 'burnout':
        put(t, words.burnout(altitude, speedAt(plan, t)))
        break
      case 'hit':
        put(t, words.hit(shots, event.object, altitude))
        break
      case 'miss':
        put(t, words.miss(shots, event.object, altitude))
        break
      case 'intercept':
        put(t, words.intercept(shots, event.object))
        break
      case 'leak':
        put(t, words.leak(event.object, place))
        break
      case 'impact':
        put(t, words.impact(event.object, place))
        break
    }
  }
  for (const object of plan.flight.objects)
    if (object.kind === 'warhead' || object.kind === 'decoy') put(object.from, words.released(object.name))
  const clock = record.clocks[index]!
  if (clock.seen === undefined) put(0, words.neverSeen)
  else if (clock.solution === undefined && battle.plan.tracking !== undefined)
    put(clock.seen, words.neverSolved)
  return lines
    .map((line, k) => ({ ...line, k }))
    .sort((a, b) => a.t - b.t || a.k - b.k)
    .map(({ t, text }) => ({ t_s: t, text: text.charAt(0).toUpperCase() + text.slice(1) }))
}

/** Does the missile still carry the object of an event at t? What was fired at the missile is settled against what it has set free by then. */
function carriedYet(plan: MissilePlan, { object }: BattleEvent, t: number): boolean {
  const own = plan.flight.objects.find((o) => o.name === object)
  return own !== undefined && t < own.from
}

/** Events of one missile, those that tell the same of one moment together; an intercept whose result stands beside it, and a leaker's impact, left out. */
function grouped(events: readonly BattleEvent[]): { readonly event: BattleEvent; readonly count: number }[] {
  const keyOf = (e: BattleEvent): string => `${e.t} ${e.object ?? ''} ${e.interceptor ?? ''}`
  const results = new Map<string, number>()
  for (const e of events)
    if (e.kind === 'hit' || e.kind === 'miss') results.set(keyOf(e), (results.get(keyOf(e)) ?? 0) + 1)
  const leaks = new Set(events.filter((e) => e.kind === 'leak').map(keyOf))
  const groups: { event: BattleEvent; count: number }[] = []
  for (const event of events) {
    if (event.kind === 'impact' && leaks.has(keyOf(event))) continue
    if (event.kind === 'intercept') {
      const left = results.get(keyOf(event)) ?? 0
      if (left > 0) {
        results.set(keyOf(event), left - 1)
        continue
      }
    }
    const layer = event.interceptor?.split('/')[0]
    const same = groups.find(
      ({ event: e }) =>
        e.t === event.t &&
        e.kind === event.kind &&
        e.object === event.object &&
        e.interceptor?.split('/')[0] === layer,
    )
    if (same === undefined) groups.push({ event, count: 1 })
    else same.count++
  }
  return groups
}

/** What came of it, and why, in one sentence. */
function summaryOf(plan: MissilePlan, record: BattleRecord, index: number, language: Language): string {
  const words = STORY_WORDS[language]
  const shots = record.log.filter((s) => s.missile === index).length
  switch (record.fates[index]!) {
    case 'killed':
      return words.stopped(plan.id, shots)
    case 'fell-elsewhere':
      return words.fellElsewhere(plan.id, shots)
    case 'leaked': {
      const causes = [...new Set(record.causes[index])]
      return words.leaked(
        plan.id,
        record.leakedInto[index] ?? '',
        causes.map((c) => words.causes[c]).join('; '),
      )
    }
  }
}

/** Speed over the ground, km/s. */
function speedAt({ flight }: MissilePlan, t: number): number {
  const [r, v] = [new Float64Array(3), new Float64Array(3)]
  stateAt(flight.trajectory, t, r, v)
  return norm3(v[0]!, v[1]!, v[2]!) / 1000
}

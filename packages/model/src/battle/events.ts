import { geodeticFromEcef } from '../earth/index.ts'
import type { Shot } from '../engage/index.ts'
import { stateAt, type Landing } from '../threat/index.ts'
import type { Outcome } from './fates.ts'
import type { BattlePlan, MissilePlan } from './plan.ts'
import { EVENT_KINDS, type BattleEvent, type EventKind, type MissileClock } from './record.ts'

const r = new Float64Array(3)
const geodetic = new Float64Array(3)

const RANK = new Map(EVENT_KINDS.map((kind, i) => [kind, i]))

/** Place in the chain. An intercept and what came of it rank alike, so that the stable sort keeps a shot's lines together. */
function rank(kind: EventKind): number {
  return RANK.get(kind === 'hit' || kind === 'miss' ? 'intercept' : kind)!
}

/** The event log of one run in order of time; at equal times in the order of the chain. */
export function eventsOf(
  plan: BattlePlan,
  outcomes: readonly Outcome[],
  log: readonly Shot[],
  clocks: readonly MissileClock[],
): BattleEvent[] {
  const events: BattleEvent[] = []
  const put = (missile: MissilePlan, t: number, kind: EventKind, shot?: Shot): void => {
    const object = shot?.object === undefined ? undefined : missile.flight.objects[shot.object]!
    stateAt((object ?? missile.flight).trajectory, t - missile.liftoff, r)
    geodeticFromEcef(r, geodetic)
    const layer = shot === undefined ? undefined : plan.layers[shot.layer]!
    events.push({
      t,
      kind,
      missile: missile.id,
      ...(object === undefined || object.name === 'missile' ? {} : { object: object.name }),
      ...(layer === undefined || shot === undefined
        ? {}
        : { layer: layer.layer, interceptor: `${layer.id}/${shot.carrier}` }),
      lat: geodetic[0]!,
      lon: geodetic[1]!,
      altitude: geodetic[2]!,
    })
  }

  plan.missiles.forEach((missile, i) => {
    const { trajectory } = missile.flight
    const clock = clocks[i]!
    const outcome = outcomes[i]!
    const end = outcome.hit?.intercept ?? Infinity
    const before = (t: number | undefined, kind: EventKind): void => {
      if (t !== undefined && missile.liftoff + t <= end) put(missile, missile.liftoff + t, kind)
    }
    before(0, 'liftoff')
    before(clock.seen, 'seen')
    before(clock.solution, 'solution')
    before(clock.release, 'decision')
    before(trajectory.burnout, 'burnout')
    if (outcome.landing === undefined) return
    const down = (landing: Landing, leaked: boolean, object?: string): void => {
      const { lat, lon } = landing
      const place = { t: missile.liftoff + landing.t, missile: missile.id, lat, lon, altitude: 0 }
      const named = object === undefined ? place : { ...place, object }
      if (leaked) events.push({ ...named, kind: 'leak' })
      events.push({ ...named, kind: 'impact' })
    }
    const warheads = missile.flight.objects.filter((o) => o.warhead)
    if (outcome.hit !== undefined || warheads.length === 1) down(outcome.landing, outcome.fate === 'leaked')
    else
      missile.flight.objects.forEach((o, k) => {
        if (o.warhead && outcome.objects[k]!.hit === undefined)
          down(o.landing, o.impactArea !== undefined, o.name)
      })
  })
  for (const shot of log) {
    const missile = plan.missiles[shot.missile]!
    put(missile, shot.release, 'release', shot)
    put(missile, shot.intercept, 'intercept', shot)
    if (shot.result !== 'wasted') put(missile, shot.intercept, shot.result, shot)
  }
  return events.sort((a, b) => a.t - b.t || rank(a.kind) - rank(b.kind))
}

/** What the picture can lay over a scenario, and what its partners change: work that takes seconds, done when asked for. */
import { prepareSize, fleetInReach, OpendomeError } from '@opendome/model'
import { inputOf, sceneOf, sightsOf } from '@opendome/model/answer'
import {
  Nations,
  footprints,
  inReachMap,
  inReachSeries,
  partnerChanges,
  shortfallReport,
  shortfallSteps,
  type ShortfallReport,
} from '@opendome/model/study'
import type { Fallen, Handlers, Turn } from './messages.ts'
import { cache, flown, loaded, spelled } from './scenarios.ts'

/** Step and length of the series of what is in reach, s. */
const SERIES_STEP = 30
const SERIES = 10_800
/** Runs whose intercepts a map of remains is made of. */
const SHORTFALL_RUNS = 20

export const layers: Pick<Handlers, 'map' | 'series' | 'sights' | 'footprints' | 'shortfall' | 'partners'> = {
  map({ scenario: subject }) {
    const study = prepareSize(loaded(inputOf(spelled(subject))), cache)
    const { worst } = fleetInReach(study)
    const { rows, columns, mean } = inReachMap(study, worst.launch)
    return { launch: worst.launch.id, rows, columns, mean }
  },

  series({ scenario: subject }) {
    const study = prepareSize(loaded(inputOf(spelled(subject))), cache)
    const { worst } = fleetInReach(study)
    const all = inReachSeries(study, SERIES_STEP, SERIES)
    const { least, most } = all[study.launches.indexOf(worst.launch)]!
    return { step: SERIES_STEP, least, most }
  },

  sights({ scenario: subject, run }) {
    const input = inputOf(spelled(subject))
    const prepared = flown(input, loaded(input))
    return sightsOf(prepared, sceneOf(prepared, run))
  },

  async footprints({ scenario: subject }, turn) {
    const scenario = loaded(inputOf(spelled(subject)))
    const found = []
    for (const { layer, threat, footprint, reason } of footprints(scenario)) {
      found.push({ layer: layer.id, threat: threat.id, ring: footprint?.ring, reason })
      turn.part({ done: found.length, of: scenario.groundLayers.length * scenario.threats.length })
      if (await turn.stopped()) break
    }
    return found
  },

  async shortfall({ scenario: subject }, turn) {
    const input = inputOf(spelled(subject))
    const prepared = flown(input, loaded(input))
    const { NATIONS } = await import('@opendome/model/nations')
    const nations = new Nations(NATIONS)
    const runs = Math.min(SHORTFALL_RUNS, prepared.scenario.run.runs)
    const whole = await stepped(
      shortfallSteps(prepared, { runs, nations }),
      (done) => ({ done, of: runs }),
      turn,
    )
    return whole && fallen(shortfallReport(prepared, whole), nations)
  },

  async partners({ scenario: subject, runs }, turn) {
    return stepped(
      partnerChanges(loaded(inputOf(spelled(subject))), runs, cache),
      (progress) => progress,
      turn,
    )
  },
}

/** Goes through steps, telling how far they are, for as long as somebody wants the end; undefined where nobody does. */
async function stepped<S, T>(
  steps: Generator<S, T>,
  progress: (step: S) => { readonly done: number; readonly of: number },
  turn: Turn,
): Promise<T | undefined> {
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
    turn.part(progress(next.value))
    if (await turn.stopped()) return undefined
  }
}

/** The shortfall as a map shows it: the tracks of the impact points, and all places with their part of all intercepts. */
function fallen({ threats, runs }: ShortfallReport, nations: Nations): Fallen {
  const all = threats.reduce((sum, t) => sum + t.intercepts, 0)
  const places = new Map<
    string,
    { nation: Fallen['places'][number]['nation']; zone: string; intercepts: number }
  >()
  for (const { nation, zone, intercepts } of threats.flatMap((t) => t.places)) {
    const key = `${nation} ${zone}`
    const place = places.get(key) ?? {
      nation: nation === null ? undefined : { id: nation, name: nations.name(nation) },
      zone,
      intercepts: 0,
    }
    place.intercepts += intercepts
    places.set(key, place)
  }
  return {
    runs,
    intercepts: all,
    tracks: threats.map(({ threat, track }) => ({
      threat,
      points: track.map((p) => [(p.lat_deg * Math.PI) / 180, (p.lon_deg * Math.PI) / 180, p.zone] as const),
    })),
    places: [...places.values()]
      .map(({ nation, zone, intercepts }) => ({ nation, zone, share: intercepts / all }))
      .sort((a, b) => b.share - a.share),
  }
}

/** Undefined where the scenario does not have what the work needs; mistakes of another kind go on. */
export function orNot<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (
      error instanceof OpendomeError &&
      (error.code === 'missing' || error.code === 'infeasible' || error.code === 'unsupported')
    )
      return undefined
    throw error
  }
}

import { OpendomeError } from '@opendome/model/core'
import type { Case, CaseResult } from './case.ts'
import { COMMAND_CASES } from './command.ts'
import { COST_BRACKET_CASES } from './cost-brackets.ts'
import { COST_CASES } from './cost.ts'
import { ATMOSPHERE_CASES } from './earth-atmosphere.ts'
import { FRAME_CASES } from './earth-frames.ts'
import { SUN_CASES } from './earth-sun.ts'
import { ENGAGE_CASES } from './engage.ts'
import { BRACKET_CASES } from './fleet-brackets.ts'
import { FLEET_CASES } from './fleet.ts'
import { COVERAGE_CASES } from './orbit-coverage.ts'
import { LIFE_CASES } from './orbit-life.ts'
import { MOTION_CASES } from './orbit-motion.ts'
import { SGP4_CASES } from './orbit-sgp4.ts'
import { SENSE_CASES } from './sense.ts'
import { ARC_CASES } from './threat-arcs.ts'
import { FLIGHT_CASES } from './threat-flights.ts'
import { FILTER_CASES } from './track-filters.ts'
import { METRIC_CASES } from './track-metrics.ts'

const CASES: readonly Case[] = [
  ...ATMOSPHERE_CASES,
  ...FRAME_CASES,
  ...SUN_CASES,
  ...MOTION_CASES,
  ...SGP4_CASES,
  ...LIFE_CASES,
  ...COVERAGE_CASES,
  ...ARC_CASES,
  ...FLIGHT_CASES,
  ...SENSE_CASES,
  ...FILTER_CASES,
  ...METRIC_CASES,
  ...ENGAGE_CASES,
  ...COMMAND_CASES,
  ...FLEET_CASES,
  ...BRACKET_CASES,
  ...COST_CASES,
  ...COST_BRACKET_CASES,
]

const roomOf = (id: string): string => id.slice(0, id.indexOf('/'))

/** Rooms that have cases, in their order. */
export const ROOMS: readonly string[] = [...new Set(CASES.map((c) => roomOf(c.id)))]

/**
 * Runs the cases of the given rooms, or all of them, and gives one row per compared quantity. A case that ends in an error is one failed
 * row holding its message. Throws `unknown` for a room without cases.
 */
export function runCases(rooms: readonly string[] = ROOMS): readonly CaseResult[] {
  return [...caseSteps(rooms)].flat()
}

/** `runCases` case by case, for a caller that has to look up in between. */
export function* caseSteps(rooms: readonly string[] = ROOMS): Generator<readonly CaseResult[]> {
  for (const room of rooms) {
    if (!ROOMS.includes(room))
      throw new OpendomeError('unknown', `room ${room}: expected one of ${ROOMS.join(', ')}`)
  }
  for (const one of CASES) if (rooms.includes(roomOf(one.id))) yield resultsOf(one)
}

function resultsOf(one: Case): CaseResult[] {
  const head = { id: one.id, room: roomOf(one.id), class: one.class }
  const foot = { source: one.source, ...(one.note === undefined ? {} : { note: one.note }) }
  try {
    return one.rows().map((row) => ({ ...head, ...row, ...foot }))
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    const failed = {
      quantity: 'whole case',
      expected: 'a result',
      got: error.message,
      unit: '',
      difference: null,
      tolerance: 'none',
      reason: 'The case has to run.',
      share: null,
      pass: false,
    }
    return [{ ...head, ...failed, ...foot }]
  }
}

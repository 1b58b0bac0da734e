import { CAUSES, type BattleRecord, type MissilePlan } from '../battle/index.ts'
import { OpendomeError } from '../core/index.ts'
import type { Prepared } from './prepare.ts'

/** Most runs of one study, and so the end of the run indices. */
const MOST_RUNS = 0xffffffff

/** Outputs of runs, a row a run: `columns` hold `to − from` values each. All but `start_s`, `solution_s` and `custody_gap_s` are whole numbers. */
export interface RunTable {
  /** First run index. */
  readonly from: number
  /** Run index after the last. */
  readonly to: number
  /** `leaked`, `leaked/united-states`, `shots/sbi` …, in one fixed order of names for one scenario. */
  readonly columns: ReadonlyMap<string, Float64Array>
}

/** Columns that every scenario has, of its record alone. */
const OF_RECORD: readonly (readonly [string, (record: BattleRecord) => number])[] = [
  ['start_s', (r) => r.start],
  ['launched', (r) => r.launched],
  ['engaged', (r) => r.engaged],
  ['engaged_in_full', (r) => r.engagedInFull],
  ['killed', (r) => r.killed],
  ['leaked', (r) => r.leaked],
  ['fell_elsewhere', (r) => r.fellElsewhere],
  ['shots', (r) => r.shots],
  ['shots_wasted', (r) => r.wasted],
  ['unengaged', (r) => r.unengaged],
  ['double_engagements', (r) => r.doubled],
  ['warheads_launched', (r) => r.warheads.launched],
  ['warheads_killed', (r) => r.warheads.killed],
  ['warheads_leaked', (r) => r.warheads.leaked],
  ['warheads_fell_elsewhere', (r) => r.warheads.fellElsewhere],
]

/**
 * Missiles with a firing solution, and how long after liftoff the first stood, mean over the raid; one that never has any counts until its impact. What is
 * first tracked behind its burnout, or piece by piece, is solved at the latest when something is released at it. How long no track stood for a missile after the first that did, mean over
 * the raid; none by stated delays.
 */
const OF_CLOCKS = ['solved', 'solution_s', 'custody_gap_s'] as const

/** The three of a run. Where the last sensor has gone with a partner, nothing is ever solved, whatever delays are stated. */
function solutionsOf(
  { battle, scenario }: Prepared,
  record: BattleRecord,
): readonly [number, number, number] {
  const { missiles } = battle.plan
  let solved = 0
  let sum = 0
  const released = missiles.map(() => Infinity)
  for (const { missile, release } of record.log)
    released[missile] = Math.min(released[missile]!, release - missiles[missile]!.liftoff)
  record.clocks.forEach((clock, m) => {
    const until = missiles[m]!.flight.trajectory.impact.t
    const first = Math.min(clock.solution ?? Infinity, released[m]!)
    const solution = first === Infinity ? undefined : first
    if (solution === undefined || scenario.blind || solution > until) sum += until
    else {
      solved++
      sum += solution
    }
  })
  const count = Math.max(1, missiles.length)
  return [solved, sum / count, gapsOf(record, scenario.blind, missiles) / count]
}

/** Time without custody of all missiles of a run, s; where the last sensor has gone none is ever tracked. */
function gapsOf(record: BattleRecord, isBlind: boolean, missiles: readonly MissilePlan[]): number {
  if (isBlind) return missiles.reduce((sum, { flight }) => sum + flight.trajectory.impact.t, 0)
  return (record.custodyGaps ?? []).reduce((sum, gap) => sum + gap, 0)
}

/**
 * Names of the columns that the runs of a scenario have: counts of the raid, leaked warheads by cause (`cause/no-reach`), shots and kills by layer
 * (`shots/sbi`), leakers by area (`leaked/united-states`).
 */
export function runColumns({
  layers,
  areas,
}: {
  layers: readonly string[]
  areas: readonly string[]
}): string[] {
  return [
    ...OF_RECORD.map(([name]) => name),
    ...OF_CLOCKS,
    ...CAUSES.map((cause) => `cause/${cause.replaceAll(' ', '-')}`),
    ...layers.flatMap((id) => [`shots/${id}`, `killed/${id}`]),
    ...areas.map((id) => `leaked/${id}`),
  ]
}

/** Runs `from` to `to` − 1 of a prepared scenario. Throws `invalid` unless 0 ≤ from < to ≤ 2³² − 1 are whole numbers. */
export function runTable(prepared: Prepared, from: number, to: number): RunTable {
  requireRange(from, to)
  const { battle, scenario } = prepared
  const { layers } = battle.plan
  const areas = scenario.defended.map((d) => d.id)
  const names = runColumns({ layers: layers.map((l) => l.id), areas })
  const columns = names.map((): Float64Array => new Float64Array(to - from))
  const clockAt = OF_RECORD.length
  const causeAt = clockAt + OF_CLOCKS.length
  const layerAt = causeAt + CAUSES.length
  const areaAt = layerAt + 2 * layers.length
  for (let row = 0; row < to - from; row++) {
    const record = battle.run(from + row)
    OF_RECORD.forEach(([, of], i) => {
      columns[i]![row] = of(record)
    })
    solutionsOf(prepared, record).forEach((value, i) => {
      columns[clockAt + i]![row] = value
    })
    for (const own of record.causes)
      for (const cause of own) columns[causeAt + CAUSES.indexOf(cause)]![row]! += 1
    record.byLayer.forEach(({ shots, killed }, i) => {
      columns[layerAt + 2 * i]![row] = shots
      columns[layerAt + 2 * i + 1]![row] = killed
    })
    for (const area of record.leakedInto) {
      if (area !== undefined) columns[areaAt + areas.indexOf(area)]![row]! += 1
    }
  }
  return { from, to, columns: new Map(names.map((name, i) => [name, columns[i]!])) }
}

/** Throws `invalid` unless 0 ≤ from < to ≤ 2³² − 1 are whole numbers. */
export function requireRange(from: number, to: number): void {
  const whole = Number.isInteger(from) && Number.isInteger(to)
  if (!whole || from < 0 || to <= from || to > MOST_RUNS)
    throw new OpendomeError(
      'invalid',
      `runs ${from} to ${to}: expected whole numbers, 0 ≤ from < to ≤ ${MOST_RUNS}`,
    )
}

/**
 * The tables of neighbouring ranges as one, whatever their order. Throws `missing` where there is none or a run is missing, `invalid` where one stands
 * twice or the columns differ.
 */
export function joinTables(tables: readonly RunTable[]): RunTable {
  const sorted = [...tables].sort((a, b) => a.from - b.from)
  const [first] = sorted
  if (first === undefined) throw new OpendomeError('missing', 'tables: none to join')
  const names = [...first.columns.keys()]
  sorted.forEach((table, i) => {
    const end = i === 0 ? table.from : sorted[i - 1]!.to
    if (table.from > end) throw new OpendomeError('missing', `runs ${end} to ${table.from - 1}: in no table`)
    if (table.from < end)
      throw new OpendomeError('invalid', `runs ${table.from} to ${end - 1}: in two tables`)
    const own = [...table.columns.keys()]
    if (own.length !== names.length || own.some((name, k) => name !== names[k]))
      throw new OpendomeError('invalid', `runs ${table.from} to ${table.to - 1}: columns of another scenario`)
  })
  const to = sorted.at(-1)!.to
  const join = (name: string): Float64Array => {
    const out = new Float64Array(to - first.from)
    for (const table of sorted) out.set(table.columns.get(name)!, table.from - first.from)
    return out
  }
  return { from: first.from, to, columns: new Map(names.map((name) => [name, join(name)])) }
}

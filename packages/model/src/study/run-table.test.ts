import { describe, expect, it } from 'vitest'
import { readScenario } from '../scenario/index.ts'
import { monteCarlo } from './monte-carlo.ts'
import { packTable, unpackTable } from './pack-table.ts'
import { prepare } from './prepare.ts'
import { joinTables, runTable, type RunTable } from './run-table.ts'
import { TaskRunner, taskScenario } from './task.ts'

const scenario = readScenario('opendome: 1\nfrom: four-layers\nthreats: [{id: raid, count: 3}]')
const prepared = prepare(scenario)
const whole = runTable(prepared, 0, 24)
const total = (table: RunTable, name: string): number => table.columns.get(name)!.reduce((a, b) => a + b, 0)

describe('runTable', () => {
  it('holds what monteCarlo adds up', () => {
    const result = monteCarlo(prepared, { runs: 24 })
    const { fight } = result
    expect(total(whole, 'launched') / 24).toBe(result.launched)
    expect(total(whole, 'leaked') / 24).toBe(result.leaked.mean)
    expect(total(whole, 'killed') / 24).toBe(result.killed)
    expect(total(whole, 'engaged') / 24).toBe(result.engaged)
    expect(total(whole, 'engaged_in_full') / 24).toBe(result.engagedInFull)
    expect(total(whole, 'fell_elsewhere') / 24).toBe(result.fellElsewhere)
    expect(total(whole, 'shots') / 24).toBe(result.shots)
    expect(total(whole, 'shots_wasted') / 24).toBe(result.wasted)
    expect(total(whole, 'unengaged') / 24).toBe(fight.unengaged)
    expect(total(whole, 'double_engagements') / 24).toBe(fight.doubled)
    expect(total(whole, 'warheads_launched') / 24).toBe(fight.warheads.launched)
    expect(total(whole, 'warheads_killed') / 24).toBe(fight.warheads.killed)
    expect(total(whole, 'warheads_leaked') / 24).toBe(fight.warheads.leaked)
    expect(total(whole, 'warheads_fell_elsewhere') / 24).toBe(fight.warheads.fellElsewhere)
    for (const { cause, leaked } of fight.causes)
      expect(total(whole, `cause/${cause.replaceAll(' ', '-')}`) / 24).toBe(leaked)
    for (const { id, shots, killed } of result.byLayer) {
      expect(total(whole, `shots/${id}`) / 24).toBe(shots)
      expect(total(whole, `killed/${id}`) / 24).toBe(killed)
    }
    for (const { area, leaked } of result.byArea) expect(total(whole, `leaked/${area}`) / 24).toBe(leaked)
    expect(result.byLayer.length).toBeGreaterThan(2)
    expect(total(whole, 'shots')).toBeGreaterThan(0)
  })

  it('gives a run the same row in every range', () => {
    const parts = [runTable(prepared, 10, 11), runTable(prepared, 0, 10), runTable(prepared, 11, 24)]
    expect(joinTables(parts)).toEqual(whole)
    expect(joinTables([whole])).toEqual(whole)
  })

  it.each([
    [0, 0],
    [-1, 2],
    [0.5, 2],
    [3, 2],
    [0, 2 ** 32],
    [Number.NaN, 2],
  ])('refuses the range %s to %s', (from, to) => {
    expect(() => runTable(prepared, from, to)).toThrow(`invalid runs ${from} to ${to}`)
  })
})

describe('joinTables', () => {
  const part = (from: number, to: number, name = 'a'): RunTable => ({
    from,
    to,
    columns: new Map([[name, new Float64Array(to - from)]]),
  })

  it('refuses gaps, overlaps, other columns and nothing', () => {
    expect(() => joinTables([])).toThrow('missing tables')
    expect(() => joinTables([part(5, 7), part(0, 4)])).toThrow('missing runs 4 to 4')
    expect(() => joinTables([part(3, 7), part(0, 4)])).toThrow('invalid runs 3 to 3: in two tables')
    expect(() => joinTables([part(0, 4), part(4, 7, 'b')])).toThrow('columns of another scenario')
  })
})

describe('packTable', () => {
  it('is taken back as it was', () => {
    expect(unpackTable(packTable(whole))).toEqual(whole)
    const odd: RunTable = { from: 7, to: 9, columns: new Map([['x', Float64Array.of(-0, Number.MIN_VALUE)]]) }
    expect(unpackTable(packTable(odd))).toEqual(odd)
  })

  it('refuses what is no table, is cut off or belongs to a newer program', () => {
    const good = packTable(whole)
    const changed = (word: number, value: number): ArrayBuffer => {
      const copy = good.slice(0)
      new DataView(copy).setUint32(4 * word, value, true)
      return copy
    }
    expect(() => unpackTable(new ArrayBuffer(8))).toThrow('invalid table of runs: too short for its head')
    expect(() => unpackTable(changed(0, 1))).toThrow('invalid table of runs: other data')
    expect(() => unpackTable(changed(1, 2))).toThrow('unsupported table of runs: version 2')
    expect(() => unpackTable(changed(3, 0))).toThrow('invalid runs 0 to 0')
    expect(() => unpackTable(changed(3, 25))).toThrow('bytes do not hold')
    expect(() => unpackTable(changed(4, 1))).toThrow('bytes do not hold')
    expect(() => unpackTable(changed(5, 0xffffffff))).toThrow('bytes do not hold')
    expect(() => unpackTable(good.slice(0, good.byteLength - 8))).toThrow('bytes do not hold')
    const twice = packTable({
      from: 0,
      to: 1,
      columns: new Map([
        ['ab', new Float64Array(1)],
        ['cb', new Float64Array(1)],
      ]),
    })
    new DataView(twice).setUint8(27, 'a'.charCodeAt(0))
    expect(() => unpackTable(twice)).toThrow('invalid table of runs: 1 names for 2 columns')
  })

  it('refuses a column of another length and a name beyond ASCII', () => {
    expect(() => packTable({ from: 0, to: 2, columns: new Map([['a', new Float64Array(1)]]) })).toThrow(
      'column a: 1 values',
    )
    expect(() => packTable({ from: 0, to: 1, columns: new Map([['ä', new Float64Array(1)]]) })).toThrow(
      'expected ASCII',
    )
  })
})

describe('TaskRunner', () => {
  it('runs what the task says, whatever ran before', () => {
    const text = taskScenario(scenario)
    const runner = new TaskRunner()
    const task = { point: 0, scenario: text, set: {}, from: 0, to: 24 }
    expect(runner.run(task)).toEqual(whole)
    const other = { ...task, set: { 'run.seed': 2 } }
    const seeded = runner.run(other)
    expect(seeded).not.toEqual(whole)
    for (let k = 0; k < 5; k++) runner.run({ ...task, set: { 'run.seed': 10 + k }, to: 1 })
    expect(runner.run(task)).toEqual(whole)
    expect(new TaskRunner().run(other)).toEqual(seeded)
  })

  it('says with its place what the model refuses', () => {
    const task = { point: 0, scenario: taskScenario(scenario), from: 0, to: 1 }
    const runner = new TaskRunner()
    expect(() => runner.run({ ...task, set: { 'command.decision_time_s': -1 } })).toThrow(
      'invalid command.decision_time_s',
    )
    expect(() => runner.run({ ...task, set: { 'threats.raid.payload_kg': 90_000 } })).toThrow(
      /infeasible|invalid/,
    )
  })
})

import { describe, expect, it } from 'vitest'
import { readScenario } from '../scenario/index.ts'
import { prepare, solveFlights, type FlightCache } from './prepare.ts'
import { TaskRunner } from './task.ts'

const scenario = readScenario('opendome: 1\nfrom: first-flight')

describe('solveFlights', () => {
  it('leaves nothing to solve for what is prepared with its cache', () => {
    const cache: FlightCache = new Map()
    solveFlights(scenario, cache)
    const before = [...cache]
    const prepared = prepare(scenario, cache)
    expect([...cache]).toEqual(before)
    expect(prepared.flights).toEqual(before.map(([, flown]) => flown))
  })

  it('changes no run of a runner that is given them', () => {
    const cache: FlightCache = new Map()
    solveFlights(scenario, cache)
    const task = { point: 0, scenario: JSON.stringify(scenario.document), set: {}, from: 0, to: 5 }
    expect(new TaskRunner(cache).run(task)).toEqual(new TaskRunner().run(task))
  })
})

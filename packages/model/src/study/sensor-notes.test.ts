import { describe, expect, it } from 'vitest'
import { readScenario } from '../scenario/index.ts'
import { sensorNotes } from './sensor-notes.ts'

/** Elements of the International Space Station of 20 September 2008. */
const ISS = `|
      1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927
      2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563537`
const notes = (sensors: string, epoch = '2030-01-01T00:00:00Z'): string[] =>
  sensorNotes(
    readScenario(`opendome: 1
name: test
epoch: ${epoch}
sensors:
${sensors}
threats: [{ id: raid, vehicle: icbm-solid-generic, launch: { site: sea-atlantic }, aim: { site: chicago } }]
defended: [{ area: united-states }]
`),
  )
const iss = `  - id: iss
    sensor: infrared-wide-area
    tle: ${ISS}`

describe('notes on sensors', () => {
  it('say what a field of regard past the limb gains', () => {
    const leo = (field: number): string[] =>
      notes(`  - { id: leo, sensor: { from: cbo-2026-tracking-leo, field_of_regard_deg: ${field} } }`)
    expect(leo(119)).toEqual([])
    expect(leo(120)).toEqual([expect.stringContaining('reaches 0.4° past the limb (119.6°)')])
    expect(leo(140)).toEqual([expect.stringContaining('it sees objects at 200 km as far as')])
  })

  it('say that element sets are of another time, and which way', () => {
    expect(notes(iss)).toEqual([
      'Sensor iss: element sets 7772 days older than the scenario; SGP4 is off by one to three kilometres for each day.',
    ])
    expect(notes(iss, '2008-09-01T00:00:00Z')).toEqual([
      expect.stringMatching(/^Sensor iss: element sets 20 days younger than the scenario/),
    ])
    expect(notes(iss, '2008-09-22T00:00:00Z')).toEqual([])
  })
})

import type { Scenario } from '../scenario/index.ts'
import { fieldNote } from '../sense/index.ts'

/** Element sets older or younger than this (days) at the scenario's epoch are remarked on. */
const STALE = 7
const DAY = 86_400

/** What is odd about the sensors of a scenario, one sentence each: fields of regard past the limb, element sets of another time. */
export function sensorNotes({ sensors, epoch }: Pick<Scenario, 'sensors' | 'epoch'>): string[] {
  return sensors.flatMap((sensor) => {
    const field = fieldNote(sensor)
    const notes = field === undefined ? [] : [field]
    const { stand } = sensor
    if (!('elements' in stand)) return notes
    const days = stand.elements.map(
      ({ epoch: of }) => epoch.julianDay - of.julianDay + (epoch.secondOfDay - of.secondOfDay) / DAY,
    )
    const most = days.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0)
    // One to three kilometres a day: Vallado et al., Revisiting Spacetrack Report #3, AIAA 2006-6753.
    if (Math.abs(most) > STALE)
      notes.push(
        `Sensor ${sensor.id}: element sets ${Math.abs(most).toFixed(0)} days ${most > 0 ? 'older' : 'younger'} than the scenario; SGP4 is off by one to three kilometres for each day.`,
      )
    return notes
  })
}

import { describe, expect, it } from 'vitest'
import { readScenario } from '../scenario/index.ts'
import { custody, signatureOf } from '../sense/index.ts'
import { PartnersGame } from './partners-game.ts'
import { prepare } from './prepare.ts'
import { runTable } from './run-table.ts'
import { TaskRunner } from './task.ts'
import { TrackStudy } from './track-study.ts'

/** One missile over the Pole under two radars, and a battery that is too far to fire. */
function watched(sensors: readonly string[], partners = ''): string {
  return `opendome: 1
name: Two radars
epoch: 2030-01-01T00:00:00Z
interceptors:
  - { id: far, layer: lower, at: { lat_deg: -33, lon_deg: 151 }, inventory: 1, vehicle: thaad-class }
sensors:
${sensors.map((s) => `  - { id: ${s}, sensor: ${SENSOR[s]!} }`).join('\n')}
threats: [{ id: m, vehicle: icbm-solid-generic, launch: { site: sinpung-dong }, aim: { site: chicago } }]
defended: [{ area: united-states }]
${partners}
tracking: { coast_s: ${COAST} }
run: { runs: 2, window_s: 0 }
`
}
const SENSOR: Readonly<Record<string, string>> = {
  shariki: 'forward-x-band-radar-shariki',
  clear: 'early-warning-radar-clear',
  'cape-cod': 'early-warning-radar-cape-cod',
}
/** A track in free flight is given up so long after its last report, s: `tracking.coast_s`; the last report comes within some looks of the last sight. */
const COAST = 60
const LOOKS = 5

const prepared = (...sensors: string[]) => prepare(readScenario(watched(sensors)))
const gapsOf = once((sensors) => runTable(prepared(...sensors), 0, 2).columns.get('custody_gap_s')!)
/** In the first run, and the mean over both. */
const gapOf = (...sensors: string[]): number => gapsOf(...sensors)[0]!
const meanOf = (...sensors: string[]): number => (gapsOf(...sensors)[0]! + gapsOf(...sensors)[1]!) / 2
/** The same by the other way of telling tracks from missiles: scan by scan, and without a fight. */
const followed = once((sensors) => {
  const study = new TrackStudy(prepared(...sensors), 1)
  while (study.advance(1000));
  return study.runs[0]!.missiles[0]!
})

/** Work for sets of sensors, each set once. */
function once<T>(work: (sensors: readonly string[]) => T): (...sensors: string[]) => T {
  const known = new Map<string, T>()
  return (...sensors) => {
    const key = sensors.join()
    if (!known.has(key)) known.set(key, work(sensors))
    return known.get(key)!
  }
}

describe('a custody gap', () => {
  const impact = prepared('shariki').flights[0]!.trajectory.impact.t

  it('is what following the missile without a fight finds', () => {
    for (const set of [['shariki'], ['clear'], ['shariki', 'clear']])
      expect(gapOf(...set), set.join()).toBeCloseTo(followed(...set).custody.lost, 9)
  })

  it('grows, where the second radar is gone, by the time in which that alone had a track', () => {
    const [both, one, other] = [followed('shariki', 'clear'), followed('shariki'), followed('clear')]
    // Between the two radars, and below the horizon of the second.
    const [between, below] = both.custody.gaps
    expect(both.custody.gaps.length).toBe(2)
    expect(one.custody.gaps).toEqual([{ from: between!.from, to: impact }])
    expect(other.custody.gaps).toEqual([{ from: below!.from, to: impact }])
    expect(other.tracked).toBe(between!.to)
    expect(gapOf('shariki') - gapOf('shariki', 'clear')).toBeCloseTo(below!.from - between!.to, 9)
    // By the geometry of radar and flight alone: each track ends a minute after the last sight.
    for (const [id, lost] of [
      ['shariki', between!.from],
      ['clear', below!.from],
    ] as const) {
      const { battle, flights, scenario } = prepared(id)
      const { trajectory } = flights[0]!
      const signature = signatureOf(scenario.threats[0]!.vehicle)
      const target = { trajectory, signature, liftoff: 0, end: Infinity }
      const { times, heads } = custody(battle.plan.tracking!.network, target)
      const last = times[heads.findLastIndex((n) => n > 0)]!
      expect(Math.abs(lost - last - COAST), id).toBeLessThan(LOOKS)
    }
  })

  it('is the whole flight of a missile that no radar sees', () => {
    expect(gapOf('cape-cod')).toBeCloseTo(impact, 9)
  })

  it('is an outcome of the game of partners where there are sensors, whatever interceptors are left', () => {
    const partners = `partners:
  - { id: united-states, hosts: [sensors.clear, interceptors.far] }
  - { id: japan, hosts: [sensors.shariki] }`
    const game = new PartnersGame(readScenario(watched(['shariki', 'clear'], partners)), 2)
    const runner = new TaskRunner()
    for (const task of game.work.ask()) game.work.tell(task, runner.run(task))
    const gap = game.values().find((o) => o.name === 'custody_gap_s')!
    expect(gap.none.mean).toBeCloseTo(impact, 9)
    expect(gap.all.mean).toBeCloseTo(meanOf('shariki', 'clear'), 9)
    const [usa, japan] = gap.partners
    // Without the United States nothing can be fired: sensors watch on, and the track of Shariki is lost on the way.
    expect(usa!.last.mean).toBeCloseTo(meanOf('shariki', 'clear') - meanOf('shariki'), 9)
    // Who sees it earlier adds the gap up to the next radar.
    expect(japan!.last.mean).toBeCloseTo(meanOf('shariki', 'clear') - meanOf('clear'), 9)
    expect(japan!.last.mean).toBeGreaterThan(100)
    expect(usa!.shapley.mean + japan!.shapley.mean).toBeCloseTo(gap.all.mean - gap.none.mean, 9)
  })
})

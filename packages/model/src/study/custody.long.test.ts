import { describe, expect, it } from 'vitest'
import { catalogEntry, readScenario } from '../scenario/index.ts'
import { SensorNetwork, cloudBreak, custody, signatureOf } from '../sense/index.ts'
import { prepare } from './index.ts'

/** Launch regions of the catalog; the points at sea are far from every radar. */
const REGIONS = [
  'dombarovsky',
  'hami',
  'hoejung-ni',
  'khorramabad',
  'kozelsk',
  'shahrud',
  'sinpung-dong',
  'sunan',
  'uzhur',
  'yumen',
  'sea-atlantic',
  'sea-pacific',
]
const LAYER = ['cbo-2026-tracking-leo', 'cbo-2026-tracking-meo']
const GROUND = [
  ...['beale', 'cape-cod', 'clear', 'pituffik', 'fylingdales'].map((site) => `early-warning-radar-${site}`),
  'early-warning-geo',
  'early-warning-heo',
  'cobra-dane',
  'long-range-discrimination-radar',
]
const CLOUDS = 7000
const STEP = 5

function network(ids: readonly string[]): SensorNetwork {
  const list = ids.map((id) => `{ id: ${id}, sensor: ${id} }`).join(', ')
  const { sensors, epoch } = readScenario(`opendome: 1\nfrom: first-flight\nsensors: [${list}]`)
  return new SensorNetwork({ sensors, epoch, seed: 1, cloudTop: CLOUDS })
}

describe('a solid ICBM to Chicago, followed from its launch region to impact', () => {
  const space = network(LAYER)
  const all = network([...LAYER, ...GROUND])

  it.each(REGIONS)('%s: seen from cloud break through boost, with few gaps where radars help', (site) => {
    expect(catalogEntry('site', site).value).toMatchObject({ role: 'launch' })
    const scenario = readScenario(
      `opendome: 1\nfrom: first-flight\nthreats: [{ id: t, vehicle: icbm-solid-generic, launch: { site: ${site} }, aim: { site: chicago } }]`,
    )
    const threat = scenario.threats.find((t) => t.id === 't')!
    const { trajectory } = prepare({ ...scenario, threats: [threat] }).flights[0]!
    const signature = signatureOf(threat.vehicle)
    for (const liftoff of [0, 43_200]) {
      const target = { trajectory, liftoff, signature, end: Infinity }
      const alone = custody(space, target, { step: STEP })
      const helped = custody(all, target, { step: STEP })
      const seenAt = alone.first! - liftoff
      expect(seenAt - cloudBreak(trajectory, CLOUDS)!).toBeLessThan(STEP)
      // Under thrust the layer loses nothing; in free flight the low satellites are blind to a cold body before the Earth.
      expect(alone.gaps.filter((gap) => gap.from - liftoff < trajectory.burnout)).toEqual([])
      expect(alone.gaps.length).toBeLessThanOrEqual(10)
      const blind = (c: typeof alone): number => c.gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0)
      expect(blind(helped)).toBeLessThanOrEqual(blind(alone))
      expect(blind(alone)).toBeLessThan(0.5 * trajectory.impact.t)
    }
  })
})

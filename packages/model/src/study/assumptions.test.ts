import { describe, expect, it } from 'vitest'
import { PRESETS } from '../generated/presets.ts'
import { readScenario, withOverrides } from '../scenario/index.ts'
import {
  assumptionRange,
  assumptionRangeSteps,
  monteCarlo,
  prepare,
  usualDisputes,
  type FlightCache,
} from './index.ts'

const cache: FlightCache = new Map()
const text = (rest: string): string =>
  `opendome: 1\nfrom: first-flight\ninterceptors: [{ id: sbi, shell: { planes: 20, per_plane: 20 } }]\n${rest}`

describe('usualDisputes', () => {
  it('names vehicle, decision time, fly-out speed and SSPK, from the catalog', () => {
    const disputes = usualDisputes(readScenario(text('')))
    expect(disputes.map((d) => d.id)).toEqual([
      'vehicle-and-burn-time',
      'decision-time',
      'fly-out-speed-sbi',
      'sspk-sbi',
    ])
    expect(disputes[0]!.low).toEqual({ 'threats.missile.vehicle': 'icbm-liquid-generic' })
    expect(disputes[0]!.high).toEqual({ 'threats.missile.vehicle': 'icbm-solid-generic' })
    expect(disputes[1]!.high).toEqual({ 'command.decision_time_s': 30 })
    const { low, high } = disputes[2]!
    expect(low['interceptors.sbi.vehicle.delta_v_km_s']).toBeGreaterThan(
      high['interceptors.sbi.vehicle.delta_v_km_s'] as number,
    )
  })

  it('holds a value in use that lies outside the usual ends', () => {
    const scenario = readScenario(
      text(
        'command: { decision_time_s: 90 }\ninterceptors: [{ id: sbi, vehicle: { from: sbi-notional, sspk: 0.99 } }]',
      ).replace(/interceptors: \[\{ id: sbi, shell[^\n]*\n/, ''),
    )
    const [, decision, , sspk] = usualDisputes(scenario)
    expect(decision!.high).toEqual({ 'command.decision_time_s': 90 })
    expect(sspk!.low['interceptors.sbi.vehicle.sspk']).toBe(0.99)
  })

  const stages = `[
    { propellant_kg: 27000, dry_kg: 2700, isp_vac_s: 268, isp_sl_s: 240, thrust_kn: 1100, diameter_m: 1.85 },
    { propellant_kg: 8200, dry_kg: 820, isp_vac_s: 285, burn_time_s: 60, diameter_m: 1.5 }]`
  it.each([
    ['a catalog vehicle that is no generic booster', 'minuteman-3'],
    ['a generic booster with other fields', '{ from: icbm-solid-generic, payload_kg: 900 }'],
    [
      'a vehicle in the file',
      `{ payload_kg: 800, thrust_termination: true, drag: { mach: [0, 1, 5], cd: [0.2, 0.5, 0.2] }, reentry: { ballistic_coefficient_kg_m2: 5000 }, stages: ${stages} }`,
    ],
  ])('stretches and shortens each stage of %s, in paths that can be set', (_, vehicle) => {
    const scenario = readScenario(text(`threats: [{ id: missile, vehicle: ${vehicle} }]`))
    const burn = usualDisputes(scenario)[0]!
    expect(Object.keys(burn.low)).toHaveLength(scenario.threats[0]!.vehicle.stages.length)
    const times = (end: 'low' | 'high'): number[] =>
      withOverrides(scenario, burn[end]).threats[0]!.vehicle.stages.map((s) => s.burnTime ?? 1 / s.thrust!)
    const now = scenario.threats[0]!.vehicle.stages.map((s) => s.burnTime ?? 1 / s.thrust!)
    times('low').forEach((t, i) => expect(t / now[i]!).toBeCloseTo(1.1, 12))
    times('high').forEach((t, i) => expect(t / now[i]!).toBeCloseTo(0.9, 12))
  })

  it('covers generic and other vehicles of one raid together', () => {
    const scenario = readScenario(
      text(
        'threats: [{ id: second, vehicle: minuteman-3, launch: { site: sinpung-dong }, aim: { site: chicago } }]',
      ),
    )
    const { low } = usualDisputes(scenario)[0]!
    expect(low['threats.missile.vehicle']).toBe('icbm-liquid-generic')
    expect(Object.keys(low).filter((k) => k.startsWith('threats.second.vehicle.stages.'))).not.toHaveLength(0)
  })
})

describe('what the presets dispute', () => {
  it.each(Object.keys(PRESETS))('is the vehicle of every threat of %s or of none', (id) => {
    const scenario = readScenario(PRESETS[id]!)
    for (const { id: dispute, low, high } of scenario.disputed ?? usualDisputes(scenario))
      for (const set of [low, high]) {
        const paths = Object.keys(set)
        if (!paths.some((path) => /^threats\.[^.]+\.vehicle/.test(path))) continue
        for (const t of scenario.threats)
          expect(
            paths.some((path) => path.startsWith(`threats.${t.id}.vehicle`)),
            `${dispute}: ${t.id}`,
          ).toBe(true)
      }
  })
})

describe('assumptionRange', () => {
  const scenario = readScenario(
    text(`disputed:
  - { id: shots, low: { command.shots_per_target: 4 }, high: { command.shots_per_target: 1 } }
  - { id: sspk, low: { interceptors.sbi.vehicle.sspk: 0.95 }, high: { interceptors.sbi.vehicle.sspk: 0.05 } }`),
  )
  const runs = 40
  const mean = (overrides: Record<string, unknown>): number =>
    monteCarlo(prepare(withOverrides(scenario, overrides), cache), { runs }).leaked.mean

  it('is the mean at both ends, with the same draws, and is set by the widest', () => {
    const range = assumptionRange(scenario, { runs, cache })!
    const base = mean({})
    expect(range.low).toBeLessThanOrEqual(base)
    expect(range.high).toBeGreaterThanOrEqual(base)
    expect(range.high).toBe(mean({ 'command.shots_per_target': 1, 'interceptors.sbi.vehicle.sspk': 0.05 }))
    expect(range.low).toBe(mean({ 'command.shots_per_target': 4, 'interceptors.sbi.vehicle.sspk': 0.95 }))
    expect(range.each.map((e) => [e.id, e.low, e.high])).toEqual([
      ['shots', mean({ 'command.shots_per_target': 4 }), mean({ 'command.shots_per_target': 1 })],
      [
        'sspk',
        mean({ 'interceptors.sbi.vehicle.sspk': 0.95 }),
        mean({ 'interceptors.sbi.vehicle.sspk': 0.05 }),
      ],
    ])
    expect(range.setBy).toBe('sspk')
    expect(range.notes).toEqual([])
    expect(assumptionRange(scenario, { runs, cache })).toEqual(range)
  })

  it('holds the scenario’s own mean even where both ends lie on one side', () => {
    const oneSided = withOverrides(
      readScenario(
        text(
          'disputed: [{ id: sspk, low: { interceptors.sbi.vehicle.sspk: 0.1 }, high: { interceptors.sbi.vehicle.sspk: 0 } }]',
        ),
      ),
      {},
    )
    const range = assumptionRange(oneSided, { runs, cache })!
    expect(range.low).toBe(mean({}))
  })

  it('says which end could not be flown', () => {
    const range = assumptionRange(
      readScenario(text('disputed: [{ id: vehicle, low: {}, high: { threats.missile.vehicle: v-2 } }]')),
      { runs, cache },
    )!
    expect(range.notes).toHaveLength(2)
    expect(range.notes[0]).toMatch(/^vehicle at high could not be flown: infeasible range /)
    expect(range.low).toBe(range.high)
  })

  it('has nothing to vary where the file disputes nothing', () => {
    const range = assumptionRange(readScenario(text('disputed: []')), { runs, cache })!
    expect([range.setBy, range.low, range.each]).toEqual([null, range.high, []])
  })

  it('stops where it is told to, and counts its studies', () => {
    expect(assumptionRange(scenario, { runs, cache, onProgress: () => false })).toBeUndefined()
    const shares: number[] = []
    const steps = assumptionRangeSteps(scenario, { runs, cache })
    for (let step = steps.next(); step.done !== true; step = steps.next())
      shares.push(step.value.done / step.value.of)
    expect(shares[0]).toBe(0)
    expect(shares.every((s, i) => i === 0 || s >= shares[i - 1]!)).toBe(true)
    expect(shares.at(-1)).toBeLessThan(1)
  })
})

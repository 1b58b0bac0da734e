import { describe, expect, it } from 'vitest'
import { readScenario, readVehicle, scenarioMistakes, withOverrides } from './index.ts'

const child = (rest: string): string => `opendome: 1\nfrom: first-flight\n${rest}`

describe('null', () => {
  it('does not lose what stands as null under a name that no field has', () => {
    const where = (rest: string): unknown =>
      scenarioMistakes(child(rest), { name: 'f' }).map((e) => `${e.where?.slice(2)} ${e.message}`)
    expect(where('command: {decision_time_s: 1,5}')).toEqual(['3:30 unknown field command.5'])
    expect(where('command: {decision_tme_s: null}\nfoo:')).toEqual([
      '3:11 unknown field command.decision_tme_s',
      '4:1 unknown field foo',
    ])
    expect(where('threats: [{id: missile, cuont: ~}]')).toEqual(['3:25 unknown field threats.missile.cuont'])
    expect(where('interceptors: [{id: sbi, vehicle: {from: sbi-notional, delta_v_m_s: null}}]')).toEqual([
      '3:56 unknown field interceptors.0.vehicle.delta_v_m_s',
    ])
    expect(where('readings: [{id: a, name: a, set: {command.decision_tme_s: null}}]')).toEqual([
      '3:35 unknown field command.decision_tme_s',
    ])
    expect(where('readings: [{id: a, name: a, set: {interceptors.sbi.vehicle.delta_v_m_s: null}}]')).toEqual([
      '3:35 unknown field interceptors.sbi.vehicle.delta_v_m_s',
    ])
    expect(
      where(
        'sensors: [{id: s, orbit: {altitude_km: 900, inclination_deg: 80}, sensor: {from: infrared-wide-area, rnage_km: null}}]',
      ),
    ).toContain('3:102 unknown field sensors.0.sensor.rnage_km')
    expect(() => readVehicle('from: v-2\npayload_g: null')).toThrow(/^unknown field payload_g/)
  })

  it('keeps the nulls that a variation sets, which remove when it is run', () => {
    const text = `opendome: 1
from: cbo-2026
readings: [{id: stated, name: stated delays, set: {command.solution_at_s: null, command.solution_delay_s: 15}}]
`
    const scenario = readScenario(text)
    const { command } = withOverrides(scenario, scenario.readings.find((r) => r.id === 'stated')!.set)
    expect([command.solutionAt, command.solutionDelay]).toEqual([undefined, 15])
  })

  it('is not needed to leave a document as it is: a variation that sets what stands there changes nothing', () => {
    const scenario = readScenario('opendome: 1\nfrom: cbo-2026')
    const same = withOverrides(scenario, scenario.readings.find((r) => r.id === 'slow')!.set)
    expect(same.document).toEqual(scenario.document)
    expect(same.changed).toEqual([])
  })

  it('says which entry a variation misses where the whole list is removed', () => {
    const [error] = scenarioMistakes('opendome: 1\nfrom: cbo-2026\ninterceptors: null')
    expect(error).toMatchObject({
      where: expect.stringMatching(/^preset cbo-2026:/) as string,
      message: 'unknown path interceptors.sbi.vehicle.delta_v_km_s: no entry sbi',
    })
  })
})

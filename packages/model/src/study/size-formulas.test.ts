import { describe, expect, it } from 'vitest'
import { evenSpacingRatio, interceptorMass, sizeFleet } from '../fleet/index.ts'
import { readScenario } from '../scenario/index.ts'
import { fleetInReach, prepareSize, searchOptions, shellsOf, sizeReport } from './index.ts'

function formulasOf(text: string) {
  const study = prepareSize(readScenario(`opendome: 1\n${text}`, { name: 's' }))
  const fleet = fleetInReach(study)
  return { study, fleet, rows: sizeReport(study, fleet).study_formulas }
}

const of = (rows: ReturnType<typeof formulasOf>['rows'], formula: string, quantity: RegExp) =>
  rows.find((r) => r.formula === formula && quantity.test(r.quantity))!

describe('study formulas beside the exact numbers', () => {
  const { study, fleet, rows } = formulasOf('from: aei-2025-basic')
  const { mean } = fleet.worst

  it('hold AEI’s ratio, count and mass, the cap and the density, each with its citation', () => {
    expect(rows.map((r) => `${r.formula}: ${r.quantity}`)).toEqual([
      'even spacing: on orbit for each in reach',
      'even spacing: fleet for 10 in reach',
      'even spacing: mass of an interceptor, default masses',
      'spherical cap: in reach on average',
      'spherical cap: chance of at least one in reach',
      'latitude density, small cap: in reach on average',
      'latitude density over the cap: in reach on average',
    ])
    for (const r of rows) expect(r.citation.length).toBeGreaterThan(20)
  })

  it('are those formulas, for the fly-out at the last permitted intercept', () => {
    const window = study.launches[0]!.windows[0]!
    const { deltaV, acceleration, divert } = study.layers[0]!.interceptor
    const spacing = { deltaV, acceleration, time: window.deadline - window.release, altitude: 300e3 }
    const ratio = of(rows, 'even spacing', /orbit/)
    // The missile is at some 200 km at burnout: the ratio is between those of 150 and 250 km.
    const at = [150e3, 250e3].map((interceptAltitude) => evenSpacingRatio({ ...spacing, interceptAltitude }))
    expect(ratio.value).toBeGreaterThan(Math.min(...at))
    expect(ratio.value).toBeLessThan(Math.max(...at))
    expect(ratio.exact).toBeCloseTo(fleet.count / mean, 10)
    expect(ratio.ratio).toBeCloseTo(ratio.value! / ratio.exact!, 12)
    const mass = of(rows, 'even spacing', /mass/)
    expect(mass).toMatchObject({ exact: null, ratio: null, unit: 'kg' })
    expect(mass.value).toBeCloseTo(
      interceptorMass({ specificImpulse: 240, killVehicle: 25, body: 25, support: 50, deltaV, divert }),
      10,
    )
  })

  it('come within ten per cent of the exact mean on polar orbits, far from the inclination limit', () => {
    // The formulas have reach at one point, the exact mean along the path.
    for (const formula of ['latitude density, small cap', 'latitude density over the cap'])
      expect(Math.abs(of(rows, formula, /average/).ratio! - 1)).toBeLessThan(0.1)
    const some = of(rows, 'spherical cap', /chance/)
    expect(some.value).toBeCloseTo(1 - Math.exp(-of(rows, 'spherical cap', /average/).value!), 12)
    expect(some.exact).toBeGreaterThan(some.value! - 1e-3)
  })

  it('say where the small cap does not apply: from the inclination on', () => {
    const flat = formulasOf('from: first-flight\ninterceptors: [{id: sbi, shell: {inclination_deg: 40}}]')
    expect(of(flat.rows, 'latitude density, small cap', /average/)).toMatchObject({
      value: null,
      ratio: null,
    })
    expect(of(flat.rows, 'latitude density over the cap', /average/).value).toBeGreaterThan(0)
  })

  it('stand beside the fleet that a search found', () => {
    const asked = prepareSize(
      readScenario(
        'opendome: 1\nfrom: first-flight\nsize: {altitude_km: [300, 300], inclination_deg: [46, 46], max_planes: 40, max_per_plane: 40}',
        { name: 's' },
      ),
    )
    const result = sizeFleet(searchOptions(asked))
    const found = fleetInReach(asked, shellsOf(result.shells, asked))
    const report = sizeReport(asked, found, { result, own: undefined })
    const count = of(report.study_formulas, 'even spacing', /^fleet/)
    expect(count).toMatchObject({ exact: result.interceptors, exact_is: 'the fleet that the search found' })
    expect(count.ratio).toBeGreaterThan(1)
  })
})

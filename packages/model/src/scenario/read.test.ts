import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { PRESETS } from '../generated/presets.ts'
import { locateField, readScenario, readVehicle, scenarioMistakes, withOverrides } from './index.ts'

const PRESET = 'first-flight'
const child = (rest: string): string => `opendome: 1\nfrom: ${PRESET}\n${rest}`

function thrown(work: () => unknown): OpendomeError {
  try {
    work()
  } catch (error) {
    if (error instanceof OpendomeError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** `resolve` over a table of files. */
const files = (table: Record<string, string>) => ({
  name: 'main.yaml',
  resolve: (path: string) => {
    const text = table[path]
    if (text === undefined) throw new Error(`no file ${path}`)
    return { name: path, text }
  },
})

describe('readScenario', () => {
  it.each(Object.keys(PRESETS))('reads the preset %s', (id) => {
    const scenario = readScenario(PRESETS[id]!, { name: id })
    expect(scenario.layers.length + scenario.groundLayers.length + scenario.sensors.length).toBeGreaterThan(0)
    expect(scenario.threats.length).toBeGreaterThan(0)
    expect(scenario.defended.every((d) => d.rings.length > 0)).toBe(true)
    expect(readScenario(`opendome: 1\nfrom: ${id}`).changed).toEqual([])
  })

  it('reads CBO 2026 as written: 7,800 interceptors, ten missiles', () => {
    const { layers, threats, command, run, epoch } = readScenario(PRESETS['cbo-2026']!)
    expect(layers.map((l) => l.shell.planes * l.shell.perPlane)).toEqual([7800])
    expect(layers[0]!.shell.altitude).toBe(400_000)
    expect(layers[0]!.shell.inclination).toBeCloseTo((86 * Math.PI) / 180, 15)
    expect(threats.map((t) => t.count)).toEqual([10])
    expect(command.decisionTime).toBe(30)
    expect(run).toEqual({ runs: 200, seed: 1, window: 86164, strata: 1 })
    expect(epoch).toEqual({ julianDay: 2462502.5, secondOfDay: 0 })
  })

  it('fills in the stated defaults', () => {
    const scenario = readScenario(
      [
        'opendome: 1',
        'name: least',
        'epoch: 2030-01-01T00:00:00Z',
        'threats: [{id: a, vehicle: v-2, launch: {lat_deg: 1, lon_deg: 2}, aim: {site: chicago}}]',
        'defended: [{area: canada}]',
      ].join('\n'),
    )
    expect(scenario.layers).toEqual([])
    expect(scenario.command).toEqual({
      cloudTop: 7000,
      latency: 5,
      solutionDelay: 15,
      decisionTime: 30,
      updateInterval: 5,
      shotsPerTarget: 2,
      allocation: 'rounds',
      midcourseSolution: 60,
      threatThreshold: 0.01,
      impactSigma: 10_000,
      predictionSigma: 1000,
      discrimination: { decoyAsWarhead: 1, warheadAsDecoy: 0, improvedBy: [] },
      assignment: 'marginal-return',
      mode: 'central',
    })
    expect(scenario.threats[0]).toMatchObject({ count: 1, start: 0, interval: 0, shape: 'minimum-energy' })
    expect(scenario.threats[0]!.launch).toEqual({ lat: Math.PI / 180, lon: (2 * Math.PI) / 180 })
    expect(scenario.defended[0]!.margin).toBe(25_000)
    expect(scenario.disputed).toBeUndefined()
    expect(scenario.changed).toEqual([])
  })

  it('reads JSON, Windows line ends and a byte order mark', () => {
    const json = JSON.stringify(readScenario(PRESETS[PRESET]!).document)
    expect(readScenario(json).name).toBe(readScenario(PRESETS[PRESET]!).name)
    expect(readScenario(`\ufeff${child('').replaceAll('\n', '\r\n')}`).changed).toEqual([])
  })

  it('reads what it writes: the merged document gives the same scenario', () => {
    for (const id of Object.keys(PRESETS)) {
      const first = readScenario(`opendome: 1\nfrom: ${id}\ncommand: {latency_s: 7}`)
      const again = readScenario(JSON.stringify(first.document))
      expect(again.document).toEqual(first.document)
      const { changed: _, start: __, ...rest } = again
      const { changed, start: ___, ...before } = first
      expect(rest).toEqual(before)
      expect(changed).toHaveLength(1)
    }
  })
})

describe('from', () => {
  it('follows paths and presets in a chain, nearest file first', () => {
    const scenario = readScenario('opendome: 1\nfrom: ./a.yaml\nrun: {runs: 3}', {
      ...files({
        './a.yaml': 'opendome: 1\nfrom: ./b.yaml\nrun: {runs: 2, seed: 2}',
        './b.yaml': child('run: {runs: 1, seed: 1, window_s: 5}'),
      }),
    })
    expect(scenario.run).toEqual({ runs: 3, seed: 2, window: 5, strata: 1 })
    expect(scenario.changed).toEqual([{ path: 'run.runs', preset: 2, value: 3 }])
  })

  it('refuses a loop and names it', () => {
    const loop = files({
      './a.yaml': 'opendome: 1\nfrom: ./b.yaml',
      './b.yaml': 'opendome: 1\nfrom: ./a.yaml',
    })
    const error = thrown(() => readScenario('opendome: 1\nfrom: ./a.yaml', loop))
    expect([error.message, error.where, error.hint]).toEqual([
      'invalid from ./a.yaml: the file would start from itself',
      './b.yaml:2:7',
      'main.yaml → ./a.yaml → ./b.yaml → ./a.yaml',
    ])
  })

  it('refuses more than ten files', () => {
    const table = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`./${i}.yaml`, `opendome: 1\nfrom: ./${i + 1}.yaml`]),
    )
    const error = thrown(() => readScenario('opendome: 1\nfrom: ./0.yaml', files(table)))
    expect(error.message).toBe('invalid from ./10.yaml: more than 10 files start from each other')
  })

  it('says where a file that cannot be read is named', () => {
    const error = thrown(() => readScenario('opendome: 1\nfrom: ./none.yaml', files({})))
    expect([error.message, error.where, error.hint]).toEqual([
      'missing from ./none.yaml: the file cannot be read',
      'main.yaml:2:7',
      'no file ./none.yaml',
    ])
  })

  it('keeps the place of a mistake in the file it stands in', () => {
    const table = { './a.yaml': child('run: {runs: 0}') }
    expect(thrown(() => readScenario('opendome: 1\nfrom: ./a.yaml', files(table))).where).toBe(
      './a.yaml:3:13',
    )
    const newer = { './a.yaml': 'opendome: 3' }
    expect(thrown(() => readScenario('opendome: 1\nfrom: ./a.yaml', files(newer))).where).toBe(
      './a.yaml:1:11',
    )
  })

  it('sorts the mistakes of several files by file, then by place', () => {
    const table = { './a.yaml': child('run: {runs: 0}') }
    const text = 'opendome: 1\nfrom: ./a.yaml\nname: ""\nrun: {seed: -1}'
    expect(scenarioMistakes(text, files(table)).map((e) => e.where)).toEqual([
      'main.yaml:3:7',
      'main.yaml:4:13',
      './a.yaml:3:13',
    ])
  })

  it('places a contradiction that merging brings about in the nearest file', () => {
    const error = thrown(() =>
      readScenario('opendome: 1\nfrom: cbo-2026\ncommand:\n  solution_delay_s: 20', { name: 'f' }),
    )
    expect(error.where).toBe('f:4:3')
    expect(error.hint).toContain('solution_at_s: null')
    const mended = readScenario(
      'opendome: 1\nfrom: cbo-2026\ncommand:\n  solution_at_s: null\n  solution_delay_s: 20\ndisputed: null\nreadings: null\nbracket: null',
    )
    expect([mended.command.solutionAt, mended.command.solutionDelay]).toEqual([undefined, 20])
  })
})

describe('merging', () => {
  const fields = (rest: string) => readScenario(child(rest)).document as Record<string, unknown>
  const things = (rest: string, list: string) => fields(rest)[list] as Record<string, unknown>[]

  it('merges maps by key', () => {
    expect(fields('command: {latency_s: 9}')['command']).toEqual({
      decision_time_s: 0,
      shots_per_target: 2,
      latency_s: 9,
    })
  })

  it('merges things by id and adds new ones at the end', () => {
    const threats = things(
      'threats:\n  - {id: missile, count: 3}\n  - {id: second, vehicle: v-2, launch: {site: sinpung-dong}, aim: {lat_deg: 39, lon_deg: 127}}',
      'threats',
    )
    expect(threats.map((t) => t['id'])).toEqual(['missile', 'second'])
    expect(threats[0]).toMatchObject({ count: 3, vehicle: 'icbm-liquid-generic' })
  })

  it('replaces other lists whole', () => {
    expect(fields('defended: [{area: canada}]')['defended']).toEqual([{ area: 'canada' }])
    expect(fields('assumed: []')['assumed']).toEqual([])
  })

  it('removes by null, in things too', () => {
    expect(fields('doc: null')).not.toHaveProperty('doc')
    expect(things('threats: [{id: missile, count: null}]', 'threats')[0]).not.toHaveProperty('count')
    expect(fields('command: {cloud_top_km: null}')['command']).not.toHaveProperty('cloud_top_km')
  })

  it('changes a catalog vehicle by from: and removes its optional values by null', () => {
    const { layers } = readScenario(
      child('interceptors: [{id: sbi, vehicle: {from: sbi-notional, sspk: 0.5, min_altitude_km: null}}]'),
    )
    expect(layers[0]!.vehicle).toMatchObject({ sspk: 0.5, deltaV: 6000, minAltitude: 0 })
    expect(layers[0]!.vehicleId).toBe('sbi-notional')
  })
})

describe('changed assumptions', () => {
  const changed = (rest: string) => readScenario(child(rest)).changed

  it('name path, preset and value', () => {
    expect(
      changed(
        'command: {decision_time_s: 20}\ninterceptors: [{id: sbi, shell: {altitude_km: 500}}]\nname: New',
      ),
    ).toEqual([
      { path: 'interceptors.sbi.shell.altitude_km', preset: 400, value: 500 },
      { path: 'command.decision_time_s', preset: 0, value: 20 },
    ])
  })

  it('know defaults: the preset side shows them, and writing one out is no change', () => {
    expect(changed('command: {latency_s: 8}')).toEqual([{ path: 'command.latency_s', preset: 5, value: 8 }])
    expect(changed('command: {latency_s: 5, shots_per_target: 2}\nrun: {window_s: 86164}')).toEqual([])
  })

  it('compare a vehicle with its catalog entry, field by field', () => {
    expect(changed('interceptors: [{id: sbi, vehicle: {from: sbi-notional, sspk: 0.5}}]')).toEqual([
      { path: 'interceptors.sbi.vehicle.sspk', preset: 0.8, value: 0.5 },
    ])
    expect(changed('interceptors: [{id: sbi, vehicle: {from: sbi-notional, sspk: 0.8}}]')).toEqual([])
    expect(changed('interceptors: [{id: sbi, vehicle: sbi-aps-2003}]')).toEqual([
      { path: 'interceptors.sbi.vehicle', preset: 'sbi-notional', value: 'sbi-aps-2003' },
    ])
  })

  it('list things that are added or lost, and lists that are replaced, whole', () => {
    expect(changed('defended: [{area: canada}]')).toEqual([
      {
        path: 'defended',
        preset: [
          { area: 'united-states', margin_km: 25, value: 1 },
          { area: 'canada', margin_km: 25, value: 1 },
        ],
        value: [{ area: 'canada', margin_km: 25, value: 1 }],
      },
    ])
    const added = changed(
      'threats: [{id: b, vehicle: v-2, launch: {site: sinpung-dong}, aim: {site: chicago}}]',
    )
    expect(added.map((c) => [c.path, c.preset])).toEqual([['threats.b', null]])
    expect(changed('interceptors: []').map((c) => [c.path, c.value])).toEqual([['interceptors', []]])
  })

  it('do not list what only names', () => {
    expect(changed('name: x\ndoc: y\nassumed: [z]\nreadings: []')).toEqual([])
  })
})

describe('withOverrides', () => {
  const base = readScenario(child(''))

  it('sets fields by path and lists them as changed', () => {
    const varied = withOverrides(base, {
      'command.decision_time_s': 12,
      'interceptors.sbi.vehicle.sspk': 0.5,
      'threats.0.count': 4,
    })
    expect(varied.command.decisionTime).toBe(12)
    expect(varied.layers[0]!.vehicle.sspk).toBe(0.5)
    expect(varied.layers[0]!.vehicle.deltaV).toBe(base.layers[0]!.vehicle.deltaV)
    expect(varied.threats[0]!.count).toBe(4)
    expect(varied.changed.map((c) => [c.path, c.preset, c.value])).toEqual([
      ['interceptors.sbi.vehicle.sspk', 0.8, 0.5],
      ['command.decision_time_s', 0, 12],
      ['threats.missile.count', 1, 4],
    ])
    expect(base.changed).toEqual([])
    expect(base.command.decisionTime).toBe(0)
  })

  it('turns a catalog id on the way into from: and writes out a list of it', () => {
    const varied = withOverrides(base, { 'threats.missile.vehicle.stages.1.burn_time_s': 100 })
    const written = (varied.document as { threats: { vehicle: { from: string; stages: unknown[] } }[] })
      .threats[0]!
    expect(written.vehicle.from).toBe('icbm-liquid-generic')
    expect(written.vehicle.stages).toHaveLength(base.threats[0]!.vehicle.stages.length)
    expect(varied.threats[0]!.vehicle.stages[1]!.burnTime).toBe(100)
    expect(varied.threats[0]!.vehicle.stages[0]).toEqual(base.threats[0]!.vehicle.stages[0])
    expect(
      withOverrides(varied, { 'threats.missile.vehicle.payload_kg': 321 }).threats[0]!.vehicle,
    ).toMatchObject({
      payload: 321,
      stages: [{}, { burnTime: 100 }],
    })
  })

  it('removes a value by null', () => {
    const varied = withOverrides(base, { 'command.decision_time_s': null })
    expect(varied.command.decisionTime).toBe(30)
  })

  it.each([
    ['command.decision_time', 3, 'unknown field command.decision_time', 'command.decision_time'],
    [
      'command.decision_time_s',
      -3,
      'invalid command.decision_time_s -3: expected 0 to 3600 s',
      'command.decision_time_s',
    ],
    ['threats.raid.count', 2, 'unknown path threats.raid.count: no entry raid', 'threats.raid.count'],
    ['threats.missile.vehicle', 'x', 'unknown vehicle x', 'threats.missile.vehicle'],
    [
      'threats.missile.vehicle.stages.7.burn_time_s',
      2,
      'unknown path threats.missile.vehicle.stages.7.burn_time_s: no entry 7',
      'threats.missile.vehicle.stages.7.burn_time_s',
    ],
    [
      'command.decision_time_s.x',
      2,
      'invalid command.decision_time_s (a map): expected 0 to 3600 s',
      'command.decision_time_s',
    ],
    ['', 2, 'unknown field ', ''],
    ['readings', [], 'unsupported readings (a list of 0): a variation cannot set it', 'readings'],
    [
      'threats.missile.id',
      'x y',
      'invalid threats.x y.id "x y": expected lower-case letters, digits and hyphens, at most 64',
      'threats.x y.id',
    ],
  ])('refuses %s with the path as its place', (path, value, message, where) => {
    const error = thrown(() => withOverrides(base, { [path]: value }))
    expect([error.message, error.where]).toEqual([message, where])
  })
})

describe('locateField', () => {
  const text = child('command:\n  latency_s: 4\nthreats:\n  - id: missile\n    count: 2\n')
  it.each([
    ['command.latency_s', 'f:4:3'],
    ['threats.missile.count', 'f:7:5'],
    ['threats.0.count', 'f:7:5'],
    ['threats.missile.vehicle', 'preset first-flight:20:5'],
    ['command.nothing', 'f:3:1'],
    ['nothing', 'f:1:1'],
  ])('finds %s at %s', (path, where) => {
    expect(locateField(text, { name: 'f' }, path)).toBe(where)
  })
})

describe('readVehicle', () => {
  it('reads a vehicle on its own and refuses what is none with its place', () => {
    expect(JSON.stringify(readVehicle('from: icbm-solid-generic\npayload_kg: 500'))).toContain(
      '"payload":500',
    )
    expect(thrown(() => readVehicle('from: icbm-solid-generic\npayload_kg: 0', { name: 'v' })).where).toBe(
      'v:2:13',
    )
    expect(thrown(() => readVehicle('', { name: 'v' })).message).toBe('missing vehicle: the file is empty')
    expect(thrown(() => readVehicle('from: x', { name: 'v' })).message).toBe('unknown vehicle x')
  })
})

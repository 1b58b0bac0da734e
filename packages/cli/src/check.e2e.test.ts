import { describe, expect, it } from 'vitest'
import { inFolder } from './testing/command.ts'
import { opendome } from './testing/commands.ts'

const HEAD = 'opendome: 1\nfrom: cbo-2026\n'
const FILES = {
  'right.yaml': `${HEAD}command: { decision_time_s: 0 }\n`,
  'three.yaml': `${HEAD}threats:\n  - id: raid\n    count: -3\n    intervall_s: 3\ncommand: { shots_per_target: 0 }\n`,
  'far.yaml': `${HEAD}threats:\n  - id: raid\n    vehicle: v-2\n  - id: near\n    vehicle: v-2\n    launch: { site: sunan }\n    aim: { site: sunan }\n`,
  'readings.yaml': `${HEAD}readings:\n  - id: fast\n    set: { command.decision_tim_s: 3 }\n  - id: odd\n    name: odd\n    set: { interceptors.sbx.shell.planes: 3 }\n`,
  'reading.yaml': `${HEAD}readings:\n  - id: fast\n    set: { threats.raid.vehicle: v-2 }\n`,
  'disputed.yaml': `${HEAD}disputed:\n  - id: sspk\n    high: { interceptors.sbi.vehicle.sspk: 1.5 }\n`,
}

describe('check', () => {
  it('says in one line that a file is right', async () => {
    await inFolder(FILES, async (cwd) => {
      expect(await opendome(['check', 'right.yaml'], { cwd })).toMatchObject({
        code: 0,
        err: '',
        out: 'right.yaml is right: CBO 2026, notional, slow reading, changed (10 missiles, 7,800 interceptors, 2 readings, 1 changed assumption)\n',
      })
      const { out } = await opendome(['check', 'right.yaml', '--json'], { cwd })
      expect(JSON.parse(out)).toEqual({
        opendome: expect.any(String) as string,
        scenario: 'CBO 2026, notional, slow reading, changed',
        changed_assumptions: [{ path: 'command.decision_time_s', preset: 30, value: 0 }],
        limits: [],
        file: 'right.yaml',
        ok: true,
        missiles: 10,
        interceptors: 7800,
        readings: 2,
      })
    })
  })

  it('lists every mistake with its place and a hint', async () => {
    await inFolder(FILES, async (cwd) => {
      const { code, out, err } = await opendome(['check', 'three.yaml'], { cwd })
      expect([code, out]).toEqual([2, ''])
      const lines = err.trimEnd().split('\n')
      expect(lines.filter((line) => !line.startsWith('hint: '))).toEqual([
        'three.yaml:5:12: invalid threats.raid.count -3: expected a whole number 1 to 10000',
        'three.yaml:6:5: unknown field threats.raid.intervall_s',
        'three.yaml:7:30: invalid command.shots_per_target 0: expected a whole number 1 to 100',
      ])
      expect(lines.filter((line) => line.startsWith('hint: '))).toHaveLength(3)
    })
  })

  it('places flights that cannot be flown at their threats, all of them', async () => {
    await inFolder(FILES, async (cwd) => {
      const { code, err } = await opendome(['check', 'far.yaml'], { cwd })
      expect(code).toBe(2)
      expect(err).toMatch(
        /^far\.yaml:4:5: infeasible range \d+ km: the largest in that direction is \d+ km$/m,
      )
      expect(err).toMatch(
        /^far\.yaml:6:5: invalid aim 0\.0 km from the launch point: expected at least 10 km$/m,
      )
    })
  })

  it('checks what readings and disputed assumptions set', async () => {
    await inFolder(FILES, async (cwd) => {
      const { err } = await opendome(['check', 'readings.yaml'], { cwd })
      expect(err).toMatch(/^readings\.yaml:5:12: unknown field command\.decision_tim_s$/m)
      expect(err).toMatch(
        /^readings\.yaml:8:12: unknown path interceptors\.sbx\.shell\.planes: no entry sbx/m,
      )
      expect((await opendome(['check', 'reading.yaml'], { cwd })).err).toMatch(
        /^reading\.yaml:4:5: infeasible range .* in reading fast$/m,
      )
      expect((await opendome(['check', 'disputed.yaml'], { cwd })).err).toMatch(
        /^disputed\.yaml:5:13: invalid interceptors\.sbi\.vehicle\.sspk 1\.5: expected 0 to 1$/m,
      )
    })
  })

  it('leaves standard output empty for a refused file, with --json too', async () => {
    await inFolder(FILES, async (cwd) => {
      const { code, out, err } = await opendome(['check', 'three.yaml', '--json'], { cwd })
      expect([code, out]).toEqual([2, ''])
      expect(err.match(/^three\.yaml:\d+:\d+: /gm)).toHaveLength(3)
    })
  })

  it('takes presets by id', async () => {
    for (const id of ['cbo-2026-with-canada', 'aei-2025-basic'])
      expect(await opendome(['check', id])).toMatchObject({ code: 0, err: '' })
  })

  it('checks studies, with everything that they set', async () => {
    const study = `opendome_study: 1
name: x
scenario: first-flight
outputs: [leakd]
against: [{ id: slow, set: { command.decision_tim_s: 1 } }]
`
    await inFolder(
      { 'bad.yaml': study, 'good.yaml': study.replace('leakd', 'leaked').replace('tim_s', 'time_s') },
      async (cwd) => {
        const { code, out, err } = await opendome(['check', 'bad.yaml'], { cwd })
        expect([code, out]).toEqual([2, ''])
        expect(err.match(/^bad\.yaml:\d+:\d+: unknown .*$/gm)).toHaveLength(2)
        const good = await opendome(['check', 'good.yaml', '--json'], { cwd })
        expect(JSON.parse(good.out)).toMatchObject({ ok: true, study: 'x', kind: 'runs' })
      },
    )
    expect((await opendome(['check', 'leakers-to-interval'])).out).toMatch(
      /^leakers-to-interval is right: .* \(study of kind runs, /,
    )
  })
})

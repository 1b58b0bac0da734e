import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { readStudy, studyMistakes, studyPresets } from './study-file.ts'

const GOOD = `opendome_study: 1
name: t
scenario: cbo-2026
set: {command.decision_time_s: 20}
outputs: [leaked, total_usd_b]
sampling: {runs: 400, until: {ci95_width: 0.5}}
against:
  - {id: fast, set: {command.decision_time_s: 0}}
`

/** What a reader says of the good study with one edit: place, message, hint. */
function said(from: string, to: string): string {
  expect(GOOD).toContain(from)
  try {
    readStudy(GOOD.replace(from, to), { name: 's' })
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return `${error.where}: ${error.message}${error.hint === undefined ? '' : ` | ${error.hint}`}`
  }
  return 'nothing'
}

describe('readStudy', () => {
  it('reads the scenario with what the study sets, and defaults', () => {
    const study = readStudy(GOOD)
    expect(study.kind).toBe('runs')
    expect(study.scenario.command.decisionTime).toBe(20)
    expect(study.scenario.changed.map((c) => c.path)).toEqual(['command.decision_time_s'])
    expect(study.file.sampling).toEqual({
      runs: 400,
      batch: 200,
      until: { output: 'leaked', of: 'value', ci95_width: 0.5 },
      interval: 'student',
    })
    expect(study.outputs.map((o) => [o.name, o.kind])).toEqual([
      ['leaked', 'mean'],
      ['total_usd_b', 'design'],
    ])
    expect(study.document).toMatchObject({ name: 't', scenario: 'cbo-2026' })
  })

  it('starts from another study, by path or preset, and from a scenario by path', () => {
    const files: Record<string, string> = {
      './base.yaml': GOOD,
      './mine.yaml': 'opendome: 1\nfrom: cbo-2026\nname: mine\nrun: {seed: 7}',
    }
    const resolve = (path: string): { name: string; text: string } => {
      const text = files[path]
      if (text === undefined) throw new Error('no such file')
      return { name: path, text }
    }
    const study = readStudy(
      'from: ./base.yaml\nscenario: ./mine.yaml\nagainst: [{id: fast, name: at once}]',
      { resolve },
    )
    expect(study.scenario.run.seed).toBe(7)
    expect(study.file.against).toEqual([
      { id: 'fast', name: 'at once', set: { 'command.decision_time_s': 0 } },
    ])
    expect(() => readStudy('from: ./none.yaml', { resolve, name: 's' })).toThrow(
      'missing from ./none.yaml: the file cannot be read',
    )
    expect(() => readStudy('from: ./base.yaml\nscenario: ./x.yaml', { resolve })).toThrow(
      'missing scenario ./x.yaml',
    )
    for (const preset of studyPresets()) expect(readStudy(`from: ${preset}`).name).not.toBe('')
    expect(studyPresets().length).toBeGreaterThan(0)
  })

  it.each([
    ['scenario: cbo-2026', 'scenario: cbo-2062', 's:3:11: unknown preset cbo-2062 | did you mean cbo-2026?'],
    [
      'scenario: cbo-2026',
      'scenario: ./x.yaml',
      /^s:3:11: unsupported scenario .\/x.yaml: a path cannot be followed here/,
    ],
    ['sampling:', 'samplng:', 's:6:1: unknown field samplng | did you mean sampling?'],
    ['runs: 400', 'runs: 0', 's:6:18: invalid sampling.runs 0: expected a whole number 1 to 1000000000'],
    [
      'opendome_study: 1',
      'opendome_study: 2',
      's:1:17: unsupported opendome_study 2: this program reads version 1 | use a newer program for this file',
    ],
    [
      'command.decision_time_s: 20',
      'command.decision_times: 20',
      's:4:7: unknown field command.decision_times | did you mean decision_time_s (in s)?',
    ],
    [
      'command.decision_time_s: 20',
      'command.decision_time_s: -1',
      's:4:7: invalid command.decision_time_s -1: expected 0 to 3600 s',
    ],
    [
      'command.decision_time_s: 20',
      'run.runs: 20',
      's:4:7: unsupported run.runs: a study says this itself | give sampling.runs',
    ],
    [
      'command.decision_time_s: 0}}',
      'run.strata: 4}}',
      's:8:22: unsupported run.strata: a study says this itself | give it under set, for all points alike',
    ],
    [
      'command.decision_time_s: 0}}',
      'threats.none.count: 4}}',
      /^s:8:22: unknown path threats.none.count: no entry none/,
    ],
    ['[leaked,', '[leeked,', 's:5:11: unknown output leeked | did you mean leaked?'],
    [
      '[leaked,',
      '[leaked/united-state,',
      's:5:11: unknown output leaked/united-state | did you mean leaked/united-states?',
    ],
    [
      '{ci95_width: 0.5}',
      '{output: interceptors, ci95_width: 0.5}',
      's:6:39: invalid sampling.until.output interceptors: expected an output of runs | it needs no run, and has no interval',
    ],
    [
      'ci95_width: 0.5}',
      'ci95_width: 0.5}, interval: jackknife',
      /^s:6:.*invalid sampling.interval "jackknife": expected student, bootstrap, batch-means/,
    ],
    ['  - {id: fast,', '  - {id: fast, set: {}}\n  - {id: fast,', /two entries have the id fast/],
    ['name: t', 'name: null', /^s:2:7: invalid name null/],
  ])('says where and what: %s → %s', (from, to, says) => {
    if (typeof says === 'string') expect(said(from, to)).toBe(says)
    else expect(said(from, to)).toMatch(says)
  })

  it('refuses a difference without variations, strata with another interval, and costs that are not there', () => {
    const mistakes = (text: string): string[] =>
      studyMistakes(text, { name: 's' }).map((e) => `${e.where}: ${e.message}`)
    expect(
      mistakes(
        'opendome_study: 1\nname: t\nscenario: first-flight\nset: {run.strata: 3, cost: null}\nsampling: {until: {of: difference, ci95_width: 1}, interval: bootstrap}\noutputs: [total_usd_b, none]',
      ),
    ).toEqual([
      's:5:24: invalid sampling.until.of difference: expected variations under against',
      's:5:62: unsupported sampling.interval bootstrap: not with strata',
      's:6:11: missing output total_usd_b: the scenario does not say what it costs',
      's:6:24: unknown output none',
    ])
    expect(studyMistakes(GOOD)).toEqual([])
    expect(studyMistakes('a: [', { name: 's' })[0]!.message).toMatch(/^invalid YAML/)
    expect(() => readStudy('opendome_study: 1\nname: t\nscenario: cbo-2026\noutputs: [a, b]')).toThrow(
      'unknown output a',
    )
  })
})

import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inFolder, type Outcome } from './testing/command.ts'
import { opendome } from './testing/commands.ts'

const HEAD = 'opendome: 1\nfrom: cbo-2026\n'
const raid = (fields: string): string => `${HEAD}threats:\n  - id: raid\n    ${fields}\n`
const shell = (fields: string): string => `${HEAD}interceptors:\n  - id: sbi\n    shell: { ${fields} }\n`
const BINARY = Uint8Array.from({ length: 4096 }, (_, i) => (i * 167 + 13) % 256)

/** Three times the two seconds of the target: other processes share the machine with a test. */
const SECONDS = 3 * 2

/** File → content, and what standard error has to begin with. */
const CASES: readonly (readonly [name: string, content: string | Uint8Array, err: RegExp])[] = [
  [
    'id.yaml',
    raid('vehicle: icbm-solid-generik'),
    /^id\.yaml:5:14: unknown vehicle icbm-solid-generik\nhint: did you mean icbm-solid-generic\?/,
  ],
  [
    'site.yaml',
    raid('aim: { site: chicagoo }'),
    /^site\.yaml:5:18: unknown site chicagoo\nhint: did you mean chicago\?/,
  ],
  [
    'unit.yaml',
    shell('altitude_m: 400000'),
    /^unit\.yaml:5:14: unknown field .*altitude_m\nhint: did you mean altitude_km/,
  ],
  [
    'written.yaml',
    `${HEAD}command: { decision_time_s: 30 s }\n`,
    /^written\.yaml:3:29: invalid command\.decision_time_s "30 s": expected 0 to 3600 s\nhint: /,
  ],
  [
    'count.yaml',
    raid('count: -3'),
    /^count\.yaml:5:12: invalid threats\.raid\.count -3: expected a whole number 1 to 10000\nhint: /,
  ],
  [
    'nan.yaml',
    raid('count: .nan'),
    /^nan\.yaml:5:12: invalid threats\.raid\.count NaN: expected a whole number 1 to 10000\nhint: /,
  ],
  [
    'inf.yaml',
    shell('altitude_km: .inf'),
    /^inf\.yaml:5:27: invalid .*altitude_km Infinity: expected 150 to 50000 km\nhint: /,
  ],
  [
    'range.yaml',
    raid('vehicle: v-2'),
    /^range\.yaml:4:5: infeasible range \d+ km: the largest in that direction is \d+ km\nhint: /,
  ],
  [
    'same.yaml',
    raid('aim: { site: sinpung-dong }'),
    /^same\.yaml:4:5: invalid aim 0\.0 km from the launch point: expected at least 10 km\nhint: /,
  ],
  [
    'low.yaml',
    shell('altitude_km: 100'),
    /^low\.yaml:5:27: invalid interceptors\.sbi\.shell\.altitude_km 100: expected 150 to 50000 km\nhint: /,
  ],
  [
    'many.yaml',
    shell('planes: 10000, per_plane: 1000'),
    /^many\.yaml:5:\d+: invalid .*10000000 satellites: expected at most 1000000\nhint: /,
  ],
  ['empty.yaml', '', /^empty\.yaml:1:1: missing scenario: the file is empty\nhint: /],
  [
    'binary.yaml',
    BINARY,
    /^binary\.yaml:1:1: invalid file: expected text in UTF-8, found binary data\nhint: /,
  ],
  [
    'newer.yaml',
    'opendome: 2\nfrom: cbo-2026\n',
    /^newer\.yaml:1:11: unsupported opendome 2: this program reads version 1\nhint: /,
  ],
  [
    'preset.yaml',
    'opendome: 1\nfrom: cbo-2025\n',
    /^preset\.yaml:2:7: unknown preset cbo-2025\nhint: did you mean cbo-2026\?/,
  ],
  ['yaml.yaml', 'opendome: [1\nfrom', /^yaml\.yaml:\d+:\d+: invalid YAML: .*\nhint: /],
  [
    'loop.yaml',
    'opendome: 1\nfrom: ./loop.yaml\n',
    /^loop\.yaml:2:7: invalid from \.\/loop\.yaml: the files start from each other in a loop\nhint: /,
  ],
  ['dangling.yaml', 'opendome: 1\nfrom: ./no-such-file.yaml\n', /no-such-file\.yaml: missing scenario file/],
]

function refused(outcome: Outcome, err: RegExp): void {
  expect(outcome.err).toMatch(err)
  expect(outcome.err).not.toMatch(/^\s+at /m)
  expect([outcome.code, outcome.out]).toEqual([2, ''])
  expect(outcome.seconds).toBeLessThan(SECONDS)
}

describe('a bad scenario is refused with its place, a hint and code 2, in little time', () => {
  it.each(CASES)('%s', async (name, content, err) => {
    await inFolder({ [name]: content }, async (cwd) => refused(await opendome(['run', name], { cwd }), err))
  })

  it('refuses a file of 100 MB by its size', async () => {
    await inFolder({ 'big.yaml': 'opendome: 1\n' }, async (cwd) => {
      truncateSync(join(cwd, 'big.yaml'), 100 * 1024 * 1024)
      refused(
        await opendome(['run', 'big.yaml'], { cwd }),
        /^big\.yaml:1:1: invalid scenario file of 104857600 bytes: expected at most 524288\nhint: /,
      )
    })
  })

  it('refuses a folder, a missing file and an unknown name, with the nearest', async () => {
    await inFolder({}, async (cwd) => {
      mkdirSync(join(cwd, 'folder'))
      writeFileSync(join(cwd, 'folder', 'mine.yaml'), HEAD)
      refused(
        await opendome(['run', 'folder'], { cwd }),
        /^folder: invalid scenario file: it is a folder\nhint: .* folder\/mine\.yaml\n$/,
      )
      refused(
        await opendome(['run', 'folder/mne.yaml'], { cwd }),
        /^folder\/mne\.yaml: missing scenario file.*\nhint: did you mean folder\/mine\.yaml\?\n$/,
      )
      refused(
        await opendome(['run', 'cbo-2025'], { cwd }),
        /^unknown scenario cbo-2025: neither a preset nor a file\nhint: did you mean cbo-2026\?\n$/,
      )
    })
  })
})

describe('a bad option is refused with its range', () => {
  it.each([
    [['--runs', 'NaN'], /^invalid --runs NaN: expected a whole number from 1 to 10000000\nhint: /],
    [['--runs', '-4'], /^invalid --runs -4: expected a whole number from 1 to 10000000\nhint: /],
    [
      ['--seed', 'Infinity'],
      /^invalid --seed Infinity: expected a whole number from 0 to 9007199254740991\nhint: /,
    ],
    [['--seed', '1.5'], /^invalid --seed 1\.5: expected a whole number from 0 to 9007199254740991\nhint: /],
    [['--out', 'here'], /^invalid --out here: the folder cannot be made \(a file stands there\)\nhint: /],
    [
      ['--out', 'here/x'],
      /^invalid --out here\/x: the folder cannot be made \(a file stands there\)\nhint: /,
    ],
    [['--out', ''], /^invalid --out "": the folder cannot be made \(it has no name\)\nhint: /],
    [['--out', '/proc/x/y'], /^invalid --out \/proc\/x\/y: the folder cannot be made \(\w+\)\nhint: /],
  ])('%j', async (args, err) => {
    await inFolder({ here: '' }, async (cwd) =>
      refused(await opendome(['run', 'first-flight', ...args], { cwd }), err),
    )
  })
})

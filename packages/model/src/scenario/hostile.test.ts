import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { readScenario } from './index.ts'

/** The promise of the house: any text is answered in under two seconds. Processor time, in ms: other programs do not count. */
const SLOWEST = 2000

const HEAD = 'opendome: 1\nfrom: first-flight\n'

function answer(text: string): string {
  const start = process.cpuUsage()
  try {
    readScenario(text, { name: 'f' })
    return 'read'
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    expect(error.where).toMatch(/^(f|preset [a-z0-9-]+):\d+:\d+$/)
    expect(error.message.startsWith(`${error.code} `)).toBe(true)
    return `${error.where}: ${error.message}`
  } finally {
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(SLOWEST)
  }
}

const bomb = (levels: number): string =>
  Array.from({ length: levels }, (_, i) =>
    i === 0 ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]' : `a${i}: &a${i} [${`*a${i - 1}, `.repeat(10)}]`,
  ).join('\n')

const LONG: readonly (readonly [string, string, RegExp])[] = [
  [
    '600 kB of text',
    `${HEAD}doc: ${'x'.repeat(600_000)}`,
    /^f:1:1: invalid file of 600\d+ characters: expected at most 524288$/,
  ],
  [
    '10,000 brackets',
    `${HEAD}doc: ${'['.repeat(10_000)}`,
    /^f:3:\d+: invalid YAML: nested more than 64 deep$/,
  ],
  [
    '10,000 pairs of brackets',
    `${HEAD}doc: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    /nested more than 64 deep/,
  ],
  ['10,000 braces', `${HEAD}doc: ${'{a: '.repeat(10_000)}`, /nested more than 64 deep/],
  ['100,000 dashes', `${HEAD}doc:\n  ${'- '.repeat(100_000)}x`, /nested more than 64 deep/],
  ['100,000 question marks', HEAD + '? '.repeat(100_000), /nested more than 64 deep/],
  [
    '1,000 levels of indentation',
    `${HEAD}doc:\n${Array.from({ length: 900 }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')}`,
    /nested more than 64/,
  ],
  ['a bomb of aliases', HEAD + bomb(9), /^f:\d+:\d+: invalid YAML: more than 100 uses of one anchor$/],
  [
    'a wide bomb of aliases',
    `${HEAD}a: &a [${'x,'.repeat(5000)}]\nb: [${'*a,'.repeat(90)}]`,
    /more than 100000 values/,
  ],
  [
    '40,000 keys',
    HEAD + Array.from({ length: 40_000 }, (_, i) => `k${i}: 1`).join('\n'),
    /more than 100000 symbols/,
  ],
  [
    '12,000 keys',
    HEAD + Array.from({ length: 12_000 }, (_, i) => `k${i}: 1`).join('\n'),
    /^f:3:1: unknown field k0$/,
  ],
  [
    '10,000 threats of one id',
    `${HEAD}threats: [${'{id: x},'.repeat(10_000)}]`,
    /invalid threats \(a list of 10001\)/,
  ],
  [
    'a list of 30,000 numbers',
    `${HEAD}threats: [${'1,'.repeat(30_000)}]`,
    /invalid threats \(a list of 30000\)/,
  ],
  ['100,000 directives', '%a b\n'.repeat(100_000), /^f:2:1: invalid YAML: more than one directive$/],
  ['100,000 documents', '---\n'.repeat(100_000), /more than 100000 symbols/],
  ['100,000 anchors', `${HEAD}doc: ${'&a '.repeat(100_000)}`, /more than 100000 symbols/],
  ['100,000 colons', HEAD + ': '.repeat(100_000), /invalid YAML/],
  ['500,000 quotes', `${HEAD}doc: ${'"'.repeat(500_000)}`, /invalid YAML/],
  ['500,000 blanks', HEAD + ' '.repeat(500_000), /^read$/],
  ['200,000 lines of comment', HEAD + '#\n'.repeat(200_000), /more than 100000 symbols/],
  [
    'a text of 400,000 characters',
    `${HEAD}source: ${'x'.repeat(400_000)}`,
    /invalid source "x{59}…": expected lower-case/,
  ],
]

describe('hostile files', () => {
  it.each(LONG)('are answered at once: %s', (_, text, says) => {
    expect(answer(text)).toMatch(says)
  })

  it('are answered with a scenario or an error with its place, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(typeof answer(JSON.stringify(value))).toBe('string')
      }),
      { numRuns: 300 },
    )
  })

  it('are answered likewise where the value stands in a field', () => {
    const field = fc.constantFrom(
      'name',
      'epoch',
      'interceptors',
      'sensors',
      'command',
      'threats',
      'defended',
      'cost',
      'run',
      'disputed',
      'readings',
      'from',
      'opendome',
    )
    fc.assert(
      fc.property(field, fc.jsonValue({ maxDepth: 4 }), (name, value) => {
        const rest = name === 'from' ? '{' : '{"from": "first-flight", '
        expect(typeof answer(`${rest}${JSON.stringify(name)}: ${JSON.stringify(value)}}`)).toBe('string')
      }),
      { numRuns: 300 },
    )
  })

  it('are answered likewise whatever the text', () => {
    const piece = fc.constantFrom(
      'opendome',
      ': ',
      ' ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '"',
      "'",
      '|',
      '>',
      '#',
      '!',
      '%',
      '@',
      '`',
      '\t',
      '1',
      'x',
      '<<',
      '? ',
      '---',
      '...',
      'é',
      '\u2028',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(typeof answer(pieces.join(''))).toBe('string')
      }),
      { numRuns: 1000 },
    )
  })

  it('are answered likewise where a right value is replaced deep in a scenario', () => {
    const paths = [
      ['interceptors', 0, 'shell'],
      ['interceptors', 0, 'vehicle'],
      ['interceptors', 0, 'id'],
      ['threats', 0, 'launch'],
      ['threats', 0, 'vehicle'],
      ['threats', 0, 'trajectory'],
      ['defended', 0, 'area'],
      ['run', 'seed'],
      ['command', 'allocation'],
      ['threats', 0],
      ['interceptors', 0],
    ] as const
    const whole = {
      opendome: 1,
      name: 'x',
      epoch: '2030-01-01T00:00:00Z',
      interceptors: [
        {
          id: 'sbi',
          layer: 'boost',
          shell: { altitude_km: 400, inclination_deg: 60, planes: 4, per_plane: 4 },
          vehicle: 'sbi-notional',
        },
      ],
      command: {},
      threats: [
        {
          id: 'raid',
          vehicle: 'icbm-solid-generic',
          launch: { site: 'sinpung-dong' },
          aim: { site: 'chicago' },
        },
      ],
      defended: [{ area: 'canada' }],
      run: {},
    }
    expect(answer(JSON.stringify(whole))).toBe('read')
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 3 }), (path, value) => {
        const copy = structuredClone(whole) as Record<string | number, unknown>
        let node = copy
        for (const step of path.slice(0, -1)) node = node[step] as Record<string | number, unknown>
        node[path[path.length - 1]!] = value
        expect(typeof answer(JSON.stringify(copy))).toBe('string')
      }),
      { numRuns: 300 },
    )
  })
})

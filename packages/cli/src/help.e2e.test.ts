import { readFileSync } from 'node:fs'
import { VERSION } from '@opendome/model'
import { describe, expect, it } from 'vitest'
import { interruptAfter, opendome } from './testing/command.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** Three times the target of 0.3 s: other processes share the machine with a test. */
const HELP_SECONDS = 3 * 0.3

describe('help and version', () => {
  it('lists the commands on standard output, in little time', async () => {
    const { code, out, err, seconds } = await opendome(['--help'])
    expect([code, err]).toEqual([0, ''])
    for (const name of [
      'run',
      'fly',
      'size',
      'cost',
      'compare',
      'track',
      'footprint',
      'study',
      'results',
      'worker',
      'serve',
      'check',
      'sources',
      'validate',
    ])
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
    expect(seconds).toBeLessThan(HELP_SECONDS)
  })

  it('ends with code 130 when it is stopped with Ctrl-C in a command that has nothing to show before its end', async () => {
    const args = ['fly', '--vehicle', 'icbm-solid-generic', '--from', 'sinpung-dong', '--to', 'chicago']
    const outcome = await opendome(args, { started: (child) => void interruptAfter(child.pid!, 0.25) })
    expect(outcome).toMatchObject({ code: 130, out: '', err: '' })
  })

  it('prints its version, which is that of the model', async () => {
    expect(await opendome(['--version'])).toMatchObject({ code: 0, out: `${version}\n`, err: '' })
    expect(VERSION).toBe(version)
  })

  it('describes each command', async () => {
    const { code, out } = await opendome(['run', '--help'])
    expect(code).toBe(0)
    for (const option of ['--runs <N>', '--seed <S>', '--out <DIR>', '--no-range', '--json'])
      expect(out).toContain(option)
  })
})

describe('wrong usage ends with code 2, an empty standard output and a hint', () => {
  it.each([
    [['rnu'], 'unknown command rnu\nhint: did you mean run?\n'],
    [['run'], 'missing argument SCENARIO\nhint: opendome run --help lists what there is\n'],
    [
      ['run', 'a', 'b'],
      'invalid arguments: expected 1 argument but got 2\nhint: opendome run --help lists what there is\n',
    ],
    [['run', 'cbo-2026', '--rnus', '3'], 'unknown option --rnus\nhint: did you mean --runs?\n'],
    [
      ['run', 'cbo-2026', '--runs'],
      'missing value of --runs <N>\nhint: opendome run --help lists what there is\n',
    ],
    [['fly'], 'missing option --vehicle <ID|FILE>\nhint: opendome fly --help lists what there is\n'],
  ])('%j', async (args, err) => {
    expect(await opendome(args)).toMatchObject({ code: 2, out: '', err })
  })

  it('shows the help on standard error where no command is given', async () => {
    const { code, out, err } = await opendome([])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Commands:')
  })
})

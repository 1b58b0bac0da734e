import { OpendomeError } from '@opendome/model'
import { describe, expect, it } from 'vitest'
import { errorLines, explain, usageLines } from './exit.ts'

describe('errorLines', () => {
  it('puts the place before the message and always says what to do', () => {
    const error = new OpendomeError('unknown', 'site x', { where: 'a.yaml:3:5', hint: 'did you mean y?' })
    expect(errorLines(error)).toEqual(['a.yaml:3:5: unknown site x', 'hint: did you mean y?'])
    expect(errorLines(new OpendomeError('unknown', 'site x'))).toEqual([
      'unknown site x',
      'hint: check the spelling',
    ])
  })
})

describe('explain', () => {
  it('asks to report what it did not expect, in one line without a stack', () => {
    const { lines, code } = explain(new TypeError('x is not a function\n  at y'), 'run')
    expect(code).toBe(1)
    expect(lines).toEqual([
      'unexpected error: x is not a function',
      'hint: this is a fault of opendome; please report this line with the command that you typed',
    ])
  })
})

describe('usageLines', () => {
  it.each([
    [
      "error: unknown option '--rnus'\n(Did you mean --runs?)",
      'unknown option --rnus',
      'hint: did you mean --runs?',
    ],
    ["error: unknown command 'rnu'\n(Did you mean run?)", 'unknown command rnu', 'hint: did you mean run?'],
    [
      "error: missing required argument 'SCENARIO'",
      'missing argument SCENARIO',
      'hint: opendome run --help lists what there is',
    ],
    [
      "error: option '--runs <N>' argument missing",
      'missing value of --runs <N>',
      'hint: opendome run --help lists what there is',
    ],
    [
      "error: option '--trajectory <SHAPE>' argument 'hi' is invalid. Allowed choices are a, b.",
      'invalid --trajectory hi: expected a, b',
      'hint: opendome run --help lists what there is',
    ],
    [
      "error: command-argument value 'xml' is invalid for argument 'FORMAT'. Allowed choices are csv, json.",
      'invalid FORMAT xml: expected csv, json',
      'hint: opendome run --help lists what there is',
    ],
    [
      "error: too many arguments for 'run'. Expected 1 argument but got 2.",
      'invalid arguments: expected 1 argument but got 2',
      'hint: opendome run --help lists what there is',
    ],
  ])('rewords %j', (message, text, hint) => {
    expect(usageLines(message, 'run')).toEqual([text, hint])
  })
})

import type { CommanderError } from 'commander'
import type { OpendomeError } from '@opendome/model'

/** Exit codes of the command. */
export const EXIT = { ok: 0, no: 1, badInput: 2, interrupted: 130 } as const

/** Is it the model's error? By name: help and version must not load the model. */
function isOpendomeError(error: unknown): error is OpendomeError {
  return error instanceof Error && error.name === 'OpendomeError'
}

/** What to do, where the error itself does not say. */
const USUAL_HINT: Readonly<Record<OpendomeError['code'], string>> = {
  invalid: 'change the value to what is expected',
  unknown: 'check the spelling',
  missing: 'add it',
  unsupported: 'leave it out',
  infeasible: 'change the scenario so that it can be flown',
}

/** The lines of an error: place and message, then the hint. */
export function errorLines(error: OpendomeError): string[] {
  const line = error.where === undefined ? error.message : `${error.where}: ${error.message}`
  return [line, `hint: ${error.hint ?? USUAL_HINT[error.code]}`]
}

/** What to write and with which code to exit after an error of any kind. Never a stack trace. */
export function explain(error: unknown, command: string | undefined): { lines: string[]; code: number } {
  if (isOpendomeError(error)) return { lines: errorLines(error), code: EXIT.badInput }
  if (isCommanderError(error)) return { lines: usageLines(error.message, command), code: EXIT.badInput }
  const text = error instanceof Error ? error.message : String(error)
  return {
    lines: [
      `unexpected error: ${text.split('\n')[0] ?? ''}`,
      'hint: this is a fault of opendome; please report this line with the command that you typed',
    ],
    code: EXIT.no,
  }
}

export function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.')
}

/** Commander's messages in the words of this program: `error: unknown option '--rnus'` → `unknown option --rnus`. */
export function usageLines(message: string, command: string | undefined): string[] {
  const [first = '', second] = message.replace(/^error: /, '').split('\n')
  const text = first
    .replace(/^missing required argument '(.*)'$/, 'missing argument $1')
    .replace(/^option '(.*)' argument missing$/, 'missing value of $1')
    .replace(/^required option '(.*)' not specified$/, 'missing option $1')
    .replace(
      /^too many arguments(?: for '.*')?\. (.*?)\.?$/,
      (_, rest: string) => `invalid arguments: ${rest.toLowerCase()}`,
    )
    .replace(
      /^option '(\S+).*?' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/,
      'invalid $1 $2: expected $3',
    )
    .replace(
      /^command-argument value '(.*)' is invalid for argument '(.*)'\. Allowed choices are (.*)\.$/,
      'invalid $2 $1: expected $3',
    )
    .replace(/^(unknown \w+) '(.*)'$/, '$1 $2')
  const near = /^\(Did you mean (.*)\?\)$/.exec(second ?? '')?.[1]
  const help = `opendome ${command === undefined ? '' : `${command} `}--help`
  return [text, near === undefined ? `hint: ${help} lists what there is` : `hint: did you mean ${near}?`]
}

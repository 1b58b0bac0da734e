import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { readScenario, scenarioMistakes } from './index.ts'

/** A right scenario, edits of it and whole files, each with all that the program says: place, message, and hint after the bar. */
const { base, edits, files } = JSON.parse(
  readFileSync(new URL('bad-input.cases.json', import.meta.url), 'utf8'),
) as {
  base: string
  edits: { name: string; from: string; to: string; says: string }[]
  files: { name: string; text: string; says: string }[]
}

/** The base with one edit; `«x*500»` stands for 500 times x. */
function edited({ from, to }: { from: string; to: string }): string {
  const long = to.replace(/«(.)\*(\d+)»/g, (_, c: string, n: string) => c.repeat(Number(n)))
  const text = base.replace(from, () => long)
  expect(text).not.toBe(base)
  return text
}

function said(text: string): string {
  try {
    readScenario(text, { name: 'f' })
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return `${error.where}: ${error.message}${error.hint === undefined ? '' : ` | ${error.hint}`}`
  }
  return 'nothing'
}

describe('bad scenarios', () => {
  it('start from one that is right', () => {
    expect(said(base)).toBe('nothing')
    expect(edits.length + files.length).toBeGreaterThan(120)
  })

  it.each(edits)('say where and what: $name', (edit) => {
    const text = edited(edit)
    expect(said(text)).toBe(edit.says)
    expect(scenarioMistakes(text, { name: 'f' })).toHaveLength(1)
  })

  it.each(files)('say what a file is when it is no scenario: $name', ({ text, says }) => {
    expect(said(text)).toBe(says)
  })

  it('say how many more mistakes there are, and list them in the order of the file', () => {
    const text = base.replace('seed: 1', 'seed: -1').replace('altitude_km: 400', 'altitude_km: 4')
    expect(said(text.replace('runs: 20', 'rums: 20'))).toBe(
      'f:7:27: invalid interceptors.sbi.shell.altitude_km 4: expected 150 to 50000 km | 2 more: opendome check lists all',
    )
    expect(scenarioMistakes(text, { name: 'f' }).map((e) => e.where)).toEqual(['f:7:27', 'f:19:24'])
  })

  it('stay short whatever the file holds', () => {
    for (const edit of edits) {
      for (const { message, hint } of scenarioMistakes(edited(edit))) {
        expect(message.length).toBeLessThan(250)
        expect((hint ?? '').length).toBeLessThan(250)
      }
    }
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'leave the prototypes of objects alone: %s',
    (key) => {
      expect(said(base.replace('run: {', `run: { ${key}: { polluted: 1 },`))).toContain('unknown field')
      const reading = `readings: [{ id: a, name: x, set: { ${key}.polluted: 1, run.${key}.x: 1 } }]\n`
      expect(said(`${base}${reading}`)).toContain('unknown field')
      expect(said(`opendome: 1\nfrom: ${key}\n`)).toContain('unknown preset')
      expect(said(base.replace('site: chicago', `site: ${key.toLowerCase()}`))).not.toBe('nothing')
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    },
  )
})

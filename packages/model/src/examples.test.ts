import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as model from './index.ts'

/** Every `@example` of a folder's files: the name of what it stands before, and its code. */
function examples(folder: string): [string, string][] {
  const at = new URL(`${folder}/`, import.meta.url)
  return readdirSync(at)
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))
    .flatMap((file) => {
      const text = readFileSync(new URL(file, at), 'utf8')
      const blocks = text.matchAll(
        / \* @example\n((?: \*.*\n)+?) \*\/\nexport (?:function\*?|class|const) (\w+)/g,
      )
      return [...blocks].map(([, code, name]): [string, string] => [name!, code!.replaceAll(/^ \* ?/gm, '')])
    })
}

describe('the examples of the front door', () => {
  const found = [...examples('scenario'), ...examples('sense'), ...examples('study')]

  it('are there', () => {
    expect(found.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'readScenario',
        'readVehicle',
        'flyThreat',
        'simulate',
        'MonteCarlo',
        'SensorNetwork',
        'coverage',
      ]),
    )
  })

  it.each(found)('run as printed: %s', (_, code) => {
    const printed: unknown[] = []
    const scenario = model.readScenario('opendome: 1\nfrom: first-flight')
    const names = { ...model, console: { log: (...values: unknown[]) => printed.push(...values) } }
    // A name that the example declares itself is not handed in.
    const given = Object.entries({ ...names, scenario }).filter(([name]) => !code.includes(`const ${name} =`))
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code of our own doc comments
    const run = new Function(...given.map(([name]) => name), code) as (...values: unknown[]) => void
    run(...given.map(([, value]) => value))
    expect(printed.every((value) => value !== undefined && !Number.isNaN(value))).toBe(true)
    if (code.includes('console.log')) expect(printed.length).toBeGreaterThan(0)
  })
})

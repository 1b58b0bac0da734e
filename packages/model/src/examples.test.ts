import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as earth from './earth/index.ts'
import * as model from './index.ts'
import * as orbit from './orbit/index.ts'

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

/** Programs in the manual that have their output under them: chapter, code, output. */
function manual(): [chapter: string, code: string, output: string][] {
  const docs = new URL('../../../docs/', import.meta.url)
  return readdirSync(docs)
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const text = readFileSync(new URL(file, docs), 'utf8')
      const blocks = text.matchAll(/```ts\n((?:(?!```)[^])*)```\n\n```text\n((?:(?!```)[^])*)\n```/g)
      return [...blocks].map(([, code, output]): [string, string, string] => [file, code!, output!])
    })
}

/** Runs a program with the front door and the rooms' exports at hand; gives what it prints, one entry a call. */
function run(code: string): unknown[][] {
  const printed: unknown[][] = []
  const scenario = model.readScenario('opendome: 1\nfrom: first-flight')
  const console = { log: (...values: unknown[]) => printed.push(values) }
  // A name that the example declares itself is not handed in.
  const given = Object.entries({ ...earth, ...orbit, ...model, console, scenario }).filter(
    ([name]) => !code.includes(`const ${name} =`),
  )
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code of our own documentation
  const program = new Function(...given.map(([name]) => name), code) as (...values: unknown[]) => void
  program(...given.map(([, value]) => value))
  return printed
}

describe('the examples of the front door and of rooms', () => {
  const found = [...examples('orbit'), ...examples('scenario'), ...examples('sense'), ...examples('study')]

  it('are there', () => {
    expect(found.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'MeanElementOrbit',
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
    const printed = run(code).flat()
    expect(printed.every((value) => value !== undefined && !Number.isNaN(value))).toBe(true)
    if (code.includes('console.log')) expect(printed.length).toBeGreaterThan(0)
  })
})

describe('programs in the manual', () => {
  it('are there', () => {
    expect(manual().map(([chapter]) => chapter)).toContain('orbit.md')
  })

  it.each(manual())('print what stands under them: %s', (_, code, output) => {
    expect(
      run(code)
        .map((values) => values.join(' '))
        .join('\n'),
    ).toBe(output)
  })
})

import { plain } from './format.ts'
import type { Emphasis } from './table.ts'
import { bullets, wrap } from './wrap.ts'

/** How a page is set: its width in columns, and how a text is set off where the terminal can. */
export interface PageOptions {
  readonly width: number
  readonly emphasise: (text: string, emphasis: Emphasis) => string
}

/** A page about what was typed as SCENARIO. */
export interface ScenarioPage extends PageOptions {
  readonly source: string
}

/** The parts that the pages of all commands share, as lines. A part without content has no lines. */
export interface PageParts {
  /** A title and what stands below it, after an empty line. */
  readonly section: (title: string, lines: readonly string[]) => string[]
  /** Name and words of a scenario, and an empty line. */
  readonly heading: (scenario: { readonly name: string; readonly doc?: string | undefined }) => string[]
  /** Sentences that can be quoted, the first set off. */
  readonly quotable: (sentences: readonly string[]) => string[]
  /** A report's limits; where they are told with `Not modelled: `, the title says it. */
  readonly limits: (limits: readonly string[]) => string[]
  /** What differs from the preset, or that nothing does. */
  readonly changes: (words: readonly string[]) => string[]
  /** The last line: program, study, seed. Ends the page. */
  readonly stamp: (words: string) => string[]
}

export function pageParts({ width, emphasise }: PageOptions): PageParts {
  const section: PageParts['section'] = (title, lines) =>
    lines.length === 0 ? [] : ['', emphasise(title, 'strong'), ...lines]
  return {
    section,
    heading: ({ name, doc }) => [
      emphasise(name, 'strong'),
      ...(doc === undefined ? [] : wrap(doc, width)),
      '',
    ],
    quotable: (sentences) =>
      sentences.flatMap((line, i) =>
        wrap(line, width).map((part) => (i === 0 ? emphasise(part, 'strong') : part)),
      ),
    limits: (limits) =>
      section(
        'Not modelled, and limits',
        bullets(
          limits.map((l) => l.replace(/^Not modelled: /, '')),
          width,
        ),
      ),
    changes: (words) =>
      section('Changed assumptions', words.length === 0 ? ['  none'] : bullets(words, width)),
    stamp: (words) => ['', ...wrap(words, width).map((line) => emphasise(line, 'small')), ''],
  }
}

/** Changed assumptions, one each, with room to break their lines. */
export function changedWords(report: {
  readonly changed_assumptions: readonly {
    readonly path: string
    readonly value: unknown
    readonly preset: unknown
  }[]
}): string[] {
  const value = (x: unknown): string => plain(x).replaceAll(',"', ', "')
  // A thing that is added has dozens of fields: the document lists them.
  const isThing = (x: unknown): boolean => typeof x === 'object' && x !== null && !Array.isArray(x)
  return report.changed_assumptions.map((c) =>
    c.preset === null && isThing(c.value)
      ? `${c.path}: added`
      : `${c.path}: ${value(c.value)} instead of ${value(c.preset)}`,
  )
}

/** The same as one sentence, for captions of pictures. */
export function changedSentence(report: Parameters<typeof changedWords>[0]): string {
  const words = changedWords(report)
  return `Changed assumptions: ${words.length === 0 ? 'none' : words.join('; ')}.`
}

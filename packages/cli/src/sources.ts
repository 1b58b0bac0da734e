import { OpendomeError } from '@opendome/model'
import {
  allSources,
  searchSources,
  sourceNames,
  sourcesDocument,
  titleOf,
  type FoundSources,
} from '@opendome/model/answer'
import { CATALOG, SOURCES, type CatalogFigure } from '@opendome/model/generated'
import { nearest } from '@opendome/model/scenario'
import { EXIT, errorLines } from './exit.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from './terminal.ts'
import { counted, significant } from './text/format.ts'
import type { Emphasis } from './text/table.ts'
import { wrap } from './text/wrap.ts'

/** `opendome sources`: returns the exit code; 1 where nothing matches. */
export function sourcesCommand(word: string | undefined, options: { readonly json?: boolean }): number {
  const found = word === undefined ? allSources() : searchSources(word)
  if (word !== undefined && found.figures.length + found.entries.length + found.sources.length === 0) {
    const near = nearest(word, sourceNames())
    remark(
      errorLines(
        new OpendomeError('unknown', `word ${word}: no figure, entry or source of the catalog has it`, {
          hint:
            near === undefined ? 'opendome sources lists what the catalog holds' : `did you mean ${near}?`,
        }),
      ).join('\n'),
    )
    return EXIT.no
  }
  if (options.json === true) answerJson(sourcesDocument(word, found))
  else if (word === undefined) answer(contents(outputWidth(), emphasis()))
  else answer(findings(found, outputWidth(), emphasis()))
  return EXIT.ok
}

type Emphasise = (text: string, emphasis: Emphasis) => string

/** What the catalog holds, by kind, with counts. */
function contents(width: number, emphasise: Emphasise): string {
  const kinds = [...new Set(CATALOG.map((e) => e.kind))]
  const blocks = kinds.flatMap((kind) => {
    const entries = CATALOG.filter((e) => e.kind === kind)
    const figures = entries.reduce((sum, e) => sum + e.figures.length, 0)
    return [
      emphasise(`${kind}: ${entries.length} (${counted(figures, 'figure')})`, 'strong'),
      ...wrap(entries.map((e) => e.id).join(', '), width - 2).map((line) => `  ${line}`),
      '',
    ]
  })
  return [
    ...blocks,
    emphasise(`source: ${SOURCES.length}`, 'strong'),
    ...wrap(SOURCES.map((s) => s.id).join(', '), width - 2).map((line) => `  ${line}`),
    '',
    'opendome sources WORD shows the figures whose name, source or place holds the word.',
  ].join('\n')
}

/** Figures by entry, each with its source, then the sources that match. */
function findings(found: FoundSources, width: number, emphasise: Emphasise): string {
  const lines: string[] = []
  const put = (indent: number, text: string): void => {
    lines.push(...wrap(text, width - indent).map((line) => ' '.repeat(indent) + line))
  }
  for (const entry of new Set([...found.entries, ...found.figures.map((f) => f.entry)])) {
    lines.push(emphasise(`${entry.kind} ${entry.id}: ${entry.name}`, 'strong'))
    for (const { figure } of found.figures.filter((f) => f.entry === entry)) {
      put(2, figureLine(figure))
      put(4, `${titleOf(figure.source)} (${figure.source}): ${figure.where}`)
      for (const other of figure.alternatives ?? [])
        put(
          4,
          `also ${significant(other.value)}: ${titleOf(other.source)} (${other.source}): ${other.where}${other.note === undefined ? '' : `; ${other.note}`}`,
        )
      if (figure.note !== undefined) put(4, `note: ${figure.note}`)
    }
    lines.push('')
  }
  for (const source of found.sources) {
    lines.push(emphasise(`source ${source.id}`, 'strong'))
    put(2, `${source.author === undefined ? '' : `${source.author}: `}${source.title}. ${source.edition}`)
    if (source.address !== undefined) put(2, source.address)
    if (source.licence !== undefined) put(2, `licence: ${source.licence}`)
    lines.push('')
  }
  lines.push(`${counted(found.figures.length, 'figure')}, ${counted(found.sources.length, 'source')}`)
  return lines.join('\n')
}

/** `burn_time_s  175 s  assumption, 170 to 180`. */
export function figureLine(figure: CatalogFigure): string {
  const unit = figure.unit === '1' ? '' : ` ${figure.unit}`
  // A year has no thousands.
  const shown = /(^|[._])year$/.test(figure.path) ? String : (x: number) => significant(x)
  const range =
    figure.low === undefined || figure.high === undefined
      ? ''
      : `, ${shown(figure.low)} to ${shown(figure.high)}`
  return `${figure.path} = ${shown(figure.value)}${unit} (${figure.mark}${range})`
}

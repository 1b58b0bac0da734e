import { OpendomeError } from '@opendome/model'
import {
  CATALOG,
  SOURCES,
  type CatalogEntry,
  type CatalogFigure,
  type CatalogSource,
} from '@opendome/model/generated'
import { nearest } from '@opendome/model/scenario'
import { EXIT, errorLines } from './exit.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from './terminal.ts'
import { counted, significant } from './text/format.ts'
import type { Emphasis } from './text/table.ts'
import { wrap } from './text/wrap.ts'
import { ownVersion } from './version.ts'

interface Found {
  readonly entries: readonly CatalogEntry[]
  /** Figures of other entries that match by themselves. */
  readonly figures: readonly { readonly entry: CatalogEntry; readonly figure: CatalogFigure }[]
  readonly sources: readonly CatalogSource[]
}

/** `opendome sources`: returns the exit code; 1 where nothing matches. */
export function sourcesCommand(word: string | undefined, options: { readonly json?: boolean }): number {
  const found = word === undefined ? everything() : search(word)
  if (word !== undefined && found.figures.length + found.entries.length + found.sources.length === 0) {
    const names = [
      ...CATALOG.flatMap((e) => [e.id, ...e.figures.flatMap((f) => [f.path, f.path.split('.').pop() ?? ''])]),
      ...SOURCES.map((s) => s.id),
    ]
    const near = nearest(word, new Set(names))
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

function everything(): Found {
  return {
    entries: CATALOG,
    figures: CATALOG.flatMap((entry) => entry.figures.map((figure) => ({ entry, figure }))),
    sources: SOURCES,
  }
}

/** Figures and sources that hold the word, in any case; all figures of an entry whose id, name or kind holds it. */
export function search(word: string): Found {
  const needle = word.toLowerCase()
  const has = (...texts: readonly (string | undefined)[]): boolean =>
    texts.some((t) => t?.toLowerCase().includes(needle) === true)
  const titles = new Map(SOURCES.map((s) => [s.id, s.title]))
  const entries = CATALOG.filter((e) => has(e.kind, e.id, e.name))
  const figures = CATALOG.flatMap((entry) =>
    entry.figures
      .filter(
        (f) =>
          entries.includes(entry) ||
          has(`${entry.id}.${f.path}`, f.source, titles.get(f.source), f.where, f.note),
      )
      .map((figure) => ({ entry, figure })),
  )
  return { entries, figures, sources: SOURCES.filter((s) => has(s.id, s.title, s.author, s.edition)) }
}

function sourcesDocument(word: string | undefined, found: Found): object {
  return {
    opendome: ownVersion(),
    scenario: null,
    changed_assumptions: [],
    limits: [],
    word: word ?? null,
    entries: found.entries.map(({ kind, id, name, doc }) => ({ kind, id, name, doc })),
    figures: found.figures.map(({ entry, figure }) => ({
      kind: entry.kind,
      entry: entry.id,
      path: figure.path,
      value: figure.value,
      unit: figure.unit,
      mark: figure.mark,
      low: figure.low ?? null,
      high: figure.high ?? null,
      source: figure.source,
      title: titleOf(figure.source),
      where: figure.where,
      alternatives: figure.alternatives ?? [],
      note: figure.note ?? null,
    })),
    sources: found.sources,
  }
}

function titleOf(id: string): string {
  return SOURCES.find((s) => s.id === id)?.title ?? id
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
function findings(found: Found, width: number, emphasise: Emphasise): string {
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

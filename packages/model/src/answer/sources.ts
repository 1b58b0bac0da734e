import {
  CATALOG,
  SOURCES,
  type CatalogEntry,
  type CatalogFigure,
  type CatalogSource,
} from '../generated/index.ts'
import { VERSION } from '../study/index.ts'

/** What of the catalog a word finds. */
export interface FoundSources {
  readonly entries: readonly CatalogEntry[]
  /** Figures of these entries, and of others where they match by themselves. */
  readonly figures: readonly { readonly entry: CatalogEntry; readonly figure: CatalogFigure }[]
  readonly sources: readonly CatalogSource[]
}

/** The whole catalog. */
export function allSources(): FoundSources {
  return {
    entries: CATALOG,
    figures: CATALOG.flatMap((entry) => entry.figures.map((figure) => ({ entry, figure }))),
    sources: SOURCES,
  }
}

/** Figures and sources that hold the word, in any case; all figures of an entry whose id, name or kind holds it. */
export function searchSources(word: string): FoundSources {
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

/** Names that a word may have been meant for: ids, and paths of figures with their last part. */
export function sourceNames(): Set<string> {
  return new Set([
    ...CATALOG.flatMap((e) => [e.id, ...e.figures.flatMap((f) => [f.path, f.path.split('.').pop() ?? ''])]),
    ...SOURCES.map((s) => s.id),
  ])
}

/** The document of `sources --json`. */
export function sourcesDocument(word: string | undefined, found: FoundSources) {
  return {
    opendome: VERSION,
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

/** Title of a source; its id where there is none. */
export function titleOf(id: string): string {
  return SOURCES.find((s) => s.id === id)?.title ?? id
}

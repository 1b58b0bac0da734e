import { CATALOG, type CatalogEntry, type CatalogFigure } from '@opendome/model/generated'

/** A figure of the catalog that a scenario takes, with its source. */
export interface FigureUsed extends Pick<
  CatalogFigure,
  'path' | 'value' | 'unit' | 'mark' | 'source' | 'where'
> {
  readonly kind: CatalogEntry['kind']
  readonly id: string
}

/** Fields whose text is the id of a catalog entry, and of which kind it may be. */
const KINDS: Readonly<Record<string, readonly CatalogEntry['kind'][]>> = {
  vehicle: ['vehicle', 'interceptor'],
  site: ['site'],
  sensor: ['sensor'],
  preset: ['cost', 'command'],
}

/** The catalog figures that a scenario's document names, each once, in the order of the catalog. */
export function figuresUsed(document: unknown): FigureUsed[] {
  const named = new Set<string>()
  collect(document, '', named)
  return CATALOG.filter(({ kind, id }) => named.has(`${kind} ${id}`)).flatMap(({ kind, id, figures }) =>
    figures.map(({ path, value, unit, mark, source, where }) => ({
      kind,
      id,
      path,
      value,
      unit,
      mark,
      source,
      where,
    })),
  )
}

function collect(value: unknown, key: string, named: Set<string>): void {
  if (typeof value === 'string') for (const kind of KINDS[key] ?? []) named.add(`${kind} ${value}`)
  else if (Array.isArray(value)) for (const one of value) collect(one, key, named)
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) collect(inner, name, named)
}

// Writes TypeScript by plain string building: the same input gives the same bytes.
const HEAD = '// Generated from catalog/ and scenarios/ by scripts/generate.mjs, do not edit.\n'

const CATALOG_TYPES = `/** Another published value of the same figure. */
export interface CatalogAlternative {
  readonly value: number
  readonly source: string
  readonly where: string
  readonly note?: string
}

/** One number of an entry with its source. \`path\` is its place in the entry's value: \`stages.0.propellant_kg\`. */
export interface CatalogFigure {
  readonly path: string
  readonly value: number
  readonly unit: string
  readonly mark: 'published' | 'second-hand' | 'assumption'
  /** Id of a source. */
  readonly source: string
  /** Page, table, section or address within the source. */
  readonly where: string
  readonly low?: number
  readonly high?: number
  readonly alternatives?: readonly CatalogAlternative[]
  readonly note?: string
}

/** One entry: \`value\` holds its plain fields, with the unit in each name. */
export interface CatalogEntry {
  readonly kind:
    | 'vehicle'
    | 'interceptor'
    | 'sensor'
    | 'site'
    | 'study'
    | 'command'
    | 'satellite'
    | 'cost'
    | 'unit-cost'
    | 'money'
    | 'partner'
    | 'programme'
  readonly id: string
  readonly name: string
  readonly doc: string
  /** Of an interceptor: the id of the unit cost of one. */
  readonly unitCost?: string
  readonly value: unknown
  readonly figures: readonly CatalogFigure[]
}

/** A publication or data set that figures come from. */
export interface CatalogSource {
  readonly id: string
  readonly title: string
  readonly author?: string
  readonly edition: string
  readonly address?: string
  readonly licence?: string
}
`

/** A JavaScript literal; fields that are undefined are left out. Short values stay on one line. */
function literal(value, indent = '') {
  if (typeof value === 'string') return quote(value)
  if (value === null || typeof value !== 'object') return String(value)
  const inner = indent + '  '
  const isList = Array.isArray(value)
  const parts = isList
    ? value.map((v) => literal(v, inner))
    : Object.entries(value)
        .filter(([, v]) => v !== undefined)
        .map(([k, v]) => `${/^[a-z_][a-z0-9_]*$/i.test(k) ? k : quote(k)}: ${literal(v, inner)}`)
  const [open, close] = isList ? ['[', ']'] : ['{ ', ' }']
  const line = parts.length === 0 ? (isList ? '[]' : '{}') : `${open}${parts.join(', ')}${close}`
  if (indent.length + line.length <= 100 && !line.includes('\n')) return line
  return `${open.trim()}\n${parts.map((p) => `${inner}${p},\n`).join('')}${indent}${close.trim()}`
}

/** A single-quoted string: JSON's escapes with the quotes exchanged. */
function quote(text) {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

export function catalogModule(entries, sources) {
  return (
    `${HEAD}\n${CATALOG_TYPES}\n` +
    `/** Every catalog entry, ordered by kind and id. */\nexport const CATALOG: readonly CatalogEntry[] = ${literal(entries)}\n\n` +
    `/** Every source, ordered by id. */\nexport const SOURCES: readonly CatalogSource[] = ${literal(sources)}\n`
  )
}

export function presetsModule(presets) {
  const lines = presets.map(({ id, text }) => `  ${quote(id)}: ${quote(text)},\n`).join('')
  const body = presets.length === 0 ? '{}' : `{\n${lines}}`
  return `${HEAD}\n/** The text of each scenario in scenarios/, by its file's stem. */\nexport const PRESETS: Readonly<Record<string, string>> = ${body}\n`
}

export function studiesModule(presets) {
  return presetsModule(presets)
    .replace('each scenario in scenarios/', 'each study in studies/')
    .replace('const PRESETS', 'const STUDIES')
}

export function indexModule() {
  return (
    `${HEAD}// The areas are large and stand apart: areas.ts.\n` +
    "export { CATALOG, SOURCES } from './catalog.ts'\n" +
    "export type { CatalogAlternative, CatalogEntry, CatalogFigure, CatalogSource } from './catalog.ts'\n" +
    "export { PRESETS } from './presets.ts'\n"
  )
}

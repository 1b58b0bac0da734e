// Generated from catalog/ and scenarios/ by scripts/generate.mjs, do not edit.
// The areas are large and stand apart: areas.ts.
export { CATALOG, SOURCES } from './catalog.ts'
export type { CatalogAlternative, CatalogEntry, CatalogFigure, CatalogSource } from './catalog.ts'
export { PRESETS } from './presets.ts'

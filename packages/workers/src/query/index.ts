export { EXPORT_FORMATS, exportRuns, type ExportFormat } from './export.ts'
export { StoreQuery, type QueryResult } from './query.ts'

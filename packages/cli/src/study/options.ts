import { allCores } from '@opendome/workers'
import { numberOption } from '../options.ts'

/** Where results go unless --out says otherwise. */
export const DEFAULT_STORE = './opendome-results'

/** More threads than this are a mistake. */
const MOST_THREADS = 1024

/** Threads by --workers; all cores without it. */
export function threadsOption(text: string | undefined): number {
  return text === undefined
    ? allCores()
    : numberOption('--workers', text, { low: 1, high: MOST_THREADS, whole: true })
}

import type { RunDocument } from '@opendome/model/answer'
import type { PanelWords } from '../text/panels.en.ts'

/** What has to be said of a result so that another can have the same numbers. `today`: ISO date. */
export function citation(document: RunDocument, words: PanelWords, today: string): string {
  const changes = document.changed_assumptions.map(({ path, preset, value }) =>
    words.cite.change(path, plain(preset), plain(value)),
  )
  return [
    words.cite.program(document.opendome),
    words.cite.scenario(document.scenario),
    changes.length === 0 ? words.cite.noChanges : words.cite.changes(changes.join('; ')),
    words.cite.runs(document.runs, document.seed),
    words.cite.computed(today),
  ].join(' ')
}

/** A value as text; null where there is none. */
export const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

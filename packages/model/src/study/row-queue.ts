import { OpendomeError } from '../core/index.ts'
import type { RunTable } from './run-table.ts'

/** The tables of one point as they arrive, in any order; gives their rows in the order of the runs and lets go of what was given. */
export class RowQueue {
  readonly #tables = new Map<number, RunTable>()
  #head: RunTable | undefined
  #ready = 0

  /** Run index before which all rows are here. */
  get ready(): number {
    return this.#ready
  }

  /** Takes a table; false where one that starts at the same run was here before. */
  put(table: RunTable): boolean {
    if (table.from < this.#ready || this.#tables.has(table.from)) return false
    this.#tables.set(table.from, table)
    for (let next = this.#tables.get(this.#ready); next !== undefined; next = this.#tables.get(this.#ready))
      this.#ready = next.to
    return true
  }

  /** Is there a table that starts at this run, or were its rows given? */
  has(from: number): boolean {
    return from < this.#ready || this.#tables.has(from)
  }

  /** The table with a run's row, and the row. Runs are asked for in order. */
  at(run: number): { readonly table: RunTable; readonly row: number } {
    if (this.#head === undefined || run >= this.#head.to) {
      const next = this.#tables.get(this.#head === undefined ? 0 : this.#head.to)
      if (next === undefined) throw new OpendomeError('missing', `run ${run}: not here yet`)
      if (this.#head !== undefined) this.#tables.delete(this.#head.from)
      this.#head = next
    }
    return { table: this.#head, row: run - this.#head.from }
  }
}

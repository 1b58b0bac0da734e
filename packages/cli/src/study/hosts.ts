import type { Notice } from '@opendome/workers/hosts'
import { remark } from '../terminal.ts'
import { programVersion, type ResultStore } from '@opendome/workers'

/** Says which hosts work for a study, and which refuse it and why. */
export function hostRemarks(store: ResultStore): (notice: Notice) => void {
  return ({ host, opendome, store: id }) => {
    if (opendome !== programVersion())
      remark(
        `host ${host} refuses this study: it runs opendome ${opendome}, the study is of ${programVersion()}; install and build the same there`,
      )
    else if (id === store.id) remark(`host ${host} works for this study`)
    else
      remark(
        `host ${host} refuses this study: its results go to another store; give both the same shared folder with --out`,
      )
  }
}

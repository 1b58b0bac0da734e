import type { ResultStore } from '@opendome/workers'
import type { Notice } from '@opendome/workers/hosts'
import { remark } from '../terminal.ts'
import { ownVersion } from '../version.ts'

/** Says which hosts work for a study, and which refuse it and why. */
export function hostRemarks(store: ResultStore): (notice: Notice) => void {
  return ({ host, opendome, store: id }) => {
    if (opendome !== ownVersion())
      remark(
        `host ${host} refuses this study: it runs opendome ${opendome}, the study is of ${ownVersion()}; install the same version there`,
      )
    else if (id === store.id) remark(`host ${host} works for this study`)
    else
      remark(
        `host ${host} refuses this study: its results go to another store; give both the same shared folder with --out`,
      )
  }
}

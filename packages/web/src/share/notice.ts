import type { Refusal } from '@opendome/model/study'
import { create } from 'zustand'

interface Keep {
  /** What became of a link or of what was kept. */
  readonly notice: 'restored' | 'newer' | 'broken' | undefined
  /** A file that could not be opened, and why. */
  readonly refused: { readonly name: string; readonly mistakes: readonly Refusal[] } | undefined
}

export const useKeep = create<Keep>(() => ({ notice: undefined, refused: undefined }))

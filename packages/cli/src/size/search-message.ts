import type { OpendomeError } from '@opendome/model'
import type { SizeProgress, SizeResult } from '@opendome/model/fleet'

/** What the searching thread says. */
export type SearchMessage =
  | { readonly progress: SizeProgress }
  | { readonly result: SizeResult }
  | { readonly error: Pick<OpendomeError, 'code' | 'message' | 'hint'> }

/** How a file is read. */
export interface ReadOptions {
  /** File name for messages; default `scenario`. */
  readonly name?: string
  /** Gives the text of a file that `from:` names by path, and the name for messages. */
  readonly resolve?: (path: string, from: string) => { readonly name: string; readonly text: string }
}

import type { z } from 'zod'
import { OpendomeError } from '../core/index.ts'
import { duplicateIds } from './check.ts'
import { mistakesOf, unknownNulls, type Mistake } from './diagnose.ts'
import { parseSource, type FileKind, type Path, type SourceDocument } from './document.ts'
import { mergeOver, type Fields } from './merge.ts'
import type { ReadOptions } from './read-options.ts'
import { show, shorten } from './show.ts'
import { textOf } from './text-of.ts'

/** A kind of file other than the scenario: what it is called, its schema and its presets. */
export interface DocumentForm<T> extends FileKind {
  readonly schema: z.ZodType<T>
  /** The field that holds the version of the format, and the version that is read. */
  readonly version: readonly [field: string, version: number]
  /** Text by id. */
  readonly presets: Readonly<Record<string, string>>
}

/** A file that was read: its presets merged, its fields checked, defaults filled in. Units are as written. */
export interface ReadDocument<T> {
  readonly value: T
  /** The merged file as plain data, without defaults. */
  readonly document: Readonly<Record<string, unknown>>
  /** Follows paths that the file names: the options for the files it leads to. */
  readonly options: ReadOptions
  /** Gives `file:line:column` of a path, or of its nearest ancestor that is written, in the file or the files it starts from. */
  readonly place: (path: Path, what?: 'key' | 'value') => string
}

const DEEPEST_FROM = 10

/**
 * Reads a file with the habits of a scenario: YAML text, `from:` a preset or a path, maps merged by key and lists of things by id. Gives what was read,
 * or every mistake in it with its place. Throws where the text is no such file at all.
 */
export function readDocument<T>(
  text: string,
  options: ReadOptions,
  form: DocumentForm<T>,
): ReadDocument<T> | readonly OpendomeError[] {
  const { files, document } = load(text, options, form, [])
  const place = (path: Path, what: 'key' | 'value' = 'value'): string => {
    for (let n = path.length; n > 0; n--)
      for (const file of files) {
        const where = file.locate(path.slice(0, n), n < path.length ? 'key' : what)
        if (where !== undefined) return where
      }
    return files[0]!.start
  }
  const placed = ({ error, path, place: what }: Mistake): OpendomeError => error.at(place(path, what))
  const own = files.length > 1 ? files.flatMap((f) => unknownNulls(form.schema, f.value)) : []
  const lost = [...files.flatMap((f) => duplicateIds(f.value)), ...own]
  const parsed = form.schema.safeParse(document)
  if (parsed.success && lost.length === 0) return { value: parsed.data, document, options, place }
  const wrong = parsed.success ? [] : mistakesOf(form.schema, document, parsed.error.issues)
  return [...lost, ...wrong].map(placed)
}

/** The file and those it starts from, nearest first, and what they make together. */
function load<T>(
  text: string,
  options: ReadOptions,
  form: DocumentForm<T>,
  chain: readonly string[],
): { files: readonly SourceDocument[]; document: Fields } {
  const name = options.name ?? form.noun
  const file = parseSource(text, name, form)
  const [field, version] = form.version
  const written = file.value[field]
  if (typeof written === 'number' && written > version)
    throw new OpendomeError('unsupported', `${field} ${written}: this program reads version ${version}`, {
      where: file.locate([field]) ?? file.start,
      hint: 'use a newer program for this file',
    })
  const { from, ...own } = file.value
  if (from === undefined) return { files: [file], document: own }
  const where = file.locate(['from']) ?? file.start
  if (typeof from !== 'string')
    throw new OpendomeError('invalid', `from ${show(from)}: expected a preset id or a path`, { where })
  const parent = textOf(from, 'from', where, options, form.presets)
  const names = [...chain, name]
  if (names.includes(parent.name))
    throw new OpendomeError('invalid', `from ${shorten(from)}: the file would start from itself`, {
      where,
      hint: shorten([...names, parent.name].join(' → '), 200),
    })
  if (names.length > DEEPEST_FROM)
    throw new OpendomeError(
      'invalid',
      `from ${shorten(from)}: more than ${DEEPEST_FROM} files start from each other`,
      {
        where,
      },
    )
  const base = load(parent.text, { ...options, name: parent.name }, form, names)
  return { files: [file, ...base.files], document: mergeOver(base.document, own) as Fields }
}

import { LineCounter, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, visit, type Node } from 'yaml'
import { OpendomeError } from '../core/index.ts'

/** Largest scenario file, bytes (characters). */
export const MAX_SCENARIO_SIZE = 512 * 1024

/** One step of a path: a key, or a list entry by index or by id. */
export type Path = readonly (string | number)[]

/** A parsed file that knows where each value stands. */
export interface SourceDocument {
  readonly name: string
  readonly value: Record<string, unknown>
  /** `file:line:column` of a path; list entries by index or id. Undefined where the file has no such path. */
  locate(path: Path, what?: 'key' | 'value'): string | undefined
  /** `file:1:1` */
  readonly start: string
}

/** Parses YAML (or JSON) text. Throws `invalid`/`missing`/`unsupported` with file:line:column. */
export function parseSource(text: string, name: string): SourceDocument {
  const start = `${name}:1:1`
  if (text.length > MAX_SCENARIO_SIZE)
    throw new OpendomeError(
      'invalid',
      `file of ${text.length} characters: expected at most ${MAX_SCENARIO_SIZE}`,
      {
        where: start,
        hint: 'a scenario is a short text file; start from a preset with from:',
      },
    )
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.exec(text)
  if (control !== null)
    throw new OpendomeError('invalid', 'file: expected text in UTF-8, found binary data', {
      where: start,
      hint: 'give the YAML file of a scenario',
    })
  const lines = new LineCounter()
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: false,
    uniqueKeys: true,
  })
  const fault = document.errors[0]
  if (fault !== undefined) {
    const line = (fault.message.split('\n')[0] ?? '').replace(/\.$/, '')
    throw new OpendomeError('invalid', `YAML: ${line.charAt(0).toLowerCase()}${line.slice(1)}`, {
      where: place(fault.pos[0]),
      hint: fault.code === 'DUPLICATE_KEY' ? 'keep one of the two' : 'mend the YAML at this place',
    })
  }
  const root = document.contents
  if (root === null || (isScalar(root) && root.value === null))
    throw new OpendomeError('missing', 'scenario: the file is empty', {
      where: start,
      hint: 'start with opendome: 1 and from: cbo-2026',
    })
  if (!isMap(root))
    throw new OpendomeError('invalid', 'scenario: expected a map of fields', {
      where: start,
      hint: 'start with opendome: 1 and from: cbo-2026',
    })
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === '<<')
        throw new OpendomeError('unsupported', 'merge key <<', {
          where: place(pair.key.range?.[0] ?? 0),
          hint: 'use from: to start from a preset',
        })
    },
  })
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 100 })
  } catch (cause) {
    throw new OpendomeError('invalid', 'YAML: too many aliases', {
      where: start,
      hint: 'write the values out',
      cause,
    })
  }

  const find = (path: Path, what: 'key' | 'value'): string | undefined => {
    let node: unknown = root
    let key: Node | undefined
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document)
      key = undefined
      if (isMap(node)) {
        const pair = node.items.find(
          (p) => isPair(p) && isScalar(p.key) && String(p.key.value) === String(step),
        )
        if (pair === undefined) return undefined
        key = pair.key as Node
        node = pair.value
      } else if (isSeq(node)) {
        const items: readonly unknown[] = node.items
        const entry =
          typeof step === 'number'
            ? items[step]
            : items.find((item) => isMap(item) && String(item.get('id')) === step)
        if (entry === undefined) return undefined
        node = entry
      } else return undefined
    }
    const target = what === 'key' && key !== undefined ? key : ((node as Node | null) ?? key)
    return target?.range == null ? undefined : place(target.range[0])
  }
  return {
    name,
    value: value as Record<string, unknown>,
    start,
    locate: (path, what = 'value') => find(path, what),
  }
}

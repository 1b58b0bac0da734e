import {
  Composer,
  Lexer,
  LineCounter,
  Parser,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type CST,
  type Document,
  type Node,
} from 'yaml'
import { OpendomeError } from '../core/index.ts'
import { shorten } from './show.ts'
import { plainValues } from './values.ts'

/** Largest scenario file, bytes (characters). */
export const MAX_SCENARIO_SIZE = 512 * 1024

/** Deepest nesting of maps and lists in a file; the schema itself is less than 10 deep. */
const DEEPEST_NESTING = 64

/** Most symbols (words, numbers, signs) of a file; 512 kB of single digits would take the parser seconds. */
const MOST_SYMBOLS = 100_000

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

/** What a file is, for its messages. */
export interface FileKind {
  readonly noun: string
  /** How to begin one. */
  readonly start: string
}

const SCENARIO: FileKind = { noun: 'scenario', start: 'start with opendome: 1 and from: cbo-2026' }

/** Parses YAML 1.2 (or JSON) text. Throws `invalid`/`missing`/`unsupported` with file:line:column. */
export function parseSource(text: string, name: string, kind: FileKind = SCENARIO): SourceDocument {
  const start = `${name}:1:1`
  if (text.length > MAX_SCENARIO_SIZE)
    throw new OpendomeError(
      'invalid',
      `file of ${text.length} characters: expected at most ${MAX_SCENARIO_SIZE}`,
      { where: start, hint: `a ${kind.noun} is a short text file` },
    )
  const lines = new LineCounter()
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd\ufffe\uffff]/.test(text))
    throw new OpendomeError('invalid', 'file: expected text in UTF-8, found binary data', {
      where: start,
      hint: `give the YAML file of a ${kind.noun}`,
    })

  const root = compose(text, lines, place)?.contents ?? null
  if (root === null || (isScalar(root) && root.value === null))
    throw new OpendomeError('missing', `${kind.noun}: the file is empty`, { where: start, hint: kind.start })
  if (!isMap(root))
    throw new OpendomeError('invalid', `${kind.noun}: expected a map of fields`, {
      where: start,
      hint: kind.start,
    })
  const { value, targets } = plainValues(root, place)
  return {
    name,
    value: value as Record<string, unknown>,
    start,
    locate: (path, what = 'value') => {
      const found = find(root, path, what, targets)
      return found?.range == null ? undefined : place(found.range[0])
    },
  }
}

/** The syntax tree of the text, its nesting checked before the recursive part of the parser sees it. */
function compose(text: string, lines: LineCounter, place: (offset: number) => string): Document | undefined {
  const parser = new Parser(lines.addNewLine)
  const tokens: CST.Token[] = []
  lines.addNewLine(0)
  let symbols = 0
  for (const lexeme of new Lexer().lex(text)) {
    if (++symbols > MOST_SYMBOLS)
      throw new OpendomeError('invalid', `YAML: more than ${MOST_SYMBOLS} symbols`, {
        where: place(parser.offset),
        hint: 'a scenario is a short text file',
      })
    for (const token of parser.next(lexeme)) {
      if (token.type === 'directive' && tokens.some((t) => t.type === 'directive'))
        throw new OpendomeError('invalid', 'YAML: more than one directive', {
          where: place(token.offset),
          hint: 'remove the lines that begin with %',
        })
      tokens.push(token)
    }
    if (parser.stack.length > DEEPEST_NESTING)
      throw new OpendomeError('invalid', `YAML: nested more than ${DEEPEST_NESTING} deep`, {
        where: place(parser.offset),
        hint: 'no field is more than 10 deep',
      })
  }
  for (const token of parser.end()) tokens.push(token)
  // Duplicate keys are found in `plainValues`: the parser compares each key with all before it.
  const composer = new Composer({ lineCounter: lines, prettyErrors: false, merge: false, uniqueKeys: false })
  const [document, second] = [...composer.compose(tokens, true, text.length)] as Document[]
  if (document === undefined) return undefined
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault !== undefined) {
    const line = (fault.message.split('\n')[0] ?? '').replace(/[.:]$/, '')
    throw new OpendomeError(
      'invalid',
      `YAML: ${shorten(line.charAt(0).toLowerCase() + line.slice(1), 160)}`,
      {
        where: place(fault.pos[0]),
        hint: 'mend the YAML at this place',
      },
    )
  }
  if (second !== undefined)
    throw new OpendomeError('invalid', 'YAML: two documents in one file', {
      where: place(second.range?.[0] ?? 0),
      hint: 'remove the line --- and what follows it',
    })
  const { version, explicit } = document.directives?.yaml ?? { version: '1.2' }
  if (explicit === true && version !== '1.2')
    throw new OpendomeError('unsupported', `YAML ${version}: expected YAML 1.2`, {
      where: place(0),
      hint: 'remove the line %YAML',
    })
  return document
}

function find(
  root: Node,
  path: Path,
  what: 'key' | 'value',
  targets: ReadonlyMap<Alias, Node>,
): Node | undefined {
  let node: Node | null | undefined = root
  let key: Node | undefined
  for (const step of path) {
    if (isAlias(node)) node = targets.get(node)
    key = undefined
    if (isMap(node)) {
      const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(step))
      if (pair === undefined) return undefined
      key = pair.key as Node
      node = pair.value as Node | null
    } else if (isSeq(node)) {
      const items = node.items as readonly Node[]
      const hasId = (item: Node): boolean => {
        const entry = isAlias(item) ? targets.get(item) : item
        return isMap(entry) && entry.get('id') === step
      }
      const byId = typeof step === 'string' ? items.find(hasId) : undefined
      node = byId ?? (/^\d+$/.test(String(step)) ? items[Number(step)] : undefined)
      if (node === undefined) return undefined
    } else return undefined
  }
  return what === 'key' && key !== undefined ? key : (node ?? key)
}

import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Scalar } from 'yaml'
import { OpendomeError } from '../core/index.ts'
import { shorten } from './show.ts'

/** Most uses of one anchor, aliases within aliases counted: the parser's own limit (`maxAliasCount`). */
const MOST_USES = 100
/** Most values of one file, aliases written out. */
const MOST_VALUES = 100_000

/** What a terminal or a line-wise file would act on: control characters but tab and line feed. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/

/** Keys that JavaScript reads as more than a name. */
const RESERVED = new Set(['__proto__'])

/** A syntax tree as plain data, and what each alias stands for. */
export interface PlainValues {
  readonly value: unknown
  readonly targets: ReadonlyMap<Alias, Node>
}

/**
 * Writes a syntax tree out as plain data. Refused with their place: duplicate keys, merge keys, keys that are no
 * text, tags, control characters (written out or escaped), aliases without anchor, within their own anchor, or beyond the limits.
 */
export function plainValues(root: Node, place: (offset: number) => string): PlainValues {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  const uses = new Map<Node, number>()
  const open = new Set<Node>()
  let count = 0

  const fault = (node: Node | null, text: string, hint: string): OpendomeError =>
    new OpendomeError('invalid', `YAML: ${text}`, { where: place(node?.range?.[0] ?? 0), hint })

  const aliased = (alias: Alias): unknown => {
    const target = targets.get(alias) ?? anchors.get(alias.source)
    if (target === undefined)
      throw fault(alias, `alias *${shorten(alias.source)} without anchor`, 'write the value out')
    if (open.has(target))
      throw fault(alias, `alias *${shorten(alias.source)} within its own anchor`, 'write the value out')
    targets.set(alias, target)
    const used = (uses.get(target) ?? 0) + 1
    uses.set(target, used)
    if (used > MOST_USES)
      throw fault(alias, `more than ${MOST_USES} uses of one anchor`, 'write the values out')
    return convert(target)
  }

  const convert = (node: Node | null): unknown => {
    if (++count > MOST_VALUES)
      throw fault(node, `more than ${MOST_VALUES} values`, 'a scenario is a short text file')
    if (node === null) return null
    if (isAlias(node)) return aliased(node)
    if ('anchor' in node && node.anchor !== undefined) anchors.set(node.anchor, node)
    if (node.tag !== undefined)
      throw new OpendomeError(
        'unsupported',
        `YAML: tag ${shorten(node.tag.replace('tag:yaml.org,2002:', '!!'))}`,
        {
          where: place(node.range?.[0] ?? 0),
          hint: 'write the value without its tag',
        },
      )
    if (isScalar(node)) return plainScalar(node)
    open.add(node)
    let value: unknown
    if (isSeq(node)) value = node.items.map((item) => convert(item as Node))
    else if (isMap(node)) {
      const fields: Record<string, unknown> = {}
      for (const pair of node.items) {
        const key = keyOf(pair.key as Node | null, node)
        if (Object.hasOwn(fields, key))
          throw fault(pair.key as Node, `the key ${shorten(key)} stands twice`, 'keep one of the two')
        fields[key] = convert(pair.value as Node | null)
      }
      value = fields
    }
    open.delete(node)
    return value
  }

  const plainScalar = (node: Scalar): unknown => {
    if (typeof node.value === 'string' && CONTROL.test(node.value))
      throw fault(node, 'a control character in a text', 'remove it, or its escape such as \\e')
    return node.value
  }

  const keyOf = (key: Node | null, map: Node): string => {
    if (!isScalar(key) || key.value === null || typeof key.value === 'object')
      throw fault(key ?? map, 'a key that is no text', 'write a field name before the colon')
    const name = `${plainScalar(key) as string | number | boolean}`
    if (name === '<<')
      throw new OpendomeError('unsupported', 'merge key <<', {
        where: place(key.range?.[0] ?? 0),
        hint: 'use from: to start from a preset',
      })
    if (RESERVED.has(name))
      throw new OpendomeError('unknown', `field ${name}`, {
        where: place(key.range?.[0] ?? 0),
        hint: 'remove it',
      })
    return name
  }

  return { value: convert(root), targets }
}

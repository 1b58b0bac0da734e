import { OpendomeError } from '../core/index.ts'
import { requireRange, type RunTable } from './run-table.ts'

// Layout, all little-endian: magic, version, from, to, number of columns, bytes of the names (32-bit words); the names, ASCII, separated by line feeds;
// zeros up to a multiple of 8; the columns, one after the other, as 64-bit floats.

/** `ODRT`. */
const MAGIC = 0x5452444f
const VERSION = 1
const WORDS = 6
const MOST_COLUMNS = 10_000

/** The first byte of the columns behind a head with names of so many bytes. */
const bodyAt = (nameBytes: number): number => Math.ceil((4 * WORDS + nameBytes) / 8) * 8

/** A table as one buffer of its own, fit to be transferred or written. The same table gives the same bytes on every host. */
export function packTable({ from, to, columns }: RunTable): ArrayBuffer {
  requireRange(from, to)
  const names = [...columns.keys()].join('\n')
  const body = bodyAt(names.length)
  const buffer = new ArrayBuffer(body + 8 * (to - from) * columns.size)
  const view = new DataView(buffer)
  ;[MAGIC, VERSION, from, to, columns.size, names.length].forEach((word, i) => {
    view.setUint32(4 * i, word, true)
  })
  for (let i = 0; i < names.length; i++) {
    const code = names.charCodeAt(i)
    if (code > 0x7f) throw new OpendomeError('invalid', `columns ${names.slice(0, 60)}: expected ASCII names`)
    view.setUint8(4 * WORDS + i, code)
  }
  let at = body
  for (const [name, values] of columns) {
    if (values.length !== to - from)
      throw new OpendomeError('invalid', `column ${name}: ${values.length} values for ${to - from} runs`)
    for (const value of values) {
      view.setFloat64(at, value, true)
      at += 8
    }
  }
  return buffer
}

/** The table in a buffer of `packTable`. Throws `invalid` for anything else, `unsupported` for one of a newer program. */
export function unpackTable(buffer: ArrayBuffer): RunTable {
  const refused = (why: string): OpendomeError => new OpendomeError('invalid', `table of runs: ${why}`)
  if (buffer.byteLength < 4 * WORDS) throw refused('too short for its head')
  const view = new DataView(buffer)
  const word = (i: number): number => view.getUint32(4 * i, true)
  if (word(0) !== MAGIC) throw refused('other data')
  if (word(1) !== VERSION)
    throw new OpendomeError('unsupported', `table of runs: version ${word(1)}, this program reads ${VERSION}`)
  const [from, to, count, nameBytes] = [word(2), word(3), word(4), word(5)]
  requireRange(from, to)
  const rows = to - from
  const body = bodyAt(nameBytes)
  if (count > MOST_COLUMNS || buffer.byteLength !== body + 8 * rows * count)
    throw refused(`${buffer.byteLength} bytes do not hold ${count} columns of ${rows} runs`)
  let text = ''
  for (let i = 0; i < nameBytes; i++) text += String.fromCharCode(view.getUint8(4 * WORDS + i))
  const names = count === 0 ? [] : text.split('\n')
  if (names.length !== count || new Set(names).size !== count)
    throw refused(`${new Set(names).size} names for ${count} columns`)
  const columnAt = (k: number): Float64Array => {
    const values = new Float64Array(rows)
    for (let i = 0; i < rows; i++) values[i] = view.getFloat64(body + 8 * (k * rows + i), true)
    return values
  }
  return { from, to, columns: new Map(names.map((name, k) => [name, columnAt(k)])) }
}

import { OpendomeError } from '../core/index.ts'
import { someOf, unknownId } from './catalog.ts'
import type { ReadOptions } from './read-options.ts'
import { shorten } from './show.ts'

/**
 * The text that a word in a file stands for: a preset by id, else a file by path, which `resolve` gives. Throws `unknown` with the nearest id, `unsupported`
 * without `resolve`, `missing` where the file cannot be read; at `where`, the place of `field`.
 */
export function textOf(
  word: string,
  field: string,
  where: string,
  options: ReadOptions,
  presets: Readonly<Record<string, string>>,
): { readonly name: string; readonly text: string } {
  const preset = Object.hasOwn(presets, word) ? presets[word] : undefined
  if (preset !== undefined) return { name: `preset ${word}`, text: preset }
  if (!/[./\\]/.test(word)) throw unknownId('preset', word, Object.keys(presets)).at(where)
  if (options.resolve === undefined)
    throw new OpendomeError('unsupported', `${field} ${shorten(word)}: a path cannot be followed here`, {
      where,
      hint: `use a preset: ${someOf(Object.keys(presets))}`,
    })
  try {
    return options.resolve(word, options.name ?? 'scenario')
  } catch (error) {
    if (error instanceof OpendomeError) throw error.where === undefined ? error.at(where) : error
    throw new OpendomeError('missing', `${field} ${shorten(word)}: the file cannot be read`, {
      where,
      hint: error instanceof Error ? shorten(error.message, 160) : undefined,
      cause: error,
    })
  }
}

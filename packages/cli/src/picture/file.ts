import { OpendomeError } from '@opendome/model'

export type PictureKind = 'svg' | 'png'

/** The file of an option that draws, and its kind by its name. Throws `invalid` for other names. */
export function pictureFile(
  option: string,
  file: string | undefined,
): { readonly file: string; readonly kind: PictureKind } | undefined {
  return named(option, file, ['svg', 'png'])
}

/** The same where numbers may be written instead, as CSV. */
export function chartFile(
  option: string,
  file: string | undefined,
): { readonly file: string; readonly kind: PictureKind | 'csv' } | undefined {
  return named(option, file, ['svg', 'png', 'csv'])
}

function named<K extends string>(
  option: string,
  file: string | undefined,
  kinds: readonly K[],
): { readonly file: string; readonly kind: K } | undefined {
  if (file === undefined) return undefined
  const kind = kinds.find((k) => file.toLowerCase().endsWith(`.${k}`))
  if (kind !== undefined) return { file, kind }
  const names = kinds.map((k) => `.${k}`)
  throw new OpendomeError(
    'invalid',
    `${option} ${file}: expected a name that ends in ${names.slice(0, -1).join(', ')} or ${names.at(-1)!}`,
    { hint: `for example ${option} picture.png` },
  )
}

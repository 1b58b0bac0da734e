import { OpendomeError } from '@opendome/model'

export type PictureKind = 'svg' | 'png'

/** The file of an option that draws, and its kind by its name. Throws `invalid` for other names. */
export function pictureFile(
  option: string,
  file: string | undefined,
): { readonly file: string; readonly kind: PictureKind } | undefined {
  if (file === undefined) return undefined
  const kind = /\.(svg|png)$/i.exec(file)?.[1]?.toLowerCase()
  if (kind === 'svg' || kind === 'png') return { file, kind }
  throw new OpendomeError('invalid', `${option} ${file}: expected a name that ends in .svg or .png`, {
    hint: `for example ${option} picture.png`,
  })
}

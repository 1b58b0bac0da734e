import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { VERSION } from '@opendome/model/study'

/** Hexadecimal digits of the hash of the program. */
const DIGITS = 12

let known: string | undefined

/**
 * The version of the model together with a hash of its built files: `0.1.0+3f2a9c…`. Runs of two programs are only taken for the same where this is, so that a changed model never
 * continues what another began.
 */
export function programVersion(): string {
  if (known !== undefined) return known
  const folder = dirname(createRequire(import.meta.url).resolve('@opendome/model'))
  const hash = createHash('sha256')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.js'))
    .sort()
  for (const name of names) hash.update(`${name}\n`).update(readFileSync(join(folder, name)))
  return (known = `${VERSION}+${hash.digest('hex').slice(0, DIGITS)}`)
}

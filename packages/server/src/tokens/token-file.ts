import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { OpendomeError } from '@opendome/model'
import { z } from 'zod'

/** What a token permits: look; ask questions and studies; see metrics and end the studies of others. Each includes those before it. */
export const ROLES = ['read', 'run', 'admin'] as const
export type Role = (typeof ROLES)[number]

const fileSchema = z.strictObject({
  opendome_tokens: z.literal(1),
  tokens: z.array(
    z.strictObject({
      id: z.string().regex(/^[0-9a-f]{8}$/),
      name: z.string().max(100),
      role: z.enum(ROLES),
      /** SHA-256 of the token, hexadecimal. A token has 256 bits of chance, so that no slower hash is needed. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      expires: z.iso.datetime(),
    }),
  ),
})

/** A token as the file has it: not the token itself. */
export type TokenEntry = z.infer<typeof fileSchema>['tokens'][number]

/** Longest life of a token, days. */
const MOST_DAYS = 3660
const DAY = 86_400_000
const PREFIX = 'opendome_'
const BYTES = 32

/**
 * The tokens of a server. The file holds their hashes, and is read again when it changes, so that a token that is taken out of it is refused at once.
 */
export class TokenFile {
  readonly #path: string
  #stamp = ''
  #entries: readonly TokenEntry[] = []

  /** Throws `missing` where there is no such file, `invalid` where it is none of tokens. */
  constructor(path: string) {
    this.#path = path
    this.#entries = this.#read()
  }

  /** The entry of a token that is known and has not expired. A file that has become unreadable permits nobody. */
  find(token: string, now = Date.now()): TokenEntry | undefined {
    try {
      this.#entries = this.#read()
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      return undefined
    }
    const hash = Buffer.from(sha256(token), 'hex')
    let found: TokenEntry | undefined
    // All are looked at, so that time tells nothing.
    for (const entry of this.#entries)
      if (timingSafeEqual(hash, Buffer.from(entry.sha256, 'hex'))) found = entry
    return found !== undefined && Date.parse(found.expires) > now ? found : undefined
  }

  #read(): readonly TokenEntry[] {
    const stamp = stampOf(this.#path)
    if (stamp !== undefined && stamp === this.#stamp) return this.#entries
    const entries = readTokens(this.#path)
    this.#stamp = stamp ?? ''
    return entries
  }
}

/** Makes a token, writes its hash into the file, which it makes where there is none, and returns the token: it is seen this once. */
export function makeToken(
  path: string,
  options: { readonly role: Role; readonly days: number; readonly name: string },
  now = Date.now(),
): { readonly token: string; readonly entry: TokenEntry } {
  const { role, days, name } = options
  if (!(days > 0 && days <= MOST_DAYS))
    throw new OpendomeError('invalid', `days ${days}: expected more than 0, at most ${MOST_DAYS}`)
  const before = stampOf(path) === undefined ? [] : readTokens(path)
  const token = PREFIX + randomBytes(BYTES).toString('base64url')
  const entry = {
    id: randomBytes(4).toString('hex'),
    name,
    role,
    sha256: sha256(token),
    expires: new Date(now + days * DAY).toISOString(),
  }
  // Those that expired go.
  const tokens = [...before.filter(({ expires }) => Date.parse(expires) > now), entry]
  const temporary = `${path}.tmp-${process.pid}-${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(temporary, `${JSON.stringify({ opendome_tokens: 1, tokens }, null, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
    })
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new OpendomeError('invalid', `token file: it cannot be written (${codeOf(error)})`, {
      where: path,
      hint: 'choose another place',
      cause: error,
    })
  }
  return { token, entry }
}

function readTokens(path: string): readonly TokenEntry[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const code = codeOf(error)
    throw new OpendomeError(
      code === 'ENOENT' ? 'missing' : 'invalid',
      code === 'ENOENT'
        ? 'token file: there is none of this name'
        : `token file: it cannot be read (${code})`,
      { where: path, hint: 'opendome serve token --tokens FILE --role run makes one', cause: error },
    )
  }
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    document = undefined
  }
  const parsed = fileSchema.safeParse(document)
  if (parsed.success) return parsed.data.tokens
  throw new OpendomeError('invalid', 'token file: it is none that opendome serve token made', {
    where: path,
    hint: 'name another file, or make it anew',
  })
}

function stampOf(path: string): string | undefined {
  try {
    const { mtimeMs, size, ino } = statSync(path)
    return `${mtimeMs}/${size}/${ino}`
  } catch {
    return undefined
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause'
}

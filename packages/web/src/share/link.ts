import { presetSubject, type Subject } from '../state/store.ts'

/** The version of the link; a link of a later one is not read. */
const VERSION = 1
/** Longest link that is made, characters: what mail and chat programs still leave whole. */
export const MOST_CHARACTERS = 8000
/** Most that a link may unpack to, bytes: as much as a scenario file may have. */
const MOST_BYTES = 512 * 1024

/** Why a link does not open. */
export class LinkError extends Error {
  readonly reason: 'newer' | 'broken'
  constructor(reason: 'newer' | 'broken') {
    super(reason)
    this.reason = reason
  }
}

/** A subject as plain data for links and for keeping: of a preset its id, of a text of one's own all of it. */
export function packed({ preset, name, text, set }: Subject): object {
  return {
    ...(preset === undefined ? { name, text } : { preset }),
    ...(Object.keys(set).length > 0 && { set }),
  }
}

/** The subject of such data; undefined where it is none. */
export function unpacked(data: unknown): Subject | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { preset, name, text, set = {} } = data as Record<string, unknown>
  if (typeof set !== 'object' || set === null || Array.isArray(set)) return undefined
  const values = set as Subject['set']
  if (typeof preset === 'string' && /^[a-z0-9-]{1,64}$/.test(preset))
    return { ...presetSubject(preset), set: values }
  return typeof name === 'string' && typeof text === 'string'
    ? { preset: undefined, name, text, set: values }
    : undefined
}

/** The part of a link behind `#` that holds the whole subject: `v1.` and its JSON, deflated, in base64url. */
export async function hashOf(subject: Subject): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(packed(subject)))
  const deflated = await through(json, new CompressionStream('deflate-raw'))
  return `v${VERSION}.${btoa(Array.from(deflated, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')}`
}

/** The subject in a hash; undefined where the hash is no shared scenario. Throws `LinkError`. */
export async function subjectOf(hash: string): Promise<Subject | undefined> {
  const match = /^#?v(\d{1,4})\.(.*)$/s.exec(hash)
  if (match === null) return undefined
  if (Number(match[1]) > VERSION) throw new LinkError('newer')
  try {
    const bytes = Uint8Array.from(atob(match[2]!.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    )
    const json = await through(bytes, new DecompressionStream('deflate-raw'))
    const subject = unpacked(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)))
    if (subject !== undefined) return subject
  } catch {
    // Cut short or changed on the way: what is wrong with it helps nobody.
  }
  throw new LinkError('broken')
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader()
  const parts: number[] = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Uint8Array.from(parts)
    if (parts.length + value.length > MOST_BYTES) throw new LinkError('broken')
    for (const byte of value) parts.push(byte)
  }
}

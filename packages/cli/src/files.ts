import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { OpendomeError } from '@opendome/model'
import { MAX_SCENARIO_SIZE, nearest } from '@opendome/model/scenario'

/** Does the argument read as a path rather than as an id? */
export function looksLikePath(text: string): boolean {
  return /[./\\]/.test(text)
}

/** Is there anything at this path? A path through a file, or into a folder that may not be read, leads to nothing. */
export function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

/**
 * Text of a small file; its size is looked at before it is read. Throws `missing` with the nearest name in its folder, `invalid` for a
 * folder, an unreadable or too large file. Binary data are left to the parser, which refuses them.
 */
export function readText(path: string, noun: string): string {
  let size: number
  try {
    const stat = statSync(path)
    if (stat.isDirectory())
      throw new OpendomeError('invalid', `${noun} file: it is a folder`, {
        where: path,
        hint: `name a file in it${example(path)}`,
      })
    if (!stat.isFile())
      throw new OpendomeError('invalid', `${noun} file: it is no regular file`, {
        where: path,
        hint: 'write the text to a file first',
      })
    size = stat.size
  } catch (error) {
    throw fileError(error, path, noun)
  }
  if (size > MAX_SCENARIO_SIZE)
    throw new OpendomeError(
      'invalid',
      `${noun} file of ${size} bytes: expected at most ${MAX_SCENARIO_SIZE}`,
      {
        where: `${path}:1:1`,
        hint: `a ${noun} is a short text file; is this the right one?`,
      },
    )
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw fileError(error, path, noun)
  }
}

/** Writes a text or binary file. Throws `invalid` where that cannot be done. */
export function writeFile(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content)
  } catch (error) {
    throw new OpendomeError(
      'invalid',
      `output file: cannot be written (${codeOf(error) ?? 'unknown cause'})`,
      {
        where: path,
        hint: exists(dirname(path)) ? 'choose another place' : `make the folder ${dirname(path)} first`,
        cause: error,
      },
    )
  }
}

/** Makes a folder for results, with its parents. Throws `invalid` where that cannot be done. */
export function makeFolder(path: string): void {
  const refused = (why: string, error?: unknown): OpendomeError =>
    new OpendomeError('invalid', `--out ${path === '' ? '""' : path}: the folder cannot be made (${why})`, {
      hint: 'choose another folder',
      cause: error,
    })
  if (path === '') throw refused('it has no name')
  // One by one: Node's own recursive way does not end below /proc.
  const missing: string[] = []
  let folder = resolve(path)
  for (; !exists(folder); folder = dirname(folder)) missing.unshift(folder)
  if (!statSync(folder).isDirectory()) throw refused('a file stands there')
  try {
    for (const one of missing) mkdirSync(one)
  } catch (error) {
    throw refused(codeOf(error) ?? 'unknown cause', error)
  }
}

function fileError(error: unknown, path: string, noun: string): unknown {
  const code = codeOf(error)
  if (code === undefined) return error
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const near = nearestFile(path)
    return new OpendomeError('missing', `${noun} file: there is none of this name`, {
      where: path,
      hint:
        near === undefined
          ? 'check the path'
          : `did you mean ${path.slice(0, -basename(path).length)}${near}?`,
      cause: error,
    })
  }
  return new OpendomeError('invalid', `${noun} file: cannot be read (${code})`, {
    where: path,
    hint: code === 'EACCES' ? 'check the permissions of the file' : 'check the path',
    cause: error,
  })
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && error.name !== 'OpendomeError'
    ? String(error.code)
    : undefined
}

/** The file of the same folder whose name without extension is nearest. */
function nearestFile(path: string): string | undefined {
  const names = namesIn(dirname(path))
  const stem = (name: string): string => basename(name).replace(/\.[^.]*$/, '')
  const near = nearest(stem(path), names.map(stem))
  return names.find((name) => stem(name) === near)
}

/** Names in a folder, as far as it can be read; capped, since they serve for a hint only. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).slice(0, 1000)
  } catch {
    return []
  }
}

function example(folder: string): string {
  const name = namesIn(folder).find((n) => /\.ya?ml$/.test(n))
  return name === undefined ? '' : `, for example ${folder.replace(/\/$/, '')}/${name}`
}

import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { StudyFailure } from '../failure.ts'

/** The store cannot be written: a full disk, a folder that is closed to this user. */
export class StoreFailure extends StudyFailure {}

/** Errors of a system that has no room left, as opposed to one that does not permit. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** The error of a failed write into the store, in words. */
export function storeFailure(path: string, error: unknown): StoreFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause'
  const full = NO_ROOM.has(code)
  return new StoreFailure(
    full ? 'infeasible' : 'invalid',
    full
      ? `write into the result store: the disk or quota is full (${code})`
      : `result store: it cannot be written (${code})`,
    {
      where: path,
      hint: full
        ? 'make room and type the same command again: what is done is kept'
        : 'choose another folder with --out, or change its permissions',
      cause: error,
    },
  )
}

/** Mark of a file that is being written: host, process and chance, so that two programs never write into one file. */
const TEMPORARY = /\.tmp-(.+)-(\d+)-[0-9a-f]{8}$/

/**
 * Writes a file so that it is there whole or not at all: under a temporary name, flushed to the disk, then renamed. Throws `StoreFailure`;
 * nothing is left behind then.
 */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.tmp-${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw storeFailure(path, error)
  }
}

/** Makes a folder with its parents, one by one: Node's own recursive way does not end below /proc. Throws `StoreFailure`. */
export function makeFolders(path: string): void {
  const missing: string[] = []
  let folder = resolve(path)
  try {
    for (; !isThere(folder); folder = dirname(folder)) missing.unshift(folder)
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'a file stands there' })
    for (const one of missing) {
      try {
        mkdirSync(one)
      } catch (error) {
        // Another program may have made it in between.
        if (!isThere(one)) throw error
      }
    }
  } catch (error) {
    throw storeFailure(path, error)
  }
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

/** Removes what programs of this host left half written when they were killed. */
export function removeLeftovers(folder: string): void {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return
  }
  for (const name of names) {
    const [, host, pid] = TEMPORARY.exec(name) ?? []
    if (host === hostname() && pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(folder, name), { force: true })
  }
}

/** Is there a process of this id on this host? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

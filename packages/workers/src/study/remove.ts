import { hostname } from 'node:os'
import { OpendomeError } from '@opendome/model'
import type { ResultStore } from '../store/index.ts'
import { readManifest, stateOf, type Manifest } from './record.ts'

/** A study of another host whose manifest is older is taken for gone, ms: it is renewed much more often. */
const SILENT = 10 * 60_000

/** Removes a study, and the runs that no other study of the store has asked for. Throws `infeasible` while a program works on it. */
export async function removeStudy(
  store: ResultStore,
  manifest: Manifest,
): Promise<{ readonly settings: number; readonly bytes: number }> {
  const { id, by, updated } = manifest
  const elsewhere = by.host !== hostname()
  if (stateOf(manifest) === 'running' && !(elsewhere && Date.now() - Date.parse(updated) > SILENT))
    throw new OpendomeError('infeasible', `removing ${id}: process ${by.pid} of ${by.host} works on it`, {
      hint: 'stop it with Ctrl-C first',
    })
  const others = new Set(
    store
      .studies()
      .filter((other) => other !== id)
      .flatMap((other) => readManifest(store, other)?.points.map(({ setting }) => setting) ?? []),
  )
  const own = new Set(manifest.points.map(({ setting }) => setting).filter((setting) => !others.has(setting)))
  let bytes = 0
  // The study goes last: what is left half removed can be removed again.
  for (const setting of own) {
    bytes += store.bytesOf(setting)
    await store.removeSetting(setting)
  }
  await store.removeStudy(id)
  return { settings: own.size, bytes }
}

import type { PointsRuns } from '@opendome/model/study'
import { Cores, CoreEngine, ResultStore, conduct } from '@opendome/workers'
import { Interrupt } from '../interrupt.ts'
import { progress } from '../progress.ts'
import { DEFAULT_STORE } from '../study/options.ts'
import { remark } from '../terminal.ts'
import { counted, fixed } from '../text/format.ts'

/** What carrying out came to. */
export interface CarriedOut {
  readonly computed: number
  readonly stopped: boolean
}

/**
 * Carries out runs on the cores of this machine: what the store has is read, the rest computed and kept there, so that typing the same again goes on. Ctrl-C ends it after what is
 * under way.
 */
export async function carryOut(
  work: PointsRuns,
  threads: number,
  out: string | undefined,
): Promise<CarriedOut> {
  const store = await ResultStore.create(out ?? DEFAULT_STORE)
  const engine = new CoreEngine(new Cores(threads), store)
  const interrupt = new Interrupt()
  const stop = new AbortController()
  interrupt.onStop = () => stop.abort()
  const bar = progress(work.progress.of)
  let computed = 0
  try {
    await conduct({
      course: work,
      store,
      engine,
      eventRuns: 0,
      signal: stop.signal,
      onTold: (_, own) => {
        computed += own
        const { runs, of } = work.progress
        bar.update(runs, `${fixed(runs)} of ${counted(of, 'run')}`)
      },
      onDamaged: (path) => remark(`damaged shard, computed again: ${path}`),
    })
  } finally {
    bar.stop()
    interrupt.dispose()
    await engine.close()
  }
  const { runs, of } = work.progress
  const stopped = runs < of
  remark(
    `${counted(computed, 'run')} computed, ${counted(runs - computed, 'run')} found; kept in ${store.folder}`,
  )
  if (stopped) remark('stopped; type the same command again to go on')
  return { computed, stopped }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { courseOf, readStudy } from '@opendome/model'
import { expect, it } from 'vitest'
import { Cores } from '../cores/index.ts'
import { ResultStore } from '../store/index.ts'
import { CoreEngine } from './core-engine.ts'
import { performStudy, taskRuns } from './perform.ts'

const RUNS = 1_000_000
/** What the collector of a study may take, MB. */
const MOST = 500

it('collects a million runs in little memory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'opendome-memory-'))
  const cores = new Cores()
  let peak = 0
  const timer = setInterval(() => {
    // Of this thread: the threads that compute have heaps of their own.
    const { heapUsed, external } = process.memoryUsage()
    peak = Math.max(peak, (heapUsed + external) / 1e6)
  }, 50)
  try {
    const store = await ResultStore.create(join(folder, 'store'))
    const study = readStudy(
      `opendome_study: 1\nname: Many\nscenario: first-flight\nsampling: { runs: ${RUNS} }\n`,
    )
    const course = courseOf(study, { taskRuns: taskRuns(study), consent: true })
    const engine = new CoreEngine(cores, store)
    const { report } = await performStudy({ study, file: 'many', course, store, engine })
    expect(report.runs).toBe(RUNS)
    expect(peak).toBeLessThan(MOST)
    console.log(
      `peak of the collector ${peak.toFixed(0)} MB, of the process ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`,
    )
  } finally {
    clearInterval(timer)
    await cores.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

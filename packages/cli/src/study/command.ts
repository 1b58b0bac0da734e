import { OpendomeError, courseOf, readStudy, type Study } from '@opendome/model'
import {
  Cores,
  CoreEngine,
  ResultStore,
  StudyFailure,
  performStudy,
  taskRuns,
  type Engine,
} from '@opendome/workers'
import { EXIT, errorLines } from '../exit.ts'
import { writeFile } from '../files.ts'
import { Interrupt } from '../interrupt.ts'
import { pictureFile } from '../picture/file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { counted } from '../text/format.ts'
import { DEFAULT_STORE, threadsOption } from './options.ts'
import { StudyProgress } from './study-progress.ts'
import { openStudy } from './study-input.ts'
import { studyText } from './text.ts'

export interface StudyOptions {
  readonly workers?: string
  readonly out?: string
  readonly json?: boolean
  readonly picture?: string
  readonly yes?: boolean
  readonly redis?: string
}

/** Batches handed out to hosts beyond what a stop rule is known to need. */
const AHEAD = 16

/** `opendome study`: returns the exit code. */
export async function studyCommand(argument: string, options: StudyOptions): Promise<number> {
  const picture = pictureFile('--picture', options.picture)
  const threads = threadsOption(options.workers)
  if (options.redis !== undefined && options.workers !== undefined)
    throw new OpendomeError('invalid', '--workers and --redis: expected one of them', {
      hint: 'with --redis the hosts say how many threads they lend: opendome worker --workers N',
    })
  const input = openStudy(argument)
  const study = readStudy(input.text, input.options())
  const course = courseOf(study, {
    taskRuns: taskRuns(study),
    ahead: options.redis === undefined ? threads : AHEAD,
    consent: options.yes === true,
  })
  const store = await ResultStore.create(options.out ?? DEFAULT_STORE)
  const engine = await engineOf(options.redis, threads, study, store)
  const interrupt = new Interrupt()
  const stop = new AbortController()
  interrupt.onStop = () => stop.abort()
  const progress = new StudyProgress(course, engine)
  try {
    const { id, report, computed, found, stopped } = await performStudy({
      study,
      file: input.name,
      course,
      store,
      engine,
      signal: stop.signal,
      onDamaged: (path) => remark(`damaged shard, computed again: ${path}`),
    })
    progress.stop()
    if (picture !== undefined) {
      const { drawStudy } = await import('./picture.ts')
      writeFile(picture.file, await drawStudy(report, picture.kind))
      remark(`written: ${picture.file}`)
    }
    if (options.json === true) answerJson(report)
    else answer(studyText(report, { width: outputWidth(), emphasise: emphasis(), source: input.name }))
    remark(
      `${counted(computed, 'run')} computed, ${counted(found, 'run')} found; kept in ${store.folder} as ${id}`,
    )
    if (stopped) remark('stopped; type the same command again to go on')
    return stopped ? EXIT.interrupted : EXIT.ok
  } catch (error) {
    if (!(error instanceof StudyFailure)) throw error
    progress.stop()
    remark(errorLines(error).join('\n'))
    return EXIT.no
  } finally {
    progress.stop()
    interrupt.dispose()
    await engine.close()
  }
}

/** The threads of this machine, or hosts that take jobs from Redis. */
async function engineOf(
  redis: string | undefined,
  threads: number,
  study: Study,
  store: ResultStore,
): Promise<Engine> {
  if (redis === undefined) return new CoreEngine(new Cores(threads), store)
  const { HostEngine, checkSettings, connectRedis, redisAddress } = await import('@opendome/workers/hosts')
  const address = redisAddress(redis)
  const connection = await connectRedis(address)
  try {
    await checkSettings(connection, address.name)
  } catch (error) {
    connection.disconnect()
    throw error
  }
  const { hostRemarks } = await import('./hosts.ts')
  return new HostEngine(connection, store, study.name, hostRemarks(store))
}

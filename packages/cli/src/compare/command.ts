import { OpendomeError } from '@opendome/model'
import { inStudy } from '@opendome/model/answer'
import {
  compareReport,
  compareSteps,
  whatMattersReport,
  whatMattersSteps,
  type CompareStep,
} from '@opendome/model/study'
import { EXIT } from '../exit.ts'
import { writeFile } from '../files.ts'
import { Interrupt } from '../interrupt.ts'
import { oneOf, optionalNumber, seedOption } from '../options.ts'
import { pictureFile } from '../picture/file.ts'
import { progress } from '../progress.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { compareCsv, whatMattersCsv } from './csv.ts'
import { openStudy } from './study.ts'
import { compareText } from './text.ts'
import { whatMattersText } from './what-matters-text.ts'

export interface CompareCommandOptions {
  readonly runs?: string
  readonly orders?: string
  readonly seed?: string
  readonly search?: boolean
  readonly picture?: string
  readonly csv?: boolean
  readonly json?: boolean
}

/** Bar of a work of unknown length: so many values fill it by half. */
const HALF = 500

/** `opendome compare A [B]`: returns the exit code. */
export async function compareCommand(
  a: string,
  b: string | undefined,
  options: CompareCommandOptions,
): Promise<number> {
  oneOf({ '--json': options.json, '--csv': options.csv })
  const picture = pictureFile('--picture', options.picture)
  const runs = optionalNumber('--runs', options.runs, { low: 0, high: 10_000, whole: true })
  const orders = optionalNumber('--orders', options.orders, { low: 2, high: 1_000_000, whole: true })
  const seed = seedOption(options.seed)
  const chosen = {
    ...(runs === undefined ? {} : { runs }),
    ...(orders === undefined ? {} : { orders }),
    ...(seed === undefined ? {} : { seed }),
    ...(options.search === false ? { search: false } : {}),
  }
  const one = openStudy(a)
  const other = b === undefined ? undefined : openStudy(b)
  const style = { width: outputWidth(), emphasise: emphasis() }
  const save = async (draw: () => Promise<string | Uint8Array>): Promise<void> => {
    if (picture === undefined) return
    writeFile(picture.file, await draw())
    remark(`written: ${picture.file}`)
  }
  const interrupt = new Interrupt()
  try {
    if (other === undefined) {
      const found = await worked(whatMattersSteps(one.study, chosen), interrupt)
      if (found === undefined) return stopped()
      const report = whatMattersReport(found)
      await save(async () => {
        const { drawWhatMatters } = await import('./what-matters-picture.ts')
        return drawWhatMatters(report, picture!.kind)
      })
      if (options.json === true) answerJson(report)
      else answer(options.csv === true ? whatMattersCsv(report) : whatMattersText(report, style))
      return EXIT.ok
    }
    const found = await worked(compareSteps(one.study, other.study, chosen), interrupt)
    if (found === undefined) return stopped()
    const report = compareReport(found)
    await save(async () => {
      const { drawComparison } = await import('./picture.ts')
      return drawComparison(report, picture!.kind)
    })
    if (options.json === true) answerJson(report)
    else answer(options.csv === true ? compareCsv(report) : compareText(report, style))
    return EXIT.ok
  } catch (error) {
    if (error instanceof OpendomeError && error.where !== undefined) throw inStudy(other ?? one, error)
    throw error
  } finally {
    interrupt.dispose()
  }
}

function stopped(): number {
  remark('stopped before the comparison was done')
  return EXIT.interrupted
}

/** Work with a bar; undefined where Ctrl-C came first. */
async function worked<T>(steps: Generator<CompareStep, T>, interrupt: Interrupt): Promise<T | undefined> {
  const bar = progress(1)
  try {
    for (;;) {
      const next = steps.next()
      if (next.done === true) return next.value
      const { what, done } = next.value
      bar.update(done / (done + HALF), what)
      if (!(await interrupt.lookUp())) return undefined
    }
  } finally {
    bar.stop()
  }
}

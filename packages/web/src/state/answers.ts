import { GivenUp, ModelMistakes } from '../model/client.ts'
import { firstAnswer, quickThread, runsThread } from '../model/threads.ts'
import { useApp, type Subject } from './store.ts'

/** Runs of the first answer, and of the next; the last round is as many as the scenario asks for. */
const ROUNDS = [20, 60]
/** A slider that moves starts a Monte Carlo only once it rests this long, ms. */
const REST = 250

const FIXED_RUNS = fixedRuns()

function fixedRuns(): number | undefined {
  const runs = Number(new URLSearchParams(location.search).get('runs'))
  return Number.isInteger(runs) && runs > 0 && runs <= 10_000 ? runs : undefined
}

let stop = new AbortController()

/** Keeps the answers in step with the subject, for as long as the page lives. */
export function followSubject(): void {
  answer(useApp.getState().subject, true)
  useApp.subscribe((now, before) => {
    if (now.subject !== before.subject || now.run !== before.run) answer(now.subject, false)
  })
}

/** A subject as the threads take it. */
export const asked = ({ preset, name, text, set }: Subject) => ({
  preset,
  name,
  text,
  ...(Object.keys(set).length === 0 ? {} : { set }),
})

function answer(subject: Subject, first: boolean): void {
  stop.abort()
  stop = new AbortController()
  const { signal } = stop
  const scenario = asked(subject)
  const failed = (error: unknown): void => {
    if (error instanceof GivenUp || signal.aborted) return
    const mistakes =
      error instanceof ModelMistakes
        ? error.list
        : [{ code: 'invalid' as const, message: `unexpected ${String(error)}` }]
    useApp.setState({ mistakes, stale: false, progress: undefined })
    firstAnswer()
  }
  const tell = (state: Partial<ReturnType<typeof useApp.getState>>): void => {
    if (!signal.aborted) useApp.setState(state)
  }
  // The first answer comes from one thread that loads the model once; the other starts when there is something to ask it.
  if (!first) {
    const quick = quickThread()
    quick.ask('quick', { scenario }, { signal }).then((found) => tell({ quick: found }), failed)
    quick.ask('open', { scenario }, { signal }).then((opened) => tell({ opened }), failed)
  }
  const start = async (): Promise<void> => {
    if (!first) await new Promise((resolve) => setTimeout(resolve, REST))
    if (signal.aborted) return
    const { run } = useApp.getState()
    const rounds = FIXED_RUNS !== undefined ? [FIXED_RUNS] : first ? ROUNDS : [ROUNDS[0]!]
    const runs = runsThread()
    const part = (
      got: Parameters<NonNullable<Parameters<typeof runs.ask<'run'>>[2]>['part'] & object>[0],
    ): void => {
      if (signal.aborted) return
      if ('opened' in got) useApp.setState({ opened: got.opened })
      else if ('quick' in got) {
        useApp.setState({ quick: got.quick })
        firstAnswer()
      } else if ('scene' in got) useApp.setState({ scene: got.scene, mistakes: [] })
      else if ('document' in got)
        useApp.setState({ document: got.document, stale: false, progress: undefined })
      else useApp.setState({ progress: { what: got.what, part: got.of === 0 ? 0 : got.done / got.of } })
    }
    await runs.ask('run', { scenario, rounds, run, scene: true, first }, { signal, part })
    // An address with `?runs=20` stays with that many.
    if (FIXED_RUNS !== undefined) return tell({ progress: undefined })
    const most = useApp.getState().opened?.runs ?? 0
    if (most > rounds.at(-1)!)
      await runs.ask('run', { scenario, rounds: [most], run, scene: false, first: false }, { signal, part })
    tell({ progress: undefined })
  }
  start().catch(failed)
}

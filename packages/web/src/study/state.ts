import type { Refusal, StudyReport } from '@opendome/model/study'
import { create } from 'zustand'
import { GivenUp, ModelMistakes } from '../model/client.ts'
import { quickThread } from '../model/threads.ts'
import { asked } from '../state/answers.ts'
import { useApp, type Subject } from '../state/store.ts'
import { disputesOf, performHere, type Progress } from './here.ts'
import { studyFile, type Choice, type Job } from './job.ts'
import { ServerRefusal, ServerSilent, ServerStudies, ownServer, type ServerState } from './server.ts'

/** Who computes: the server of the page, or the page. */
export type Place = 'server' | 'page'

/** What a study came to, who computed it, and of what. */
export interface Result {
  readonly report: StudyReport
  readonly place: Place
  /** Undefined for a study that was taken up again after the page was loaded anew. */
  readonly subject: Subject | undefined
  readonly job: Job | undefined
}

export type Phase = 'asking' | 'waiting' | 'running' | 'silent' | 'ending'

interface StudyState {
  /** Undefined while nothing is computed. */
  readonly phase: Phase | undefined
  readonly place: Place
  readonly progress: Progress | undefined
  readonly result: Result | undefined
  /** Mistakes, or what became of the server. */
  readonly problem: readonly Refusal[] | 'silent' | 'forgotten' | 'early' | undefined
  /** Kept in memory alone. */
  readonly token: string
}

/** Undefined on a static site. */
export const SERVER = ownServer()

export const useStudy = create<StudyState>(() => ({
  phase: undefined,
  place: SERVER === undefined ? 'page' : 'server',
  progress: undefined,
  result: undefined,
  problem: undefined,
  token: '',
}))

declare global {
  interface Window {
    /** For programs that drive the page: the document of the last study, as `opendome study --json` prints it, and who computed it. */
    opendomeStudy?: () => Pick<Result, 'report' | 'place'> | undefined
  }
}

window.opendomeStudy = () => useStudy.getState().result

/** The study that the server is at, kept in this window until its end: a page that is loaded anew takes it up again. */
const KEY = 'opendome.study'

/** A study was ended before there was anything to report. */
class EndedEarly extends Error {}

let stop = new AbortController()
let leave = new AbortController()

/** Begins a study of the scenario of the page. */
export async function begin(choice: Choice): Promise<void> {
  const { place } = useStudy.getState()
  const { subject, quick } = useApp.getState()
  await work(async () => {
    const { signal } = leave
    const scenario = await quickThread().ask('text', { scenario: asked(subject) }, { signal })
    const disputes = choice.kind === 'sensitivity' ? await disputesOf(scenario, signal) : []
    const about = { name: subject.name, cost: quick?.cost !== undefined, disputes }
    const job = { study: studyFile(choice, about), scenario }
    const report = place === 'server' ? await onServer(job) : await here(job)
    return { report, place, subject, job }
  })
}

/** Takes up the study that was left with the server when the page was loaded anew, if there is one. Not where a token is demanded, which went with the page. */
export async function takeUpStudy(): Promise<void> {
  const study = SERVER === undefined || SERVER.tokens ? null : remembered()
  if (study === null || useStudy.getState().phase !== undefined) return
  useStudy.setState({ place: 'server' })
  await work(async () => ({
    report: await followed(study),
    place: 'server',
    subject: undefined,
    job: undefined,
  }))
}

/** Ends the study before its time, with what is done; where the server does not answer, leaves it to the server. */
export function end(): void {
  const { phase } = useStudy.getState()
  if (phase === 'silent' || phase === 'asking' || phase === 'ending') leave.abort(new GivenUp())
  useStudy.setState({ phase: 'ending' })
  stop.abort()
}

async function work(compute: () => Promise<Result>): Promise<void> {
  stop = new AbortController()
  leave = new AbortController()
  useStudy.setState({ phase: 'asking', progress: undefined, problem: undefined })
  try {
    const result = await compute()
    useStudy.setState({ result })
  } catch (error) {
    if (error instanceof ModelMistakes) useStudy.setState({ problem: error.list })
    else if (error instanceof ServerRefusal)
      useStudy.setState({
        problem: error.list[0]?.code === 'unknown' && error.status === 404 ? 'forgotten' : error.list,
      })
    else if (error instanceof ServerSilent) useStudy.setState({ problem: 'silent' })
    else if (error instanceof EndedEarly) useStudy.setState({ problem: 'early' })
    else if (!(error instanceof GivenUp))
      useStudy.setState({ problem: [{ code: 'invalid', message: `unexpected ${String(error)}` }] })
  } finally {
    remember(null)
    useStudy.setState({ phase: undefined, progress: undefined })
  }
}

function here(job: Job): Promise<StudyReport> {
  return performHere(job, {
    stop: stop.signal,
    onProgress: (progress) => {
      if (!stop.signal.aborted) useStudy.setState({ phase: 'running', progress })
    },
  })
}

async function onServer(job: Job): Promise<StudyReport> {
  const begun = await studies().start(job, leave.signal)
  told(begun)
  return await followed(begun.study)
}

/** Follows a study of the server and hands over its report. */
async function followed(study: string): Promise<StudyReport> {
  remember(study)
  const { signal } = leave
  // What is asked to end is followed on: its end is told like any other.
  const onSilence = (): void => useStudy.setState({ phase: 'silent' })
  const onStop = (): void => {
    studies()
      .end(study, signal, onSilence)
      .catch((error: unknown) => {
        // It may have come to its end by itself in the meantime.
        if (!(error instanceof ServerRefusal && error.status === 422)) leave.abort(error)
      })
  }
  stop.signal.addEventListener('abort', onStop)
  try {
    const { state, error, runs } = await studies().follow(study, signal, { onState: told, onSilence })
    if (state === 'failed' && error !== null) throw new ModelMistakes([error])
    if (state === 'cancelled' && runs === 0) throw new EndedEarly()
    return await studies().report(study, signal, onSilence)
  } finally {
    stop.signal.removeEventListener('abort', onStop)
  }
}

const studies = (): ServerStudies => new ServerStudies(useStudy.getState().token)

function told({ state, runs, of_runs: of, points, of_points: ofPoints, hosts }: ServerState): void {
  const phase = stop.signal.aborted ? 'ending' : state === 'waiting' ? 'waiting' : 'running'
  useStudy.setState({ phase, progress: { runs, of, points, ofPoints, hosts } })
}

function remember(study: string | null): void {
  try {
    if (study === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, study)
  } catch {
    // Then a page that is loaded anew begins anew.
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}

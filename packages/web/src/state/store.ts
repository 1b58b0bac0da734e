import type { Overrides } from '@opendome/model'
import type { Refusal } from '@opendome/model/study'
import type { RunDocument, Scene } from '@opendome/model/answer'
import { create } from 'zustand'
import type { Opened, Quick } from '../model/messages.ts'

/** What the answers are about: a scenario of the program or a text of one's own, and values laid over it. */
export interface Subject {
  readonly preset: string | undefined
  readonly name: string
  readonly text: string
  readonly set: Overrides
}

/** How far the threads are with what is shown. */
export interface Progress {
  readonly what: string
  readonly part: number
}

export interface AppState {
  readonly subject: Subject
  /** Subjects before this one, and those taken back. */
  readonly past: readonly Subject[]
  readonly future: readonly Subject[]
  readonly opened: Opened | undefined
  readonly document: RunDocument | undefined
  /** Is what is shown of an earlier subject, while the new one is being computed? */
  readonly stale: boolean
  readonly scene: Scene | undefined
  readonly run: number
  /** Cost and reach; a little ahead of the document while a slider moves. */
  readonly quick: Quick | undefined
  readonly progress: Progress | undefined
  readonly mistakes: readonly Refusal[]
  /** Id of the missile whose story is told. */
  readonly missile: string | undefined
}

/** The subject of a scenario of the program. */
export const presetSubject = (id: string): Subject => ({
  preset: id,
  name: id,
  text: `opendome: 1\nfrom: ${id}\n`,
  set: {},
})

/** What a first visit shows. */
export const START_SUBJECT = presetSubject('cbo-2026')

const START: AppState = {
  subject: START_SUBJECT,
  past: [],
  future: [],
  opened: undefined,
  document: undefined,
  stale: false,
  scene: undefined,
  run: 0,
  quick: undefined,
  progress: undefined,
  mistakes: [],
  missile: undefined,
}

export const useApp = create<AppState>(() => START)

const MOST_STEPS = 200

/** Takes up another subject; the one before can be had back. `replace`: as one step with the last, while a slider moves. */
export function take(subject: Subject, replace = false): void {
  // The same again would leave the page waiting for an answer that nobody computes.
  if (subject === useApp.getState().subject) return
  useApp.setState((now) => ({
    subject,
    past: replace ? now.past : [...now.past, now.subject].slice(-MOST_STEPS),
    future: [],
    stale: true,
    mistakes: [],
    ...(subject.text === now.subject.text ? {} : { missile: undefined, run: 0 }),
  }))
}

/** Values laid over a scenario, with one more. Whatever lies below its path was meant for what stood there before, and goes. */
function laid(set: Overrides, path: string, value: unknown): Overrides {
  return { ...withoutBelow(set, path), [path]: value }
}

function withoutBelow(set: Overrides, path: string): Overrides {
  return Object.fromEntries(Object.entries(set).filter(([p]) => p !== path && !p.startsWith(`${path}.`)))
}

/** Changes one field of the scenario. `replace`: one step with the change before, while a slider moves. */
export function setField(path: string, value: unknown, replace = false): void {
  const { subject } = useApp.getState()
  take({ ...subject, set: laid(subject.set, path, value) }, replace)
}

/** Takes back what was changed of a field and below it. */
export function resetField(path: string, replace = false): void {
  const { subject } = useApp.getState()
  take({ ...subject, set: withoutBelow(subject.set, path) }, replace)
}

/** Takes back all changes. */
export function resetAll(): void {
  take({ ...useApp.getState().subject, set: {} })
}

export function undo(): void {
  useApp.setState(({ past, future, subject }) => {
    const before = past.at(-1)
    return before === undefined
      ? {}
      : { subject: before, past: past.slice(0, -1), future: [subject, ...future], stale: true }
  })
}

export function redo(): void {
  useApp.setState(({ past, future, subject }) => {
    const [next, ...later] = future
    return next === undefined ? {} : { subject: next, past: [...past, subject], future: later, stale: true }
  })
}

import { START_SUBJECT, take, useApp, type Subject } from '../state/store.ts'
import { LinkError, packed, subjectOf, unpacked } from './link.ts'
import { useKeep } from './notice.ts'

const KEY = 'opendome.subject'
/** What is changed is kept once it rests this long, ms. */
const REST = 300

/** Takes up what a link holds, else what was left at the last visit. Comes before the first answer. */
export async function takeUp(): Promise<void> {
  const linked = await fromLink()
  const subject = linked ?? kept()
  if (subject === undefined) return
  useApp.setState({ subject })
  // That a link was broken matters more than what is shown in its place.
  if (linked === undefined && useKeep.getState().notice === undefined)
    useKeep.setState({ notice: 'restored' })
}

async function fromLink(): Promise<Subject | undefined> {
  try {
    return await subjectOf(location.hash)
  } catch (error) {
    useKeep.setState({ notice: error instanceof LinkError ? error.reason : 'broken' })
    return undefined
  }
}

function kept(): Subject | undefined {
  try {
    return unpacked(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
  } catch {
    return undefined
  }
}

/** Keeps the subject in this browser from now on, drops a link from the address once it no longer holds, and follows a new one. */
export function keepSubject(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  useApp.subscribe((now, before) => {
    if (now.subject === before.subject) return
    if (location.hash.startsWith('#v')) history.replaceState(null, '', location.pathname + location.search)
    clearTimeout(timer)
    timer = setTimeout(() => save(now.subject), REST)
  })
  window.addEventListener('pagehide', () => {
    if (timer !== undefined) save(useApp.getState().subject)
  })
  window.addEventListener('hashchange', () => {
    void fromLink().then((subject) => {
      if (subject === undefined) return
      const now = JSON.stringify(packed(useApp.getState().subject))
      if (JSON.stringify(packed(subject)) !== now) take(subject)
    })
  })
}

function save(subject: Subject): void {
  try {
    const data = JSON.stringify(packed(subject))
    if (data === JSON.stringify(packed(START_SUBJECT))) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, data)
  } catch {
    // A browser that keeps nothing starts afresh next time.
  }
}

/** Back to the scenario that a first visit shows. */
export function startAfresh(): void {
  useKeep.setState({ notice: undefined })
  take(START_SUBJECT)
}

import type { Refusal, StudyReport } from '@opendome/model/study'
import { chunksOf, serverEvents } from './events.ts'
import type { Job } from './job.ts'

/** The server that gave this page. */
export interface Server {
  /** Its address, as far as the page knows it. */
  readonly address: string
  /** Does it demand a token? */
  readonly tokens: boolean
}

/** How far a study of the server is; names as in its API. */
export interface ServerState {
  readonly study: string
  readonly state: 'waiting' | 'running' | 'stopped' | 'done' | 'failed' | 'cancelled'
  readonly runs: number
  readonly of_runs: number
  readonly points: number
  readonly of_points: number
  readonly hosts: number | null
  readonly error: Refusal | null
}

/** The server refuses what it is asked, and says why. */
export class ServerRefusal extends Error {
  readonly status: number
  readonly list: readonly Refusal[]
  constructor(status: number, list: readonly Refusal[]) {
    super(list[0]?.message ?? `status ${status}`)
    this.status = status
    this.list = list
  }
}

/** The server does not answer. */
export class ServerSilent extends Error {}

/** The server of this page by the mark that it puts into it; undefined where the page is a file of a static site, which is then asked for nothing. */
export function ownServer(): Server | undefined {
  const mark = document.querySelector<HTMLMetaElement>('meta[name="opendome-server"]')
  if (mark === null) return undefined
  return {
    address: new URL('.', document.baseURI).href.replace(/\/$/, ''),
    tokens: mark.content === 'tokens',
  }
}

/** Milliseconds between two attempts to reach a server that does not answer: at first, and at most. */
const FIRST_WAIT = 500
const LONGEST_WAIT = 5000
/** Streams say something every 15 s; one that is silent for longer than this, ms, is dead. */
const SILENCE = 40_000

/** Statuses of a server, or of what stands before it, that is stopping, starting or full. */
const PASSING = [429, 502, 503, 504]

/** Studies of the server, asked for with a token or none. */
export class ServerStudies {
  readonly #token: string

  constructor(token: string) {
    this.#token = token
  }

  /** Asks for a study. Rejects with `ServerRefusal` or `ServerSilent`. */
  async start(job: Job, signal: AbortSignal): Promise<ServerState> {
    return (await (await this.#ask('POST', 'studies', signal, job)).json()) as ServerState
  }

  /** Ends a study before its time, through silences of the server; resolves when it has ended. Rejects as `follow`. */
  async end(study: string, signal: AbortSignal, onSilence: () => void): Promise<void> {
    await patiently(signal, onSilence, () => this.#ask('DELETE', `studies/${study}`, signal))
  }

  /** What a study came to, through silences of the server. Rejects as `follow`. */
  report(study: string, signal: AbortSignal, onSilence: () => void): Promise<StudyReport> {
    return patiently(signal, onSilence, async () => {
      return (await (await this.#ask('GET', `studies/${study}/report`, signal)).json()) as StudyReport
    })
  }

  /**
   * Follows a study to its end, through silences of the server: `onState` is told how far it is, `onSilence` that the server does not answer. Rejects with `ServerRefusal`
   * where the server does not know the study or does not permit it, and when `signal` ends it.
   */
  follow(
    study: string,
    signal: AbortSignal,
    { onState, onSilence }: { onState: (state: ServerState) => void; onSilence: () => void },
  ): Promise<ServerState> {
    return patiently(signal, onSilence, async (heard) => {
      for await (const { event, data } of this.#events(study, signal)) {
        const state = JSON.parse(data) as ServerState
        heard()
        onState(state)
        if (event === 'end') return state
      }
      return undefined
    })
  }

  async *#events(study: string, signal: AbortSignal): ReturnType<typeof serverEvents> {
    const quiet = new AbortController()
    let timer = setTimeout(() => quiet.abort(), SILENCE)
    try {
      const both = AbortSignal.any([signal, quiet.signal])
      const { body } = await this.#ask('GET', `studies/${study}/events`, both)
      for await (const event of serverEvents(chunksOf(body!))) {
        clearTimeout(timer)
        timer = setTimeout(() => quiet.abort(), SILENCE)
        yield event
      }
    } finally {
      clearTimeout(timer)
      // Left before its end, the stream is given back.
      quiet.abort()
    }
  }

  async #ask(method: string, path: string, signal: AbortSignal, body?: object): Promise<Response> {
    let response: Response
    try {
      response = await fetch(new URL(`api/${path}`, document.baseURI), {
        method,
        signal,
        headers: {
          ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    } catch {
      signal.throwIfAborted()
      throw new ServerSilent()
    }
    if (response.ok) return response
    throw await refusalOf(response)
  }
}

async function refusalOf(response: Response): Promise<ServerRefusal | ServerSilent> {
  try {
    const document = (await response.json()) as Refusal & { readonly mistakes?: readonly Refusal[] }
    return new ServerRefusal(response.status, (document.mistakes ?? [document]).map(withoutNull))
  } catch {
    // What answered is not the server, but something before it.
    return new ServerSilent()
  }
}

/** A mistake as the API writes it, with null where there is nothing. */
const withoutNull = ({ code, message, where, hint }: Refusal): Refusal => ({
  code,
  message,
  where: where ?? undefined,
  hint: hint ?? undefined,
})

/** Tries until something comes of it; what the server refuses for good, and the end of `signal`, reject. `heard` is called when it answers. */
async function patiently<T>(
  signal: AbortSignal,
  onSilence: () => void,
  work: (heard: () => void) => Promise<T | undefined>,
): Promise<T> {
  let wait = FIRST_WAIT
  for (;;) {
    try {
      const found = await work(() => (wait = FIRST_WAIT))
      if (found !== undefined) return found
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof ServerRefusal && !PASSING.includes(error.status)) throw error
    }
    onSilence()
    await pause(wait, signal)
    wait = Math.min(LONGEST_WAIT, 2 * wait)
  }
}

/** Waits; rejects when `signal` ends it. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve()
    }, milliseconds)
    const end = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
  })
}

import type { ExplainReport } from '@opendome/model/study'
import { useEffect, useState } from 'react'
import { clock } from '../globe/clock.ts'
import { clockText } from '../globe/transport.tsx'
import { asked } from '../state/answers.ts'
import { quickThread } from '../model/threads.ts'
import { useApp } from '../state/store.ts'
import { useLanguage, useWords } from '../text/words.ts'

/** What happened to the chosen missile, in the sentences of `opendome explain`. */
export function Story() {
  const words = useWords().timeline
  const language = useLanguage()
  const missile = useApp((s) => s.missile)
  const scene = useApp((s) => s.scene)
  const subject = useApp((s) => s.subject)
  const [told, setTold] = useState<ExplainReport>()
  useEffect(() => {
    if (missile === undefined || scene === undefined) return undefined
    const stop = new AbortController()
    quickThread()
      .ask(
        'explain',
        { scenario: asked(subject), missile, run: scene.run, language },
        { signal: stop.signal },
      )
      .then(setTold, () => setTold(undefined))
    return () => stop.abort()
    // The scene follows the subject.
  }, [missile, scene, language])
  if (missile === undefined || told === undefined || told.missile !== missile) return null
  const liftoff = scene?.events.find((e) => e.missile === missile && e.kind === 'liftoff')?.t ?? 0
  return (
    <section className="story" aria-label={words.story(missile)} data-testid="story">
      <header>
        <h3>{words.story(missile)}</h3>
        <button type="button" onClick={() => useApp.setState({ missile: undefined })}>
          {words.close}
        </button>
      </header>
      <p>{told.summary}</p>
      <ol>
        {told.story.map((line, i) => (
          <li key={i}>
            <button type="button" onClick={() => clock.set(liftoff + line.t_s)}>
              {clockText(line.t_s)}
            </button>{' '}
            {line.text}
          </li>
        ))}
      </ol>
    </section>
  )
}

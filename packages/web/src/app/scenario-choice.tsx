import { useEffect, useState } from 'react'
import type { Preset } from '../model/messages.ts'
import { quickThread } from '../model/threads.ts'
import { presetSubject, take, useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'

/** The scenarios of the program to choose from. */
export function ScenarioChoice() {
  const words = useWords()
  const subject = useApp((s) => s.subject)
  const [presets, setPresets] = useState<readonly Preset[]>([])
  useEffect(() => {
    const stop = new AbortController()
    quickThread()
      .ask('presets', {}, { signal: stop.signal })
      .then(
        (all) => setPresets(all.filter((p) => p.fights)),
        () => undefined,
      )
    return () => stop.abort()
  }, [])
  const own = subject.preset === undefined
  return (
    <label className="choice">
      <span>{words.scenario}</span>
      <select
        aria-label={words.scenario}
        value={subject.preset ?? ''}
        onChange={(e) => take(presetSubject(e.target.value))}
      >
        {own && <option value="">{subject.name}</option>}
        {presets.length === 0 && !own && <option value={subject.preset}>{subject.preset}</option>}
        {presets.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

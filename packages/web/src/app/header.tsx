import { redo, undo, useApp } from '../state/store.ts'
import { ScenarioChoice } from './scenario-choice.tsx'
import { LANGUAGES, speak, useLanguage, useWords, type Language } from '../text/words.ts'

export function Header() {
  const words = useWords()
  const language = useLanguage()
  const canUndo = useApp((s) => s.past.length > 0)
  const canRedo = useApp((s) => s.future.length > 0)
  return (
    <header className="head">
      <h1>
        <img src="./icon.svg" alt="" width="26" height="26" /> {words.title}
      </h1>
      <p>{words.tagline}</p>
      <ScenarioChoice />
      <nav>
        <button type="button" onClick={undo} disabled={!canUndo} title={words.undo} aria-label={words.undo}>
          ↶
        </button>
        <button type="button" onClick={redo} disabled={!canRedo} title={words.redo} aria-label={words.redo}>
          ↷
        </button>
        {(Object.keys(LANGUAGES) as Language[]).map((one) => (
          <button
            key={one}
            type="button"
            lang={one}
            aria-pressed={one === language}
            onClick={() => speak(one)}
            title={LANGUAGES[one].language}
          >
            {one.toUpperCase()}
          </button>
        ))}
      </nav>
    </header>
  )
}

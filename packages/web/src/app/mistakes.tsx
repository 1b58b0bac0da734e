import { undo, useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'

/** What the model found wrong, with its place and what to do. */
export function Mistakes() {
  const words = useWords().mistakes
  const mistakes = useApp((s) => s.mistakes)
  const canUndo = useApp((s) => s.past.length > 0)
  if (mistakes.length === 0) return null
  return (
    <section className="mistakes" role="alert" data-testid="mistakes">
      <h2>{words.title}</h2>
      <ul>
        {mistakes.map((m, i) => (
          <li key={i}>
            <code>{m.message}</code>
            {m.where !== undefined && (
              <p>
                {words.where}: <code>{m.where}</code>
              </p>
            )}
            {m.hint !== undefined && (
              <p>
                {words.hint}: {m.hint}
              </p>
            )}
          </li>
        ))}
      </ul>
      {canUndo && (
        <button type="button" onClick={undo}>
          {words.back}
        </button>
      )}
    </section>
  )
}

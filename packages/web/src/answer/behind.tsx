import { useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'

/** What the answer rests on, beside it: published, assumed, not modelled; and the way to why others say otherwise. */
export function Behind() {
  const words = useWords()
  const opened = useApp((s) => s.opened)
  const limits = useApp((s) => s.document?.limits)
  if (opened === undefined) return null
  const lists = [
    [words.assumed, opened.assumed],
    [words.published, opened.published],
    [words.notModelled, [...new Set([...(limits ?? []), ...opened.notModelled])]],
  ] as const
  return (
    <div className="behind">
      <p>
        <a href="#compare">{words.why}</a> · <a href="#sources">{words.sources}</a> ·{' '}
        <a href="#study">{words.study}</a>
      </p>
      {lists.map(([title, lines]) =>
        lines.length === 0 ? null : (
          <details key={title}>
            <summary>{title}</summary>
            <ul lang="en">
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </details>
        ),
      )}
    </div>
  )
}

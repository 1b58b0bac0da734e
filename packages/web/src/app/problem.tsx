import type { Refusal } from '@opendome/model/study'
import { useWords } from '../text/words.ts'

/** Mistakes with their places and what to do. */
export function Problem({ list }: { readonly list: readonly Refusal[] }) {
  const words = useWords().mistakes
  return (
    <ul className="problem">
      {list.map((m, i) => (
        <li key={i}>
          <code lang="en">{m.message}</code>
          {m.where !== undefined && (
            <p>
              {words.where}: <code>{m.where}</code>
            </p>
          )}
          {m.hint !== undefined && (
            <p>
              {words.hint}: <span lang="en">{m.hint}</span>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

import type { ReactNode } from 'react'
import { useApp } from '../state/store.ts'
import { usePanelWords } from '../text/panels.ts'
import { useLanguage, useWords } from '../text/words.ts'
import { citation, plain } from './citation.ts'

/** What follows the answer on paper: changes, assumptions, limits, citation. On the screen it is not shown. */
export function PrintedReport(): ReactNode {
  const words = usePanelWords()
  const heads = useWords()
  const language = useLanguage()
  const document = useApp((s) => s.document)
  const opened = useApp((s) => s.opened)
  if (document === undefined || opened === undefined) return null
  const date = new Date().toLocaleDateString(language === 'fr' ? 'fr-CA' : 'en-GB', { dateStyle: 'long' })
  const changes = document.changed_assumptions.map(({ path, preset, value }) =>
    words.cite.change(path, plain(preset), plain(value)),
  )
  return (
    <section className="printed">
      <h2>{document.scenario}</h2>
      {opened.doc !== undefined && <p lang="en">{opened.doc}</p>}
      <List title={words.printed.changes} items={changes} none={words.cite.noChanges} />
      <List title={heads.assumed} items={opened.assumed} />
      <List title={heads.notModelled} items={document.limits} />
      <p className="small">{citation(document, words, date)}</p>
    </section>
  )
}

function List(props: {
  readonly title: string
  readonly items: readonly string[]
  readonly none?: string
}): ReactNode {
  const { title, items, none } = props
  if (items.length === 0 && none === undefined) return null
  return (
    <>
      <h3>{title}</h3>
      {items.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
    </>
  )
}

import type { ReactNode } from 'react'
import { useApp } from '../state/store.ts'
import { usePanelWords } from '../text/panels.ts'
import { useLanguage, useWords } from '../text/words.ts'
import { clock } from '../globe/clock.ts'
import { clockText } from '../globe/transport.tsx'
import { citation, plain } from './citation.ts'
import { usePaper } from './paper.ts'

/** What follows the answer on paper: changes, assumptions, limits, citation. On the screen it is not shown. */
export function PrintedReport(): ReactNode {
  const words = usePanelWords()
  const heads = useWords()
  const language = useLanguage()
  const document = useApp((s) => s.document)
  const opened = useApp((s) => s.opened)
  const scene = useApp((s) => s.scene)
  const picture = usePaper((s) => s.picture)
  if (document === undefined || opened === undefined) return null
  const date = new Date().toLocaleDateString(language === 'fr' ? 'fr-CA' : 'en-GB', { dateStyle: 'long' })
  const changes = document.changed_assumptions.map(({ path, preset, value }) =>
    words.cite.change(path, plain(preset), plain(value)),
  )
  return (
    <section className="printed">
      <h2 lang="en">{document.scenario}</h2>
      {picture !== undefined && scene !== undefined && (
        <figure>
          <img src={picture} alt="" decoding="sync" />
          <figcaption className="small">
            {words.printed.picture(String(scene.run), clockText(clock.t), scene.utc)}
          </figcaption>
        </figure>
      )}
      {opened.doc !== undefined && <p lang="en">{opened.doc}</p>}
      <List title={words.printed.changes} items={changes} none={words.cite.noChanges} />
      <List title={heads.assumed} items={opened.assumed} lang="en" />
      <List title={heads.notModelled} items={document.limits} lang="en" />
      <p className="small">{citation(document, words, date)}</p>
    </section>
  )
}

function List(props: {
  readonly title: string
  readonly items: readonly string[]
  readonly none?: string
  readonly lang?: string
}): ReactNode {
  const { title, items, none, lang } = props
  if (items.length === 0 && none === undefined) return null
  return (
    <>
      <h3>{title}</h3>
      {items.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item} lang={lang}>
              {item}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

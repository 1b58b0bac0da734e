import { useEffect, useMemo, useState } from 'react'
import { TableBox } from '../charts/table-box.tsx'
import type { FoundFigure, FoundFigures } from '../model/messages.ts'
import { quickThread } from '../model/threads.ts'
import { resetField, setField, useApp } from '../state/store.ts'
import { figure } from '../text/words.ts'
import { useSourceWords } from './words.ts'

const MOST = 60

/** The figures behind the scenario, or those that a word finds, each with its source. */
export function Sources() {
  const words = useSourceWords()
  const document_ = useApp((s) => s.opened?.document)
  const [word, setWord] = useState('')
  const [found, setFound] = useState<FoundFigures>()
  const uses = useMemo(() => usesOf(document_), [document_])
  const ids = useMemo(() => [...uses.keys()].sort().join(' '), [uses])
  useEffect(() => {
    const stop = new AbortController()
    const rest = setTimeout(
      () => {
        quickThread()
          .ask(
            'sources',
            { word: word.trim(), ids: ids === '' ? [] : ids.split(' ') },
            { signal: stop.signal },
          )
          .then(setFound, () => undefined)
      },
      word === '' ? 0 : 200,
    )
    return () => {
      clearTimeout(rest)
      stop.abort()
    }
  }, [word, ids])
  return (
    <section className="sources" id="sources" aria-labelledby="sources-title">
      <h2 id="sources-title">{words.title}</h2>
      <p>{words.lead}</p>
      <label className="source-search">
        {words.search}{' '}
        <input
          type="search"
          value={word}
          onChange={(e) => setWord(e.target.value)}
          placeholder="burn_time, cbo-2026 …"
        />
      </label>
      {found !== undefined && (
        <>
          <p className="small" role="status">
            {word === '' ? `${words.used}: ` : ''}
            {words.found(figure(found.figures.length))}
          </p>
          <TableBox
            className="sources-box"
            label={words.title}
            heads={[words.figure, words.value, words.range, words.mark, words.source]}
          >
            {found.figures.slice(0, MOST).map((f) => (
              <Row key={`${f.entry} ${f.path}`} found={f} paths={uses.get(f.entry) ?? []} />
            ))}
          </TableBox>
          {found.figures.length > MOST && (
            <p className="small">{words.more(figure(found.figures.length - MOST))}</p>
          )}
        </>
      )}
    </section>
  )
}

function Row({ found, paths }: { readonly found: FoundFigure; readonly paths: readonly string[] }) {
  const words = useSourceWords()
  const set = useApp((s) => s.subject.set)
  const own = paths.map((path) => `${path}.${found.path}`)
  const changed = own.some((path) => path in set)
  const use = (value: number | undefined): void =>
    own.forEach((path, i) => (value === undefined ? resetField(path, i > 0) : setField(path, value, i > 0)))
  const number = (x: number): string => shown(x, found.path)
  const button = (text: string, value: number | undefined) =>
    own.length === 0 ? null : (
      <button type="button" onClick={() => use(value)} aria-label={`${text}: ${found.entry} ${found.path}`}>
        {text}
      </button>
    )
  return (
    <tr>
      <th scope="row" lang="en">
        {found.name}
        <br />
        <code>{found.path}</code>
      </th>
      <td>
        {number(found.value)} {found.unit === '1' ? '' : found.unit}
        {changed && <div>{button(words.back, undefined)}</div>}
      </td>
      <td>
        {found.low !== undefined && found.high !== undefined && (
          <>
            {number(found.low)} – {number(found.high)}
            <div>
              {button(words.useLow, found.low)} {button(words.useHigh, found.high)}
            </div>
          </>
        )}
        {found.alternatives.map((a, i) => (
          <div key={i} className="small">
            {words.alternative}: {number(a.value)} ({a.title}) {button(words.use, a.value)}
          </div>
        ))}
      </td>
      <td>
        <span className={`mark-${found.mark}`}>{words.marks[found.mark] ?? found.mark}</span>
      </td>
      <td lang="en">
        {found.url === undefined ? (
          found.title
        ) : (
          <a href={found.url} rel="noreferrer" target="_blank">
            {found.title}
          </a>
        )}
        <div className="small">{found.where}</div>
        {found.note !== undefined && <div className="small">{found.note}</div>}
      </td>
    </tr>
  )
}

/** A figure as it was printed; a year has no thousands. */
function shown(x: number, path: string): string {
  if (/(^|[._])year$/.test(path)) return String(x)
  return figure(
    x,
    Number.isInteger(x) ? 0 : Math.min(6, Math.max(1, 2 - Math.floor(Math.log10(Math.abs(x))))),
  )
}

/** Catalog ids in a scenario, with the field paths under which their figures can be set. */
function usesOf(document: unknown): Map<string, string[]> {
  const uses = new Map<string, string[]>()
  const put = (id: string, path?: string): void => {
    const paths = uses.get(id) ?? []
    if (path !== undefined) paths.push(path)
    uses.set(id, paths)
  }
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') {
      const key = path.at(-1)
      const settable = key === 'vehicle' || key === 'sensor' || key === 'from'
      put(value, settable ? (key === 'from' ? path.slice(0, -1) : path).join('.') : undefined)
    } else if (Array.isArray(value))
      value.forEach((item: unknown, i) => {
        const id = item !== null && typeof item === 'object' && 'id' in item ? String(item.id) : String(i)
        walk(item, [...path, id])
      })
    else if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) {
        if (
          ['disputed', 'readings', 'bracket', 'published', 'assumed', 'not_modelled', 'doc', 'name'].includes(
            key,
          ) &&
          path.length === 0
        )
          continue
        walk(inner, [...path, key])
      }
  }
  walk(document, [])
  return uses
}

import type { Refusal } from '@opendome/model/study'
import type { ReactNode } from 'react'
import { undo, useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'
import { Problem } from './problem.tsx'

/** What the model found wrong, with its place and what to do. */
export function Mistakes() {
  const words = useWords().mistakes
  const mistakes = useApp((s) => s.mistakes)
  const canUndo = useApp((s) => s.past.length > 0)
  if (mistakes.length === 0) return null
  return (
    <MistakeList title={words.title} mistakes={mistakes}>
      {canUndo && (
        <button type="button" onClick={undo}>
          {words.back}
        </button>
      )}
    </MistakeList>
  )
}

/** Mistakes with their places and what to do, and below them what the reader can do here. */
export function MistakeList(props: {
  readonly title: string
  readonly mistakes: readonly Refusal[]
  readonly children: ReactNode
}) {
  return (
    <section className="mistakes" role="alert" data-testid="mistakes">
      <h2>{props.title}</h2>
      <Problem list={props.mistakes} />
      {props.children}
    </section>
  )
}

import { Fragment, memo, useMemo, type ReactNode } from 'react'
import { resetAll, resetField, useApp } from '../state/store.ts'
import { usePanelWords } from '../text/panels.ts'
import { AllFields } from './all-fields.tsx'
import { Areas } from './areas.tsx'
import { chosenOf } from './chosen.ts'
import { CARDS, type CardId, type Field } from './field.ts'
import { FieldRow } from './field-row.tsx'
import { gist } from './gist.ts'
import { Partners } from './partners.tsx'

const NO_FIELDS: readonly Field[] = []

/** The scenario in cards: the few fields that matter in each, and all others below. */
export function Cards(): ReactNode {
  const words = usePanelWords()
  const fields = useApp((s) => s.opened?.fields) ?? NO_FIELDS
  const changes = useApp((s) => Object.keys(s.subject.set).length)
  const groups = useMemo(() => CARDS.map((card) => fields.filter((f) => f.card === card)), [fields])
  if (fields.length === 0) return null
  return (
    <section className="cards" aria-labelledby="cards-title">
      <header>
        <h2 id="cards-title">{words.title}</h2>
        {changes > 0 && (
          <span className="small">
            {words.changes(changes)}{' '}
            <button type="button" onClick={resetAll}>
              {words.resetAll}
            </button>
          </span>
        )}
      </header>
      {CARDS.map((card, i) => (
        <Fragment key={card}>
          <Card card={card} fields={groups[i]!} />
          {card === 'defended' && <Partners />}
        </Fragment>
      ))}
    </section>
  )
}

const Card = memo(function Card({
  card,
  fields,
}: {
  readonly card: CardId
  readonly fields: readonly Field[]
}): ReactNode {
  const words = usePanelWords()
  const areasChanged = useApp((s) => Object.hasOwn(s.subject.set, 'defended'))
  const changed = useApp((s) => changedIn(card, fields, s.subject.set))
  const chosen = useMemo(() => chosenOf(card, fields), [card, fields])
  if (fields.length === 0) return null
  const things = [...new Set(chosen.map((c) => c.field.thing))]
  return (
    <details className="card" data-card={card} open={card === 'fleet' ? true : undefined}>
      <summary>
        <span className="card-name">{words.cards[card]}</span>
        <span className="card-gist">{changed > 0 ? words.changed(changed) : gist(card, fields, words)}</span>
      </summary>
      <div className="card-body">
        {card === 'defended' && <Areas fields={fields} />}
        {card === 'defended' && areasChanged && (
          <p className="former">
            {words.areasChanged}{' '}
            <button type="button" onClick={() => resetField('defended')}>
              {words.takeBack}
            </button>
          </p>
        )}
        {things.map((thing) => (
          <div className="thing" key={thing}>
            {things.length > 1 && thing !== card && <h3>{nameOf(thing, fields)}</h3>}
            {chosen
              .filter((c) => c.field.thing === thing)
              .map((c) => (
                <FieldRow key={c.field.path} {...c} />
              ))}
          </div>
        ))}
        <AllFields fields={fields} />
      </div>
    </details>
  )
})

function changedIn(card: CardId, fields: readonly Field[], set: Readonly<Record<string, unknown>>): number {
  return Object.keys(set).filter(
    (path) => fields.some((f) => f.path === path) || (card === 'defended' && path === 'defended'),
  ).length
}

/** Items of the cost have a name, other things their id. */
function nameOf(thing: string, fields: readonly Field[]): string {
  const name = fields.find((f) => f.thing === thing && f.path.endsWith(`.${thing}.name`))?.value
  return typeof name === 'string' ? name : thing
}

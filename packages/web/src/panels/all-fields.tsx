import { useState, type ReactNode } from 'react'
import { usePanelWords } from '../text/panels.ts'
import type { Field } from './field.ts'
import { Former } from './field-row.tsx'
import { NumberInput } from './number-input.tsx'
import { useField } from './use-field.ts'

/** So many rows at once; more are found by a word of their path or text. */
const MOST = 120

/** Every field of a card, from the schema: path, value, unit, range and what it is. */
export function AllFields({ fields }: { readonly fields: readonly Field[] }): ReactNode {
  const words = usePanelWords()
  const [open, setOpen] = useState(false)
  const [word, setWord] = useState('')
  const looked = word.trim().toLowerCase()
  const found = fields.filter((f) => `${f.path} ${f.doc}`.toLowerCase().includes(looked))
  return (
    <details className="all-fields" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{words.allFields(fields.length)}</summary>
      {open && (
        <>
          {fields.length > 12 && (
            <input
              type="search"
              aria-label={words.find}
              placeholder={words.find}
              value={word}
              onChange={(e) => setWord(e.target.value)}
            />
          )}
          <ul>
            {found.slice(0, MOST).map((f) => (
              <Row key={f.path} field={f} />
            ))}
          </ul>
          {found.length > MOST && <p className="small">{words.more(found.length - MOST)}</p>}
        </>
      )}
    </details>
  )
}

function Row({ field }: { readonly field: Field }): ReactNode {
  const words = usePanelWords()
  const { value, changed, put, reset } = useField(field)
  const id = `all-${field.path}`
  return (
    <li className={changed ? 'changed' : undefined} data-path={field.path}>
      <label htmlFor={id}>
        <code>{field.path}</code>
      </label>
      <span className="amount">
        {field.options !== undefined || field.kind === 'boolean' ? (
          <select
            id={id}
            value={value === undefined ? '' : String(value)}
            onChange={({ target: { value: next } }) =>
              put(next === '' ? null : field.kind === 'boolean' ? next === 'true' : next)
            }
          >
            {value === undefined && <option value="">{words.notSet}</option>}
            {(field.options ?? words.yesNo).map((o) => (
              <option key={o.id} value={o.id}>
                {o.name}
              </option>
            ))}
          </select>
        ) : field.kind === 'text' ? (
          <TextInput id={id} value={typeof value === 'string' ? value : ''} set={put} />
        ) : (
          <NumberInput
            id={id}
            field={field}
            label={field.path}
            value={typeof value === 'number' ? value : undefined}
            set={put}
          />
        )}
        <span className="unit">{words.unit(field.unit)}</span>
      </span>
      <p className="small" lang="en">
        {field.doc}
        {field.low !== undefined && field.high !== undefined && (
          <span className="range" lang={words.lang}>
            {' '}
            {words.range(String(field.low), String(field.high), field.kind === 'integer')}
          </span>
        )}
      </p>
      {changed && <Former field={field} reset={reset} />}
    </li>
  )
}

function TextInput(props: {
  readonly id: string
  readonly value: string
  readonly set: (value: string | null) => void
}): ReactNode {
  const { id, value, set } = props
  const words = usePanelWords()
  const [draft, setDraft] = useState<string>()
  const finish = (): void => {
    setDraft(undefined)
    if (draft !== undefined && draft !== value) set(draft === '' ? null : draft)
  }
  return (
    <input
      id={id}
      className="text"
      autoComplete="off"
      placeholder={words.notSet}
      value={draft ?? value}
      onChange={(e) => setDraft(e.target.value)}
      onBlur={finish}
      onKeyDown={(e) => {
        if (e.key === 'Enter') finish()
        if (e.key === 'Escape') setDraft(undefined)
      }}
    />
  )
}

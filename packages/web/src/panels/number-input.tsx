import { useState, type ReactNode } from 'react'
import { usePanelWords } from '../text/panels.ts'
import { useLanguage } from '../text/words.ts'
import type { Field } from './field.ts'

interface Props {
  readonly id: string
  readonly field: Field
  readonly label: string
  readonly value: number | undefined
  readonly set: (value: number | null) => void
}

/** A number that is taken when it is finished, if the schema allows it; else it says what it may be. */
export function NumberInput({ id, field, label, value, set }: Props): ReactNode {
  const words = usePanelWords()
  // In English a comma groups thousands: it is refused, not taken for a point.
  const language = useLanguage()
  const [draft, setDraft] = useState<string>()
  const text = draft ?? (value === undefined ? '' : String(value))
  const mistake = draft === undefined ? undefined : mistakeOf(draft, field)
  const finish = (): void => {
    if (draft === undefined || mistake !== undefined) return
    setDraft(undefined)
    if (draft.trim() === '') {
      if (value !== undefined) set(null)
    } else if (Number(draft) !== value) set(Number(draft))
  }
  const range =
    field.low === undefined || field.high === undefined
      ? undefined
      : words.range(String(field.low), String(field.high), field.kind === 'integer')
  return (
    <>
      <input
        id={id}
        className="number"
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        aria-invalid={mistake !== undefined}
        aria-describedby={mistake === undefined ? undefined : `${id}-mistake`}
        placeholder={words.notSet}
        title={range}
        value={text}
        onChange={(e) => setDraft(language === 'fr' ? e.target.value.replace(',', '.') : e.target.value)}
        onBlur={() => (mistake === undefined ? finish() : setDraft(undefined))}
        onKeyDown={(e) => {
          if (e.key === 'Enter') finish()
          if (e.key === 'Escape') setDraft(undefined)
        }}
      />
      {mistake !== undefined && (
        <span className="field-mistake" id={`${id}-mistake`} role="alert">
          {mistake === 'number' ? words.notANumber : (range ?? words.notANumber)}
        </span>
      )}
    </>
  )
}

function mistakeOf(draft: string, { kind, low, high }: Field): 'number' | 'range' | undefined {
  if (draft.trim() === '') return undefined
  const number = Number(draft)
  if (!Number.isFinite(number)) return 'number'
  if (kind === 'integer' && !Number.isInteger(number)) return 'range'
  return (low !== undefined && number < low) || (high !== undefined && number > high) ? 'range' : undefined
}

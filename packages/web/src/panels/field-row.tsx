import { memo, type ReactNode } from 'react'
import { usePanelWords } from '../text/panels.ts'
import { sliderOf, type Chosen } from './chosen.ts'
import type { Field } from './field.ts'
import { NumberInput } from './number-input.tsx'
import { useField, useHold } from './use-field.ts'

/** One of the few fields of a card: its label, a slider and a number, or a choice; where changed, what it was and the way back. */
export const FieldRow = memo(function FieldRow({
  field,
  chosen,
}: {
  readonly field: Field
  readonly chosen: Chosen
}): ReactNode {
  const words = usePanelWords()
  const { value, changed, put, reset } = useField(field)
  const id = `field-${field.path}`
  const label = words.fields[chosen.label]
  const slider = sliderOf(field, chosen)
  const hold = useHold()
  const full = field.thing === field.path.split('.')[0] ? label : `${label}, ${field.thing}`
  return (
    <div className={changed ? 'field changed' : 'field'} data-path={field.path}>
      <label htmlFor={id} title={field.doc}>
        {label}
      </label>
      {field.options === undefined ? (
        <span className="amount">
          <NumberInput
            id={id}
            field={field}
            label={full}
            value={typeof value === 'number' ? value : undefined}
            set={put}
          />
          <span className="unit">{words.unit(field.unit)}</span>
        </span>
      ) : (
        <select id={id} aria-label={full} value={String(value)} onChange={(e) => put(e.target.value)}>
          {field.options.map((o) => (
            <option key={o.id} value={o.id}>
              {o.name}
            </option>
          ))}
        </select>
      )}
      {slider !== undefined && (
        <input
          type="range"
          aria-label={words.slider(full)}
          min={slider[0]}
          max={slider[1]}
          step={slider[2]}
          value={Number(value)}
          onPointerDown={hold.begin}
          onKeyDown={(e) => !e.repeat && hold.begin()}
          onChange={(e) => put(Number(e.target.value), hold.move())}
        />
      )}
      {changed && <Former field={field} reset={reset} />}
    </div>
  )
})

/** What a changed field was, and the way back to it. */
export function Former({ field, reset }: { readonly field: Field; readonly reset: () => void }): ReactNode {
  const words = usePanelWords()
  const was = field.options?.find((o) => o.id === field.was)?.name ?? field.was
  return (
    <span className="former">
      {words.was(was === undefined ? words.notSet : String(was), words.unit(field.unit))}{' '}
      <button type="button" onClick={reset} aria-label={words.takeBackField(field.path)}>
        {words.takeBack}
      </button>
    </span>
  )
}

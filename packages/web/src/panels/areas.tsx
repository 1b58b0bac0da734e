import type { ReactNode } from 'react'
import { setField, useApp } from '../state/store.ts'
import { usePanelWords } from '../text/panels.ts'
import type { Field } from './field.ts'

/** The defended areas: one more, or one less. */
export function Areas({ fields }: { readonly fields: readonly Field[] }): ReactNode {
  const words = usePanelWords()
  const set = useApp((s) => s.subject.set)
  const document = useApp((s) => s.opened?.document) as { defended?: readonly unknown[] } | undefined
  const listed = fields.filter((f) => /^defended\.\d+\.area$/.test(f.path))
  const entries = (set['defended'] as readonly unknown[] | undefined) ?? document?.defended ?? []
  const options = listed.find((f) => f.options !== undefined)?.options ?? []
  const taken = new Set(listed.map((f) => f.value))
  const name = (f: Field): string => options.find((o) => o.id === f.value)?.name ?? String(f.value)
  return (
    <div className="areas">
      <ul>
        {listed.map((f, i) => (
          <li key={f.path}>
            {name(f)}
            {listed.length > 1 && (
              <button
                type="button"
                aria-label={words.removeArea(name(f))}
                onClick={() =>
                  setField(
                    'defended',
                    entries.filter((_, j) => j !== i),
                  )
                }
              >
                ✕
              </button>
            )}
          </li>
        ))}
      </ul>
      <select
        aria-label={words.addArea}
        value=""
        onChange={(e) => setField('defended', [...entries, { area: e.target.value }])}
      >
        <option value="">{words.addArea}</option>
        {options
          .filter((o) => !taken.has(o.id))
          .map((o) => (
            <option key={o.id} value={o.id}>
              {o.name}
            </option>
          ))}
      </select>
    </div>
  )
}

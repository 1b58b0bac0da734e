import { useRef } from 'react'
import { resetField, setField, useApp } from '../state/store.ts'
import type { Field } from './field.ts'

type Value = Field['value']

/** The value of a field as it is set at this moment, and what changes it. */
export function useField(field: Field) {
  // A row looks at its own value alone: while a slider moves the others stand still.
  const changed = useApp((s) => Object.hasOwn(s.subject.set, field.path))
  const own = useApp((s) => s.subject.set[field.path])
  const under = useApp((s) => underChanged(s.subject.set, field.path))
  // What the threads know of the field comes a moment later: until then it is what is set, or what it was.
  const known = field.value === field.was ? undefined : field.value
  const value = changed ? (own === null ? known : (own as Value)) : under ? field.value : field.was
  const put = (next: Value | null, replace = false): void => {
    if (next === undefined || (next === null && field.was === undefined)) resetField(field.path, replace)
    else if (next === field.was && !under) resetField(field.path, replace)
    else setField(field.path, next, replace)
  }
  return { value, changed, put, reset: () => resetField(field.path) }
}

/** Was something above the field changed, so that its former value is not what it would go back to? */
const underChanged = (set: Readonly<Record<string, unknown>>, path: string): boolean =>
  Object.keys(set).some((p) => path.startsWith(`${p}.`))

/** One step to take back for each time a slider is held: the first change of it is a step, the others go with it. */
export function useHold() {
  const moved = useRef(false)
  return {
    begin: (): void => {
      moved.current = false
    },
    /** Has it moved since it was taken hold of? */
    move: (): boolean => {
      const before = moved.current
      moved.current = true
      return before
    },
  }
}

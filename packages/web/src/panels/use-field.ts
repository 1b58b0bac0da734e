import { useRef } from 'react'
import { resetField, setField, useApp } from '../state/store.ts'
import type { Field } from './field.ts'

type Value = Field['value']

/** The value of a field as it is set at this moment, and what changes it. */
export function useField(field: Field) {
  const set = useApp((s) => s.subject.set)
  const changed = Object.hasOwn(set, field.path)
  const own = set[field.path]
  // What the threads know of the field comes a moment later: until then it is what is set, or what it was.
  const known = field.value === field.was ? undefined : field.value
  const value = changed
    ? own === null
      ? known
      : (own as Value)
    : underChanged(set, field.path)
      ? field.value
      : field.was
  const put = (next: Value | null, replace = false): void => {
    if (next === undefined || (next === null && field.was === undefined)) resetField(field.path, replace)
    else if (next === field.was && !underChanged(set, field.path)) resetField(field.path, replace)
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

import { useMemo } from 'react'
import { chosenOf, sliderOf } from '../panels/chosen.ts'
import { CARDS, type Field } from '../panels/field.ts'
import { useApp } from '../state/store.ts'
import { usePanelWords } from '../text/panels.ts'

/** A field that a study can go along: those with a slider that runs depend on. */
export interface Walkable {
  readonly field: Field
  readonly label: string
  readonly low: number
  readonly high: number
  readonly step: number
}

/** Fields of the scenario that a study can go along, in the order of the cards, by card. */
export function useWalkable(): readonly { readonly card: string; readonly fields: readonly Walkable[] }[] {
  const words = usePanelWords()
  const fields = useApp((s) => s.opened?.fields)
  return useMemo(
    () =>
      CARDS.filter((card) => card !== 'cost' && card !== 'run')
        .map((card) => ({
          card: words.cards[card],
          fields: chosenOf(
            card,
            (fields ?? []).filter((f) => f.card === card),
          ).flatMap(({ field, chosen }) => {
            const [low, high, step] = sliderOf(field, chosen) ?? []
            if (low === undefined || high === undefined || step === undefined) return []
            const name = words.fields[chosen.label]
            const unit = words.unit(field.unit)
            const label = `${field.thing === field.path.split('.')[0] ? name : `${name}, ${field.thing}`}${unit === '' ? '' : ` (${unit})`}`
            return [{ field, label, low, high, step }]
          }),
        }))
        .filter((group) => group.fields.length > 0),
    [fields, words],
  )
}

/** Where a walk along a field begins unless one says otherwise: half to one and a half of its value, within its slider, on its steps. */
export function usualEnds({ field, low, high, step }: Walkable): readonly [number, number] {
  const value = typeof field.value === 'number' ? field.value : low
  const on = (x: number): number =>
    Number((Math.round(Math.min(high, Math.max(low, x)) / step) * step).toFixed(6))
  const [from, to] = value > 0 ? [on(0.5 * value), on(1.5 * value)] : [low, high]
  return from < to ? [from, to] : [low, high]
}

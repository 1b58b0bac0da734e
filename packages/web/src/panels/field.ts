export const CARDS = ['fleet', 'sensors', 'command', 'ground', 'threat', 'defended', 'cost', 'run'] as const
export type CardId = (typeof CARDS)[number]
export type FieldKind = 'number' | 'integer' | 'boolean' | 'choice' | 'text'

export interface Choice {
  readonly id: string
  readonly name: string
}

/** One field of a scenario: where it stands, what the schema says of it, its value now and before any change. */
export interface Field {
  /** As the file and the command line write it: `interceptors.sbi.shell.planes`. */
  readonly path: string
  readonly card: CardId
  /** The layer, sensor, threat or item it belongs to. */
  readonly thing: string
  readonly kind: FieldKind
  /** In the unit that the field's name carries; undefined where nothing is set. */
  readonly value: number | string | boolean | undefined
  readonly was: number | string | boolean | undefined
  readonly unit?: string
  readonly low?: number
  readonly high?: number
  readonly options?: readonly Choice[]
  readonly doc: string
}

/** As much of JSON Schema as the description of this API uses. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
}

interface Content {
  readonly schema?: Schema
  readonly example?: unknown
}

/** One route in the description of the API. */
export interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly security?: readonly unknown[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly description?: string
    readonly schema?: Schema
  }[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, Content>> }
  readonly responses?: Readonly<
    Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, Content>> }>
  >
}

/** The description of the API: as much of OpenAPI as its page shows. */
export interface Description {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly components?: { readonly securitySchemes?: object }
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** A row of a table of fields. */
export interface FieldRow {
  readonly name: string
  readonly needed: boolean
  readonly kind: string
  readonly doc: string
}

/** The fields of an object and of the objects in it, `a.name` for those. */
export function fieldRows(schema: Schema | undefined, before = ''): FieldRow[] {
  return Object.entries(schema?.properties ?? {}).flatMap(([name, field]) => {
    const row = {
      name: before + name,
      needed: schema?.required?.includes(name) === true,
      kind: kindOf(field),
      doc: field.description ?? '',
    }
    return [row, ...fieldRows(field.items ?? field, `${before}${name}.`)]
  })
}

/** `whole number, 1 to 10,000`. */
function kindOf(schema: Schema): string {
  const { enum: values, anyOf, minimum, maximum } = schema
  if (values !== undefined) return values.map(String).join(' | ')
  if (anyOf !== undefined) return anyOf.map(kindOf).join(' or ')
  const types = [schema.type ?? 'anything'].flat().map((type) => NAMES[type] ?? type)
  const range =
    minimum !== undefined && maximum !== undefined
      ? `${number(minimum)} to ${number(maximum)}`
      : minimum !== undefined
        ? `from ${number(minimum)}`
        : ''
  const short = schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`
  return [types.join(' or '), range, short].filter((part) => part !== '').join(', ')
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  array: 'list',
  object: 'map',
}

const number = (x: number): string =>
  x === Number.MAX_SAFE_INTEGER ? '2⁵³ − 1' : String(x).replaceAll(/\B(?=(\d{3})+$)/g, ',')
